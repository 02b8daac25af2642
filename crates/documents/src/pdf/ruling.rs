//! Ruling lines to groups that hang together. Lines that meet no others (underlines, rules under
//! headings) fall away.

use super::grid::{self, Grid};
use super::ink::Rule;
use crate::limits::PDF_RULE_PAIRS_MAX;

/// How far a line may miss the one it meets.
const REACH: f64 = 3.0;

/// All grids of more than one cell.
pub(super) fn grids(rules: &[Rule]) -> Vec<Grid> {
    let (mut across, mut down) = (merged(rules, true), merged(rules, false));
    if across.len().saturating_mul(down.len()) > PDF_RULE_PAIRS_MAX {
        return Vec::new();
    }
    prune(&mut across, &mut down);
    components(&across, &down)
        .into_iter()
        .flat_map(|(mut across, mut down)| {
            close(&across, &mut down, false);
            close(&down, &mut across, true);
            grid::stacked(&across, &down)
        })
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
