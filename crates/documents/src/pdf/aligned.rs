//! Tables without lines: columns are stretches of blank that run down many lines of text. Prose
//! never leaves two of them open over several lines, and a page of two blocks only one.

use super::cells::Drawn;
use super::geometry::Bounds;
use super::lines::{Line, Seam, Spacing, append, seam};
use super::runs::Run;
use domain::source::{Cell, Table, TableRow};
use std::collections::BTreeMap;

/// Narrowest blank between columns, in parts of the text size.
const BLANK: f64 = 0.6;
/// Fewest columns, and fewest lines of text, of a table without lines.
const COLUMNS: usize = 3;
const LINES: usize = 5;
/// Farthest that lines of a table are apart, in parts of the text size.
const APART: f64 = 3.4;

/// Runs on one baseline.
#[derive(Debug, Default)]
struct Row {
    y: f64,
    size: f64,
    /// Stretches of text, left to right.
    spans: Vec<(f64, f64)>,
}

/// Takes tables without lines out of the runs of a page.
pub(super) fn tables(runs: &mut Vec<Run>, spacing: Spacing) -> Vec<Drawn> {
    let rows = rows(runs);
    let mut found = Vec::new();
    let mut at = 0;
    while at + LINES <= rows.len() {
        let (end, edges) = region(&rows[at..]);
        let start = (at..at + end).find(|row| filled(&rows[*row], &edges) >= COLUMNS);
        let Some(start) = start.filter(|start| qualifies(&rows[*start..at + end], &edges)) else {
            at += 1;
            continue;
        };
        let top = rows[at..start]
            .iter()
            .rev()
            .take_while(|row| rows[start].y - row.y < row.size * 1.3)
            .last()
            .map_or(rows[start].y - rows[start].size * 1.05, |row| {
                row.y - row.size * 1.05
            });
        let bottom = rows[at + end - 1].y + rows[at + end - 1].size * 0.3;
        let inside = |run: &Run| run.centre().1 > top && run.centre().1 < bottom;
        let (taken, left) = runs.drain(..).partition(inside);
        *runs = left;
        found.push(drawn(taken, &edges, (top, bottom), spacing));
        at += end;
    }
    found
}

fn rows(runs: &[Run]) -> Vec<Row> {
    let mut sorted: Vec<&Run> = runs.iter().collect();
    sorted.sort_by(|one, other| one.y.total_cmp(&other.y).then(one.x0.total_cmp(&other.x0)));
    let mut rows: Vec<Row> = Vec::new();
    for run in sorted {
        let same = |row: &&mut Row| run.y - row.y < row.size * 0.25;
        if let Some(row) = rows.last_mut().filter(same) {
            row.spans.push((run.x0, run.x1));
        } else {
            rows.push(Row {
                y: run.y,
                size: run.size,
                spans: vec![(run.x0, run.x1)],
            });
        }
    }
    for row in &mut rows {
        row.spans = joined(std::mem::take(&mut row.spans), row.size * BLANK);
    }
    rows
}

/// Stretches with the blanks narrower than `blank` filled.
fn joined(mut spans: Vec<(f64, f64)>, blank: f64) -> Vec<(f64, f64)> {
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut joined: Vec<(f64, f64)> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.0 - last.1 < blank => last.1 = last.1.max(span.1),
            _ => joined.push(span),
        }
    }
    joined
}

/// How many lines from the first keep at least two blanks open, and the columns they leave.
fn region(rows: &[Row]) -> (usize, Vec<(f64, f64)>) {
    let mut columns = rows[0].spans.clone();
    let mut end = 1;
    for (row, before) in rows[1..].iter().zip(rows) {
        let all = columns.iter().chain(&row.spans).copied().collect();
        let next = joined(all, row.size * BLANK);
        let far = row.y - before.y > row.size.max(before.size) * APART;
        if far || (next.len() < COLUMNS && (end >= LINES || columns.len() >= COLUMNS)) {
            break;
        }
        columns = next;
        end += 1;
    }
    (end, columns)
}

/// In how many columns a line has text.
fn filled(row: &Row, columns: &[(f64, f64)]) -> usize {
    columns
        .iter()
        .filter(|column| {
            row.spans
                .iter()
                .any(|span| span.0 < column.1 && span.1 > column.0)
        })
        .count()
}

/// Enough lines, several of which fill three columns, and a narrow first column.
fn qualifies(rows: &[Row], columns: &[(f64, f64)]) -> bool {
    let full = rows
        .iter()
        .filter(|row| filled(row, columns) >= COLUMNS)
        .count();
    let (Some(first), Some(last)) = (columns.first(), columns.last()) else {
        return false;
    };
    columns.len() >= COLUMNS
        && rows.len() >= LINES
        && full >= 3
        && (first.1 - first.0) * 4.0 < last.1 - first.0
}

fn drawn(
    runs: Vec<Run>,
    columns: &[(f64, f64)],
    (top, bottom): (f64, f64),
    spacing: Spacing,
) -> Drawn {
    let bounds = Bounds {
        x0: columns.first().map_or(0.0, |column| column.0),
        y0: top,
        x1: columns.last().map_or(0.0, |column| column.1),
        y1: bottom,
    };
    let edges: Vec<f64> = columns
        .windows(2)
        .map(|pair| f64::midpoint(pair[0].1, pair[1].0))
        .collect();
    let column = |run: &Run| edges.partition_point(|edge| *edge <= run.centre().0);
    let starts = starts(&runs, column, top, spacing);
    let mut cells = vec![vec![Vec::new(); columns.len()]; starts.len().max(1)];
    for run in runs {
        let row = starts
            .partition_point(|start| *start <= run.centre().1)
            .saturating_sub(1);
        let at = column(&run);
        cells[row][at].push(run);
    }
    let rows = cells
        .into_iter()
        .map(|row| {
            let text = |(at, runs): (usize, Vec<Run>)| {
                let room = columns[at].1 - columns[at].0;
                Cell::new(text(&spacing.lines(runs, f64::INFINITY), room))
            };
            TableRow {
                cells: row.into_iter().enumerate().map(text).collect(),
                ..TableRow::default()
            }
        })
        .collect();
    Drawn {
        bounds,
        table: Table {
            rows,
            ..Table::default()
        },
    }
}

fn text(lines: &[Line], room: f64) -> String {
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        match at.checked_sub(1) {
            Some(before) => append(&mut text, seam(&lines[before], line, room), &line.text),
            None => text.push_str(&line.text),
        }
    }
    text
}

/// Where rows start. Each entry of the first column is a row; where those entries stand between
/// the lines of their neighbours, rows are centred on them, else they start with them.
fn starts(runs: &[Run], column: impl Fn(&Run) -> usize, top: f64, spacing: Spacing) -> Vec<f64> {
    let mut codes: Vec<(f64, f64)> = runs
        .iter()
        .filter(|run| column(run) == 0)
        .map(|run| (run.y, run.size))
        .collect();
    codes.sort_by(|one, other| one.0.total_cmp(&other.0));
    codes.dedup_by(|one, other| one.0 - other.0 < other.1 * 0.5);
    let mut others: Vec<f64> = runs
        .iter()
        .filter(|run| column(run) != 0)
        .map(|run| run.y)
        .collect();
    others.sort_by(f64::total_cmp);
    let mut parts: BTreeMap<usize, Vec<Run>> = BTreeMap::new();
    for run in runs.iter().filter(|run| column(run) != 0) {
        parts.entry(column(run)).or_default().push(run.clone());
    }
    let between = codes
        .iter()
        .filter(|(y, size)| {
            let near = others.partition_point(|other| *other < y - size * 0.15);
            others
                .get(near)
                .is_none_or(|other| *other > y + size * 0.15)
        })
        .count();
    if between * 10 < codes.len() {
        return codes.iter().map(|(y, size)| y - size * 0.75).collect();
    }
    let lines: Vec<Vec<Line>> = parts
        .into_values()
        .map(|runs| spacing.lines(runs, f64::INFINITY))
        .collect();
    centred(&codes, &lines, top)
}

/// Starts of rows that are centred on their codes. Between two codes the row ends where the lines
/// of most columns do not go on; among such places, as far below the code as it began above it.
fn centred(codes: &[(f64, f64)], columns: &[Vec<Line>], top: f64) -> Vec<f64> {
    let mut starts = Vec::new();
    let mut start = top;
    for (at, (y, size)) in codes.iter().enumerate() {
        starts.push(start);
        let Some((below, _)) = codes.get(at + 1) else {
            break;
        };
        let goal = 2.0 * (y - size * 0.3) - start;
        let tops = columns
            .iter()
            .flatten()
            .map(|line| line.y - line.size * 0.85);
        let between = tops
            .chain([below - size * 0.85])
            .filter(|top| *top > *y && *top < *below);
        let best = between
            .map(|top| (ends(columns, top), -(top - goal).abs(), top))
            .max_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
        start = best.map_or(f64::midpoint(*y, *below), |best| best.2);
    }
    starts
}

/// How many columns speak for a row's end at this height, less those that speak against it.
fn ends(columns: &[Vec<Line>], at: f64) -> i32 {
    let says = |lines: &Vec<Line>| {
        let after = lines.partition_point(|line| line.y - line.size * 0.3 < at);
        let (Some(below), Some(above)) = (lines.get(after), after.checked_sub(1)) else {
            return 0;
        };
        let above = &lines[above];
        let room = lines.iter().map(Line::width).fold(0.0, f64::max);
        match seam(above, below, room) {
            _ if below.y - above.y > below.size * 1.6 => 0,
            Seam::Break if !below.text.starts_with(char::is_lowercase) => 1,
            Seam::Break => -1,
            Seam::Wrap | Seam::Torn => -3,
        }
    };
    columns.iter().map(says).sum()
}
