//! Rows pasted from a worksheet, read like the annex of a document.

use domain::Finding;
use domain::plan::{Annex, Row};
use domain::source::{Block, Cell, Format, Place, Source, Table, TableRow};

use crate::figure::{self, Refusal};

/// Rows as they were read.
#[derive(Clone, Debug)]
pub struct Pasted {
    /// The rows with their readings, as of one annex.
    pub annex: Annex,
    /// What was noticed about them.
    pub findings: Vec<Finding>,
}

/// Reads rows and tabs like an annex. A block without a row of headings is taken to have `columns`,
/// in this order, as many as it is wide. Lines are counted from 1, as they were pasted.
///
/// # Errors
///
/// What no table can be made of: nothing in it, too much of it.
pub fn pasted(text: &str, columns: &[&str], year: i16) -> Result<Pasted, Refusal> {
    let block = figure::block(text)?;
    let rows = || block.rows.iter().map(Vec::as_slice).zip(1..);
    let named = read(rows(), year);
    if named.annex.rows.iter().any(|row| row.title.is_some()) {
        return Ok(named);
    }
    let widest = block.rows.iter().map(Vec::len).max().unwrap_or(0);
    let columns = columns.iter().take(widest.max(2));
    let heading: Vec<String> = columns.map(|&name| name.to_owned()).collect();
    Ok(read(
        std::iter::once((heading.as_slice(), 0)).chain(rows()),
        year,
    ))
}

fn read<'a>(rows: impl Iterator<Item = (&'a [String], u32)>, year: i16) -> Pasted {
    let rows = rows.enumerate().map(|(at, (cells, line))| TableRow {
        cells: cells.iter().map(|cell| Cell::new(cell.trim())).collect(),
        place: Place::line(line),
        header: at == 0,
        rebuilt: None,
    });
    let table = Table {
        name: None,
        rows: rows.collect(),
    };
    let source = Source {
        format: Format::Xlsx,
        blocks: vec![Block::Table(table)],
        findings: Vec::new(),
    };
    let plan = super::read(&source, Some(year));
    let mut annex = Annex::default();
    for one in plan.annexes {
        annex.columns = one.columns;
        annex.rows.extend::<Vec<Row>>(one.rows);
    }
    let of_rows = plan.findings.into_iter();
    Pasted {
        annex,
        findings: of_rows.filter(|finding| finding.row.is_some()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [&str; 3] = ["Mã", "Nội dung", "Điểm tối đa"];

    #[track_caller]
    fn check(text: &str, titles: &[(&str, u32)]) {
        let read = pasted(text, &COLUMNS, 2026).expect("a block");
        let rows = read.annex.rows.iter();
        let got: Vec<_> = rows
            .filter_map(|row| Some((row.title.as_deref()?, row.place.line)))
            .collect();
        assert_eq!(got, titles, "{text}");
    }

    #[test]
    fn headings_are_taken_or_supposed_and_lines_are_those_of_the_block() {
        let rows = "1\tHạ tầng số\t\n1.1\tTỷ lệ hộ có cáp quang\t10";
        check(rows, &[("Hạ tầng số", 1), ("Tỷ lệ hộ có cáp quang", 2)]);
        check(
            &format!("Mã\tNội dung\tĐiểm tối đa\n{rows}"),
            &[("Hạ tầng số", 2), ("Tỷ lệ hộ có cáp quang", 3)],
        );
    }

    #[test]
    fn nothing_is_refused() {
        assert!(pasted(" \n", &COLUMNS, 2026).is_err());
    }
}
