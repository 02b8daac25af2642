//! Ruling lines to grids. Lines that meet no others (underlines, rules under headings) fall away;
//! what hangs together forms a grid, whose missing inner edges make merged cells.

use super::geometry::Bounds;
use super::ink::Rule;

/// Lines closer than this are one line.
const NEAR: f64 = 3.5;
/// How far a line may miss the one it meets.
const REACH: f64 = 3.0;
/// Pairs of lines that are looked at; a drawing has more.
const PAIRS: usize = 4_000_000;
/// Most elementary cells of one grid.
const CELLS: usize = 200_000;

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
    /// Edges of columns, left to right; one more than columns.
    pub(super) xs: Vec<f64>,
    /// Edges of rows, top to bottom.
    pub(super) ys: Vec<f64>,
    pub(super) areas: Vec<Area>,
    /// Index into `areas` of each elementary cell, row by row.
    owner: Vec<usize>,
}

impl Grid {
    pub(super) fn bounds(&self) -> Bounds {
        let ends = |edges: &[f64]| {
            (
                edges.first().copied().unwrap_or(0.0),
                edges.last().copied().unwrap_or(0.0),
            )
        };
        let ((x0, x1), (y0, y1)) = (ends(&self.xs), ends(&self.ys));
        Bounds { x0, y0, x1, y1 }
    }

    pub(super) fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    pub(super) fn rows(&self) -> usize {
        self.ys.len() - 1
    }

    /// The cell that a point lies in.
    pub(super) fn area_at(&self, (x, y): (f64, f64)) -> Option<usize> {
        let column = self.xs.partition_point(|edge| *edge <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|edge| *edge <= y).checked_sub(1)?;
        (column < self.columns() && row < self.rows())
            .then(|| self.owner[row * self.columns() + column])
    }

    /// The cell that covers an elementary cell.
    pub(super) fn owner(&self, row: usize, column: usize) -> usize {
        self.owner[row * self.columns() + column]
    }

    pub(super) fn area_bounds(&self, area: &Area) -> Bounds {
        Bounds {
            x0: self.xs[area.column],
            y0: self.ys[area.row],
            x1: self.xs[area.column + area.columns],
            y1: self.ys[area.row + area.rows],
        }
    }
}

/// All grids of more than one cell.
pub(super) fn grids(rules: &[Rule]) -> Vec<Grid> {
    let (mut across, mut down) = (merged(rules, true), merged(rules, false));
    if across.len().saturating_mul(down.len()) > PAIRS {
        return Vec::new();
    }
    prune(&mut across, &mut down);
    components(&across, &down)
        .into_iter()
        .flat_map(|(across, down)| stacked(across, down))
        .collect()
}

/// Lines of one direction, pieces of one line joined.
fn merged(rules: &[Rule], horizontal: bool) -> Vec<Rule> {
    let mut lines: Vec<Rule> = rules
        .iter()
        .filter(|rule| rule.horizontal == horizontal)
        .copied()
        .collect();
    lines.sort_by(|one, other| one.at.total_cmp(&other.at));
    let mut joined: Vec<Rule> = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let end = start + lines[start..].partition_point(|rule| rule.at - lines[start].at <= 1.5);
        let group = &mut lines[start..end];
        group.sort_by(|one, other| one.from.total_cmp(&other.from));
        let first = joined.len();
        for rule in group.iter() {
            match joined.get_mut(first..).and_then(<[Rule]>::last_mut) {
                Some(last) if rule.from <= last.to + REACH => last.to = last.to.max(rule.to),
                _ => joined.push(*rule),
            }
        }
        start = end;
    }
    joined
}

fn meet(across: &Rule, down: &Rule) -> bool {
    down.at >= across.from - REACH
        && down.at <= across.to + REACH
        && across.at >= down.from - REACH
        && across.at <= down.to + REACH
}

/// Drops lines that meet fewer than two lines of the other direction, until none is left.
fn prune(across: &mut Vec<Rule>, down: &mut Vec<Rule>) {
    for _ in 0..8 {
        let before = across.len() + down.len();
        across.retain(|one| {
            down.iter()
                .filter(|other| meet(one, other))
                .nth(1)
                .is_some()
        });
        down.retain(|one| {
            across
                .iter()
                .filter(|other| meet(other, one))
                .nth(1)
                .is_some()
        });
        if across.len() + down.len() == before {
            return;
        }
    }
}

/// Groups of lines that hang together.
fn components(across: &[Rule], down: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut seen = (vec![false; across.len()], vec![false; down.len()]);
    let mut found = Vec::new();
    for start in 0..across.len() {
        if seen.0[start] {
            continue;
        }
        seen.0[start] = true;
        let mut queue = vec![(true, start)];
        let mut group = (Vec::new(), Vec::new());
        while let Some((horizontal, at)) = queue.pop() {
            if horizontal {
                group.0.push(across[at]);
                for (other, rule) in down.iter().enumerate() {
                    if !seen.1[other] && meet(&across[at], rule) {
                        seen.1[other] = true;
                        queue.push((false, other));
                    }
                }
            } else {
                group.1.push(down[at]);
                for (other, rule) in across.iter().enumerate() {
                    if !seen.0[other] && meet(rule, &down[at]) {
                        seen.0[other] = true;
                        queue.push((true, other));
                    }
                }
            }
        }
        found.push(group);
    }
    found
}

/// The grids of one group: tables that touch one below the other but share no columns are two.
fn stacked(mut across: Vec<Rule>, mut down: Vec<Rule>) -> Vec<Grid> {
    close(&across, &mut down, false);
    close(&down, &mut across, true);
    let (xs, ys) = (edges(&down), edges(&across));
    if xs.len() < 2 || ys.len() < 2 || xs.len().saturating_mul(ys.len()) > CELLS {
        return Vec::new();
    }
    let right = covered(&down, &xs, &ys);
    let used = |row: usize| -> Vec<usize> { (0..xs.len()).filter(|at| right[*at][row]).collect() };
    let mut parts: Vec<(usize, Vec<usize>)> = Vec::new();
    for row in 0..ys.len() - 1 {
        let edges = used(row);
        match parts.last_mut() {
            Some((_, known)) if !is_other_table(known, &edges) => {
                known.extend(edges);
                known.sort_unstable();
                known.dedup();
            }
            _ => parts.push((row, edges)),
        }
    }
    let ends = parts
        .iter()
        .skip(1)
        .map(|part| part.0)
        .chain([ys.len() - 1]);
    parts
        .iter()
        .zip(ends)
        .filter_map(|((first, edges), end)| {
            let xs: Vec<f64> = edges.iter().map(|at| xs[*at]).collect();
            grid(xs, ys[*first..=end].to_vec(), &across, &down)
        })
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

fn grid(xs: Vec<f64>, ys: Vec<f64>, across: &[Rule], down: &[Rule]) -> Option<Grid> {
    if xs.len() < 2 || ys.len() < 2 || (xs.len() == 2 && ys.len() == 2) {
        return None;
    }
    let right = covered(down, &xs, &ys);
    let below = covered(across, &ys, &xs);
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
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
    Some(Grid {
        xs,
        ys,
        areas,
        owner,
    })
}

/// Closes an open side: where lines end together beyond the last line that crosses them, an edge
/// is meant (tables without outer borders, tables cut by the page).
fn close(lines: &[Rule], crossing: &mut Vec<Rule>, horizontal: bool) {
    let ends = |far: bool| {
        let reach = lines
            .iter()
            .map(|rule| if far { rule.to } else { -rule.from });
        let end = reach.clone().fold(f64::MIN, f64::max);
        (end, reach.filter(|to| end - to < REACH).count())
    };
    let span = |all: &[Rule]| {
        all.iter().fold((f64::MAX, f64::MIN), |(low, high), rule| {
            (low.min(rule.at), high.max(rule.at))
        })
    };
    let (from, to) = span(lines);
    let (low, high) = span(crossing);
    let (after, count) = ends(true);
    if count >= 2 && after - high > 8.0 {
        crossing.push(Rule {
            horizontal,
            at: after,
            from,
            to,
        });
    }
    let (before, count) = ends(false);
    if count >= 2 && low + before > 8.0 {
        crossing.push(Rule {
            horizontal,
            at: -before,
            from,
            to,
        });
    }
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
