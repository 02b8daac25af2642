//! Stretches of lines that keep the same blanks open: what may be a table on one page.

use super::rows::Row;
use super::{COLUMNS, Span};

/// Fewest lines of text of a table that no other page vouches for.
const LINES: usize = 5;
/// Farthest that lines of a table are apart, in parts of the text size.
const APART: f64 = 3.4;

/// Most lines of a row above the first that fills three columns.
const ROW_LINES: usize = 12;

/// Lines of a page with the columns that they leave.
#[derive(Clone, Debug)]
pub(super) struct Region {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) columns: Vec<Span>,
    /// Lines of its header, where another page repeats them; else 0.
    pub(super) heads: usize,
    /// It goes on from the page before.
    pub(super) continued: bool,
}

/// The tables of a page, looked at by itself.
pub(super) fn regions(rows: &[Row], height: f64) -> Vec<Region> {
    let mut found: Vec<Region> = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        // A line of three stretches begins it: a heading above would close the blanks.
        if rows[at].spans.len() < COLUMNS {
            at += 1;
            continue;
        }
        let (count, columns) = grow(&rows[at..], None);
        let free = found.last().map_or(0, |region| region.end);
        let first = at - above(&rows[free..=at], &columns);
        let end = at + count;
        if !qualifies(&rows[first..end], &columns) {
            // Steps in proportion to what was looked at keep the whole linear.
            at += 1 + count / 4;
            continue;
        }
        let region = Region {
            first,
            end,
            columns,
            heads: 0,
            continued: false,
        };
        at = end;
        found.push(trimmed(region, rows, height));
    }
    found
}

/// How many lines right above the last one belong to its row: they are near and keep the blanks.
fn above(rows: &[Row], columns: &[Span]) -> usize {
    let near = |pair: &&[Row]| {
        let (row, below) = (&pair[0], &pair[1]);
        below.y - row.y < below.size * 1.3 && row.with(columns).len() >= columns.len()
    };
    rows.windows(2)
        .rev()
        .take(ROW_LINES)
        .take_while(near)
        .count()
}

/// How many lines from the first keep the blanks open, and the columns that they leave. Known
/// columns stay apart; columns found on the way may still be two of one.
pub(super) fn grow(rows: &[Row], known: Option<&[Span]>) -> (usize, Vec<Span>) {
    let mut columns = known.unwrap_or_default().to_vec();
    let mut end = 0;
    for (at, row) in rows.iter().enumerate() {
        let far = at.checked_sub(1).is_some_and(|before| {
            let before = &rows[before];
            row.y - before.y > row.size.max(before.size) * APART
        });
        let next = row.with(&columns);
        if far || (at > 0 || known.is_some()) && crosses(row, &columns, &next, known.is_some(), end)
        {
            break;
        }
        columns = next;
        end += 1;
    }
    (end, columns)
}

/// Whether a line runs over the blanks between the columns so far.
fn crosses(row: &Row, columns: &[Span], next: &[Span], known: bool, end: usize) -> bool {
    let settled = columns.len() >= COLUMNS;
    let fewer = next.len() < columns.len();
    let lost = next.len() < COLUMNS && (end >= LINES || settled);
    lost || (fewer && settled && (known || row.spans.len() < COLUMNS))
}

/// Enough lines, several of which fill three columns, and a narrow first column.
fn qualifies(rows: &[Row], columns: &[Span]) -> bool {
    let full = rows
        .iter()
        .filter(|row| row.filled(columns) >= COLUMNS)
        .count();
    let (Some(first), Some(last)) = (columns.first(), columns.last()) else {
        return false;
    };
    columns.len() >= COLUMNS
        && rows.len() >= LINES
        && full >= 3
        && (first.1 - first.0) * 4.0 < last.1 - first.0
}

/// Without page numbers at its ends.
pub(super) fn trimmed(mut region: Region, rows: &[Row], height: f64) -> Region {
    while region.first < region.end && rows[region.end - 1].is_page_number(height) {
        region.end -= 1;
    }
    while region.first < region.end && rows[region.first].is_page_number(height) {
        region.first += 1;
    }
    region
}
