//! Numbers that jump: 2.4 after 2.2.

use std::collections::BTreeMap;

use domain::{Finding, FindingCode};

use super::View;
use crate::plan::rows::code::{self, Code};

/// How many missing numbers are listed.
const LISTED: u32 = 10;

pub(super) fn check(view: &View<'_>, findings: &mut Vec<Finding>) {
    // Last code among the children of each row, with the same number of components.
    let mut last: BTreeMap<(Option<&str>, usize), Code> = BTreeMap::new();
    for row in &view.annex.rows {
        let Some(code) = row.code.as_deref().and_then(code::parse) else {
            continue;
        };
        let key = (row.parent.as_deref(), code.parts.len());
        if let Some(before) = last.get(&key) {
            findings.extend(gap(before, &code).map(|finding| view.at(row, finding)));
        }
        last.insert(key, code);
    }
}

fn gap(before: &Code, after: &Code) -> Option<Finding> {
    let same_stem = before.parts[..before.parts.len() - 1] == after.parts[..after.parts.len() - 1];
    let (first, next) = (before.last_number()?, after.last_number()?);
    if !same_stem || next <= first + 1 {
        return None;
    }
    let stem = after
        .bare
        .rfind(['.', '-'])
        .map_or("", |at| &after.bare[..=at]);
    let missing: Vec<String> = (first + 1..next)
        .take(LISTED as usize)
        .map(|number| format!("{stem}{number}"))
        .collect();
    let mut missing = missing.join(", ");
    if next - first - 1 > LISTED {
        missing.push_str(", …");
    }
    let values = [before.printed.clone(), after.printed.clone(), missing];
    Some(Finding::new(FindingCode::CodeGap, values))
}
