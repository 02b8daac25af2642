//! Why a day was not entered.

use jiff::civil::Date;

/// See the sentences in `server::vi::refused::workday`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A day of no year that plans are made for.
    BadYear,
    /// Nobody said by what decision.
    NoReason,
    /// Too long a reason.
    TooLong {
        /// How many characters it may have.
        chars_max: usize,
    },
    /// The state's calendar says the same: there is nothing to enter.
    AsItIs {
        /// The day.
        day: Date,
        /// What it is.
        kind: super::Kind,
    },
}
