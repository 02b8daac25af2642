//! Runs of lines with tabs are tables, one row a line. A quoted field of an exported sheet may
//! hold line breaks; a lone tab after a dash or at an indent makes no table.

use domain::source::{Cell, Place, Table, TableRow};

use super::{Line, markup};
use crate::Refusal;
use crate::build::Builder;
use crate::limits::QUOTED_LINES_MAX;

/// How many lines with tabs follow each other, and whether they make a table.
pub(super) fn run(lines: &[Line<'_>]) -> (usize, bool) {
    let mut count = 0;
    let mut widest = 0;
    let mut pairs = 0;
    while let Some(line) = lines.get(count).filter(|line| line.text.contains('\t')) {
        widest = widest.max(line.text.split('\t').count());
        pairs += usize::from(is_pair(line.text));
        count += continued(&lines[count..]);
    }
    let blank = lines[..count].iter().all(|line| line.is_blank());
    let is_table = widest >= 3 || (count >= 2 && pairs * 2 > count);
    (count, is_table && !blank)
}

/// Two cells with text, the first no mere bullet: one tab alone is more often an indent.
fn is_pair(text: &str) -> bool {
    let mut cells = text.split('\t').map(str::trim);
    let first = cells.next().unwrap_or("");
    !first.is_empty()
        && !matches!(first, "-" | "+" | "*" | "•" | "")
        && cells.any(|cell| !cell.is_empty())
}

/// Lines of one row: more than one where a quoted field is still open at the end of the line.
fn continued(lines: &[Line<'_>]) -> usize {
    if !leaves_open(lines[0].text) {
        return 1;
    }
    for (index, line) in lines.iter().enumerate().skip(1).take(QUOTED_LINES_MAX) {
        match line.text.find('"') {
            Some(_) if closes(line.text) => return index + 1,
            // Another row begins before the quotation ends: the mark was a lone one.
            None if line.text.contains('\t') => return 1,
            _ => {}
        }
    }
    1
}

/// The last field begins with a quotation mark and does not end with one.
fn leaves_open(text: &str) -> bool {
    let last = text.rsplit('\t').next().unwrap_or("");
    last.starts_with('"') && last.matches('"').count() % 2 == 1
}

/// The first field ends a quotation that an earlier line began.
fn closes(text: &str) -> bool {
    let first = text.split('\t').next().unwrap_or("");
    first.ends_with('"') && first.matches('"').count() % 2 == 1
}

/// Puts the run into the source as one table.
pub(super) fn table(out: &mut Builder, lines: &[Line<'_>]) -> Result<(), Refusal> {
    let mut table = Table::default();
    let mut rest = lines;
    while !rest.is_empty() {
        let (of_row, after) = rest.split_at(continued(rest).min(rest.len()));
        rest = after;
        let place = of_row[0].place().to(of_row[of_row.len() - 1].place());
        table.rows.push(out.row(row(of_row, place))?);
    }
    out.table(table);
    Ok(())
}

fn row(lines: &[Line<'_>], place: Place) -> TableRow {
    let text = lines
        .iter()
        .map(|line| line.text)
        .collect::<Vec<_>>()
        .join("\n");
    let cells = text
        .split('\t')
        .map(|field| Cell::new(markup::cell(&unquote(field))))
        .collect();
    TableRow {
        cells,
        place,
        ..TableRow::default()
    }
}

/// Takes quotation marks off a field that had to be quoted: it holds a line break or doubled
/// marks. «"phi tiếp xúc"» keeps its own.
fn unquote(field: &str) -> String {
    let inner = field
        .trim()
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    match inner {
        Some(inner) if inner.contains('\n') || inner.contains("\"\"") => {
            inner.replace("\"\"", "\"")
        }
        _ => field.to_owned(),
    }
}
