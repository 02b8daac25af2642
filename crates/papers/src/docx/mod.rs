//! Word documents (Office Open XML).
//!
//! The parts are written by hand: margins, sections that lie, headers repeated on each page and
//! cells across columns are then exactly what the layout says. [`body`] is the text, [`table`] its
//! grids, [`parts`] what a package needs besides.

mod body;
mod parts;
mod table;
mod xml;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::{Layout, Paper, Unwritable};

/// The paper as a Word document.
pub fn write(paper: &Paper, layout: &Layout) -> Result<Vec<u8>, Unwritable> {
    let document = body::document(paper, layout);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // No time is written: the same paper gives the same bytes.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let styles = parts::styles(layout);
    let core = parts::core(paper);
    let all = [
        ("[Content_Types].xml", parts::CONTENT_TYPES),
        ("_rels/.rels", parts::PACKAGE_RELATIONS),
        ("word/document.xml", document.as_str()),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS),
        ("word/styles.xml", styles.as_str()),
        ("word/settings.xml", parts::SETTINGS),
        ("word/header1.xml", parts::HEADER_NUMBER),
        ("word/header2.xml", parts::HEADER_EMPTY),
        ("docProps/core.xml", core.as_str()),
    ];
    for (name, text) in all {
        zip.start_file(name, options).map_err(unwritable)?;
        zip.write_all(text.as_bytes()).map_err(unwritable)?;
    }
    Ok(zip.finish().map_err(unwritable)?.into_inner())
}

fn unwritable(error: impl std::fmt::Display) -> Unwritable {
    Unwritable(error.to_string())
}
