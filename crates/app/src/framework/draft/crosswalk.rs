//! Which line of the edition before each line of a draft carries on: proposed by title and code,
//! confirmed by a person. Figures, proof and earlier points follow it.

use std::collections::{BTreeMap, BTreeSet};

use domain::authority::Action;
use domain::plan::{Annex, Plan, Row as PlanRow, RowKind as PlanKind};
use reading::plan::compare::{Likeness, RowDifference, compare};
use serde_json::json;

use super::desk::{Desk, DraftRow, RowKind, head, rows};
use super::sql;
use crate::audit::Event;
use crate::database::Conn;
use crate::framework::{FrameworkState, Refusal};
use crate::unit::{self, Unit};
use crate::{Actor, App, Error, Fault, FrameworkId, IndicatorId, Noun, bind};

/// How it is known what a line carries on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// It was copied from it.
    Copied,
    /// A person said so, or that the line is new.
    Chosen,
    /// Its title says the same.
    Same,
    /// Its title is like it: to be looked at.
    Similar,
    /// Nothing before is like it.
    Nothing,
}

/// A line of the edition before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Old {
    /// Id.
    pub id: IndicatorId,
    /// Its code there.
    pub code: String,
    /// Its title there.
    pub title: String,
}

/// A line of the draft with the one that it carries on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The line.
    pub row: DraftRow,
    /// The one before; `None`: none.
    pub from: Option<IndicatorId>,
    /// How it is known.
    pub known: Known,
}

/// A draft beside the edition whose place it takes.
#[derive(Clone, Debug)]
pub struct Crosswalk {
    /// Whose it is.
    pub unit: Unit,
    /// «DTI cấp xã 2027».
    pub name: String,
    /// The draft's version.
    pub version: i32,
    /// The edition before; `None`: nobody said which.
    pub follows: Option<FrameworkId>,
    /// Its lines, in its order.
    pub old: Vec<Old>,
    /// The draft's indicators, in its order.
    pub pairs: Vec<Pair>,
}

impl Crosswalk {
    /// How many lines nobody has confirmed.
    pub fn open(&self) -> usize {
        let settled = |pair: &&Pair| !matches!(pair.known, Known::Copied | Known::Chosen);
        self.pairs.iter().filter(settled).count()
    }

    /// Lines of the edition before that nothing carries on.
    pub fn left(&self) -> Vec<&Old> {
        let carried: BTreeSet<&IndicatorId> = self
            .pairs
            .iter()
            .filter_map(|pair| pair.from.as_ref())
            .collect();
        self.old
            .iter()
            .filter(|old| !carried.contains(&old.id))
            .collect()
    }
}

/// The crosswalk as it stands, with a proposal for each line that nobody has confirmed.
pub async fn crosswalk(app: &App, actor: &Actor, id: &FrameworkId) -> Result<Crosswalk, Error> {
    let mut conn = app.read().await?;
    let head = head(&mut conn, id).await?;
    let unit = unit::load(&mut conn, &head.unit).await?;
    actor.require(Action::EditFramework, &unit.path)?;
    if head.state != FrameworkState::Draft {
        return Err(Refusal::Issued { name: head.name }.into());
    }
    let own = rows(&mut conn, id).await?;
    let mut old = match &head.follows {
        Some(follows) => rows(&mut conn, follows).await?,
        None => Vec::new(),
    };
    let kept = kept(&mut conn, id).await?;
    old.retain(|row| row.kind != RowKind::Pillar);
    let pairs = pairs(own, &old, &kept);
    Ok(Crosswalk {
        unit,
        name: head.name,
        version: head.version,
        follows: head.follows,
        old: old
            .into_iter()
            .map(|row| Old {
                id: row.id,
                code: row.code,
                title: row.title,
            })
            .collect(),
        pairs,
    })
}

type Kept = BTreeMap<IndicatorId, (Option<IndicatorId>, Known)>;

async fn kept(conn: &mut Conn, id: &FrameworkId) -> Result<Kept, Fault> {
    let all = conn
        .all(sql::CROSSWALK, bind![id.as_str()], |row| {
            let known = match row.text("state")?.as_str() {
                "copied" => Known::Copied,
                _ => Known::Chosen,
            };
            let from = row.text_or_null("from_id")?.map(IndicatorId::stored);
            Ok((
                IndicatorId::stored(row.text("indicator_id")?),
                (from, known),
            ))
        })
        .await?;
    Ok(all.into_iter().collect())
}

fn pairs(own: Vec<DraftRow>, old: &[DraftRow], kept: &Kept) -> Vec<Pair> {
    let mut open: Vec<DraftRow> = Vec::new();
    for row in &own {
        if row.kind != RowKind::Pillar && !kept.contains_key(&row.id) {
            open.push(row.clone());
        }
    }
    let carried: BTreeSet<&IndicatorId> = kept
        .values()
        .filter_map(|(from, _)| from.as_ref())
        .collect();
    let free: Vec<DraftRow> = old
        .iter()
        .filter(|row| !carried.contains(&row.id))
        .cloned()
        .collect();
    let proposed = proposed(&free, &open);
    own.into_iter()
        .filter(|row| row.kind != RowKind::Pillar)
        .map(|row| {
            let (from, known) = kept
                .get(&row.id)
                .or_else(|| proposed.get(&row.id))
                .cloned()
                .unwrap_or((None, Known::Nothing));
            Pair { row, from, known }
        })
        .collect()
}

/// Pairs rows by what their titles say, as an amended plan's are.
fn proposed(old: &[DraftRow], new: &[DraftRow]) -> Kept {
    if old.is_empty() || new.is_empty() {
        return Kept::new();
    }
    let (before, after) = (plan(old), plan(new));
    let mut proposed = Kept::new();
    for difference in compare(&before, &after).rows {
        if let RowDifference::Both(pair) = difference
            && let (Some(was), Some(is)) = (old.get(pair.before.row), new.get(pair.after.row))
        {
            let known = match pair.title {
                Likeness::Same => Known::Same,
                Likeness::Similar => Known::Similar,
            };
            proposed.insert(is.id.clone(), (Some(was.id.clone()), known));
        }
    }
    proposed
}

fn plan(rows: &[DraftRow]) -> Plan {
    let row = |row: &DraftRow| PlanRow {
        kind: match row.kind {
            RowKind::Pillar | RowKind::Heading => PlanKind::Heading,
            RowKind::Indicator => PlanKind::Indicator,
        },
        code: Some(row.code.clone()),
        path: row.code.clone(),
        title: Some(row.title.clone()),
        max_points: row.max_points.clone(),
        ..PlanRow::default()
    };
    Plan {
        annexes: vec![Annex {
            rows: rows.iter().map(row).collect(),
            ..Annex::default()
        }],
        ..Plan::default()
    }
}

/// Says whose place a draft takes; what was confirmed against another edition is open again.
pub async fn follow(
    app: &App,
    actor: &Actor,
    (id, version): (&FrameworkId, i32),
    followed: &FrameworkId,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let desk = Desk::open(&mut tx, actor, id).await?;
    if desk.head.version != version {
        return Err(Error::Stale(Noun::Framework));
    }
    super::create::require_followed(&mut tx, actor, followed).await?;
    if desk.head.follows.as_ref() != Some(followed) {
        tx.run(sql::FORGET_CROSSWALK, bind![id.as_str()]).await?;
        tx.run(sql::FOLLOW, bind![id.as_str(), followed.as_str()])
            .await?;
    }
    let event = Event::new(
        "framework.followed",
        "framework",
        id.as_str(),
        &desk.head.name,
    )
    .within(&desk.unit.id)
    .before(json!({ "follows": desk.head.follows.as_ref().map(FrameworkId::as_str) }))
    .after(json!({ "follows": followed.as_str() }));
    tx.commit(event).await?;
    Ok(())
}

/// Confirms what lines carry on, by the code there; empty: the line is new. Lines that are left out
/// stay as they are.
/// From then on they ask for the same figures, where those are typed alike, of whoever provided and
/// confirmed them.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    (id, version): (&FrameworkId, i32),
    chosen: &BTreeMap<IndicatorId, String>,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let desk = Desk::open(&mut tx, actor, id).await?;
    if desk.head.version != version {
        return Err(Error::Stale(Noun::Framework));
    }
    let Some(follows) = &desk.head.follows else {
        return Err(Refusal::FollowsNothing.into());
    };
    let old = rows(&mut tx, follows).await?;
    let by_code: BTreeMap<&str, &IndicatorId> = old
        .iter()
        .filter(|row| row.kind != RowKind::Pillar)
        .map(|row| (row.code.as_str(), &row.id))
        .collect();
    let before = kept(&mut tx, id).await?;
    let (mut said, mut carried) = (Vec::new(), String::new());
    for (row, code) in chosen {
        let own = &desk.rows[desk.at(row)?];
        let code = code.trim();
        let from = by_code.get(code).copied();
        if from.is_none() && !code.is_empty() {
            return Err(Refusal::NoSuchLine {
                code: own.code.clone(),
                from: code.chars().take(40).collect(),
            }
            .into());
        }
        if before.get(row).is_some_and(|(was, _)| was.as_ref() == from) {
            continue;
        }
        // A line of a form each, no more than the draft has.
        let from_id = from.map(IndicatorId::as_str);
        tx.run(sql::CARRY_ON, bind![row.as_str(), from_id]).await?;
        carried.push_str(row.as_str());
        said.push(json!({ "code": own.code, "from": from.map(|_| code) }));
    }
    tx.run(sql::SAME_FIGURES, bind![id.as_str()]).await?;
    tx.run(sql::SAME_CHARGE, bind![id.as_str(), &carried])
        .await?;
    let changed: Vec<Option<&IndicatorId>> = chosen.keys().map(Some).collect();
    desk.settle(&mut tx, &changed).await?;
    let event = Event::new(
        "framework.crosswalked",
        "framework",
        id.as_str(),
        &desk.head.name,
    )
    .within(&desk.unit.id)
    .after(json!({ "lines": said }));
    tx.commit(event).await?;
    Ok(())
}
