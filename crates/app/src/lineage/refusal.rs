//! Why a unit was not merged, split, renamed, moved, or a decision not taken back.

use jiff::civil::Date;

/// See the sentences in `server::vi::refused::lineage`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No legal basis was given.
    NoBasis,
    /// The day is after today.
    Future {
        /// The day.
        on: Date,
        /// Today.
        today: Date,
    },
    /// The unit would end before it began.
    Early {
        /// Its name.
        unit: String,
        /// Its first day.
        valid_from: Date,
        /// The day of the decision.
        on: Date,
    },
    /// The unit has ended already.
    Ended {
        /// Its name.
        unit: String,
        /// Its last day.
        last_day: Date,
        /// What it became, where that is known.
        became: Option<String>,
    },
    /// Nothing to merge.
    TooFew,
    /// A unit stands twice among those to merge.
    Twice {
        /// Its name.
        unit: String,
    },
    /// A unit would be merged into itself.
    IntoItself {
        /// Its name.
        unit: String,
    },
    /// The one would become, in the end, what it came from.
    Circle {
        /// The unit to merge.
        unit: String,
        /// Which became it.
        into: String,
    },
    /// The unit that remains stands under one that goes.
    Under {
        /// The unit that remains.
        unit: String,
        /// The unit that goes.
        above: String,
    },
    /// Units under it have not ended.
    HasUnits {
        /// Its name.
        unit: String,
        /// How many.
        count: i64,
    },
    /// A split into fewer than two, or more than a form holds.
    Parts {
        /// How many were given.
        count: usize,
    },
    /// Two parts have one name or one code.
    PartTwice {
        /// The name or code.
        what: String,
    },
    /// A share is no number above 0 and up to 100.
    Share {
        /// As typed.
        typed: String,
    },
    /// Shares do not add up to 100.
    Shares {
        /// Their sum.
        sum: String,
    },
    /// The name stays the same.
    SameName {
        /// The name.
        name: String,
    },
    /// A later decision is about the same units.
    NotLast {
        /// How many lines.
        count: i64,
    },
    /// Something hangs on a unit that the decision made.
    InUse {
        /// Its name.
        unit: String,
    },
    /// The units are not any more as the decision left them.
    Changed {
        /// Which.
        unit: String,
    },
    /// No such decision.
    NoChange,
}
