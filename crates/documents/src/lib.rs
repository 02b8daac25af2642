//! Bytes of any kind to [`domain::source::Source`]: blocks and tables with positions.
//!
//! Knows formats and nothing of plans. Every reader works within fixed limits, on bytes handed
//! in: no files, no network, nothing of the document is run.

mod build;
mod docx;
mod grid;
mod html;
mod legacy;
pub mod limits;
mod numerals;
mod ole;
mod package;
pub mod pdf;
mod refusal;
mod sniff;
mod text;
pub mod upload;
pub mod workbook;
mod xlsx;
mod xml;

pub use refusal::Refusal;

use std::sync::Arc;

use domain::source::{Block, Source};
use package::{Office, Package};
use sniff::Kind;

/// Reads a file whose format is found from its content; `name` only helps where content is
/// ambiguous.
///
/// ```
/// use domain::source::Block;
/// let source = documents::read("STT\tChỉ số\tĐiểm\n1\tNhận thức số\t60".as_bytes(), None)?;
/// let [Block::Table(table)] = source.blocks.as_slice() else { panic!("one table") };
/// assert_eq!(table.rows[1].cells[1].text, "Nhận thức số");
/// # Ok::<(), documents::Refusal>(())
/// ```
pub fn read(bytes: &[u8], name: Option<&str>) -> Result<Source, Refusal> {
    read_with(bytes, name, || {
        pdf::read(&Arc::new(bytes.to_vec()), usize::MAX)
    })
}

/// The bytes of a file that several readers look at: a large one is in memory once.
pub type Shared = Arc<Vec<u8>>;

/// The same, without a copy; of a PDF only the first `pages_max` pages.
pub fn read_shared(
    bytes: &Shared,
    name: Option<&str>,
    pages_max: usize,
) -> Result<Source, Refusal> {
    read_with(bytes, name, || pdf::read(bytes, pages_max))
}

fn read_with(
    bytes: &[u8],
    name: Option<&str>,
    pdf: impl FnOnce() -> Result<Source, Refusal>,
) -> Result<Source, Refusal> {
    let size = bytes.len() as u64;
    if size > limits::FILE_BYTES_MAX {
        return Err(Refusal::TooLarge {
            bytes: size,
            limit: limits::FILE_BYTES_MAX,
        });
    }
    let mut source = match sniff::kind(bytes) {
        Kind::Pdf => pdf(),
        Kind::Zip => read_package(bytes),
        Kind::Ole => Err(ole::refusal(bytes)),
        Kind::Html => html::read(bytes),
        Kind::Other(found) => Err(Refusal::UnknownFormat { found: Some(found) }),
        Kind::Text => read_text(bytes, name),
    }?;
    source.findings.extend(legacy::suspicion(texts(&source)));
    Ok(source)
}

/// All texts of a source.
fn texts(source: &Source) -> impl Iterator<Item = &str> {
    source.blocks.iter().flat_map(|block| {
        let (paragraph, rows) = match block {
            Block::Paragraph(paragraph) => (Some(paragraph.text.as_str()), [].as_slice()),
            Block::Table(table) => (None, table.rows.as_slice()),
        };
        let cells = rows
            .iter()
            .flat_map(|row| &row.cells)
            .map(|cell| cell.text.as_str());
        paragraph.into_iter().chain(cells)
    })
}

fn read_package(bytes: &[u8]) -> Result<Source, Refusal> {
    let mut package = Package::open(bytes)?;
    match package.office()? {
        Office::Document(main) => docx::read(&mut package, &main),
        Office::Workbook(main) => xlsx::read(&mut package, &main),
    }
}

fn read_text(bytes: &[u8], name: Option<&str>) -> Result<Source, Refusal> {
    let decoded = text::decode(bytes)?;
    if decoded.text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    text::read(decoded, name)
}

/// Bytes of a file that are read at most; a larger one is [`Refusal::TooLarge`].
pub const BYTES_MAX: u64 = 64 * 1024 * 1024;
