//! Collects blocks in reading order, gives places to formats without lines, and keeps the limits.
//!
//! All readers end here, so that text is NFC and bounded in one place.

use domain::Finding;
use domain::source::{Block, Cell, Format, Paragraph, Place, Source, Table, TableRow};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::Refusal;
use crate::limits::{CELL_BYTES_MAX, CELLS_MAX, COLUMNS_MAX, PARAGRAPHS_MAX, ROWS_MAX};

/// A source in the making.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    blocks: Vec<Block>,
    findings: Vec<Finding>,
    line: u32,
    rows: usize,
    cells: usize,
}

impl Builder {
    pub(crate) fn new() -> Builder {
        Builder::default()
    }

    /// The next place of a format without lines.
    pub(crate) fn next_place(&mut self) -> Place {
        self.line = self.line.saturating_add(1);
        Place::line(self.line)
    }

    pub(crate) fn paragraph(&mut self, mut paragraph: Paragraph) -> Result<(), Refusal> {
        if self.blocks.len() >= PARAGRAPHS_MAX {
            return Err(Refusal::TooMany {
                what: "paragraphs",
                limit: PARAGRAPHS_MAX as u64,
            });
        }
        normalise(&mut paragraph.text);
        self.blocks.push(Block::Paragraph(paragraph));
        Ok(())
    }

    /// Counts and tidies a row before it goes into a table, so that a bomb stops early.
    pub(crate) fn row(&mut self, mut row: TableRow) -> Result<TableRow, Refusal> {
        self.rows += 1;
        self.cells += row.cells.len();
        if row.cells.len() > COLUMNS_MAX {
            return Err(Refusal::TooMany {
                what: "columns",
                limit: COLUMNS_MAX as u64,
            });
        }
        if self.rows > ROWS_MAX {
            return Err(Refusal::TooMany {
                what: "rows",
                limit: ROWS_MAX as u64,
            });
        }
        if self.cells > CELLS_MAX {
            return Err(Refusal::TooMany {
                what: "cells",
                limit: CELLS_MAX as u64,
            });
        }
        for cell in &mut row.cells {
            if cell.text.len() > CELL_BYTES_MAX {
                return Err(Refusal::TooLarge {
                    bytes: cell.text.len() as u64,
                    limit: CELL_BYTES_MAX as u64,
                });
            }
            tidy_cell(cell);
        }
        Ok(row)
    }

    /// A table whose rows went through [`Builder::row`]; nothing if it has none.
    pub(crate) fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    pub(crate) fn finding(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Only the tables, for a reader that has a place for them.
    pub(crate) fn into_tables(self) -> Vec<Table> {
        let table = |block| {
            if let Block::Table(table) = block {
                Some(table)
            } else {
                None
            }
        };
        self.blocks.into_iter().filter_map(table).collect()
    }

    pub(crate) fn finish(self, format: Format) -> Source {
        Source {
            format,
            blocks: self.blocks,
            findings: self.findings,
        }
    }
}

/// Lines of a cell are trimmed at their ends and blank ones go: Word users press Enter to make
/// room, and no reader wants to know.
fn tidy_cell(cell: &mut Cell) {
    normalise(&mut cell.text);
    let untidy = cell.text.contains('\n')
        || cell.text.starts_with(char::is_whitespace)
        || cell.text.ends_with(char::is_whitespace);
    if untidy {
        let lines: Vec<&str> = cell
            .text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        cell.text = lines.join("\n");
    }
}

/// NFC, without the characters that show nothing.
pub(crate) fn normalise(text: &mut String) {
    if text.is_ascii() && !text.contains(|c: char| c.is_ascii_control()) {
        return;
    }
    if text.contains(is_invisible) {
        text.retain(|c| !is_invisible(c));
    }
    if text.contains(['\u{0b}', '\u{2028}', '\u{2029}', '\u{85}']) {
        *text = text.replace(['\u{0b}', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    }
    if is_nfc_quick(text.chars()) != IsNormalized::Yes {
        *text = text.nfc().collect();
    }
}

/// Control characters, soft hyphens, zero-width marks and byte order marks inside a text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\0'..='\u{08}' | '\u{0c}' | '\u{0e}'..='\u{1f}' | '\u{7f}')
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{feff}' | '\r')
}
