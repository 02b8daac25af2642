//! Why something was not done.

use super::Named;

/// See the sentences in `server::vi::refused::comment`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing was typed.
    Empty,
    /// Longer than [`super::BODY_MAX`].
    TooLong {
        /// Characters typed.
        length: usize,
    },
    /// Several people may be meant.
    Ambiguous {
        /// As typed after the `@`.
        typed: String,
        /// Who.
        people: Vec<Named>,
    },
    /// Someone else's, and the one who asks is not the focal officer.
    NotYours,
}
