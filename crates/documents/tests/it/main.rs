//! Files of every format, built here, read back; hostile ones among them.

// The writers of samples; shared by path, so that this crate does not depend on the chores.
#[path = "../../../../xtask/src/convert/mod.rs"]
#[expect(unreachable_pub, reason = "public where it lives")]
mod convert;

mod docx;
mod formats;
mod hostile;
mod html;
mod mutation;
mod text;
mod xlsx;

use documents::Refusal;
use domain::source::{Block, Cell, Paragraph, Source, Table};

/// Reads bytes without a name.
#[track_caller]
fn read(bytes: &[u8]) -> Source {
    documents::read(bytes, None).expect("the file is read")
}

fn refusal(bytes: &[u8]) -> Refusal {
    documents::read(bytes, None).expect_err("the file is refused")
}

fn paragraphs(source: &Source) -> Vec<&Paragraph> {
    let mut all = Vec::new();
    for block in &source.blocks {
        if let Block::Paragraph(paragraph) = block {
            all.push(paragraph);
        }
    }
    all
}

fn tables(source: &Source) -> Vec<&Table> {
    let mut all = Vec::new();
    for block in &source.blocks {
        if let Block::Table(table) = block {
            all.push(table);
        }
    }
    all
}

/// A row as one line: cells between bars, `<` and `^` for covered ones.
fn lines(table: &Table) -> Vec<String> {
    let show = |cell: &Cell| match (cell.covered_left, cell.covered_above) {
        (true, _) => "<".to_owned(),
        (_, true) => "^".to_owned(),
        _ => cell.text.replace('\n', "/"),
    };
    let row = |cells: &[Cell]| cells.iter().map(show).collect::<Vec<_>>().join("|");
    table.rows.iter().map(|one| row(&one.cells)).collect()
}

/// Texts of all rows of all tables, whatever is merged, without the empty cells at their ends.
fn texts(source: &Source) -> Vec<Vec<&str>> {
    let last = |cells: &[Cell]| cells.iter().rposition(|cell| !cell.text.is_empty());
    let mut all = Vec::new();
    for one in tables(source).into_iter().flat_map(|table| &table.rows) {
        let filled = last(&one.cells).map_or(0, |last| last + 1);
        all.push(
            one.cells[..filled]
                .iter()
                .map(|cell| cell.text.as_str())
                .collect(),
        );
    }
    all
}

/// Checks the rows of the first table.
#[track_caller]
fn check_rows(bytes: &[u8], expected: &[&str]) {
    let source = read(bytes);
    assert_eq!(lines(tables(&source)[0]), expected);
}

/// Codes of the findings, with their last values.
fn findings(source: &Source) -> Vec<(&str, &str)> {
    let mut all = Vec::new();
    for one in &source.findings {
        let value = one.values.last().map_or("", |(_, value)| value.as_str());
        all.push((one.code.as_str(), value));
    }
    all
}
