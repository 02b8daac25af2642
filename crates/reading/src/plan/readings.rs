//! The readings of each row: its rule, its deadline, its target. Findings of the readers are
//! placed at the row; certain corrections are read in place of damaged text.

use domain::deadline::{Deadline, DeadlineReading};
use domain::plan::{Annex, Field, Row, RowKind};
use domain::{Finding, FindingCode};
use jiff::civil::Date;

use crate::rule::{self, RuleText};
use crate::{deadline, target};

/// What deadlines are read against.
#[derive(Clone, Copy, Debug)]
pub(super) struct When {
    /// The year of deadlines that name none.
    pub(super) year: i16,
    /// The date of the plan.
    pub(super) date: Option<Date>,
}

/// Reads every row of an annex.
pub(super) fn add(annex: &mut Annex, when: When) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in &mut annex.rows {
        let mut noticed = Vec::new();
        read_rule(row, &mut noticed);
        read_deadline(row, when, &mut noticed);
        read_target(row);
        let (path, line) = (&row.path, row.place.line);
        findings.extend(
            noticed
                .into_iter()
                .map(|finding| finding.at_row(&annex.name, path, line)),
        );
    }
    findings
}

/// Reads one row again, after a person put its cells right. What is noticed on the way is for the
/// file as it came and is not said again.
pub fn read_again(row: &mut Row, year: i16, plan_date: Option<Date>) {
    let when = When {
        year,
        date: plan_date,
    };
    (row.rule, row.deadline) = (None, None);
    let mut noticed = Vec::new();
    read_rule(row, &mut noticed);
    read_deadline(row, when, &mut noticed);
    read_target(row);
}

/// The text of a field as it was meant: corrected where it was damaged.
pub(super) fn meant(row: &Row, field: Field, text: Option<&str>) -> Option<String> {
    let corrected = row
        .corrected
        .iter()
        .find(|entry| entry.0 == field)
        .map(|entry| entry.1.as_str());
    corrected
        .or(text)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

fn read_rule(row: &mut Row, noticed: &mut Vec<Finding>) {
    let Some(text) = meant(row, Field::RuleText, row.rule_lines.as_deref()) else {
        return;
    };
    let title = meant(row, Field::Title, row.title.as_deref());
    let reading = rule::read(RuleText {
        text: &text,
        max: row.max_points.as_ref(),
        title: title.as_deref(),
    });
    noticed.extend(reading.findings.iter().cloned());
    row.rule = Some(reading);
}

fn read_deadline(row: &mut Row, when: When, noticed: &mut Vec<Finding>) {
    let Some(text) = meant(row, Field::DeadlineText, row.deadline_text.as_deref()) else {
        return;
    };
    let reading: DeadlineReading = deadline::read(&text, when.year, when.date);
    noticed.extend(reading.findings.iter().cloned());
    let said = reading
        .findings
        .iter()
        .any(|finding| finding.code == FindingCode::DeadlineInvalid);
    if reading.deadline == Deadline::Invalid && !said {
        noticed.push(Finding::new(FindingCode::DeadlineInvalid, [text]));
    }
    row.deadline = Some(reading);
}

fn read_target(row: &mut Row) {
    let measure = meant(row, Field::Measure, row.measure.as_deref());
    row.target = match meant(row, Field::TargetText, row.target_text.as_deref()) {
        Some(text) => target::read_cell(&text, measure.as_deref()),
        None if row.kind == RowKind::Target => {
            let title = meant(row, Field::Title, row.title.as_deref()).unwrap_or_default();
            target::find(&title)
                .into_iter()
                .next()
                .map(|(target, _)| target)
        }
        None => None,
    };
}
