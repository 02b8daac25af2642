//! Parties: who leads and who supports, split out of a cell and recognised through aliases.

/// Splits a cell into parties, each in the document's own words. «UBND các phường, xã» is one;
/// «Đ/c A, CC VP-TK Đ/c B, VP Đảng ủy» is two.
pub fn split(cell: &str) -> Vec<String> {
    let _ = cell;
    Vec::new()
}

/// Whether the text could be a list of parties and nothing else.
pub fn is_party(text: &str) -> bool {
    let _ = text;
    false
}
