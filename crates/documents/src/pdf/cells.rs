//! Runs and a grid to a table: each word goes into the cell that its middle lies in, and each
//! cell's words become lines of their own, so that it does not matter how cells are aligned.

use super::geometry::Bounds;
use super::grid::Grid;
use super::lines::{Line, Room, Seam, Spacing, append, seam, trails};
use super::runs::Run;
use domain::source::{Cell, Table, TableRow};

/// A table and the place it has on its page.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) bounds: Bounds,
    pub(super) table: Table,
}

/// Takes the runs that lie in the grids out of `runs` and makes tables of them.
pub(super) fn tables(grids: &[Grid], runs: &mut Vec<Run>, spacing: Spacing) -> Vec<Drawn> {
    let mut inside: Vec<Vec<Vec<Run>>> = grids
        .iter()
        .map(|grid| vec![Vec::new(); grid.areas.len()])
        .collect();
    let mut outside = Vec::new();
    for run in runs.drain(..) {
        match home(grids, &run) {
            Some((grid, area)) => inside[grid][area].push(run),
            None => outside.push(run),
        }
    }
    *runs = outside;
    grids
        .iter()
        .zip(inside)
        .map(|(grid, areas)| drawn(grid, areas, spacing))
        .collect()
}

/// The cell of a run: of the smallest grid that holds it, for grids within cells of others.
fn home(grids: &[Grid], run: &Run) -> Option<(usize, usize)> {
    let size = |bounds: Bounds| bounds.width() * bounds.height();
    grids
        .iter()
        .enumerate()
        .filter_map(|(at, grid)| {
            let area = grid.area_at(run.centre())?;
            Some((at, area, size(grid.bounds())))
        })
        .min_by(|one, other| one.2.total_cmp(&other.2))
        .map(|(grid, area, _)| (grid, area))
}

fn drawn(grid: &Grid, areas: Vec<Vec<Run>>, spacing: Spacing) -> Drawn {
    let lines: Vec<Vec<Line>> = areas
        .into_iter()
        .map(|runs| spacing.lines(runs, f64::INFINITY))
        .collect();
    let padding = padding(grid, &lines);
    let widest = widest(grid, &lines);
    let trails = trails(lines.iter().map(Vec::as_slice));
    let texts: Vec<String> = grid
        .areas
        .iter()
        .zip(&lines)
        .map(|(area, lines)| {
            let room = grid.area_bounds(area).width() - 2.0 * padding;
            let seen = if area.columns == 1 {
                widest[area.column]
            } else {
                0.0
            };
            let width = room.max(seen);
            text(lines, Room { width, trails })
        })
        .collect();
    let rows = (0..grid.rows())
        .map(|row| table_row(grid, row, &texts))
        .collect();
    Drawn {
        bounds: grid.bounds(),
        table: Table {
            rows,
            ..Table::default()
        },
    }
}

fn table_row(grid: &Grid, row: usize, texts: &[String]) -> TableRow {
    let cells = (0..grid.columns())
        .map(|column| {
            let owner = grid.owner(row, column);
            let area = &grid.areas[owner];
            let (left, above) = (area.column < column, area.row < row);
            let text = if left || above {
                String::new()
            } else {
                texts[owner].clone()
            };
            Cell {
                text,
                covered_left: left,
                covered_above: above,
            }
        })
        .collect();
    TableRow {
        cells,
        ..TableRow::default()
    }
}

/// Space between the edges of cells and their text: the least that any cell shows.
fn padding(grid: &Grid, lines: &[Vec<Line>]) -> f64 {
    let least = grid
        .areas
        .iter()
        .zip(lines)
        .flat_map(|(area, lines)| {
            let bounds = grid.area_bounds(area);
            lines
                .iter()
                .flat_map(move |line| [line.x0 - bounds.x0, bounds.x1 - line.x1])
        })
        .fold(8.0, f64::min);
    least.max(0.0)
}

/// The widest line of each column, cells over several columns apart.
fn widest(grid: &Grid, lines: &[Vec<Line>]) -> Vec<f64> {
    let mut widest = vec![0.0; grid.columns()];
    for (area, lines) in grid
        .areas
        .iter()
        .zip(lines)
        .filter(|(area, _)| area.columns == 1)
    {
        for line in lines {
            widest[area.column] = f64::max(widest[area.column], line.width());
        }
    }
    widest
}

/// Lines of one cell to its text.
pub(super) fn text(lines: &[Line], room: Room) -> String {
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(before) = at.checked_sub(1).map(|before| &lines[before]) else {
            text.push_str(&line.text);
            continue;
        };
        // «-Có: 8đ -» and «Không: 0đ»: the cell writes its dashes without a space after them.
        let dashed = text.starts_with('-') && !text.starts_with("- ") && text.ends_with(" -");
        let seam = if dashed && !before.trailed {
            Seam::Torn
        } else {
            seam(before, line, room)
        };
        append(&mut text, seam, &line.text);
    }
    text
}
