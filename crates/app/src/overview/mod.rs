//! Tổng quan: points, completeness, what is late, what is at stake, what happened last.
//!
//! A fixed number of statements whatever the size of the unit or the number of units below it;
//! sums are exact and made here, not in SQL.

mod below;
mod card;
pub(crate) mod sql;
mod work;

pub use below::Below;
pub use card::{MapCell, MapRow, Stake};
pub use work::{Late, Work};

use std::collections::BTreeMap;

use domain::authority::Action;
use scoring::Exact;

use crate::audit::{self, Recorded};
use crate::database::Conn;
use crate::figure::{self, Assessment, Totals};
use crate::period::Period;
use crate::unit::Unit;
use crate::{Actor, App, AssessmentId, Error, FrameworkId, Noun, bind, framework};

/// Changes shown.
const RECENT: i64 = 8;

/// A unit in a period.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// What it is assessed on; none yet, or none that the actor may see.
    pub assessment: Option<Assessment>,
    /// Sums, by pillar and in all.
    pub totals: Option<Totals>,
    /// Points of the year before, where anything was reported.
    pub last_year: Option<LastYear>,
    /// Who leads what, and how much of it is in, by pillar.
    pub map: Vec<MapRow>,
    /// Where most points can still be had, the most first.
    pub at_stake: Vec<Stake>,
    /// The work of the unit's plans.
    pub work: Work,
    /// The last changes.
    pub recent: Vec<Recorded>,
    /// Units directly below that are assessed or late.
    pub below: Vec<Below>,
}

/// What a unit had in the same part of the year before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastYear {
    /// The period's word in addresses.
    pub period: String,
    /// Points of all.
    pub points: Exact,
    /// By the pillar's code, where the framework is the same: in another one a pillar of the same
    /// code may be about something else.
    pub pillars: BTreeMap<String, Exact>,
}

/// Everything that the overview shows, of the framework that is wanted or the first.
pub async fn show(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
    wanted: Option<&FrameworkId>,
) -> Result<Overview, Error> {
    actor.require(Action::Read, &unit.path)?;
    let figures = actor.may(Action::ReadFigures, &unit.path);
    let mut overview = Overview::default();
    if figures {
        let assessments = figure::assessments(app, actor, unit, period).await?;
        overview.assessment = assessments
            .into_iter()
            .find(|one| wanted.is_none_or(|id| one.framework == *id));
    }
    if wanted.is_some() && overview.assessment.is_none() {
        return Err(Error::NotFound(Noun::Framework));
    }
    let mut conn = app.read().await?;
    overview.work = work::load(&mut conn, unit, period, app.today()).await?;
    if let Some(assessment) = &overview.assessment {
        let edition = framework::scoring(app, &mut conn, &assessment.framework).await?;
        overview.totals = Some(figure::totals(&mut conn, &edition, &assessment.id).await?);
        let card = card::load(&mut conn, &assessment.id).await?;
        overview.map = card::map(&edition, &card, &overview.work);
        overview.at_stake = card::at_stake(&edition, &card, &overview.work);
    }
    if figures {
        let now = overview.assessment.as_ref().map(|now| &now.framework);
        overview.last_year = last_year(app, &mut conn, (unit, period), now).await?;
        overview.below = below::load(app, &mut conn, actor, (unit, period)).await?;
    }
    overview.recent = conn
        .all(
            sql::RECENT,
            bind![unit.id.as_str(), RECENT],
            audit::recorded,
        )
        .await?;
    Ok(overview)
}

async fn last_year(
    app: &App,
    conn: &mut Conn,
    (unit, period): (&Unit, &Period),
    now: Option<&FrameworkId>,
) -> Result<Option<LastYear>, Error> {
    // «2026-q1» after «2025-q1»: a word begins with its year.
    let part = period.code.get(4..).unwrap_or_default();
    let before = format!("{}{part}", period.year - 1);
    let found = conn
        .find(
            sql::EARLIER,
            bind![unit.id.as_str(), &before, now.map(FrameworkId::as_str)],
            |row| {
                let assessment = AssessmentId::stored(row.text("id")?);
                Ok((assessment, FrameworkId::stored(row.text("framework_id")?)))
            },
        )
        .await?;
    let Some((assessment, framework)) = found else {
        return Ok(None);
    };
    let edition = framework::scoring(app, conn, &framework).await?;
    let totals = figure::totals(conn, &edition, &assessment).await?;
    if totals.all.done == 0 {
        return Ok(None);
    }
    let pillars = totals
        .pillars
        .into_iter()
        .filter(|_| now == Some(&framework));
    Ok(Some(LastYear {
        period: before,
        points: totals.all.points,
        pillars: pillars.map(|one| (one.code, one.points)).collect(),
    }))
}
