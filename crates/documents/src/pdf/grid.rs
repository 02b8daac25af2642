//! Grids: lines that hang together become rows and columns, whose missing inner edges make merged
//! cells.

use super::geometry::Bounds;
use super::ink::Rule;
use crate::limits::PDF_GRID_CELLS_MAX;
use std::ops::Range;

/// Lines closer than this are one line.
const NEAR: f64 = 3.5;
/// Edges of different rows this close may be one edge of the table, cut unevenly.
const UNEVEN: f64 = 36.0;

/// A cell of a grid: a rectangle of elementary cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// A grid on a page.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// For each row the edges of its columns, left to right; rows of one table need not be cut at
    /// quite the same places.
    xs: Vec<Vec<f64>>,
    /// Edges of rows, top to bottom.
    ys: Vec<f64>,
    pub(super) areas: Vec<Area>,
    /// Index into `areas` of each elementary cell, row by row.
    owner: Vec<usize>,
}

impl Grid {
    pub(super) fn bounds(&self) -> Bounds {
        let left = self.xs.iter().filter_map(|row| row.first());
        let right = self.xs.iter().filter_map(|row| row.last());
        Bounds {
            x0: left.copied().fold(f64::MAX, f64::min),
            y0: self.ys.first().copied().unwrap_or(0.0),
            x1: right.copied().fold(f64::MIN, f64::max),
            y1: self.ys.last().copied().unwrap_or(0.0),
        }
    }

    pub(super) fn columns(&self) -> usize {
        self.xs.first().map_or(0, |row| row.len().saturating_sub(1))
    }

    pub(super) fn rows(&self) -> usize {
        self.xs.len()
    }

    /// The cell that a point lies in.
    pub(super) fn area_at(&self, (x, y): (f64, f64)) -> Option<usize> {
        let row = self.ys.partition_point(|edge| *edge <= y).checked_sub(1)?;
        let column = self
            .xs
            .get(row)?
            .partition_point(|edge| *edge <= x)
            .checked_sub(1)?;
        (column < self.columns()).then(|| self.owner(row, column))
    }

    /// The cell that covers an elementary cell.
    pub(super) fn owner(&self, row: usize, column: usize) -> usize {
        self.owner[row * self.columns() + column]
    }

    pub(super) fn area_bounds(&self, area: &Area) -> Bounds {
        let xs = &self.xs[area.row];
        Bounds {
            x0: xs[area.column],
            y0: self.ys[area.row],
            x1: xs[area.column + area.columns],
            y1: self.ys[area.row + area.rows],
        }
    }
}

/// The lines of one group, as edges.
struct Edges<'r> {
    xs: Vec<f64>,
    ys: Vec<f64>,
    across: &'r [Rule],
    /// For each edge in `xs`, the rows along which it is drawn.
    drawn: Vec<Vec<bool>>,
}

/// The grids of one group: tables that touch one below the other but share no columns are two.
pub(super) fn stacked(across: &[Rule], down: &[Rule]) -> Vec<Grid> {
    let (xs, ys) = (edges(down), edges(across));
    if xs.len() < 2 || ys.len() < 2 || xs.len().saturating_mul(ys.len()) > PDF_GRID_CELLS_MAX {
        return Vec::new();
    }
    let drawn = covered(down, &xs, &ys);
    let group = Edges {
        xs,
        ys,
        across,
        drawn,
    };
    let mut parts: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut fullest: Vec<usize> = Vec::new();
    for row in 0..group.ys.len() - 1 {
        let edges = group.drawn_in(row);
        match parts.last_mut() {
            Some((_, known)) if !is_other_table(known, &edges) && !shifted(&fullest, &edges) => {
                known.extend(&edges);
                known.sort_unstable();
                known.dedup();
            }
            _ => {
                fullest.clear();
                parts.push((row, edges.clone()));
            }
        }
        if edges.len() >= fullest.len() {
            fullest = edges;
        }
    }
    let ends = parts
        .iter()
        .skip(1)
        .map(|part| part.0)
        .chain([group.ys.len() - 1]);
    parts
        .iter()
        .zip(ends)
        .filter_map(|((first, used), end)| group.part(used, *first..end))
        .collect()
}

/// Whether a row's edges belong to another table than the ones known: both have edges of their own
/// between the outer ones, and fewer than half of those are common.
fn is_other_table(known: &[usize], edges: &[usize]) -> bool {
    let inner = |all: &[usize]| {
        all.get(1..all.len().saturating_sub(1))
            .unwrap_or_default()
            .to_vec()
    };
    let (known, edges) = (inner(known), inner(edges));
    let common = edges.iter().filter(|at| known.contains(at)).count();
    common * 2 < known.len().min(edges.len())
}

/// Whether two rows have as many edges, five or more, and one edge is another column's in each.
fn shifted(one: &[usize], other: &[usize]) -> bool {
    let moved = |(at, edge): (usize, &usize)| {
        one.iter()
            .position(|known| known == edge)
            .is_some_and(|was| was != at)
    };
    one.len() == other.len() && one.len() >= 5 && other.iter().enumerate().any(moved)
}

impl Edges<'_> {
    /// The grid of some rows.
    fn part(&self, used: &[usize], rows: Range<usize>) -> Option<Grid> {
        let cut = self
            .by_count(&rows)
            .unwrap_or_else(|| self.by_place(used, &rows));
        let columns = cut.first().map_or(0, Vec::len);
        if columns < 2 || rows.is_empty() || (columns == 2 && rows.len() == 1) {
            return None;
        }
        let usual = self.usual(&cut);
        let place =
            |(at, edge): (usize, &Option<usize>)| edge.map_or(usual[at], |edge| self.xs[edge]);
        let xs: Vec<Vec<f64>> = cut
            .iter()
            .map(|row| row.iter().enumerate().map(place).collect())
            .collect();
        let right: Vec<Vec<bool>> = (0..columns)
            .map(|at| cut.iter().map(|row| row[at].is_some()).collect())
            .collect();
        let ys = self.ys[rows.start..=rows.end].to_vec();
        let below = covered(self.across, &ys, &usual);
        let (owner, areas) = areas(&right, &below, rows.len());
        Some(Grid {
            xs,
            ys,
            areas,
            owner,
        })
    }

    /// Where each edge of the columns usually is.
    fn usual(&self, cut: &[Vec<Option<usize>>]) -> Vec<f64> {
        let columns = cut.first().map_or(0, Vec::len);
        let edge = |at: usize| cut.iter().find_map(|row| row[at]);
        (0..columns)
            .map(|at| edge(at).map_or(0.0, |edge| self.xs[edge]))
            .collect()
    }

    fn drawn_in(&self, row: usize) -> Vec<usize> {
        (0..self.xs.len())
            .filter(|at| self.drawn[*at][row])
            .collect()
    }

    /// Columns by counting: rows that have all edges have the same columns, wherever they are cut;
    /// other rows follow the nearest of those. Nothing when that contradicts itself.
    fn by_count(&self, rows: &Range<usize>) -> Option<Vec<Vec<Option<usize>>>> {
        let drawn: Vec<Vec<usize>> = rows.clone().map(|row| self.drawn_in(row)).collect();
        let most = drawn.iter().map(Vec::len).max()?;
        let mut column_of = vec![None; self.xs.len()];
        for full in drawn.iter().filter(|edges| edges.len() == most) {
            for (column, edge) in full.iter().enumerate() {
                if column_of[*edge].is_some_and(|known| known != column) {
                    return None;
                }
                column_of[*edge] = Some(column);
            }
        }
        drawn
            .iter()
            .map(|edges| {
                let mut cut = vec![None; most];
                for edge in edges {
                    cut[column_of[*edge]?] = Some(*edge);
                }
                Some(cut)
            })
            .collect()
    }

    /// Columns by place: neighbouring edges that no row has both of are one edge, cut unevenly.
    fn by_place(&self, used: &[usize], rows: &Range<usize>) -> Vec<Vec<Option<usize>>> {
        let mut columns: Vec<Vec<usize>> = Vec::new();
        for edge in used {
            let apart = |other: &usize| {
                rows.clone()
                    .all(|row| !(self.drawn[*edge][row] && self.drawn[*other][row]))
                    && self.xs[*edge] - self.xs[*other] < UNEVEN
            };
            match columns.last_mut() {
                Some(column) if column.iter().all(apart) => column.push(*edge),
                _ => columns.push(vec![*edge]),
            }
        }
        let member = |column: &Vec<usize>, row: usize| {
            column.iter().copied().find(|at| self.drawn[*at][row])
        };
        rows.clone()
            .map(|row| columns.iter().map(|column| member(column, row)).collect())
            .collect()
    }
}

/// Merges elementary cells that no line parts, always to rectangles.
fn areas(right: &[Vec<bool>], below: &[Vec<bool>], rows: usize) -> (Vec<usize>, Vec<Area>) {
    let columns = right.len() - 1;
    let mut owner = vec![usize::MAX; columns * rows];
    let mut areas = Vec::new();
    for at in 0..columns * rows {
        if owner[at] != usize::MAX {
            continue;
        }
        let (row, column) = (at / columns, at % columns);
        let free = |row: usize, column: usize| owner[row * columns + column] == usize::MAX;
        let wider = |at: &usize| !right[*at][row] && free(row, *at);
        let wide = (column + 1..columns).take_while(wider).count() + 1;
        let open = |at: &usize| {
            (column..column + wide).all(|x| !below[*at][x] && free(*at, x))
                && (column + 1..column + wide).all(|x| !right[x][*at])
        };
        let tall = (row + 1..rows).take_while(open).count() + 1;
        for y in row..row + tall {
            owner[y * columns + column..y * columns + column + wide].fill(areas.len());
        }
        areas.push(Area {
            row,
            column,
            rows: tall,
            columns: wide,
        });
    }
    (owner, areas)
}

/// Distinct positions of lines.
fn edges(lines: &[Rule]) -> Vec<f64> {
    let mut all: Vec<f64> = lines.iter().map(|rule| rule.at).collect();
    all.sort_by(f64::total_cmp);
    let mut edges: Vec<f64> = Vec::new();
    for at in all {
        if edges.last().is_none_or(|last| at - last > NEAR) {
            edges.push(at);
        }
    }
    edges
}

/// For each edge, which of the stretches between the other edges it really covers.
fn covered(lines: &[Rule], edges: &[f64], stretches: &[f64]) -> Vec<Vec<bool>> {
    let count = stretches.len() - 1;
    let mut lengths = vec![vec![0.0; count]; edges.len()];
    for rule in lines {
        let after = edges.partition_point(|edge| *edge <= rule.at + 0.01);
        let Some(at) = after.checked_sub(1) else {
            continue;
        };
        for (stretch, length) in lengths[at].iter_mut().enumerate() {
            let overlap = rule.to.min(stretches[stretch + 1]) - rule.from.max(stretches[stretch]);
            *length += f64::max(overlap, 0.0);
        }
    }
    let enough =
        |stretch: usize, length: f64| length > (stretches[stretch + 1] - stretches[stretch]) * 0.6;
    lengths
        .into_iter()
        .map(|row| {
            row.iter()
                .enumerate()
                .map(|(at, length)| enough(at, *length))
                .collect()
        })
        .collect()
}
