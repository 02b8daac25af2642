//! Why something about a plan was not done.

/// See the sentences in `server::vi::plan`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The title is empty.
    NoTitle,
    /// More rows than a plan may have.
    TooManyRows {
        /// How many there were.
        given: usize,
    },
    /// A row without a title.
    NoRowTitle,
    /// An issued plan without number or date.
    NoNumber,
    /// An issued plan is changed, or a plan withdrawn, without saying why.
    NoReason,
    /// The plan is withdrawn.
    Withdrawn,
    /// The plan is not withdrawn.
    NotWithdrawn,
    /// The plan is not a draft.
    NotDraft,
    /// The plan lacks what is needed to issue it.
    Incomplete,
    /// A plan above itself.
    OwnParent,
    /// Rows carry out rows of the plan above, so another one cannot take its place.
    Linked,
    /// All picked rows are that way already.
    NothingToChange,
    /// A copy for the plan's own year, or for none.
    SameYear {
        /// The plan's year.
        year: i16,
    },
    /// Nobody was chosen.
    NoParty,
    /// No row has this code.
    NoSuchCode {
        /// The code.
        code: String,
    },
}
