//! Why a file is not read. One Vietnamese sentence each, in `server::vi::refusal`.

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing in it.
    Empty,
    /// A format that is not read, or not one at all. `found` is what it looks like, if anything.
    UnknownFormat {
        /// «RTF», «DOC (Word 97-2003)», «JPEG» …
        found: Option<&'static str>,
    },
    /// Larger than is read.
    TooLarge {
        /// Size in bytes, as far as it was counted.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// Inflates to more than is read: a bomb, or close enough.
    Bomb,
    /// More columns, rows, pages or nesting than is read.
    TooMany {
        /// What: `columns`, `pages`, `elements`.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// Encrypted: a password is needed.
    Encrypted,
    /// A PDF without a text layer: scanned pages.
    Scanned {
        /// How many pages.
        pages: u32,
    },
    /// Broken or cut off.
    Damaged {
        /// What was wrong, in English, for the log.
        detail: String,
    },
    /// Holds macros; the file is refused, not run.
    Macros,
    /// Binary content where text was expected.
    NotText,
}
