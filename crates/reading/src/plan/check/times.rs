//! Deadlines against what else the row says.

use domain::deadline::Deadline;
use domain::plan::{Field, Row};
use domain::{Finding, FindingCode};

use super::View;
use crate::plan::columns::content;
use crate::plan::readings::When;
use crate::text::{fold, has_words};

pub(super) fn check(view: &View<'_>, when: When, findings: &mut Vec<Finding>) {
    for row in view.leaves() {
        let found = [before_year_end(row, when), party_for_time(row)];
        findings.extend(
            found
                .into_iter()
                .flatten()
                .map(|finding| view.at(row, finding)),
        );
    }
}

/// «(Cả năm)» in the title, yet due before the year ends: the figures are provisional.
fn before_year_end(row: &Row, when: When) -> Option<Finding> {
    let title = fold(row.title.as_deref()?);
    let due = row.deadline.as_ref()?.due.last()?;
    let early = due.year() == when.year && (due.month(), due.day()) != (12, 31);
    let whole_year = has_words(&title, "ca nam");
    (whole_year && early).then(|| Finding::new(FindingCode::DueBeforeYearEnd, [due.to_string()]))
}

/// A party under «Thời gian» belongs in another column.
fn party_for_time(row: &Row) -> Option<Finding> {
    let text = row.deadline_text.as_deref()?;
    let invalid = row.deadline.as_ref()?.deadline == Deadline::Invalid;
    if !invalid || !content::is_party(text) {
        return None;
    }
    let supports = row.supporting.iter().any(|party| party == text);
    let to = if supports {
        Field::Supporting
    } else {
        Field::Lead
    };
    let values = [
        text.to_owned(),
        Field::DeadlineText.name().to_owned(),
        to.name().to_owned(),
    ];
    Some(Finding::new(FindingCode::CellShifted, values))
}
