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
}
