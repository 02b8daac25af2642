//! Why something about a period was not done.

use jiff::civil::Date;

use super::Step;

/// See the sentences in `server::vi::refused::period`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The year is no year that plans are made for.
    BadYear,
    /// There is such a period already.
    Exists {
        /// Its name.
        name: String,
    },
    /// Entry would close before the period begins.
    ClosesEarly {
        /// The day typed.
        closes_on: Date,
        /// The first day of the period.
        starts_on: Date,
    },
    /// A step begins before the period.
    StepEarly {
        /// Which.
        step: Step,
        /// The period's first day.
        starts_on: Date,
    },
    /// A step ends before it begins.
    StepBackwards {
        /// Which.
        step: Step,
    },
    /// A step begins before the one before it has ended.
    StepOverlaps {
        /// Which.
        step: Step,
        /// The one before it.
        before: Step,
        /// Its last day.
        ends_on: Date,
    },
    /// A cut-off without a name.
    NoName,
    /// There are no figures to freeze.
    NothingToFreeze,
    /// Nobody said why.
    NoReason,
    /// Too long a text.
    TooLong {
        /// How many characters it may have.
        chars_max: usize,
    },
    /// A day until which entry would be possible that has passed or is too far.
    UntilOutside {
        /// Today.
        today: Date,
        /// The last day that may be given.
        most: Date,
    },
    /// The unit may enter figures: there is nothing to ask for.
    StillOpen {
        /// The period's name.
        name: String,
    },
    /// The unit asked already and waits.
    AskedAlready,
    /// It was answered.
    AnsweredAlready,
    /// The period is locked: nothing is entered.
    Locked {
        /// Its name.
        name: String,
        /// Since when.
        since: String,
    },
    /// The last day of entry is over.
    Over {
        /// The period's name.
        name: String,
        /// Its last day of entry.
        closes_on: Date,
    },
}
