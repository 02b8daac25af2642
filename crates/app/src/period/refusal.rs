//! Why something about a period was not done.

use jiff::civil::Date;

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
