//! The first and the last page: number, date, issuer, title, legal bases, recipients, signatory.

use domain::Finding;
use domain::plan::OfficialDocument;
use domain::source::Block;

/// Reads what the document says of itself.
pub fn read(blocks: &[Block]) -> (OfficialDocument, Vec<Finding>) {
    let _ = blocks;
    (OfficialDocument::default(), Vec::new())
}
