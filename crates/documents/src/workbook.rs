//! Workbooks as forms: cells as they are stored, not as they are shown, with hidden sheets and with
//! a mark on what is computed. For files that this program made and gets back; [`crate::read`]
//! reads what others wrote.

use crate::Refusal;
use crate::package::{Office, Package};
use crate::{limits, xlsx};

/// A sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSheet {
    /// On its tab.
    pub name: String,
    /// Whether people see it.
    pub visible: bool,
    /// Rows that hold something, in order.
    pub rows: Vec<StoredRow>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRow {
    /// From 0.
    pub index: u32,
    /// Cells that hold something, in order.
    pub cells: Vec<StoredCell>,
}

impl StoredRow {
    /// The cell of that column, from 0.
    pub fn cell(&self, column: u32) -> Option<&StoredCell> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column);
        at.ok().map(|at| &self.cells[at])
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCell {
    /// From 0.
    pub column: u32,
    /// What it holds, or held when the worksheet was computed last.
    pub content: Content,
    /// Whether the worksheet computes it.
    pub formula: bool,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Words; of a day `29/02/2024`, of a truth `TRUE`, of an error `#DIV/0!`.
    Text(String),
    /// A number.
    Number {
        /// «0.85», plain, with a point.
        decimal: String,
        /// Shown as a share of a hundred: 0.85 as «85%».
        percent: bool,
    },
}

/// The sheets of a workbook; what is no workbook is refused.
pub fn sheets(bytes: &[u8]) -> Result<Vec<StoredSheet>, Refusal> {
    let size = bytes.len() as u64;
    if size > limits::FILE_BYTES_MAX {
        return Err(Refusal::TooLarge {
            bytes: size,
            limit: limits::FILE_BYTES_MAX,
        });
    }
    if !bytes.starts_with(b"PK") {
        return Err(Refusal::UnknownFormat { found: None });
    }
    let mut package = Package::open(bytes)?;
    match package.office()? {
        Office::Workbook(main) => xlsx::stored::read(&mut package, &main),
        Office::Document(_) => Err(Refusal::UnknownFormat {
            found: Some("DOCX"),
        }),
    }
}
