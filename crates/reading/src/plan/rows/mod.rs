//! From the lines of an annex to its rows: broken rows joined, kinds and places in the tree
//! found, cells turned into values. Readings of rules, deadlines and targets come after.

pub(super) mod code;
mod draft;
mod join;
mod tree;
mod value;

use domain::Finding;
use domain::FindingCode as Code;
use domain::plan::{Annex, Column, Field, RowKind};

use super::columns::{Columns, content};
use super::table::Grid;
use draft::Draft;

/// An annex with its rows as text, and what was noticed on the way.
pub(super) fn build(grid: &Grid) -> (Annex, Vec<Finding>) {
    let columns = &grid.columns;
    let drafts = drafts(grid, columns);
    let mut findings = Vec::new();
    let rows = tree::grow(&grid.name, drafts, columns, &mut findings);
    let rows = rows
        .into_iter()
        .map(|node| value::row(grid, columns, node, &mut findings))
        .collect();
    for (heading, field) in grid.headings.iter().zip(&columns.fields) {
        if field.is_none() && !heading.is_empty() {
            let mut finding = Finding::new(Code::ColumnUnknown, [heading.clone()]);
            finding.table = Some(grid.name.clone());
            findings.push(finding);
        }
    }
    let pairs = grid.headings.iter().zip(&columns.fields);
    let columns = pairs
        .map(|(heading, field)| Column {
            heading: heading.clone(),
            field: *field,
        })
        .collect();
    (
        Annex {
            name: grid.name.clone(),
            title: grid.title.clone(),
            columns,
            rows,
        },
        findings,
    )
}

/// The rows in the making: pieces joined, merged cells carried down.
fn drafts(grid: &Grid, columns: &Columns) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::with_capacity(grid.lines.len());
    for line in &grid.lines {
        let mut draft = Draft::of(line, columns);
        if let Some(row) = drafts.last_mut() {
            if !row.across && join::goes_on(row, &draft) {
                join::join(row, &draft);
                continue;
            }
            carry_down(row, &mut draft);
        }
        shift_points(&mut draft);
        drafts.push(draft);
    }
    drafts
}

/// A cell merged over several rows speaks for each of them.
fn carry_down(above: &Draft, draft: &mut Draft) {
    const CARRIED: [Field; 5] = [
        Field::Lead,
        Field::Supporting,
        Field::DeadlineText,
        Field::SourceText,
        Field::Measure,
    ];
    for field in CARRIED {
        if draft.is_merged(field) && draft.lacks(field) && !above.lacks(field) {
            draft.set(field, above.text(field));
        }
    }
}

/// «0 điểm» in the column of the lead is the maximum of the row.
fn shift_points(draft: &mut Draft) {
    const WRONG: [Field; 5] = [
        Field::Lead,
        Field::Supporting,
        Field::SourceText,
        Field::EvidenceText,
        Field::DeadlineText,
    ];
    if !draft.lacks(Field::MaxPoints) {
        return;
    }
    for field in WRONG {
        let text = draft.text(field).to_owned();
        if content::is_worded_points(&text) {
            draft.set(field, "");
            draft.set(Field::MaxPoints, text.clone());
            draft.moved.push((text, field, Field::MaxPoints));
            return;
        }
    }
}

/// The kind of a row that is no heading.
fn kind(columns: &Columns) -> RowKind {
    let scored = columns.has(Field::MaxPoints) || columns.has(Field::RuleText);
    if columns.has(Field::TargetText) && !scored {
        RowKind::Target
    } else if columns.tasks {
        RowKind::Task
    } else {
        RowKind::Indicator
    }
}
