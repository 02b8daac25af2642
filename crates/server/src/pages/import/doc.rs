//! The document's side of the review, of the page and of the API: its lines in order, each with the
//! row that was read from it.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use domain::plan::Annex;
use domain::source::{Block, Place, Source, TableRow};

/// A row by indices of annex and row.
pub(crate) type At = (usize, usize);

/// A line of the document.
pub(crate) struct DocLine {
    pub(crate) no: u32,
    pub(crate) text: String,
    /// The row read from it.
    pub(crate) row: Option<At>,
    /// Whether the line is the first with its number: only one may bear the anchor.
    pub(crate) is_first: bool,
}

/// Which row each line belongs to: the first that claims it.
pub(crate) fn owners(annexes: &[Annex]) -> BTreeMap<u32, At> {
    let mut out = BTreeMap::new();
    for (annex_at, annex) in annexes.iter().enumerate() {
        for (row_at, row) in annex.rows.iter().enumerate() {
            for line in row.place.line..=row.place.line_end {
                out.entry(line).or_insert((annex_at, row_at));
            }
        }
    }
    out
}

/// Lines within the range that hold something.
pub(crate) fn lines(
    source: &Source,
    within: &RangeInclusive<u32>,
    owners: &BTreeMap<u32, At>,
) -> Vec<DocLine> {
    let mut out: Vec<DocLine> = Vec::new();
    let mut add = |place: Place, text: String| {
        if !within.contains(&place.line) || text.trim().is_empty() {
            return;
        }
        let is_first = out.last().is_none_or(|line| line.no != place.line);
        let row = owners.get(&place.line).copied();
        out.push(DocLine {
            no: place.line,
            text,
            row,
            is_first,
        });
    };
    for block in &source.blocks {
        match block {
            Block::Paragraph(paragraph) => add(paragraph.place, squashed(&paragraph.text)),
            Block::Table(table) => table.rows.iter().for_each(|row| add(row.place, cells(row))),
        }
    }
    out
}

/// How many lines hold something.
pub(crate) fn count(source: &Source) -> usize {
    let blocks = source.blocks.iter();
    blocks
        .map(|block| match block {
            Block::Paragraph(paragraph) => usize::from(!paragraph.text.trim().is_empty()),
            Block::Table(table) => table.rows.len(),
        })
        .sum()
}

/// Cells one after another, as a pipe table prints them.
fn cells(row: &TableRow) -> String {
    let own = row
        .cells
        .iter()
        .filter(|cell| !cell.covered_left && !cell.covered_above);
    let texts: Vec<String> = own.map(|cell| squashed(&cell.text)).collect();
    if texts.iter().all(String::is_empty) {
        String::new()
    } else {
        texts.join(" | ")
    }
}

fn squashed(text: &str) -> String {
    reading::text::squash(text)
}
