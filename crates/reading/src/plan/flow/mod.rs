//! Tables whose grid was lost: a PDF extracted to running lines, one cell over several lines.
//!
//! Such text still holds its geometry. Cells stand vertically centred in their row, and the break
//! between two pieces of text tells the distance between them: pieces on one base line share a
//! line, half a line apart is a plain line break, a line or more leaves a blank line. From a cell
//! of n lines to its neighbour of m lines it is (n + m) / 2 − 1 lines, so most boundaries are
//! forced and language decides the rest (`cell`). `fit` finds the cheapest division of each row;
//! a second pass knows how wide the columns are and which cells recur.
//!
//! Rows are told apart by their codes. What the columns mean is settled where all formats meet;
//! the few kinds known here only steer the division.

mod cell;
mod code;
mod fit;
mod heading;
mod lexicon;
mod piece;
mod region;

use domain::source::{Block, Cell, Table, TableRow};
use scoring::Exact;

use cell::Learnt;
use fit::{Fit, Row};
use piece::Token;
use region::{Region, RowLines};

/// Replaces each run of paragraphs that was a table by the rebuilt table; the rest is unchanged.
pub fn rebuild(blocks: Vec<Block>) -> Vec<Block> {
    let tables: Vec<_> = region::find(&blocks)
        .into_iter()
        .map(|region| (region.blocks.clone(), table(&region)))
        .collect();
    let mut out = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter();
    let mut at = 0;
    for (range, table) in tables {
        out.extend(blocks.by_ref().take(range.start - at));
        blocks.by_ref().take(range.len()).for_each(drop);
        at = range.end;
        out.push(Block::Table(table));
    }
    out.extend(blocks);
    out
}

/// Passes over the rows: the first divides by geometry and language alone, each later one also by
/// what the one before has shown of widths and recurring cells.
const PASSES: usize = 3;

fn table(region: &Region<'_>) -> Table {
    let kinds = region.heading.kinds();
    let mut learnt = Learnt::new(kinds.len());
    let ready: Vec<Row<'_, '_>> = region
        .rows
        .iter()
        .map(|row| Row::new(&row.tokens))
        .collect();
    let mut fits: Vec<Fit> = Vec::new();
    for _ in 0..PASSES {
        let before = fits;
        fits = ready
            .iter()
            .map(|row| fit::divide(row, &kinds, &learnt))
            .collect();
        if fits == before {
            break;
        }
        learnt = Learnt::new(kinds.len());
        for (row, fit) in region.rows.iter().zip(&fits) {
            learnt.study(&row.tokens, fit);
        }
    }
    let header = TableRow {
        cells: region
            .heading
            .columns
            .iter()
            .map(|column| Cell::new(&column.text))
            .collect(),
        place: region.heading.place,
        header: true,
        rebuilt: None,
    };
    let rows = region
        .rows
        .iter()
        .zip(&fits)
        .map(|(row, fit)| table_row(row, fit));
    Table {
        name: None,
        rows: std::iter::once(header).chain(rows).collect(),
    }
}

fn table_row(row: &RowLines<'_>, fit: &Fit) -> TableRow {
    let code = Cell::new(row.code.unwrap_or_default());
    let cells = fit
        .cells
        .iter()
        .map(|range| Cell::new(piece::text(&row.tokens[range.clone()])));
    TableRow {
        cells: std::iter::once(code).chain(cells).collect(),
        place: row.place,
        header: false,
        rebuilt: Some(confidence(fit, &row.tokens)),
    }
}

/// 0.98 for a row whose every boundary fits the geometry and whose every cell looks like its
/// column; 0.12 less for each doubt, never below 0.3.
fn confidence(fit: &Fit, tokens: &[Token<'_>]) -> Exact {
    let doubts = i64::from(fit.doubts) + i64::from(tokens.is_empty());
    Exact::ratio((98 - 12 * doubts).max(30), 100).unwrap_or_default()
}

#[cfg(test)]
mod tests;
