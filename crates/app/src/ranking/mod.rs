//! Xếp hạng: the units of a framework and a period, by block (khối), on the framework's declared
//! rounding and tie rule, with what may still change.
//!
//! The numbers come from sums in memory (`figure::sums`), so that three thousand units are ranked
//! for one page; what was published is `publication`'s.

pub(crate) mod cards;
mod place;
pub(crate) mod sql;

pub(crate) use place::place;
pub use place::{Basis, Ranked};

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::authority::Action;
use scoring::Exact;

use crate::database::Conn;
use crate::figure::{self, Totals};
use crate::framework::{self, Edition};
use crate::period::{self, Period};
use crate::publication;
use crate::scorecard::Kind;
use crate::unit::{Unit, UnitKind};
use crate::{Actor, App, AssessmentId, Error, Fault, FrameworkId, Noun, UnitId, bind};

/// A framework on which units are ranked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Id.
    pub id: FrameworkId,
    /// «DTI cấp xã 2026».
    pub name: String,
    /// Path of the unit whose it is.
    pub owner_path: String,
    /// Units assessed on it.
    pub units: i64,
}

/// A ranking.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// The framework.
    pub edition: Arc<Edition>,
    /// The period with which it is compared, where there is one.
    pub before: Option<Before>,
    /// All units, by block, rank and id.
    pub rows: Vec<Ranked>,
}

/// The year before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// The period's word in addresses.
    pub period: String,
    /// The number of the publication that it was taken from; `None`: from last year's cards.
    pub publication: Option<i32>,
}

/// A unit with its assessment.
#[derive(Clone, Debug)]
pub(crate) struct Assessed {
    pub(crate) unit: UnitId,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) code: Option<String>,
    pub(crate) kind: UnitKind,
    pub(crate) assessment: AssessmentId,
    pub(crate) basis: Basis,
    pub(crate) scorecard: Option<String>,
}

/// Frameworks on which units under this one are ranked in the period, if the actor may see points.
pub async fn frameworks(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
) -> Result<Vec<Offered>, Error> {
    actor.require(Action::ReadFigures, &unit.path)?;
    let mut conn = app.read().await?;
    let all = conn
        .all(
            sql::FRAMEWORKS,
            bind![period.id.as_str(), &unit.path],
            |row| {
                Ok(Offered {
                    id: FrameworkId::stored(row.text("id")?),
                    name: row.text("name")?,
                    owner_path: row.text("path")?,
                    units: row.count("n")?,
                })
            },
        )
        .await?;
    Ok(all)
}

/// Ranks the units under this one on a framework in a period.
pub async fn rank(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
    id: &FrameworkId,
) -> Result<Ranking, Error> {
    actor.require(Action::ReadFigures, &unit.path)?;
    let mut conn = app.read().await?;
    let edition = framework::scoring(app, &mut conn, id).await?;
    let mut rows = placed(app, &mut conn, &edition, (&unit.path, period)).await?;
    if rows.is_empty() {
        return Err(Error::NotFound(Noun::Framework));
    }
    let before = before(app, &mut conn, (unit, period), id).await?;
    if let Some((_, was)) = &before {
        for row in &mut rows {
            row.before = was.get(&row.unit).cloned();
        }
    }
    Ok(Ranking {
        edition,
        before: before.map(|(before, _)| before),
        rows,
    })
}

/// The units under a path, placed.
async fn placed(
    app: &App,
    conn: &mut Conn,
    edition: &Edition,
    (path, period): (&str, &Period),
) -> Result<Vec<Ranked>, Error> {
    let units = assessed(conn, &edition.id, (path, period)).await?;
    let live = units.iter().any(|unit| unit.scorecard.is_none());
    let mut sums = if live {
        figure::sums_under(app, conn, edition, (path, &period.id)).await?
    } else {
        BTreeMap::new()
    };
    let mut frozen = cards::frozen(app, conn, (edition, period), &units).await?;
    let standing: Vec<(Assessed, Arc<Totals>)> = units
        .into_iter()
        .filter_map(|unit| {
            let totals = match &unit.scorecard {
                Some(id) => frozen.remove(id)?,
                None => sums.remove(unit.unit.as_str())?,
            };
            Some((unit, totals))
        })
        .collect();
    Ok(place(edition, standing))
}

/// Units under a path that are assessed.
pub(crate) async fn assessed(
    conn: &mut Conn,
    framework: &FrameworkId,
    (path, period): (&str, &Period),
) -> Result<Vec<Assessed>, Fault> {
    conn.all(
        sql::UNITS,
        bind![framework.as_str(), period.id.as_str(), path],
        |row| {
            let (id, slug) = (row.text("id")?, row.text("slug")?);
            let (name, code) = (row.text("name")?, row.text_or_null("code")?);
            let kind = row.text("kind")?;
            Ok(Assessed {
                kind: UnitKind::parse(&kind)
                    .ok_or_else(|| Fault::inconsistent("unit", &id, "kind"))?,
                unit: UnitId::stored(id),
                slug,
                name,
                code,
                assessment: AssessmentId::stored(row.text("assessment_id")?),
                scorecard: row.text_or_null("scorecard_id")?,
                basis: match row.text_or_null("scorecard_kind")? {
                    None => Basis::Live,
                    Some(kind) => Basis::of(Kind::stored(&kind)?),
                },
            })
        },
    )
    .await
}

/// Rank and number of each unit a year before.
pub(crate) type Was = BTreeMap<UnitId, (u32, Exact)>;

/// What was published for the same part of the year before, else what its cards say.
async fn before(
    app: &App,
    conn: &mut Conn,
    (unit, period): (&Unit, &Period),
    id: &FrameworkId,
) -> Result<Option<(Before, Was)>, Error> {
    // «2026-q1» after «2025-q1»: a word begins with its year.
    let part = period.code.get(4..).unwrap_or_default();
    let code = format!("{}{part}", period.year - 1);
    if let Some((number, was)) = publication::before(conn, &code, (&unit.path, id)).await? {
        let before = Before {
            period: code,
            publication: Some(number),
        };
        return Ok(Some((before, was)));
    }
    let Some(earlier) = conn.find(sql::PERIOD, bind![&code], period::read).await? else {
        return Ok(None);
    };
    let framework = conn
        .find(sql::BEFORE, bind![&code, &unit.path, id.as_str()], |row| {
            Ok(FrameworkId::stored(row.text("framework_id")?))
        })
        .await?;
    let Some(framework) = framework else {
        return Ok(None);
    };
    let edition = framework::scoring(app, conn, &framework).await?;
    let rows = placed(app, conn, &edition, (&unit.path, &earlier)).await?;
    let was = rows
        .into_iter()
        .filter(|row| row.done > 0)
        .map(|row| (row.unit, (row.rank, row.number)))
        .collect();
    let before = Before {
        period: code,
        publication: None,
    };
    Ok(Some((before, was)))
}
