//! Points that do not add up: pillars, parents and the grand total. Children count once: the
//! points of 5.11.1 to 5.11.6 are those of 5.11.

use std::collections::BTreeMap;

use domain::plan::{Field, Row, RowKind};
use domain::{Finding, FindingCode};
use scoring::Exact;

use super::View;
use crate::text::fold;

pub(super) fn check(view: &View<'_>, findings: &mut Vec<Finding>) {
    if !view.annex.rows.iter().any(|row| row.max_points.is_some()) {
        return;
    }
    let sums = sums(view);
    for row in &view.annex.rows {
        let finding = match row.kind {
            RowKind::Banner => grand_total(view, row, &sums),
            RowKind::Heading => pillar(row, sums.get(row.path.as_str())),
            _ => parent(row, sums.get(row.path.as_str())),
        };
        findings.extend(finding.map(|finding| view.at(row, finding)));
        if view.has(Field::MaxPoints) {
            findings.extend(unscored(view, row).map(|finding| view.at(row, finding)));
        }
    }
}

/// The points of the children of each row, children of children not counted again.
fn sums<'a>(view: &View<'a>) -> BTreeMap<&'a str, Exact> {
    let mut sums: BTreeMap<&str, Exact> = BTreeMap::new();
    // Children stand below their parents, so from the bottom every sum is whole when it is used.
    for row in view.annex.rows.iter().rev() {
        let own = row
            .max_points
            .clone()
            .or_else(|| sums.get(row.path.as_str()).cloned());
        if let (Some(parent), Some(own)) = (row.parent.as_deref(), own) {
            let sum = sums.entry(parent).or_default();
            *sum = sum.clone() + own;
        }
    }
    sums
}

fn pillar(row: &Row, sum: Option<&Exact>) -> Option<Finding> {
    let sum = sum?;
    match &row.max_points {
        Some(declared) => differ(FindingCode::PillarTotalDiffers, declared, sum),
        None => Some(Finding::new(
            FindingCode::PillarTotalMissing,
            [sum.to_string()],
        )),
    }
}

fn parent(row: &Row, sum: Option<&Exact>) -> Option<Finding> {
    // «Lấy mức cao nhất», «trung bình»: the parts are no summands.
    let rule = fold(row.rule_text.as_deref().unwrap_or(""));
    let no_sum = ["cao nhat", "trung binh", "mot trong"]
        .iter()
        .any(|words| rule.contains(words));
    match (&row.max_points, sum) {
        (Some(declared), Some(sum)) if !no_sum => {
            differ(FindingCode::ParentTotalDiffers, declared, sum)
        }
        _ => None,
    }
}

fn grand_total(view: &View<'_>, row: &Row, sums: &BTreeMap<&str, Exact>) -> Option<Finding> {
    let declared = row.max_points.as_ref()?;
    let tops = view
        .annex
        .rows
        .iter()
        .filter(|row| row.parent.is_none() && row.kind != RowKind::Banner);
    let points = tops.filter_map(|row| {
        row.max_points
            .clone()
            .or_else(|| sums.get(row.path.as_str()).cloned())
    });
    let sum: Exact = points.sum();
    differ(FindingCode::GrandTotalDiffers, declared, &sum)
}

fn differ(code: FindingCode, declared: &Exact, computed: &Exact) -> Option<Finding> {
    (declared != computed).then(|| Finding::new(code, [declared.to_string(), computed.to_string()]))
}

/// A rule without a maximum, or neither.
fn unscored(view: &View<'_>, row: &Row) -> Option<Finding> {
    let leaf = row.kind == RowKind::Indicator && !view.parents.contains(row.path.as_str());
    if !leaf || row.max_points.is_some() {
        return None;
    }
    if row.rule_text.is_none() {
        let bare = row.evidence_text.is_none();
        return bare.then(|| Finding::new(FindingCode::NotScored, []));
    }
    let reading = row.rule.as_ref();
    let said = reading.is_some_and(|rule| {
        rule.findings
            .iter()
            .any(|finding| finding.code == FindingCode::MaxPointsMissing)
    });
    let inferred = reading
        .and_then(|rule| rule.max.as_ref())
        .map(ToString::to_string);
    let values = [inferred.unwrap_or_default()];
    (!said).then(|| Finding::new(FindingCode::MaxPointsMissing, values))
}
