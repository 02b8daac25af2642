//! What does not agree within an annex: numbering, points, missing cells, times, targets. Each
//! check looks at rows that are already read; nothing is changed. What readers of rules and
//! deadlines notice themselves is not said again.

mod cells;
mod numbering;
mod points;
mod targets;
mod times;

use std::collections::BTreeSet;

use domain::Finding;
use domain::plan::{Annex, Field, Row, RowKind};

use super::readings::When;

/// An annex with what all checks ask of it.
struct View<'a> {
    annex: &'a Annex,
    /// Paths of rows that have rows below them.
    parents: BTreeSet<&'a str>,
}

/// Everything that the checks notice in an annex, in the order of its rows.
pub(super) fn annex(annex: &Annex, when: When) -> Vec<Finding> {
    let parents = annex
        .rows
        .iter()
        .filter_map(|row| row.parent.as_deref())
        .collect();
    let view = View { annex, parents };
    let mut findings = Vec::new();
    numbering::check(&view, &mut findings);
    points::check(&view, &mut findings);
    cells::check(&view, &mut findings);
    times::check(&view, when, &mut findings);
    targets::check(&view, &mut findings);
    findings.sort_by_key(|finding| (finding.line, finding.code));
    findings
}

impl View<'_> {
    /// Whether the annex has a column of this meaning.
    fn has(&self, field: Field) -> bool {
        self.annex
            .columns
            .iter()
            .any(|column| column.field == Some(field))
    }

    /// Rows that are worked on: neither headings nor rows split into others.
    fn leaves(&self) -> impl Iterator<Item = &Row> {
        self.annex.rows.iter().filter(|row| {
            !matches!(row.kind, RowKind::Banner | RowKind::Heading)
                && !self.parents.contains(row.path.as_str())
        })
    }

    /// The finding at this row.
    fn at(&self, row: &Row, finding: Finding) -> Finding {
        finding.at_row(&self.annex.name, &row.path, row.place.line)
    }
}
