//! The points of an overview: now, expected, at most, the year before, and where they are missing.

use std::collections::BTreeMap;

use app::figure::PillarTotals;
use app::overview::{LastYear, MapRow, Stake};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::shape::{decimal, fraction};

/// Points of a pillar or of the whole.
#[derive(Serialize, ToSchema)]
pub(super) struct Standing {
    /// The pillar's code; empty: the whole.
    code: String,
    /// Title.
    title: String,
    /// Points now.
    points: Option<String>,
    /// The same, exactly.
    points_exact: Option<String>,
    /// Points expected by the end of the period.
    expected_points: Option<String>,
    /// Maximum.
    max_points: Option<String>,
    /// Indicators that have a score.
    done: usize,
    /// Indicators that have proof.
    proven: usize,
    /// Indicators.
    count: usize,
}

/// Points of the year before.
#[derive(Serialize, ToSchema)]
pub(super) struct YearBefore {
    /// The period's word in addresses.
    period: String,
    /// Points.
    points: Option<String>,
    /// The same, exactly.
    points_exact: Option<String>,
    /// By pillar's code, where the framework is the same.
    pillars: BTreeMap<String, Option<String>>,
}

/// An indicator where points are still to be had.
#[derive(Serialize, ToSchema)]
pub(super) struct StakeRow {
    /// Its code.
    code: String,
    /// Title.
    title: String,
    /// Points now; null: nothing known.
    points: Option<String>,
    /// At most.
    max_points: Option<String>,
    /// Between the two.
    points_at_stake: Option<String>,
    /// The same, exactly.
    points_at_stake_exact: Option<String>,
    /// By when.
    #[schema(format = Date)]
    due: Option<String>,
    /// Who leads it.
    leads: Vec<String>,
    /// Whether there is no proof yet.
    unproven: bool,
}

/// What someone leads.
#[derive(Serialize, ToSchema)]
pub(super) struct Completeness {
    /// Their name; empty: nobody leads these.
    name: String,
    /// By pillar, those of `pillars` in order; null: nothing in it.
    pillars: Vec<Option<CompletenessCell>>,
}

/// What someone leads in a pillar.
#[derive(Serialize, ToSchema)]
struct CompletenessCell {
    /// Indicators.
    count: usize,
    /// Of them, with points or not applicable.
    done: usize,
    /// Of those, with proof.
    proven: usize,
}

pub(super) fn standing(totals: &PillarTotals) -> Standing {
    Standing {
        code: totals.code.clone(),
        title: totals.title.clone(),
        points: decimal(Some(&totals.points)),
        points_exact: fraction(Some(&totals.points)),
        expected_points: decimal(Some(&totals.expected)),
        max_points: decimal(Some(&totals.max)),
        done: totals.done,
        proven: totals.proven,
        count: totals.count,
    }
}

pub(super) fn year_before(before: &LastYear) -> YearBefore {
    let pillars = before.pillars.iter();
    YearBefore {
        period: before.period.clone(),
        points: decimal(Some(&before.points)),
        points_exact: fraction(Some(&before.points)),
        pillars: pillars
            .map(|(code, points)| (code.clone(), decimal(Some(points))))
            .collect(),
    }
}

pub(super) fn stake(stake: &Stake) -> StakeRow {
    StakeRow {
        code: stake.code.clone(),
        title: stake.title.clone(),
        points: decimal(stake.now.as_ref()),
        max_points: decimal(Some(&stake.max)),
        points_at_stake: decimal(Some(&stake.open)),
        points_at_stake_exact: fraction(Some(&stake.open)),
        due: stake.due.map(|day| day.to_string()),
        leads: stake.leads.clone(),
        unproven: stake.unproven,
    }
}

pub(super) fn completeness(row: &MapRow) -> Completeness {
    let cells = row.cells.iter().map(|cell| {
        cell.map(|cell| CompletenessCell {
            count: cell.count,
            done: cell.done,
            proven: cell.proven,
        })
    });
    Completeness {
        name: row.name.clone(),
        pillars: cells.collect(),
    }
}
