//! What stands against handing in: the check list that the leader sees first.

use scoring::Exact;

use super::line::is_decided;
use crate::figure::{Entry, FigureState, Grid, Outcome};

/// What is doubtful about a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// It has no figures.
    Missing,
    /// Nobody has said what its rule means.
    Unread,
    /// The rule says nothing of this figure.
    Unstated,
    /// Its document asks for proof and there is none.
    Unproven,
    /// More in the part than in the whole.
    Contradictory,
    /// Its figures are an estimate still.
    Estimated,
}

impl Doubt {
    /// Whether points are missing, not only in doubt: then the unit says why.
    pub fn lacks_points(self) -> bool {
        matches!(self, Doubt::Missing | Doubt::Unread | Doubt::Unstated)
    }
}

/// A line and what is doubtful about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Index of the line in the edition.
    pub line: usize,
    /// What.
    pub doubt: Doubt,
    /// Points that could be had, or could be lost.
    pub stake: Exact,
}

/// The check list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckList {
    /// In the order of the framework.
    pub items: Vec<Item>,
    /// Points at stake, each line once.
    pub stake: Exact,
    /// Lines without points.
    pub lacking: usize,
    /// What they could give.
    pub lacking_points: Exact,
}

/// What stands against handing this in.
pub fn check_list(grid: &Grid) -> CheckList {
    let mut list = CheckList::default();
    for entry in &grid.entries {
        if !is_decided(&grid.edition, entry.line) || !entry.applicable {
            continue;
        }
        let doubts = doubts(grid, entry);
        let max = grid.edition.lines[entry.line]
            .max_points
            .clone()
            .unwrap_or_default();
        let points = entry.earned.points.clone().unwrap_or_default();
        let lacks = doubts.iter().any(|doubt| doubt.lacks_points());
        let stake = if lacks { max } else { points };
        if lacks {
            list.lacking += 1;
            list.lacking_points = list.lacking_points + stake.clone();
        }
        if !doubts.is_empty() {
            list.stake = list.stake + stake.clone();
        }
        list.items.extend(doubts.into_iter().map(|doubt| Item {
            line: entry.line,
            doubt,
            stake: stake.clone(),
        }));
    }
    list
}

fn doubts(grid: &Grid, entry: &Entry) -> Vec<Doubt> {
    let line = &grid.edition.lines[entry.line];
    let mut doubts = Vec::new();
    match entry.earned.outcome {
        Outcome::Missing => doubts.push(Doubt::Missing),
        Outcome::Unread => doubts.push(Doubt::Unread),
        Outcome::Unstated => doubts.push(Doubt::Unstated),
        Outcome::Scored | Outcome::NotApplicable | Outcome::Unscored | Outcome::Heading => {}
    }
    let has_figures = entry.first().is_some();
    if has_figures && line.evidence_text.is_some() && entry.evidence_count == 0 {
        doubts.push(Doubt::Unproven);
    }
    let number = |key: &str| -> Option<Exact> { entry.value(key)?.value.as_deref()?.parse().ok() };
    if let (Some(part), Some(whole)) = (number("num"), number("den"))
        && part > whole
    {
        doubts.push(Doubt::Contradictory);
    }
    if has_figures && entry.state == Some(FigureState::Estimate) {
        doubts.push(Doubt::Estimated);
    }
    doubts
}
