//! Duties and numeric targets in running text.

use domain::Finding;
use domain::plan::{Annex, Duty, OfficialDocument, ProseTarget};
use domain::source::Block;

/// Reads the prose; `annexes` lets a target be tied to the row it belongs to.
pub fn read(
    blocks: &[Block],
    document: &OfficialDocument,
    annexes: &[Annex],
    year: i16,
) -> (Vec<ProseTarget>, Vec<Duty>, Vec<Finding>) {
    let _ = (blocks, document, annexes, year);
    (Vec::new(), Vec::new(), Vec::new())
}
