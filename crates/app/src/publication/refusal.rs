//! Why results are not published.

/// Why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No unit has handed in.
    NothingHandedIn,
    /// Some have not, and nobody said to go on without them.
    NotAllHandedIn {
        /// How many.
        count: usize,
    },
    /// The framework can still be changed.
    FrameworkNotIssued,
    /// No title, or too long.
    BadTitle,
    /// A correction or a withdrawal says why.
    NoReason,
    /// The reason is too long.
    LongReason,
    /// It is withdrawn already.
    Withdrawn,
    /// A scorecard says other points than its rule and its figures give.
    DoesNotFollow {
        /// Whose.
        unit: String,
        /// Which line.
        code: String,
    },
    /// The stored file is not the one that was published.
    FileDamaged,
}
