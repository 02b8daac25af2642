//! Where on a sheet the table is: titles above and notes below it become paragraphs.
//!
//! A sheet of an annex begins with the letterhead and a title, then a header row, then rows. Blank
//! rows part it into blocks; a block is a table from its first row with three texts on. Tables
//! that only blank rows part stay apart, as in plain text: the plan reader joins them.

use domain::source::{Cell, Paragraph, Place, Table, TableRow};

use super::sheet::{Merge, Sheet, SheetRow};
use crate::Refusal;
use crate::build::Builder;
use crate::limits::{CELLS_MAX, COLUMNS_MAX};

/// Puts a sheet into the source.
pub(super) fn blocks(out: &mut Builder, name: &str, sheet: Sheet) -> Result<(), Refusal> {
    let Sheet { rows, merges } = sheet;
    let least = if rows.iter().any(|row| row.cells.len() >= 3) {
        3
    } else {
        2
    };
    let parts = parts(&rows, least);
    let mut covers = Covers::new(&merges, &rows)?;
    let mut columns = None;
    for part in parts {
        if part.is_table {
            let rows = &rows[part.start..part.end];
            // What goes on after a blank row has the columns of the header above, and so does
            // any table that is no wider: a cell cut by a page break looks like a header.
            let alone = span(rows, None);
            let fits = |(left, right): &(u32, u32)| *left <= alone.0 && alone.1 <= *right;
            let above = columns.filter(|above| fits(above) || !is_header(&rows[0]));
            let own = span(rows, above);
            columns = Some(own);
            table(out, name, rows, own, &mut covers)?;
        } else {
            for row in &rows[part.start..part.end] {
                titles(out, row)?;
            }
        }
    }
    Ok(())
}

/// Rows that go together.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    start: usize,
    end: usize,
    is_table: bool,
}

/// Cuts the sheet into titles and tables.
fn parts(rows: &[SheetRow], least: usize) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut start = 0;
    while start < rows.len() {
        let gap = |pair: &[SheetRow]| pair[1].index > pair[0].index + 1;
        let end = rows[start..]
            .windows(2)
            .position(gap)
            .map_or(rows.len(), |at| start + at + 1);
        let dense = rows[start..end]
            .iter()
            .position(|row| row.cells.len() >= least);
        let body = dense.map_or(end, |at| start + at);
        let after_table = parts.last().is_some_and(|part| part.is_table);
        // Rows of a group after a blank row go on with the table above; a title does not, and
        // what tells them apart is the header that follows it.
        let is_title = dense.is_some_and(|_| is_header(&rows[body])) || !after_table;
        if dense.is_none() || (is_title && body > start) {
            parts.push(Part {
                start,
                end: body,
                is_table: false,
            });
            start = body;
        }
        if start < end {
            parts.push(Part {
                start,
                end,
                is_table: true,
            });
        }
        start = end;
    }
    parts
}

/// Several texts, and none that begins like a number.
fn is_header(row: &SheetRow) -> bool {
    let is_number = |text: &str| text.trim_start().starts_with(|c: char| c.is_ascii_digit());
    row.cells.len() >= 3 && !row.cells.iter().any(|cell| is_number(&cell.text))
}

/// Each text of a row as a paragraph.
fn titles(out: &mut Builder, row: &SheetRow) -> Result<(), Refusal> {
    let place = out.next_place();
    for cell in &row.cells {
        let (text, bold, centred) = (cell.text.trim().to_owned(), cell.bold, cell.centred);
        out.paragraph(Paragraph {
            text,
            place,
            bold,
            centred,
        })?;
    }
    Ok(())
}

/// First and last column with text, those of the table above included.
fn span(rows: &[SheetRow], above: Option<(u32, u32)>) -> (u32, u32) {
    let own = rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| (cell.column, cell.column));
    let both = own.chain(above).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    both.unwrap_or((0, 0))
}

fn table(
    out: &mut Builder,
    name: &str,
    rows: &[SheetRow],
    (left, right): (u32, u32),
    covers: &mut Covers<'_>,
) -> Result<(), Refusal> {
    let width = (right - left) as usize + 1;
    if width > COLUMNS_MAX {
        return Err(Refusal::TooMany {
            what: "columns",
            limit: COLUMNS_MAX as u64,
        });
    }
    let mut table = Table {
        name: Some(name.to_owned()),
        rows: Vec::new(),
    };
    for row in rows {
        let place: Place = out.next_place();
        let mut cells = vec![Cell::default(); width];
        for cell in &row.cells {
            cells[(cell.column - left) as usize]
                .text
                .clone_from(&cell.text);
        }
        covers.mark(row.index, left, &mut cells);
        for cell in cells.iter_mut().filter(|_| table.rows.is_empty()) {
            cell.covered_above = false;
        }
        table.rows.push(out.row(TableRow {
            cells,
            place,
            ..TableRow::default()
        })?);
    }
    out.table(table);
    Ok(())
}

/// Merged ranges, by their first row, and those that the row in hand lies in.
struct Covers<'a> {
    waiting: std::iter::Peekable<std::vec::IntoIter<&'a Merge>>,
    open: Vec<&'a Merge>,
}

impl<'a> Covers<'a> {
    /// Refuses more covered cells than are read: ranges may overlap in a hostile file.
    fn new(merges: &'a [Merge], rows: &[SheetRow]) -> Result<Covers<'a>, Refusal> {
        let rows_within = |merge: &Merge| {
            let start = rows.partition_point(|row| row.index < merge.top);
            rows.partition_point(|row| row.index <= merge.bottom)
                .saturating_sub(start)
        };
        let width = |merge: &Merge| (merge.right - merge.left) as usize + 1;
        let covered = |merge| rows_within(merge).saturating_mul(width(merge).min(COLUMNS_MAX));
        let total = merges.iter().map(covered).fold(0, usize::saturating_add);
        if total > CELLS_MAX {
            return Err(Refusal::TooMany {
                what: "cells",
                limit: CELLS_MAX as u64,
            });
        }
        let mut waiting: Vec<&Merge> = merges.iter().collect();
        waiting.sort_by_key(|merge| merge.top);
        Ok(Covers {
            waiting: waiting.into_iter().peekable(),
            open: Vec::new(),
        })
    }

    /// Marks the covered cells of the row at this index, whose first column is `left`.
    fn mark(&mut self, index: u32, left: u32, cells: &mut [Cell]) {
        while let Some(merge) = self.waiting.next_if(|merge| merge.top <= index) {
            self.open.push(merge);
        }
        self.open.retain(|merge| merge.bottom >= index);
        for merge in &self.open {
            let from = merge.left.saturating_sub(left) as usize;
            let to = (merge.right + 1).saturating_sub(left) as usize;
            let to = to.min(cells.len());
            for (offset, cell) in cells[from.min(to)..to].iter_mut().enumerate() {
                cell.covered_left = offset > 0;
                cell.covered_above = merge.top < index;
                if cell.covered_left || cell.covered_above {
                    cell.text.clear();
                }
            }
        }
    }
}
