//! Why an import was not done.

/// See the sentences in `server::vi::refused::import`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Neither a head nor a table was found in the file.
    NothingReadable,
    /// The year is no year of a plan.
    BadYear {
        /// As typed.
        typed: String,
    },
    /// The draft was written already.
    Written,
    /// The draft was put away.
    Discarded,
    /// Nothing was written that could be undone.
    NotWritten,
    /// More was decided than a draft holds.
    TooMuch,
    /// A row's maximum is no number.
    BadPoints {
        /// As typed.
        typed: String,
    },
    /// A row has no title.
    NoTitle,
    /// A day is no day.
    BadDay {
        /// As typed.
        typed: String,
    },
    /// Work hangs on what was written.
    WorkHangsOnIt(Hanging),
    /// The plan chosen as the one amended is no longer there.
    AmendsGone,
}

/// What was done since the plan was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hanging {
    /// Rows whose status was changed.
    pub statuses: i64,
    /// Things recorded as done.
    pub happenings: i64,
    /// Proof attached.
    pub evidence: i64,
    /// Comments.
    pub comments: i64,
    /// Figures entered.
    pub figures: i64,
    /// Versions that amend it.
    pub versions: i64,
}

impl Hanging {
    /// Whether nothing was done.
    pub fn is_nothing(&self) -> bool {
        *self == Hanging::default()
    }
}
