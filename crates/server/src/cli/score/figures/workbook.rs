//! Figures in a workbook: the first sheet whose first filled row names the columns. Numbers are
//! taken as stored, not as displayed: «43 %» on the screen may be 0.4333 inside.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};

use super::Refusal;
use super::csv::Heading;
use super::intake::Intake;
use super::trouble::Trouble;

/// Reads the workbook into the intake.
pub(super) fn read(bytes: &[u8], intake: &mut Intake<'_>) -> Result<(), Refusal> {
    let damaged = |_| Refusal::Damaged("XLSX");
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).map_err(damaged)?;
        if let Some((first, heading)) = heading(&range) {
            rows(&range, first, heading, intake);
            return Ok(());
        }
    }
    Err(Refusal::NoHeading)
}

fn heading(range: &Range<Data>) -> Option<(usize, Heading)> {
    let filled = |row: &&[Data]| row.iter().any(|cell| *cell != Data::Empty);
    let (at, row) = range.rows().enumerate().find(|(_, row)| filled(row))?;
    let names: Vec<String> = row.iter().map(text).collect();
    let heading = Heading::find(names.iter().map(String::as_bytes)).ok()?;
    Some((at, heading))
}

fn rows(range: &Range<Data>, first: usize, heading: Heading, intake: &mut Intake<'_>) {
    // The range begins at the first filled row of the sheet; people see the sheet's own numbers.
    let before = range.start().map_or(0, |(row, _)| u64::from(row));
    let mut cells: Vec<String> = Vec::new();
    for (line, row) in (before + 1..).zip(range.rows()).skip(first + 1) {
        if row.iter().all(|cell| *cell == Data::Empty) {
            continue;
        }
        cells.clear();
        cells.extend(row.iter().map(text));
        let all: Vec<&[u8]> = cells.iter().map(String::as_bytes).collect();
        match heading.cells(&all) {
            Some(found) => intake.take(line, found),
            None => intake.note(line, Trouble::Short),
        }
    }
}

/// What is stored; the shortest decimal of a float is what was entered.
fn text(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Bool(flag) => flag.to_string(),
        _ => String::new(),
    }
}
