//! PDF with a text layer.

use domain::source::Source;

use crate::Refusal;

/// Reads a PDF.
pub fn read(bytes: &[u8]) -> Result<Source, Refusal> {
    let _ = bytes;
    Err(Refusal::UnknownFormat { found: Some("PDF") })
}
