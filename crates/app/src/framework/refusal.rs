//! Why something about a framework was not done.

/// See the sentences in `server::vi::refused::framework`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The annex has no rule that gives points.
    NoRules,
    /// More rows than any framework has.
    TooLarge,
    /// None of the rule's readings has that name.
    NoSuchReading {
        /// The indicator.
        code: String,
    },
    /// Other words for the rule, and they are not understood either.
    StillUnread {
        /// The indicator.
        code: String,
    },
    /// It is issued: its rules stand.
    Issued {
        /// Its name.
        name: String,
    },
    /// It is not a draft any more, or not issued yet: the step is not open.
    NotDraft {
        /// Its name.
        name: String,
    },
    /// Nothing to open: no unit under this one lacks the framework in the period.
    NothingToOpen,
}
