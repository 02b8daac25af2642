//! Bytes of any kind to [`domain::source::Source`]: blocks and tables with positions.
//!
//! Knows formats and nothing of plans. Every reader works within fixed limits, on bytes handed
//! in: no files, no network, nothing of the document is run.

mod refusal;

pub use refusal::Refusal;

use domain::source::Source;

/// Reads a file whose format is found from its content; `name` only helps where content is
/// ambiguous.
pub fn read(bytes: &[u8], name: Option<&str>) -> Result<Source, Refusal> {
    let _ = (bytes, name);
    Err(Refusal::Empty)
}

/// Bytes of a file that are read at most; a larger one is [`Refusal::TooLarge`].
pub const BYTES_MAX: u64 = 64 * 1024 * 1024;
