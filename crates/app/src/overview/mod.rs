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
use crate::figure::{self, Assessment, Totals};
use crate::period::Period;
use crate::unit::Unit;
use crate::{Actor, App, Error, bind, framework};

/// Changes shown.
const RECENT: i64 = 8;

/// A unit in a period.
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// What it is assessed on; none yet, or none that the actor may see.
    pub assessment: Option<Assessment>,
    /// Sums, by pillar and in all.
    pub totals: Option<Totals>,
    /// Points of the year before by pillar; the whole under an empty code.
    pub last_year: BTreeMap<String, Exact>,
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

/// Everything that the overview shows.
pub async fn show(
    app: &App,
    actor: &Actor,
    unit: &Unit,
    period: &Period,
) -> Result<Overview, Error> {
    actor.require(Action::Read, &unit.path)?;
    let figures = actor.may(Action::ReadFigures, &unit.path);
    let mut overview = Overview::default();
    if figures {
        let assessments = figure::assessments(app, actor, unit, period).await?;
        overview.assessment = assessments.into_iter().next();
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
        let year = i32::from(period.year) - 1;
        let mut published = conn
            .all(sql::PUBLISHED, bind![unit.id.as_str(), year], |row| {
                Ok((row.text("pillar_code")?, row.exact_or_null("points")?))
            })
            .await?;
        published.retain(|(_, points)| points.is_some());
        overview.last_year = published
            .into_iter()
            .map(|(code, points)| (code, points.unwrap_or_default()))
            .collect();
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
