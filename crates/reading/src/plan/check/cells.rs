//! Cells that are empty where every neighbour has text, titles that stand twice, text that still
//! looks damaged.

use std::collections::BTreeMap;

use domain::plan::{Field, Row, RowKind};
use domain::{Finding, FindingCode};

use super::View;
use crate::text::{fold, squash};

pub(super) fn check(view: &View<'_>, findings: &mut Vec<Finding>) {
    let usual: Vec<Field> = [
        Field::DeadlineText,
        Field::Measure,
        Field::TargetText,
        Field::Supporting,
    ]
    .into_iter()
    .filter(|field| is_usual(view, *field))
    .collect();
    let mut titles: BTreeMap<String, &str> = BTreeMap::new();
    for row in view.leaves() {
        missing(view, row, &usual, findings);
        let title = fold(row.title.as_deref().unwrap_or(""));
        if title.len() >= 15 {
            if let Some(first) = titles.get(&title) {
                let values = [row.title.clone().unwrap_or_default(), (*first).to_owned()];
                findings.push(view.at(row, Finding::new(FindingCode::TitleRepeated, values)));
            } else {
                titles.insert(title, &row.path);
            }
        }
    }
    for row in &view.annex.rows {
        if row.title.is_none() && row.code.is_some() {
            findings.push(view.at(row, cell_missing(Field::Title)));
        }
        damaged(view, row, findings);
    }
}

/// Nine rows of ten have this cell, and there are enough of them to say so.
fn is_usual(view: &View<'_>, field: Field) -> bool {
    let (mut all, mut filled) = (0usize, 0usize);
    for row in view.leaves() {
        all += 1;
        filled += usize::from(is_filled(row, field));
    }
    all >= 5 && filled * 10 >= all * 9
}

fn missing(view: &View<'_>, row: &Row, usual: &[Field], findings: &mut Vec<Finding>) {
    let mut say = |finding| findings.push(view.at(row, finding));
    if view.has(Field::Lead) && row.lead.is_empty() {
        say(Finding::new(FindingCode::LeadMissing, []));
    }
    let proves = view.has(Field::EvidenceText) || view.has(Field::SourceText);
    if proves
        && row.kind == RowKind::Indicator
        && row.evidence_text.is_none()
        && row.source_text.is_none()
    {
        say(Finding::new(FindingCode::EvidenceMissing, []));
    }
    for field in usual.iter().filter(|field| !is_filled(row, **field)) {
        say(cell_missing(*field));
    }
}

fn cell_missing(field: Field) -> Finding {
    Finding::new(FindingCode::CellMissing, [field.name().to_owned()])
}

fn is_filled(row: &Row, field: Field) -> bool {
    match field {
        Field::DeadlineText => row.deadline_text.is_some(),
        Field::Measure => row.measure.is_some(),
        Field::TargetText => row.target_text.is_some(),
        Field::Supporting => !row.supporting.is_empty(),
        _ => true,
    }
}

/// Tags, replacement characters and the like that no repair took out.
fn damaged(view: &View<'_>, row: &Row, findings: &mut Vec<Finding>) {
    let texts = [
        (Field::Title, &row.title),
        (Field::RuleText, &row.rule_text),
        (Field::EvidenceText, &row.evidence_text),
        (Field::SourceText, &row.source_text),
        (Field::DeadlineText, &row.deadline_text),
        (Field::TargetText, &row.target_text),
        (Field::Note, &row.note),
    ];
    for (field, text) in texts {
        let corrected = row
            .corrected
            .iter()
            .find(|entry| entry.0 == field)
            .map(|entry| &entry.1);
        let Some(text) = corrected.or(text.as_ref()) else {
            continue;
        };
        let marks = [
            "\u{fffd}", "</", "<td", "<math", "\\frac", "\\text", "&nbsp",
        ];
        if marks.iter().any(|mark| text.contains(mark)) {
            let values = [field.name().to_owned(), squash(text)];
            findings.push(view.at(row, Finding::new(FindingCode::TextDamaged, values)));
        }
    }
}
