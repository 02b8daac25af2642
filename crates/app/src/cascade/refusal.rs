//! Why something between a plan above and one below it was not done.

use jiff::civil::Date;

/// See the sentences in `server::vi::refused::cascade`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The plan above is not in force.
    NotIssued {
        /// How people know it.
        name: String,
    },
    /// The unit has a plan that carries it out already.
    AlreadyMade {
        /// How people know that.
        name: String,
    },
    /// No row would be in the plan.
    NothingTaken,
    /// More days before than there may be.
    LeadDays {
        /// How many were asked for.
        days: u16,
    },
    /// A day later than the plan above allows.
    LaterThanAbove {
        /// The row.
        row: String,
        /// The day asked for.
        due: Date,
        /// The day of the plan above.
        above: Date,
    },
    /// Days that have passed already, without the person's word that this is meant.
    Past {
        /// At how many rows.
        count: usize,
    },
    /// Nobody in the directory, or several, are called so.
    UnknownParty {
        /// The row.
        row: String,
        /// As typed.
        name: String,
    },
    /// The plan carries out no plan above, or none that may be told of.
    NoPlanAbove,
    /// The plan carries out another plan above.
    OtherPlanAbove {
        /// How people know that.
        name: String,
    },
    /// A row is in two pairs.
    LinkedTwice {
        /// The row of the unit's own.
        row: String,
    },
    /// No row was picked to which this applies.
    NothingPicked,
    /// Something that cannot be meant by accident was not confirmed.
    NotSure,
    /// No unit was picked that has no plan in force.
    NobodyToRemind,
}
