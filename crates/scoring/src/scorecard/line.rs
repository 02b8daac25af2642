//! One line of a scorecard: the outcome of a rule, and the points it is worth in the framework.

use std::collections::BTreeMap;

use super::{Scorer, Scratch};
use crate::framework::{Counts, NotApplicable, Place};
use crate::rule::{Because, Outcome, Points};
use crate::sum::exact_sum;
use crate::{Exact, Figures};

/// What one line earned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What the rule says. `None` where there is no rule: a heading, or a rule nobody has read.
    pub outcome: Option<Outcome>,
    /// What the line is worth: weighted, with its sign, cut as the framework declares. Absent
    /// points are unknown; a total counts them as nothing, and counts the line as missing.
    pub points: Option<Points>,
    /// Why; where reasons were asked for.
    pub because: Option<Because>,
}

impl Line {
    /// Whether nothing is known of the line although it applies.
    pub fn is_missing(&self) -> bool {
        self.points.is_none() && !self.is_not_applicable()
    }

    /// Whether the line does not apply to the unit.
    pub fn is_not_applicable(&self) -> bool {
        self.outcome == Some(Outcome::NotApplicable)
    }
}

/// What a parent is told of its children.
enum Below {
    /// There are none, or nothing is known of any.
    Nothing,
    /// None of them applies.
    NotApplicable,
    /// Points of those that apply; zero for those not known.
    Points(Vec<Points>),
}

impl Scorer<'_> {
    /// Fills the scratch with the lines of a unit, children before their parents.
    pub(super) fn score_lines(&self, unit: usize, scratch: &mut Scratch, with_reasons: bool) {
        scratch.lines.clear();
        scratch
            .lines
            .resize(self.layout.places.len(), Line::default());
        for at in (0..self.layout.places.len()).rev() {
            scratch.lines[at] = self.score_line(unit, at, scratch, with_reasons);
        }
    }

    /// The same, where somebody decided what some lines are worth.
    pub(super) fn score_decided(
        &self,
        unit: usize,
        decided: &BTreeMap<usize, Points>,
        scratch: &mut Scratch,
    ) {
        scratch.lines.clear();
        scratch
            .lines
            .resize(self.layout.places.len(), Line::default());
        for at in (0..self.layout.places.len()).rev() {
            scratch.lines[at] = match decided.get(&at) {
                Some(points) => Line {
                    outcome: Some(Outcome::Scored(points.clone())),
                    points: Some(points.clone()),
                    because: None,
                },
                None => self.score_line(unit, at, scratch, false),
            };
        }
    }

    fn score_line(
        &self,
        unit: usize,
        at: usize,
        scratch: &mut Scratch,
        with_reasons: bool,
    ) -> Line {
        let Scratch { figures, lines } = scratch;
        if self.layout.places[at].indicator.rule.is_some() {
            self.answers.read(unit, at, figures);
            let block = self.answers.units[unit].block;
            self.cohort.fill(at, block, figures);
        }
        self.line_of(at, figures, lines, with_reasons)
    }

    /// One line from its own figures (least and greatest of the units compared among them) and
    /// from the lines below it, with reasons: where one figure changes, not a whole card.
    pub fn line(&self, at: usize, figures: &mut Figures, lines: &[Line]) -> Line {
        self.line_of(at, figures, lines, true)
    }

    fn line_of(
        &self,
        at: usize,
        figures: &mut Figures,
        lines: &[Line],
        with_reasons: bool,
    ) -> Line {
        let place = &self.layout.places[at];
        let below = self.below(place, lines);
        let Some(rule) = &place.indicator.rule else {
            return if place.indicator.unread {
                Line::default()
            } else {
                heading(below)
            };
        };
        if matches!(below, Below::NotApplicable) {
            return self.worth(place, Outcome::NotApplicable, None);
        }
        if let Below::Points(points) = below {
            figures.children = Some(points.into_iter().map(Some).collect());
        }
        let max = place.indicator.max_points.as_ref();
        if with_reasons {
            let because = rule.explain(max, figures);
            return self.worth(place, because.outcome.clone(), Some(because));
        }
        self.worth(place, rule.outcome(max, figures), None)
    }

    fn below(&self, place: &Place<'_>, lines: &[Line]) -> Below {
        let scored =
            |child: &&usize| self.layout.places[**child].indicator.counts != Counts::Unscored;
        let mut children = place
            .children
            .iter()
            .filter(scored)
            .map(|child| &lines[*child])
            .peekable();
        if children.peek().is_none() {
            return Below::Nothing;
        }
        // With «full» a line that does not apply has points, and counts with them.
        let applying: Vec<&Line> = children
            .filter(|line| line.points.is_some() || !line.is_not_applicable())
            .collect();
        if applying.is_empty() {
            return Below::NotApplicable;
        }
        if applying.iter().all(|line| line.points.is_none()) {
            return Below::Nothing;
        }
        let points = |line: &Line| line.points.clone().unwrap_or(Exact::ZERO);
        Below::Points(applying.into_iter().map(points).collect())
    }

    fn worth(&self, place: &Place<'_>, outcome: Outcome, because: Option<Because>) -> Line {
        let points = match &outcome {
            Outcome::Scored(points) => Some(self.weighted(place, points.clone())),
            Outcome::NotApplicable => self.when_not_applicable(place),
            Outcome::Missing | Outcome::Unstated => None,
        };
        Line {
            outcome: Some(outcome),
            points,
            because,
        }
    }

    fn when_not_applicable(&self, place: &Place<'_>) -> Option<Points> {
        let full = self.layout.framework.not_applicable == NotApplicable::Full;
        let adds = place.indicator.counts == Counts::Adds;
        place.max_points.clone().filter(|_| full && adds)
    }

    fn weighted(&self, place: &Place<'_>, points: Points) -> Points {
        let points = match place.indicator.counts {
            Counts::Deducts => taken(points, place.indicator.max_points.as_ref()),
            Counts::Adds | Counts::Bonus | Counts::Unscored => points,
        };
        let points = match &place.indicator.weight {
            Some(weight) => points * weight.clone(),
            None => points,
        };
        let rounding = self.layout.framework.rounding;
        match rounding.line {
            Some(digits) => points.rounded(digits, rounding.how),
            None => points,
        }
    }
}

/// A deduction is below zero whatever sign its rule gives, and not beyond its maximum.
fn taken(points: Points, max: Option<&Points>) -> Points {
    let size = |points: Points| {
        if points.is_negative() {
            -points
        } else {
            points
        }
    };
    let taken = size(points);
    match max.cloned().map(size) {
        Some(max) if taken > max => -max,
        _ => -taken,
    }
}

fn heading(below: Below) -> Line {
    match below {
        Below::Nothing => Line::default(),
        Below::NotApplicable => Line {
            outcome: Some(Outcome::NotApplicable),
            ..Line::default()
        },
        Below::Points(points) => Line {
            points: Some(exact_sum(&points)),
            ..Line::default()
        },
    }
}
