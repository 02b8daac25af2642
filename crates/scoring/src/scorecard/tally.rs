//! What the lines of a unit add to: points, the maximum that was open to it, and what is missing.

use super::{Line, Scorer};
use crate::framework::{Counts, NotApplicable, Place};
use crate::rule::{Combine, Points};
use crate::sum::Sum;
use crate::{Exact, Rule};

/// All lines of a unit together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Index of the unit in the answers.
    pub unit: usize,
    /// The total before scaling, as an interval.
    pub sum: Sum,
    /// What the total is multiplied by where the framework rescales; else one.
    pub factor: Exact,
    /// The maximum that was open to the unit.
    pub attainable: Points,
    /// Indicators that apply and have no points («chưa chấm»).
    pub missing: u32,
    /// Indicators that do not apply.
    pub not_applicable: u32,
    /// Whether every mandatory indicator earned something.
    pub mandatory_met: bool,
}

/// The lines of one pillar together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PillarTally {
    /// Points as an interval; bonuses and deductions of the pillar included.
    pub sum: Sum,
    /// The maximum that was open to the unit.
    pub attainable: Points,
    /// Indicators that apply and have no points.
    pub missing: u32,
}

impl Scorer<'_> {
    pub(super) fn add_up(&self, unit: usize, lines: &[Line]) -> Tally {
        let mut sum = Sum::default();
        self.ordinary(lines).for_each(|points| sum.add(points));
        let extras = self.extras(lines);
        if !extras.is_zero() {
            sum.add(&extras);
        }
        let attainable = self.attainable(lines);
        let mut tally = Tally {
            unit,
            sum: self.limited(sum, lines),
            factor: self.factor(&attainable),
            attainable,
            missing: 0,
            not_applicable: 0,
            mandatory_met: self.mandatory_met(lines),
        };
        for (at, line) in lines.iter().enumerate() {
            let place = &self.layout.places[at];
            let leaf = place.children.is_empty() && place.indicator.counts != Counts::Unscored;
            tally.missing += u32::from(leaf && line.is_missing());
            tally.not_applicable += u32::from(leaf && line.is_not_applicable());
        }
        tally
    }

    /// Whether every mandatory indicator that applies earned something.
    pub(super) fn mandatory_met(&self, lines: &[Line]) -> bool {
        let met = |(line, place): (&Line, &Place<'_>)| {
            let earned = |points: &Points| *points > Exact::ZERO;
            !place.indicator.mandatory
                || line.is_not_applicable()
                || line.points.as_ref().is_some_and(earned)
        };
        lines.iter().zip(&self.layout.places).all(met)
    }

    pub(super) fn pillars(&self, lines: &[Line]) -> Vec<PillarTally> {
        let attainable = self.attainable_of_pillars(lines).into_iter();
        let mut tallies: Vec<PillarTally> = attainable
            .map(|attainable| PillarTally {
                sum: Sum::default(),
                attainable,
                missing: 0,
            })
            .collect();
        for (line, place) in lines.iter().zip(&self.layout.places) {
            let tally = &mut tallies[place.pillar];
            if let Some(points) = line.points.as_ref().filter(|_| place.enters_total) {
                tally.sum.add(points);
            }
            let leaf = place.children.is_empty() && place.indicator.counts != Counts::Unscored;
            tally.missing += u32::from(leaf && line.is_missing());
        }
        tallies
    }

    /// Points of the pillars of these lines as fractions.
    pub fn exact_pillars(&self, lines: &[Line]) -> Vec<Points> {
        let mut pillars = vec![Vec::new(); self.layout.framework.pillars.len()];
        for (line, place) in lines.iter().zip(&self.layout.places) {
            let points = line.points.as_ref().filter(|_| place.enters_total);
            pillars[place.pillar].extend(points.cloned());
        }
        pillars
            .iter()
            .map(|points| crate::sum::exact_sum(points))
            .collect()
    }

    /// Points of the lines that add, without bonuses and deductions.
    pub(super) fn ordinary<'l>(&'l self, lines: &'l [Line]) -> impl Iterator<Item = &'l Points> {
        self.counted(lines, Counts::Adds)
    }

    /// Bonuses less deductions, each within its limit.
    pub(super) fn extras(&self, lines: &[Line]) -> Points {
        let limits = &self.layout.framework.limits;
        let least = |points: Points, limit: Option<&Points>| match limit {
            Some(limit) if points > *limit => limit.clone(),
            _ => points,
        };
        let bonus: Points = self.counted(lines, Counts::Bonus).cloned().sum();
        let taken: Points = self.counted(lines, Counts::Deducts).cloned().sum();
        least(bonus, limits.bonus.as_ref()) - least(-taken, limits.deduction.as_ref())
    }

    /// Whether a bonus or a deduction is among the lines.
    pub(super) fn has_extras(&self, lines: &[Line]) -> bool {
        let mut extras = [Counts::Bonus, Counts::Deducts].into_iter();
        extras.any(|counts| self.counted(lines, counts).next().is_some())
    }

    fn counted<'l>(
        &'l self,
        lines: &'l [Line],
        counts: Counts,
    ) -> impl Iterator<Item = &'l Points> {
        let counted = move |(line, place): (&'l Line, &Place<'_>)| {
            let counted = place.enters_total && place.indicator.counts == counts;
            line.points.as_ref().filter(|_| counted)
        };
        lines.iter().zip(&self.layout.places).filter_map(counted)
    }

    fn limited(&self, sum: Sum, lines: &[Line]) -> Sum {
        let Some(limit) = &self.layout.framework.limits.total else {
            return sum;
        };
        let mut at_limit = Sum::default();
        at_limit.add(limit);
        if sum.is_below(&at_limit) {
            return sum;
        }
        let mut exact = Sum::default();
        exact.add(&self.exact_unscaled(lines));
        exact
    }

    /// The maximum that was open to the unit: what does not apply is not, where the framework
    /// says that the maximum is less.
    pub(super) fn attainable(&self, lines: &[Line]) -> Points {
        let lost = self.lost(lines).map(|(_, max)| max);
        self.layout.max_points().clone() - lost.sum::<Points>()
    }

    /// The same of each pillar.
    pub(super) fn attainable_of_pillars(&self, lines: &[Line]) -> Vec<Points> {
        let count = self.layout.framework.pillars.len();
        let mut open: Vec<Points> = (0..count)
            .map(|pillar| self.layout.pillar_max(pillar).clone())
            .collect();
        for (pillar, max) in self.lost(lines) {
            open[pillar] = open[pillar].clone() - max;
        }
        open
    }

    /// The maximum of each line that is not open to the unit, with its pillar.
    fn lost<'l>(&'l self, lines: &'l [Line]) -> impl Iterator<Item = (usize, Points)> {
        let is_less = match self.layout.framework.not_applicable {
            NotApplicable::Zero | NotApplicable::Full => false,
            NotApplicable::Reduce | NotApplicable::Rescale => true,
        };
        let lost = move |(at, line): (usize, &Line)| {
            let place = &self.layout.places[at];
            let lost = is_less && line.is_not_applicable() && self.loses_max(at, lines);
            lost.then(|| (place.pillar, place.max_points.clone().unwrap_or_default()))
        };
        lines.iter().enumerate().filter_map(lost)
    }

    /// Whether the maximum is less by this line: it enters the total, or its parent does and adds
    /// its children up (and is not itself without application, which would count twice).
    fn loses_max(&self, at: usize, lines: &[Line]) -> bool {
        let place = &self.layout.places[at];
        if place.indicator.counts != Counts::Adds {
            return false;
        }
        if place.enters_total {
            return true;
        }
        place.parent.is_some_and(|parent| {
            let above = &self.layout.places[parent];
            let adds_up = above.indicator.rule == Some(Rule::Children(Combine::Sum));
            adds_up && above.enters_total && !lines[parent].is_not_applicable()
        })
    }
}
