//! Số liệu chốt: the figures of a unit and everything under it as they stood at an instant, line by
//! line, under one hash. Written once, never changed; anybody who reads it compares it with what
//! stands now, and recomputes the hash.

use std::collections::BTreeMap;

use domain::authority::Action;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Period, Refusal, sql};
use crate::audit::Event;
use crate::database::{Conn, Row};
use crate::unit::{self, Unit};
use crate::{Actor, App, Error, Fault, FrameworkId, Noun, SnapshotId, bind, secret};

/// Longest name.
const NAME_MAX: usize = 200;

/// A cut-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Id.
    pub id: SnapshotId,
    /// «Số liệu đến hết ngày 15/10».
    pub name: String,
    /// When.
    pub made_at: String,
    /// Who, by name.
    pub made_by: String,
    /// The framework's name.
    pub framework_name: String,
    /// How many units.
    pub units: i32,
    /// Over all of it.
    pub sha256: String,
    framework: FrameworkId,
    path: String,
    period: crate::PeriodId,
}

/// A unit's figures on a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stood {
    /// Whether the line was for the unit.
    pub applicable: bool,
    /// The unit's name.
    pub name: String,
    /// Points, exact; null: none.
    pub points: Option<String>,
    /// Where the figures came from.
    pub source: String,
    /// By key, as stored.
    pub values: BTreeMap<String, String>,
}

/// What stood on a line, by unit: what is kept and hashed. Keys are sorted.
pub type Stand = BTreeMap<String, Stood>;

/// A line of a cut-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The indicator's id.
    pub indicator: String,
    /// As printed.
    pub code: String,
    /// Title.
    pub title: String,
}

/// A unit then and now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The unit's name.
    pub name: String,
    /// Then; `None`: it was not there.
    pub then: Option<Stood>,
    /// Now; `None`: it is not there any more.
    pub now: Option<Stood>,
}

impl Compared {
    /// Whether figures or points are others.
    pub fn differs(&self) -> bool {
        let of = |stood: &Option<Stood>| {
            let stood = stood.clone().unwrap_or_default();
            (stood.values, stood.points, stood.applicable)
        };
        of(&self.then) != of(&self.now)
    }
}

fn read(row: &Row) -> Result<Snapshot, Fault> {
    Ok(Snapshot {
        id: SnapshotId::stored(row.text("id")?),
        name: row.text("name")?,
        made_at: row.text("made_at")?,
        made_by: row.text("made_name")?,
        framework_name: row.text("framework_name")?,
        units: row.int("units")?,
        sha256: row.text("sha256")?,
        framework: FrameworkId::stored(row.text("framework_id")?),
        path: row.text("path")?,
        period: crate::PeriodId::stored(row.text("period_id")?),
    })
}

/// Cut-offs taken at a unit in a period, the newest first.
pub async fn snapshots(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
) -> Result<Vec<Snapshot>, Error> {
    actor.require(Action::ReadFigures, &unit.path)?;
    let mut conn = app.read().await?;
    let bound = [period.id.as_str().into(), unit.id.as_str().into()];
    Ok(conn.all(sql::SNAPSHOTS, &bound, read).await?)
}

/// What stands on the lines of a framework at a path and under it, by line; one line only where one
/// is asked for.
async fn standing(
    conn: &mut Conn,
    (framework, period, path): (&FrameworkId, &crate::PeriodId, &str),
    only: Option<&str>,
) -> Result<Vec<(Line, Stand)>, Fault> {
    let bound = [
        framework.as_str().into(),
        period.as_str().into(),
        path.into(),
        only.into(),
    ];
    let mut lines: Vec<(Line, Stand)> = Vec::new();
    conn.all(sql::STANDS, &bound, |row| {
        let indicator = row.text("indicator_id")?;
        if lines
            .last()
            .is_none_or(|(line, _)| line.indicator != indicator)
        {
            let line = Line {
                indicator,
                code: row.text("code")?,
                title: row.text("title")?,
            };
            lines.push((line, Stand::new()));
        }
        let unit = row.text("unit_id")?;
        let (name, points) = (row.text("name")?, row.text_or_null("points")?);
        let applicable = row.flag("applicable")?;
        let Some((_, stand)) = lines.last_mut() else {
            return Ok(());
        };
        let stood = stand.entry(unit).or_insert_with(|| Stood {
            applicable,
            name,
            points,
            ..Stood::default()
        });
        if let (Some(key), Some(value)) =
            (row.text_or_null("input_key")?, row.text_or_null("value")?)
        {
            stood.values.insert(key, value);
            stood.source = row.text_or_null("source")?.unwrap_or_default();
        }
        Ok(())
    })
    .await?;
    Ok(lines)
}

/// The hash of a cut-off: over each line's code and text with its length.
fn hashed<'l>(lines: impl Iterator<Item = (&'l str, &'l str)>) -> String {
    let mut text = String::new();
    for (code, body) in lines {
        text.push_str(&format!(
            "{code}\n{}:{}\n",
            body.len(),
            secret::sha256(body.as_bytes())
        ));
    }
    secret::sha256(text.as_bytes())
}

/// Freezes the figures of a unit and everything under it.
pub async fn take(
    app: &App,
    actor: &Actor,
    (unit, period, framework): (&Unit, &Period, &FrameworkId),
    name: &str,
) -> Result<SnapshotId, Error> {
    actor.require(Action::ManagePeriods, &unit.path)?;
    let name = reading::text::squash(name);
    match name.chars().count() {
        0 => return Err(Refusal::NoName.into()),
        1..=NAME_MAX => {}
        _ => {
            return Err(Refusal::TooLong {
                chars_max: NAME_MAX,
            }
            .into());
        }
    }
    let mut tx = app.begin(actor).await?;
    let lines = standing(&mut tx, (framework, &period.id, &unit.path), None).await?;
    let units = lines
        .iter()
        .map(|(_, stand)| stand.len())
        .max()
        .unwrap_or_default();
    if units == 0 {
        return Err(Refusal::NothingToFreeze.into());
    }
    let mut bodies = Vec::new();
    for (line, stand) in &lines {
        bodies.push((line, serde_json::to_string(stand).map_err(Fault::from)?));
    }
    let sha256 = hashed(
        bodies
            .iter()
            .map(|(line, body)| (line.code.as_str(), body.as_str())),
    );
    let (id, at, by) = (SnapshotId::new(), tx.now().to_owned(), tx.by().to_owned());
    let count = i32::try_from(units).unwrap_or(i32::MAX);
    tx.run(
        sql::SNAPSHOT_INSERT,
        bind![
            id.as_str(),
            period.id.as_str(),
            framework.as_str(),
            unit.id.as_str(),
            &name,
            &at,
            &by,
            count,
            &sha256
        ],
    )
    .await?;
    // A statement for each line of the framework, whatever the number of units.
    for (position, (line, body)) in bodies.iter().enumerate() {
        let position = i32::try_from(position).unwrap_or(i32::MAX);
        let bound = [
            id.as_str().into(),
            (&line.indicator).into(),
            position.into(),
            (&line.code).into(),
            (&line.title).into(),
            body.into(),
        ];
        tx.run(sql::SNAPSHOT_LINE, &bound).await?;
    }
    let event = Event::new(
        "period.snapshot_taken",
        "period",
        period.id.as_str(),
        &period.name,
    )
    .within(&unit.id)
    .after(json!({ "name": name, "units": count, "sha256": sha256 }));
    tx.commit(event).await?;
    Ok(id)
}

/// A cut-off with its lines; whether its hash is still the one that was kept.
pub async fn snapshot(
    app: &App,
    actor: &Actor,
    id: &SnapshotId,
) -> Result<(Snapshot, Vec<Line>, bool), Error> {
    let mut conn = app.read().await?;
    let found = load(&mut conn, actor, id).await?;
    let lines = conn
        .all(sql::SNAPSHOT_LINES, bind![id.as_str()], |row| {
            let line = Line {
                indicator: row.text("indicator_id")?,
                code: row.text("code")?,
                title: row.text("title")?,
            };
            Ok((line, row.text("body_json")?))
        })
        .await?;
    let now = hashed(
        lines
            .iter()
            .map(|(line, body)| (line.code.as_str(), body.as_str())),
    );
    let is_whole = now == found.sha256;
    Ok((
        found,
        lines.into_iter().map(|(line, _)| line).collect(),
        is_whole,
    ))
}

async fn load(conn: &mut Conn, actor: &Actor, id: &SnapshotId) -> Result<Snapshot, Error> {
    let found = conn
        .find(sql::SNAPSHOT, bind![id.as_str()], read)
        .await?
        .ok_or(Error::NotFound(Noun::Period))?;
    // Whoever may not see the unit learns nothing of what was frozen there.
    if !actor.may(Action::ReadFigures, &found.path) {
        return Err(Error::NotFound(Noun::Period));
    }
    Ok(found)
}

/// A line of a cut-off beside what stands now, by unit.
pub async fn compare(
    app: &App,
    actor: &Actor,
    (id, code): (&SnapshotId, &str),
) -> Result<(Line, Vec<Compared>), Error> {
    let mut conn = app.read().await?;
    let found = load(&mut conn, actor, id).await?;
    let (line, body) = conn
        .find(sql::SNAPSHOT_ONE, bind![id.as_str(), code], |row| {
            let line = Line {
                indicator: row.text("indicator_id")?,
                code: row.text("code")?,
                title: row.text("title")?,
            };
            Ok((line, row.text("body_json")?))
        })
        .await?
        .ok_or(Error::NotFound(Noun::Indicator))?;
    let mut then: Stand = serde_json::from_str(&body).map_err(Fault::from)?;
    let place = (&found.framework, &found.period, found.path.as_str());
    let now = standing(&mut conn, place, Some(&line.indicator)).await?;
    let now = now
        .into_iter()
        .next()
        .map(|(_, stand)| stand)
        .unwrap_or_default();
    let mut all = Vec::new();
    for (unit, now) in now {
        let then = then.remove(&unit);
        all.push(Compared {
            name: now.name.clone(),
            then,
            now: Some(now),
        });
    }
    all.extend(then.into_values().map(|then| Compared {
        name: then.name.clone(),
        then: Some(then),
        now: None,
    }));
    all.sort_by_cached_key(|one| reading::text::sort_key(&one.name));
    Ok((line, all))
}

/// The unit at which a cut-off was taken.
pub async fn snapshot_unit(app: &App, actor: &Actor, id: &SnapshotId) -> Result<Unit, Error> {
    let mut conn = app.read().await?;
    let found = load(&mut conn, actor, id).await?;
    let last = found
        .path
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let unit = crate::UnitId::parse(last).ok_or(Error::NotFound(Noun::Unit))?;
    unit::load(&mut conn, &unit).await
}
