//! How much of a file is read before it is refused. Counts, not clocks: the same file is always
//! read or always refused.

use crate::Refusal;

/// Most pages.
pub(super) const PAGES: usize = 1_000;
/// Most glyphs in the whole file.
const GLYPHS: u64 = 5_000_000;
/// Most content operators in the whole file.
const OPERATORS: u64 = 20_000_000;
/// Most bytes of decoded streams in the whole file (not counting images, which are not decoded).
const BYTES: u64 = 256 << 20;
/// Most bytes that one stream may decode to.
const STREAM: u64 = 64 << 20;
/// Most ruling lines on a page; drawings have more and are no tables.
pub(super) const RULES: usize = 40_000;
/// Deepest nesting of forms within forms.
pub(super) const FORMS: usize = 12;
/// Most saved graphics states.
pub(super) const STATES: usize = 512;

/// Most entries of one object stream; the library reads all for each.
pub(super) const OBJECT_STREAM_ENTRIES: u64 = 10_000;
/// Most bytes that all object and reference streams inflate to.
pub(super) const OBJECT_STREAMS: u64 = 96 << 20;
/// Most encrypted bytes of object streams: they cannot be measured, and may inflate a thousandfold.
pub(super) const OBJECT_STREAMS_ENCRYPTED: u64 = 512 << 10;
/// Most leaves below one node of a tree of pages (or fields, or names).
pub(super) const KIDS: u64 = 20_000;
/// Deepest tree of pages.
pub(super) const TREE_DEPTH: usize = 500;

/// What is left to spend on one file.
#[derive(Debug, Default)]
pub(super) struct Budget {
    glyphs: u64,
    operators: u64,
    bytes: u64,
}

impl Budget {
    /// Counts glyphs drawn.
    pub(super) fn glyphs(&mut self, count: u64) -> Result<(), Refusal> {
        self.glyphs += count;
        within(self.glyphs, GLYPHS, "glyphs")
    }

    /// Counts operators read.
    pub(super) fn operators(&mut self, count: u64) -> Result<(), Refusal> {
        self.operators += count;
        within(self.operators, OPERATORS, "operators")
    }

    /// Counts bytes decoded.
    pub(super) fn bytes(&mut self, count: usize) -> Result<(), Refusal> {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let spent = if count > STREAM { u64::MAX } else { count };
        self.bytes = self.bytes.saturating_add(spent);
        if self.burst() {
            Err(Refusal::Bomb)
        } else {
            Ok(())
        }
    }

    /// Most bytes that the next stream may decode to.
    pub(super) fn bytes_left(&self) -> u64 {
        BYTES.saturating_sub(self.bytes).min(STREAM)
    }

    /// Whether decoding was stopped for its size.
    pub(super) fn burst(&self) -> bool {
        self.bytes > BYTES
    }
}

fn within(count: u64, limit: u64, what: &'static str) -> Result<(), Refusal> {
    if count > limit {
        Err(Refusal::TooMany { what, limit })
    } else {
        Ok(())
    }
}
