//! Why something about a proof was not done.

/// See the sentences in `server::vi::evidence`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The requirement is not asked for there.
    NotAsked,
    /// No name.
    NoTitle,
    /// A text is longer than allowed.
    TooLong {
        /// Letters allowed.
        limit: usize,
    },
    /// Not an address that begins with http:// or https://.
    BadLink,
    /// The unit has that address already.
    LinkTaken {
        /// What it is called there.
        title: String,
    },
    /// The last day in force comes before the first.
    EndsBeforeStart,
    /// Put away already, or not put away.
    PutAway,
    /// More at once than allowed.
    TooMany {
        /// How many are allowed.
        limit: usize,
    },
    /// The stored file's bytes are not those that were kept.
    FileDamaged,
}
