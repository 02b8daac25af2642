//! What one PDF may cost before it is refused. Counts, not clocks: the same file is always read or
//! always refused.

use crate::Refusal;
use crate::limits::{PDF_BYTES_MAX, PDF_GLYPHS_MAX, PDF_OPERATORS_MAX, PDF_STREAM_BYTES_MAX};

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
        within(self.glyphs, PDF_GLYPHS_MAX, "glyphs")
    }

    /// Counts operators read.
    pub(super) fn operators(&mut self, count: u64) -> Result<(), Refusal> {
        self.operators += count;
        within(self.operators, PDF_OPERATORS_MAX, "operators")
    }

    /// Counts bytes decoded.
    pub(super) fn bytes(&mut self, count: usize) -> Result<(), Refusal> {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let spent = if count > PDF_STREAM_BYTES_MAX {
            u64::MAX
        } else {
            count
        };
        self.bytes = self.bytes.saturating_add(spent);
        if self.burst() {
            Err(Refusal::Bomb)
        } else {
            Ok(())
        }
    }

    /// Most bytes that the next stream may decode to.
    pub(super) fn bytes_left(&self) -> u64 {
        PDF_BYTES_MAX
            .saturating_sub(self.bytes)
            .min(PDF_STREAM_BYTES_MAX)
    }

    /// Whether decoding was stopped for its size.
    pub(super) fn burst(&self) -> bool {
        self.bytes > PDF_BYTES_MAX
    }
}

fn within(count: u64, limit: u64, what: &'static str) -> Result<(), Refusal> {
    if count > limit {
        Err(Refusal::TooMany { what, limit })
    } else {
        Ok(())
    }
}
