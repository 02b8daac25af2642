//! What a file holds once its format is forgotten: paragraphs and tables, each with its place.
//!
//! Every reader in `documents` ends here and the plan reader in `reading` starts here, so a new
//! format costs one reader and a new kind of plan costs none.

use crate::Finding;

/// The format that was found from the content (never from the name).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Office Open XML text.
    Docx,
    /// Office Open XML workbook.
    Xlsx,
    /// PDF with a text layer.
    Pdf,
    /// HTML.
    Html,
    /// Markdown or plain text, with or without tabs.
    Text,
}

/// Where something stands. For text files `line` is the physical line, from 1. Formats without
/// lines count paragraphs and table rows in document order, from 1, so that a place always orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// First line.
    pub line: u32,
    /// Last line, at least `line`.
    pub line_end: u32,
    /// Page, from 1, in formats that have pages.
    pub page: Option<u32>,
}

/// A whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it was.
    pub format: Format,
    /// What it holds, in reading order.
    pub blocks: Vec<Block>,
    /// What the reader of the format noticed (legacy fonts, pages without text …).
    pub findings: Vec<Finding>,
}

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(Paragraph),
    /// A grid.
    Table(Table),
}

/// Running text, NFC. In plain text one physical line is one paragraph; blank lines are kept as
/// empty paragraphs, because extractors leave meaning in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The text as it stands, white space included, markup removed.
    pub text: String,
    /// Where.
    pub place: Place,
    /// Centred on its line, where the format says so.
    pub centred: bool,
    /// Bold throughout, where the format says so.
    pub bold: bool,
}

/// A grid as the format gives it; repeated headers and page breaks are still inside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The sheet's name, for workbooks.
    pub name: Option<String>,
    /// Rows, top to bottom.
    pub rows: Vec<TableRow>,
}

/// One row of a grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableRow {
    /// Cells, left to right. A cell that spans columns is followed by covered cells, so that
    /// position is column.
    pub cells: Vec<Cell>,
    /// Where.
    pub place: Place,
    /// The format itself marks the row as a header to repeat on each page.
    pub header: bool,
    /// How sure the grid is, 0 to 1, where it was rebuilt from text without one; `None` where the
    /// format has the grid itself.
    pub rebuilt: Option<scoring::Exact>,
}

/// One cell. Lines and paragraphs inside it are separated by `\n`: officials put one option of a
/// rule on each line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// NFC text, markup removed.
    pub text: String,
    /// Belongs to the cell on its left (column span): no text of its own.
    pub covered_left: bool,
    /// Belongs to the cell above it (row span): no text of its own; the reader decides whether
    /// to carry the text down.
    pub covered_above: bool,
}

impl Place {
    /// One line.
    pub fn line(line: u32) -> Place {
        Place {
            line,
            line_end: line,
            page: None,
        }
    }

    /// From the start of `self` to the end of `other`.
    #[must_use]
    pub fn to(self, other: Place) -> Place {
        Place {
            line: self.line,
            line_end: other.line_end.max(self.line_end),
            page: self.page,
        }
    }
}

impl Cell {
    /// A cell with this text and no spans.
    pub fn new(text: impl Into<String>) -> Cell {
        Cell {
            text: text.into(),
            ..Cell::default()
        }
    }
}
