//! Why an outcome is what it is: data, not words. `reading::words::rule` makes sentences of it.
//!
//! The steps are written by the same pass that computes the points, so they cannot disagree.

use super::{Band, Bound, Combine, Direction, Outcome, Points, Quantity};
use crate::Exact;

/// An outcome with the steps that led to it, in the order they were taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Because {
    /// What was earned, after all caps.
    pub outcome: Outcome,
    /// What decided.
    pub steps: Vec<Step>,
}

/// A quantity as it was computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Which figure.
    pub of: Quantity,
    /// Its value, exact.
    pub value: Exact,
    /// Counted part and whole, where the rate was computed from them.
    pub counts: Option<(Exact, Exact)>,
    /// The figure now and a period earlier, where the quantity compares them.
    pub change: Option<(Exact, Exact)>,
}

/// What is lacking, so that there are no points. Names are those of [`crate::Figures`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The figure is not known.
    Absent(String),
    /// The figure divides and is zero: no data.
    Zero(String),
    /// The figure cannot be below zero and is: a slip of entry, not a low result.
    Negative(String),
    /// No such option, or another number of parts than the rule has.
    OutOfRange(String),
    /// The least of the units compared is above the greatest.
    Reversed,
    /// The maximum points of the indicator are not known.
    MaxPoints,
    /// The rule is nested deeper than any sentence.
    TooDeep,
}

/// One thing that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// There are no points because this is lacking.
    Lacks(Lack),
    /// A yes/no fact.
    Answer {
        /// The fact.
        yes: bool,
        /// What it earned.
        points: Points,
    },
    /// One of several options.
    Chosen {
        /// Zero-based, in the order of the text.
        option: u32,
        /// What it earned.
        points: Points,
    },
    /// One of several independent parts.
    Part {
        /// Zero-based, in the order of the text.
        part: usize,
        /// Whether it is met.
        met: bool,
        /// What it earned.
        points: Points,
    },
    /// Every part, or nothing.
    AllParts {
        /// How many are met.
        met: u32,
        /// Of how many.
        count: u32,
        /// What that earned.
        points: Points,
    },
    /// A share of the full points.
    Share {
        /// The quantity.
        amount: Amount,
        /// Points for the whole.
        full: Points,
        /// What it earned; not more than `full`.
        points: Points,
    },
    /// The target was reached.
    Reached {
        /// The quantity.
        amount: Amount,
        /// What had to be reached.
        target: Exact,
        /// Full points.
        points: Points,
    },
    /// The target was not reached; a share of the points remains, or nothing.
    Short {
        /// The quantity.
        amount: Amount,
        /// What had to be reached.
        target: Exact,
        /// Full points.
        full: Points,
        /// What is earned.
        points: Points,
    },
    /// Below the value from which anything is earned.
    CutOff {
        /// The quantity.
        amount: Amount,
        /// From where points begin.
        at: Bound,
    },
    /// A band holds the value.
    InBand {
        /// The quantity.
        amount: Amount,
        /// Zero-based, in the order of the rule.
        index: usize,
        /// The band.
        band: Band,
        /// What it earned.
        points: Points,
    },
    /// No band holds the value.
    NoBand {
        /// The quantity.
        amount: Amount,
    },
    /// Points for each.
    Items {
        /// The quantity.
        amount: Amount,
        /// Points for one.
        each: Points,
        /// The cap, where it decided.
        capped: Option<Points>,
        /// What was earned.
        points: Points,
    },
    /// Points taken for each.
    Taken {
        /// The quantity.
        amount: Amount,
        /// Taken for one.
        each: Points,
        /// The cap, where it decided.
        capped: Option<Points>,
        /// Zero or below.
        points: Points,
    },
    /// The place between the least and the greatest of the units compared.
    Between {
        /// The quantity.
        amount: Amount,
        /// The least.
        least: Exact,
        /// The greatest; equal to `least` when all units are equal, which earns full points.
        greatest: Exact,
        /// Whether more is better.
        direction: Direction,
        /// Points of the best.
        full: Points,
        /// What was earned.
        points: Points,
    },
    /// The share of the greatest of the units compared.
    OfLargest {
        /// The quantity.
        amount: Amount,
        /// The greatest.
        greatest: Exact,
        /// Points of the best.
        full: Points,
        /// What was earned.
        points: Points,
    },
    /// Points of one child.
    Child {
        /// Zero-based.
        child: usize,
        /// Its points.
        points: Points,
    },
    /// One part of a rule of several, with its own steps.
    Portion {
        /// Zero-based.
        part: usize,
        /// What the part earned by itself; `None` when that is not known.
        points: Option<Points>,
        /// Its steps.
        steps: Vec<Step>,
    },
    /// Parts or children became one.
    Combined {
        /// How.
        combine: Combine,
        /// Into what.
        points: Points,
    },
    /// The condition without which nothing is earned.
    Condition {
        /// Whether it is met.
        met: bool,
    },
    /// A formula was computed.
    Computed {
        /// The figures it used, by name, in the order of the formula.
        figures: Vec<(String, Exact)>,
        /// What came out.
        points: Points,
    },
    /// Points were entered by their owner.
    Entered {
        /// As entered.
        points: Points,
    },
    /// More than the maximum of the indicator: the maximum counts.
    CappedAtMax {
        /// Before the cap.
        from: Points,
        /// The maximum.
        max: Points,
    },
    /// Below zero: zero counts.
    RaisedToZero {
        /// Before.
        from: Points,
    },
    /// More would be taken than the indicator can lose.
    FlooredAt {
        /// Before.
        from: Points,
        /// The floor, below zero.
        floor: Points,
    },
}

/// Collects steps when someone asked for them; costs nothing when nobody did.
pub(super) struct Trace(Option<Vec<Step>>);

impl Trace {
    pub(super) fn off() -> Trace {
        Trace(None)
    }

    pub(super) fn on() -> Trace {
        Trace(Some(Vec::new()))
    }

    /// A trace for a part: on when this one is.
    pub(super) fn inner(&self) -> Trace {
        Trace(self.0.as_ref().map(|_| Vec::new()))
    }

    pub(super) fn note(&mut self, step: impl FnOnce() -> Step) {
        if let Some(steps) = &mut self.0 {
            steps.push(step());
        }
    }

    pub(super) fn into_steps(self) -> Vec<Step> {
        self.0.unwrap_or_default()
    }
}
