//! Scorecards: what every line of a framework earned by a unit's figures, and what that adds to.
//!
//! Decisions, each where it is taken: what is missing adds nothing and is counted as missing;
//! what does not apply follows the framework's declaration; lines are rounded once, where the
//! framework says so; the total is exact. Ranks and grades are in [`crate::ranking`] and
//! [`crate::grade`].

mod line;
mod tally;

pub use line::Line;
pub use tally::{PillarTally, Tally};

use std::collections::BTreeMap;

use crate::answers::Answers;
use crate::cohort::Cohort;
use crate::framework::{Layout, NotApplicable};
use crate::grade::Achieved;
use crate::rule::Points;
use crate::sum::exact_sum;
use crate::{Exact, Figures};

/// Scores the units of one set of answers. Holds nothing of its own but what units compare.
#[derive(Debug)]
pub struct Scorer<'a> {
    /// The framework, laid out.
    pub layout: &'a Layout<'a>,
    /// The figures.
    pub answers: &'a Answers,
    cohort: Cohort,
}

/// Room to work in, so that a country is scored without asking for memory at each line.
#[derive(Debug, Default)]
pub struct Scratch {
    figures: Figures,
    lines: Vec<Line>,
}

/// What one unit earned, line by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scorecard {
    /// Index of the unit in the answers.
    pub unit: usize,
    /// As many as the layout has places, in the same order.
    pub lines: Vec<Line>,
    /// As many as the framework has pillars.
    pub pillars: Vec<PillarTally>,
    /// All together.
    pub tally: Tally,
}

impl<'a> Scorer<'a> {
    /// Looks at all units once, for the rules that compare them.
    pub fn new(layout: &'a Layout<'a>, answers: &'a Answers) -> Scorer<'a> {
        Scorer {
            layout,
            answers,
            cohort: Cohort::new(layout, answers),
        }
    }

    /// The totals of a unit, without reasons: for rankings of many.
    pub fn tally(&self, unit: usize, scratch: &mut Scratch) -> Tally {
        self.score_lines(unit, scratch, false);
        self.add_up(unit, &scratch.lines)
    }

    /// The scorecard of a unit, with reasons.
    pub fn card(&self, unit: usize, scratch: &mut Scratch) -> Scorecard {
        self.score_lines(unit, scratch, true);
        let lines = std::mem::take(&mut scratch.lines);
        let tally = self.add_up(unit, &lines);
        let pillars = self.pillars(&lines);
        Scorecard {
            unit,
            lines,
            pillars,
            tally,
        }
    }

    /// The scorecard of a unit where somebody decided what some lines are worth; the lines above
    /// them follow. Without reasons, and without a tally: its exact sums are [`Scorer::achieved`].
    pub fn lines_decided(
        &self,
        unit: usize,
        decided: &BTreeMap<usize, Points>,
        scratch: &mut Scratch,
    ) -> Vec<Line> {
        self.score_decided(unit, decided, scratch);
        std::mem::take(&mut scratch.lines)
    }

    /// What these lines come to, as grades are decided on it: exact sums, and what was open.
    pub fn achieved(&self, lines: &[Line]) -> Achieved {
        let pillars = self.exact_pillars(lines);
        let attainable = self.attainable_of_pillars(lines);
        Achieved {
            total: self.total_of(lines, &pillars) * self.factor(&self.attainable(lines)),
            attainable: self.attainable(lines),
            pillars: pillars.into_iter().zip(attainable).collect(),
            mandatory_met: self.mandatory_met(lines),
        }
    }

    /// The number that is published of a total: the index or the points, cut as declared.
    pub fn published(&self, total: &Points) -> Exact {
        let number = total.clone() * self.index_factor();
        let rounding = self.layout.framework.rounding;
        match rounding.total {
            Some(digits) => number.rounded(digits, rounding.how),
            None => number,
        }
    }

    /// The total of these lines as a fraction, scaled where the framework scales.
    pub fn exact_of(&self, lines: &[Line]) -> Points {
        self.exact_unscaled(lines) * self.factor(&self.attainable(lines))
    }

    fn exact_unscaled(&self, lines: &[Line]) -> Points {
        let ordinary: Vec<Points> = self.ordinary(lines).cloned().collect();
        self.within_limit(exact_sum(&ordinary) + self.extras(lines))
    }

    /// The same where the sums of the pillars are known: without bonuses and deductions, which
    /// have limits of their own, it is theirs.
    fn total_of(&self, lines: &[Line], pillars: &[Points]) -> Points {
        if self.has_extras(lines) {
            self.exact_unscaled(lines)
        } else {
            self.within_limit(exact_sum(pillars))
        }
    }

    fn within_limit(&self, total: Points) -> Points {
        match &self.layout.framework.limits.total {
            Some(limit) if total > *limit => limit.clone(),
            _ => total,
        }
    }

    /// The total of a unit as a fraction. Slow beside [`Scorer::tally`], and needed only where
    /// the interval of a tally straddles an edge.
    pub fn exact_total(&self, unit: usize, scratch: &mut Scratch) -> Points {
        self.score_lines(unit, scratch, false);
        self.exact_of(&scratch.lines)
    }

    /// The total times a factor, cut to so many decimals by the framework's way of rounding.
    pub fn cut(&self, tally: &Tally, factor: &Exact, digits: u32, scratch: &mut Scratch) -> Exact {
        let how = self.layout.framework.rounding.how;
        tally
            .sum
            .rounded(&(factor.clone() * tally.factor.clone()), digits, how)
            .unwrap_or_else(|| {
                (self.exact_total(tally.unit, scratch) * factor.clone()).rounded(digits, how)
            })
    }

    /// What the total is multiplied by to give the published number: one over the divisor of the
    /// index, or one.
    pub fn index_factor(&self) -> Exact {
        let index = self.layout.framework.index.as_ref();
        index
            .and_then(|index| Exact::ONE.checked_div(&index.divide_by))
            .unwrap_or(Exact::ONE)
    }

    /// What rescaling multiplies by; one unless the framework rescales.
    fn factor(&self, attainable: &Points) -> Exact {
        let rescales = self.layout.framework.not_applicable == NotApplicable::Rescale;
        let factor = rescales
            .then(|| self.layout.max_points().checked_div(attainable))
            .flatten();
        factor.unwrap_or(Exact::ONE)
    }
}
