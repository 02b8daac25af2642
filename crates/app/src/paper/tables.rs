//! How papers write numbers, and the beginnings of their tables.

use papers::{Align, Cell, Column, Row, Table};
use reading::words::number::number;
use scoring::Exact;
use scoring::number::Rounding;

/// Decimals of points: provinces publish two.
const DIGITS: u32 = 2;

/// «năm 2026» of «Năm 2026».
pub(super) fn small_first(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

/// A count as a number.
pub(super) fn count(count: usize) -> Exact {
    Exact::whole(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Points as papers print them.
fn rounded(points: &Exact) -> Exact {
    points.rounded(DIGITS, Rounding::HalfUp)
}

/// Points in words.
pub(super) fn points(value: &Exact) -> String {
    number(&rounded(value))
}

/// «85,5 %»; of nothing it says so.
pub(super) fn share(part: &Exact, whole: &Exact) -> String {
    if whole.is_zero() {
        return "chưa có số liệu".to_owned();
    }
    let percent = part.clone() * Exact::whole(100) / whole.clone();
    format!("{} %", number(&percent.rounded(1, Rounding::HalfUp)))
}

/// A table without rows: heading, width beside the others, where its text stands.
pub(super) fn table(columns: &[(&str, u32, Align)]) -> Table {
    let column = |(heading, share, align): &(&str, u32, Align)| Column {
        heading: (*heading).to_owned(),
        share: *share,
        align: *align,
    };
    Table {
        columns: columns.iter().map(column).collect(),
        rows: Vec::new(),
    }
}

/// Points in a cell, as a number too.
pub(super) fn scored(value: &Exact) -> Cell {
    Cell {
        number: Some(rounded(value)),
        ..Cell::new(points(value))
    }
}

/// A row of plain cells.
pub(super) fn row(cells: Vec<Cell>) -> Row {
    Row {
        cells,
        strong: false,
    }
}
