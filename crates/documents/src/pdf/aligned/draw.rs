//! Lines and columns to a table: each word goes into the row and the column that its middle lies
//! in.

use super::Span;
use super::region::Region;
use super::rows::Row;
use super::starts::{Code, Stretch, starts};
use crate::pdf::cells::{Drawn, text};
use crate::pdf::geometry::Bounds;
use crate::pdf::lines::{Line, Room, Spacing, trails};
use crate::pdf::runs::Run;
use domain::source::{Cell, Table, TableRow};

/// Takes the runs of a region out of the page's and makes a table of them.
pub(super) fn drawn(runs: &mut Vec<Run>, region: &Region, rows: &[Row], spacing: Spacing) -> Drawn {
    let above = |row: &Row| row.y - row.size * 1.05;
    let (top, last) = (above(&rows[region.first]), &rows[region.end - 1]);
    let bottom = last.y + last.size * 0.3;
    let body = rows[region.first..region.end].get(region.heads);
    let body = body.filter(|_| region.heads > 0).map_or(top, above);
    let head = Stretch {
        top,
        bottom: body,
        continued: false,
    };
    let stretch = Stretch {
        top: body,
        bottom,
        continued: region.continued,
    };
    let columns = &region.columns;
    let mut rows = Vec::new();
    if region.heads > 0 {
        rows.extend(part(taken(runs, head), columns, head, spacing, 1.6));
    }
    rows.extend(part(taken(runs, stretch), columns, stretch, spacing, 0.5));
    Drawn {
        bounds: Bounds {
            x0: columns.first().map_or(0.0, |column| column.0),
            y0: top,
            x1: columns.last().map_or(0.0, |column| column.1),
            y1: bottom,
        },
        table: Table {
            rows,
            ..Table::default()
        },
    }
}

fn taken(runs: &mut Vec<Run>, stretch: Stretch) -> Vec<Run> {
    let inside = |run: &Run| run.centre().1 > stretch.top && run.centre().1 <= stretch.bottom;
    let (taken, left) = runs.drain(..).partition(inside);
    *runs = left;
    taken
}

/// The rows of a part; entries of the first column closer than `near` (in parts of the text size)
/// are one.
fn part(
    runs: Vec<Run>,
    columns: &[Span],
    stretch: Stretch,
    spacing: Spacing,
    near: f64,
) -> Vec<TableRow> {
    let edges: Vec<f64> = columns
        .windows(2)
        .map(|pair| f64::midpoint(pair[0].1, pair[1].0))
        .collect();
    let mut sorted: Vec<Vec<Run>> = vec![Vec::new(); columns.len()];
    for run in runs {
        let column = edges.partition_point(|edge| *edge <= run.centre().0);
        sorted[column].push(run);
    }
    let lines: Vec<Vec<Line>> = sorted
        .into_iter()
        .map(|runs| spacing.lines(runs, f64::INFINITY))
        .collect();
    let mut codes: Vec<Code> = lines[0].iter().map(|line| (line.y, line.size)).collect();
    codes.dedup_by(|one, other| one.0 - other.0 < other.1 * near);
    let trails = trails(lines.iter().map(Vec::as_slice));
    let starts = starts(&codes, &lines[1..], stretch);
    let row = |(at, start): (usize, &f64)| {
        let end = starts.get(at + 1).copied().unwrap_or(f64::INFINITY);
        let start = if at == 0 { f64::NEG_INFINITY } else { *start };
        let cell = |(lines, column): (&Vec<Line>, &Span)| {
            let first = lines.partition_point(|line| middle(line) < start);
            let after = lines.partition_point(|line| middle(line) < end);
            let width = column.1 - column.0;
            Cell::new(text(
                &lines[first..after.max(first)],
                Room { width, trails },
            ))
        };
        TableRow {
            cells: lines.iter().zip(columns).map(cell).collect(),
            ..TableRow::default()
        }
    };
    starts.iter().enumerate().map(row).collect()
}

fn middle(line: &Line) -> f64 {
    line.y - line.size * 0.3
}
