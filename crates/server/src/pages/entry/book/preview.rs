//! What a workbook would change, in words, and the rows as they travel with the page.

use std::collections::{BTreeMap, BTreeSet};

use app::figure::book::{Changed, Returned};
use app::figure::{Entry, Grid, Row, Typed};
use reading::words::number::number;
use serde::{Deserialize, Serialize};

use super::super::paste::said;
use super::form::rank;
use crate::vi;

/// Problems named; of the others the count is said.
const NAMED: usize = 50;

/// What is shown.
pub(super) struct Look {
    pub(super) rows: Vec<Line>,
    pub(super) problems: Vec<(u32, String, String)>,
    pub(super) more: usize,
    pub(super) same: usize,
    pub(super) stale: usize,
    /// Column, count, sum.
    pub(super) totals: Vec<(String, usize, String)>,
    /// The rows, to be sent again.
    pub(super) kept: String,
}

/// A row that would be written.
pub(super) struct Line {
    pub(super) entry: String,
    pub(super) name: String,
    pub(super) now: String,
    pub(super) then: String,
    pub(super) source: String,
    pub(super) stale: bool,
}

/// A row between the preview and the writing.
#[derive(Serialize, Deserialize)]
struct Kept {
    entry: String,
    version: i32,
    stale: bool,
    inputs: BTreeMap<String, String>,
    source: String,
    as_of: String,
    state: String,
    explanation: String,
}

impl Look {
    pub(super) fn of(grid: &Grid, read: &Returned) -> Look {
        let entries: BTreeMap<usize, &Entry> = grid
            .entries
            .iter()
            .map(|entry| (entry.line, entry))
            .collect();
        let name = |at: usize| {
            let line = &grid.edition.lines[at];
            format!("{} {}", line.code, line.title)
        };
        let rows = read.changes.iter().map(|changed| {
            let line = &grid.edition.lines[changed.line];
            let now = said(line, |key| {
                let value = entries.get(&changed.line)?.value(key)?.value.clone();
                value.map(|value| (value, true))
            });
            let typed = &changed.row.typed;
            let then = said(line, |key| {
                let text = typed.inputs.get(key).filter(|text| !text.is_empty());
                text.map(|text| (text.clone(), false))
            });
            Line {
                entry: changed.row.entry.to_string(),
                name: name(changed.line),
                now,
                then,
                source: format!("{}, {}", typed.source, typed.as_of),
                stale: changed.stale,
            }
        });
        let problems = read.problems.iter().take(NAMED).map(|problem| {
            let name = problem.line.map(name).unwrap_or_default();
            (problem.row, name, vi::book::trouble(&problem.why))
        });
        Look {
            rows: rows.collect(),
            problems: problems.collect(),
            more: read.problems.len().saturating_sub(NAMED),
            same: read.same,
            stale: read.changes.iter().filter(|one| one.stale).count(),
            totals: totals(read),
            kept: keep(&read.changes),
        }
    }
}

fn totals(read: &Returned) -> Vec<(String, usize, String)> {
    let mut keys: Vec<&String> = read.totals.keys().collect();
    keys.sort_by_key(|key| rank(key));
    keys.into_iter()
        .map(|key| {
            let (count, sum) = &read.totals[key];
            (vi::figure::key(key), *count, total(key, sum))
        })
        .collect()
}

/// A rate is added up as the form shows it: in percent.
fn total(key: &str, sum: &scoring::Exact) -> String {
    match key {
        "ratio" => number(&(sum.clone() * scoring::Exact::whole(100))),
        _ => number(sum),
    }
}

fn keep(changes: &[Changed]) -> String {
    let kept: Vec<Kept> = changes
        .iter()
        .map(|changed| {
            let typed = &changed.row.typed;
            Kept {
                entry: changed.row.entry.to_string(),
                version: changed.row.version,
                stale: changed.stale,
                inputs: typed.inputs.clone(),
                source: typed.source.clone(),
                as_of: typed.as_of.clone(),
                state: typed.state.clone(),
                explanation: typed.explanation.clone(),
            }
        })
        .collect();
    serde_json::to_string(&kept).unwrap_or_default()
}

/// The rows of a page that came back: those of them that others changed only where they are
/// chosen. `None`: not what the page sent.
pub(super) fn chosen(grid: &Grid, kept: &str, over: &BTreeSet<String>) -> Option<Vec<Row>> {
    let kept: Vec<Kept> = serde_json::from_str(kept).ok()?;
    let entries: BTreeMap<String, &Entry> = grid
        .entries
        .iter()
        .map(|entry| (entry.id.to_string(), entry))
        .collect();
    let wanted = kept
        .into_iter()
        .filter(|one| !one.stale || over.contains(&one.entry));
    wanted
        .map(|one| {
            let entry = entries.get(&one.entry)?;
            Some(Row {
                entry: entry.id.clone(),
                version: one.version,
                typed: Typed {
                    inputs: one.inputs,
                    source: one.source,
                    as_of: one.as_of,
                    state: one.state,
                    explanation: one.explanation,
                    expected_points: entry.expected.as_ref().map(number).unwrap_or_default(),
                    applicable: entry.applicable,
                    reason: String::new(),
                },
            })
        })
        .collect()
}
