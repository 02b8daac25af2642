//! The header row: known by what its cells mean, not by exact words or positions. Headers of
//! two or three rows with merged groups are joined («Đơn vị: Chủ trì», «Đơn vị: Phối hợp»).

use domain::source::{Cell, TableRow};

use super::noise;
use crate::plan::columns::heading::{self, STRONG};
use crate::plan::rows::code;
use crate::text::{fold, squash};

/// A header that was found.
pub(super) struct Header {
    /// One heading for each column.
    pub(super) headings: Vec<String>,
    /// Its rows as printed, folded.
    pub(super) printed: Vec<Vec<String>>,
    /// How many rows it takes.
    pub(super) rows: usize,
}

/// Longest text that can be a heading, in characters.
const LONGEST: usize = 160;

/// The header that starts at this row, if one does.
pub(super) fn at(rows: &[TableRow], at: usize) -> Option<Header> {
    let row = &rows[at];
    if !is_header(row) {
        return None;
    }
    let mut header = Header {
        headings: row.cells.iter().map(|cell| squash(&cell.text)).collect(),
        printed: vec![print(row)],
        rows: 1,
    };
    let mut above = row;
    while let Some(below) = rows.get(at + header.rows).filter(|_| header.rows < 3) {
        if noise::is_numbering(below) || !is_sub_header(above, below) {
            break;
        }
        header.headings = join(&header.headings, above, below);
        header.printed.push(print(below));
        header.rows += 1;
        above = below;
    }
    Some(header)
}

/// Whether this row is one of the rows of a header seen before.
pub(super) fn repeats(printed: &[Vec<String>], row: &TableRow) -> bool {
    let again = print(row);
    printed.iter().any(|before| {
        let filled = before.iter().filter(|text| !text.is_empty()).count();
        let same = before
            .iter()
            .zip(&again)
            .filter(|(a, b)| !a.is_empty() && a == b)
            .count();
        let others = again.iter().filter(|text| !text.is_empty()).count();
        filled >= 2 && same * 4 >= filled * 3 && others <= filled + 1
    })
}

/// A header whose words nobody has seen: the first row that is short and full above rows that
/// begin with codes. `None` headings when there is no header at all. Also gives its position.
pub(super) fn by_contrast(rows: &[&TableRow]) -> Option<(Header, usize)> {
    let width = rows
        .iter()
        .map(|row| row.cells.len())
        .max()
        .filter(|width| *width >= 3)?;
    let coded = |row: &TableRow| {
        row.cells
            .first()
            .is_some_and(|cell| code::parse(&cell.text).is_some())
    };
    let first = rows.iter().take(12).position(|row| coded(row))?;
    let body = &rows[first..];
    if body.len() < 2 || body.iter().filter(|row| coded(row)).count() * 2 < body.len() {
        return None;
    }
    let above = first.checked_sub(1).map(|at| rows[at]);
    let fits = |row: &&TableRow| {
        let filled = row
            .cells
            .iter()
            .filter(|cell| !cell.text.trim().is_empty())
            .count();
        filled * 3 >= width * 2
            && row
                .cells
                .iter()
                .all(|cell| cell.text.chars().count() <= LONGEST)
    };
    let (headings, printed, at, used) = match above.filter(fits) {
        Some(row) => {
            let mut headings: Vec<String> = row.cells.iter().map(|c| squash(&c.text)).collect();
            headings.resize(width, String::new());
            (headings, vec![print(row)], first - 1, 1)
        }
        None => (vec![String::new(); width], Vec::new(), first, 0),
    };
    Some((
        Header {
            headings,
            printed,
            rows: used,
        },
        at,
    ))
}

fn print(row: &TableRow) -> Vec<String> {
    row.cells.iter().map(|cell| fold(&cell.text)).collect()
}

fn is_header(row: &TableRow) -> bool {
    let filled: Vec<&Cell> = row
        .cells
        .iter()
        .filter(|cell| !cell.text.trim().is_empty())
        .collect();
    if filled.len() < 2
        || filled
            .iter()
            .any(|cell| cell.text.chars().count() > LONGEST)
    {
        return false;
    }
    if code::parse(&filled[0].text).is_some_and(|code| !code.is_letter()) {
        return false;
    }
    // A cheap look first: headings are short, and every body row comes by here.
    let length: usize = filled.iter().map(|cell| cell.text.len()).sum();
    if length > 90 * filled.len() {
        return false;
    }
    let strong: Vec<_> = filled
        .iter()
        .filter_map(|cell| heading::strongest(&cell.text))
        .collect();
    let mut fields: Vec<_> = strong
        .iter()
        .filter(|best| best.1 >= STRONG)
        .map(|best| best.0)
        .collect();
    fields.sort_unstable();
    fields.dedup();
    let anchored = fields.iter().any(|field| heading::anchors(*field));
    // Every second heading at least must say something that headings say.
    let enough = if row.header { 1 } else { 2 };
    fields.len() >= enough && anchored && strong.len() * 2 >= filled.len()
}

/// Whether `below` splits groups of `above` rather than starting the body.
fn is_sub_header(above: &TableRow, below: &TableRow) -> bool {
    let empty_above = |at: usize| {
        above
            .cells
            .get(at)
            .is_none_or(|cell| cell.covered_left || cell.text.trim().is_empty())
    };
    let mut filled = 0;
    let mut known = 0;
    let mut grouped = 0;
    for (at, cell) in below.cells.iter().enumerate() {
        if cell.text.trim().is_empty() {
            continue;
        }
        if cell.text.chars().count() > 60 || code::parse(&cell.text).is_some() {
            return false;
        }
        filled += 1;
        known += usize::from(heading::strongest(&cell.text).is_some());
        grouped +=
            usize::from(empty_above(at) || empty_above(at + 1) && at + 1 < above.cells.len());
    }
    let first_is_free = below
        .cells
        .first()
        .is_none_or(|cell| cell.text.trim().is_empty());
    let spans = below.cells.iter().any(|cell| cell.covered_above);
    if below.header {
        return filled > 0;
    }
    filled > 0 && first_is_free && grouped == filled && (known > 0 || spans || filled > 1)
}

/// Group headings spread over the columns they span, then the sub-headings under them.
fn join(headings: &[String], above: &TableRow, below: &TableRow) -> Vec<String> {
    let width = headings.len().max(below.cells.len());
    let mut group = String::new();
    (0..width)
        .map(|at| {
            let own = headings.get(at).map_or("", String::as_str);
            let sub = below
                .cells
                .get(at)
                .map(|cell| squash(&cell.text))
                .unwrap_or_default();
            let spanned =
                above.cells.get(at).is_none_or(|cell| cell.covered_left) || own.is_empty();
            if !spanned {
                own.clone_into(&mut group);
            }
            match (spanned, sub.is_empty()) {
                (false, true) => own.to_owned(),
                (true, true) => String::new(),
                _ if group.is_empty() => sub,
                _ => format!("{group}: {sub}"),
            }
        })
        .collect()
}
