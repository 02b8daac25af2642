//! Why something about a unit was not done.

/// See the sentences in `server::vi::unit`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The name is empty.
    NoName,
    /// The word in addresses is taken or is no word.
    SlugTaken {
        /// The word.
        slug: String,
    },
}
