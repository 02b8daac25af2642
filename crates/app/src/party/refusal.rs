//! Why something about the directory was not done.

use jiff::civil::Date;

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
    /// The person has left.
    HasLeft {
        /// Their name.
        name: String,
    },
    /// The person holds the post on that day already.
    HoldsAlready {
        /// Their name.
        name: String,
    },
    /// The hand-over would lie before the predecessor's first day.
    BeforeTenure {
        /// The predecessor.
        name: String,
        /// Their first day.
        since: Date,
    },
    /// The last day is still to come.
    LeavesLater {
        /// The day typed.
        last_day: Date,
    },
    /// Work hangs on the person or post that is not done.
    OpenWork {
        /// Whose.
        name: String,
        /// How many assignments.
        count: i64,
    },
    /// The person holds a post.
    HoldsPost {
        /// Who.
        name: String,
        /// Which.
        post: String,
    },
    /// The two are not of one kind, or not of one directory.
    CannotMerge {
        /// The one that would go.
        from: String,
        /// The one that would stay.
        into: String,
    },
    /// The person has an account.
    HasAccount {
        /// Who.
        name: String,
    },
}
