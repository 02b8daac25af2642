//! What a page shows of a file without its program: lines of text, pages, the size of a picture.

use domain::source::{Block, Source};

use super::{MediaKind, picture};
use crate::limits::{PREVIEW_BYTES_MAX, PREVIEW_LINES_MAX, PREVIEW_PAGES_MAX};
use crate::{Refusal, Shared, pdf};

/// What can be shown. All of it is plain text, for the page to escape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preview {
    /// The first lines of a text or workbook; cells of a row are apart by tabs.
    Text {
        /// The lines.
        lines: Vec<String>,
        /// There is more.
        cut: bool,
    },
    /// A PDF.
    Pages {
        /// How many pages.
        pages: usize,
        /// The first lines; none when the pages are pictures.
        lines: Vec<String>,
        /// There is more.
        cut: bool,
    },
    /// A picture.
    Picture {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// Only to be downloaded.
    Nothing,
}

/// What of a file that was taken can be shown in a page. Nothing of it is run.
pub fn preview(bytes: &Shared, kind: MediaKind) -> Result<Preview, Refusal> {
    match kind {
        MediaKind::Docx | MediaKind::Xlsx | MediaKind::Text | MediaKind::Csv => {
            let (lines, cut) = lines(&crate::read_shared(
                bytes,
                Some(kind.extension()),
                usize::MAX,
            )?);
            Ok(Preview::Text { lines, cut })
        }
        MediaKind::Pdf => pages(bytes),
        MediaKind::Png | MediaKind::Jpeg | MediaKind::WebP => {
            let size = picture::read(bytes)?.and_then(|picture| picture.size);
            Ok(
                size.map_or(Preview::Nothing, |(width, height)| Preview::Picture {
                    width,
                    height,
                }),
            )
        }
        MediaKind::Pptx | MediaKind::Odt | MediaKind::Ods | MediaKind::Heic => Ok(Preview::Nothing),
    }
}

fn pages(bytes: &Shared) -> Result<Preview, Refusal> {
    let pages = pdf::facts(bytes)?.pages;
    let (lines, cut) = match pdf::read(bytes, PREVIEW_PAGES_MAX) {
        Ok(source) => {
            let (lines, cut) = lines(&source);
            (lines, cut || pages > PREVIEW_PAGES_MAX)
        }
        Err(Refusal::Scanned { .. } | Refusal::Empty) => (Vec::new(), false),
        Err(refusal) => return Err(refusal),
    };
    Ok(Preview::Pages { pages, lines, cut })
}

/// The first lines within the limits, and whether there are more.
fn lines(source: &Source) -> (Vec<String>, bool) {
    let mut out = Vec::new();
    let mut bytes = 0;
    for line in source.blocks.iter().flat_map(of_block) {
        bytes += line.len();
        if out.len() == PREVIEW_LINES_MAX || bytes > PREVIEW_BYTES_MAX {
            return (out, true);
        }
        out.push(line);
    }
    (out, false)
}

fn of_block(block: &Block) -> Box<dyn Iterator<Item = String> + '_> {
    match block {
        Block::Paragraph(paragraph) => Box::new(paragraph.text.split('\n').map(shown)),
        Block::Table(table) => Box::new(table.rows.iter().map(|row| {
            let cells = row
                .cells
                .iter()
                .map(|cell| shown(&cell.text.replace('\n', " ")));
            cells.collect::<Vec<_>>().join("\t").trim_end().to_owned()
        })),
    }
}

/// Without controls and direction overrides, which would change what the lines around it show.
fn shown(line: &str) -> String {
    let hidden = |c: char| {
        c.is_control() && c != '\t'
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    line.trim_end().chars().filter(|c| !hidden(*c)).collect()
}
