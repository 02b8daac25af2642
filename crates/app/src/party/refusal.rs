//! Why something about the directory was not done.

/// See the sentences in `server::vi::refused::party`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The name is empty.
    NoName,
    /// The name is too long.
    NameLong {
        /// Characters typed.
        length: usize,
    },
    /// The directory has this name already.
    NameTaken {
        /// The name.
        name: String,
    },
    /// The spelling means another party already.
    AliasTaken {
        /// The spelling.
        text: String,
        /// Whom it means.
        party: String,
    },
    /// A group would be its own member, itself or through others.
    GroupCycle {
        /// The member that closes the circle.
        member: String,
    },
}
