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
    /// A program or a script.
    Program {
        /// «EXE», «LNK», «script» …
        found: &'static str,
    },
    /// Holds content that acts when it is opened or shown.
    Active {
        /// «HTML», «SVG», «PDF».
        found: &'static str,
    },
    /// An archive of other files.
    Archive {
        /// «ZIP», «RAR» …
        found: &'static str,
    },
    /// An Office file with objects, programs or templates from elsewhere in it.
    Objects,
    /// Opens as two different kinds of file.
    TwoFiles,
    /// A picture with no pixels, or more than a browser can show.
    PictureSize {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// Binary content where text was expected.
    NotText,
}
