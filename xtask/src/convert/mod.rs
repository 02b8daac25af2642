//! The same contents as DOCX, XLSX and HTML, written the way offices write them: titles centred,
//! group rows merged across, header rows repeated, a paragraph for each line of a cell.
//!
//! For samples and for the tests that one plan reads alike in all formats. Same contents, same
//! bytes. What is written depends on nothing but the source.

pub mod docx;
mod html;
mod xlsx;

pub use docx::docx;
pub use html::html;
pub use xlsx::xlsx;

use domain::source::{Table, TableRow};

/// How many columns the widest row has.
fn width(table: &Table) -> usize {
    table
        .rows
        .iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(0)
}

/// A cell as it is written: where it stands and how far it reaches.
struct Placed<'a> {
    column: usize,
    columns: usize,
    /// Rows from its own on; 0 for a cell that goes on with the one above.
    rows: usize,
    text: &'a str,
    bold: bool,
}

/// The cells of a row, covered ones folded into those that cover them. A row whose first cell
/// alone has text is a group's title and reaches across the table.
fn placed(table: &Table, at: usize) -> Vec<Placed<'_>> {
    let row = &table.rows[at];
    let width = width(table);
    let is_title = is_title(row) && width > 1;
    let mut placed: Vec<Placed<'_>> = Vec::new();
    for column in 0..width {
        let cell = row.cells.get(column);
        let joins = is_title || cell.is_some_and(|cell| cell.covered_left);
        if let Some(last) = placed.last_mut().filter(|_| joins) {
            last.columns += 1;
            continue;
        }
        let covered = cell.is_some_and(|cell| cell.covered_above);
        let below = table.rows[at + 1..].iter().take_while(|row| {
            row.cells
                .get(column)
                .is_some_and(|cell| cell.covered_above && !cell.covered_left)
        });
        let rows = if covered { 0 } else { 1 + below.count() };
        let text = cell.map_or("", |cell| cell.text.as_str());
        let bold = is_title || is_header(table, at);
        placed.push(Placed {
            column,
            columns: 1,
            rows,
            text,
            bold,
        });
    }
    placed
}

/// Only the first cell has text, and nothing is merged yet.
fn is_title(row: &TableRow) -> bool {
    let empty = |cell: &domain::source::Cell| {
        cell.text.is_empty() && !cell.covered_left && !cell.covered_above
    };
    match row.cells.as_slice() {
        [first, rest @ ..] => !first.text.is_empty() && rest.iter().all(empty),
        [] => false,
    }
}

/// Marked so, or the first row with a text in every cell and a number in none.
fn is_header(table: &Table, at: usize) -> bool {
    let row = &table.rows[at];
    let is_name = |text: &str| !text.is_empty() && !text.contains(|c: char| c.is_ascii_digit());
    row.header || (at == 0 && row.cells.iter().all(|cell| is_name(&cell.text)))
}

/// Text for XML and HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
