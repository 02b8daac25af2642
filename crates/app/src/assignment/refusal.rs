//! Why something was not done.

use domain::work;
use jiff::civil::Date;

/// See the sentences in `server::vi::refused::assignment`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The status may not go there, or not by this person.
    Step(work::Refusal),
    /// Sent back, or said not to apply, without saying why.
    NoReason {
        /// Where to.
        to: work::Status,
    },
    /// A day that has not come yet.
    InFuture {
        /// The day.
        day: Date,
    },
    /// A day that belongs to none of the times at which the row is due, nor to its year.
    OutsideYear {
        /// The day.
        day: Date,
        /// The plan's year.
        year: i16,
    },
    /// The row's deadline waits for no event.
    NoEvent,
    /// A note longer than is kept.
    NoteLong {
        /// Characters typed.
        length: usize,
    },
    /// The plan is withdrawn or the row was taken out.
    Closed,
}

impl From<work::Refusal> for Refusal {
    fn from(refusal: work::Refusal) -> Refusal {
        Refusal::Step(refusal)
    }
}
