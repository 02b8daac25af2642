//! Certain corrections of faults of extraction, written beside the original and never in its
//! place: swallowed tags, LaTeX, marks lost on well-known phrases, cells in the wrong column,
//! parties spelled in a second way. What is not certain is left alone.

pub(super) mod markup;
mod party;
mod phrases;

use domain::plan::{Annex, Field, Row};
use domain::{Finding, FindingCode};
use scoring::Exact;

use super::columns::content;
use crate::text::squash;

/// Repairs every row of an annex.
pub(super) fn annex(annex: &mut Annex) -> Vec<Finding> {
    let sourced = annex
        .rows
        .iter()
        .filter(|row| row.source_text.as_deref().is_some_and(content::is_source))
        .count();
    let usual = party::usual(&annex.rows);
    let mut findings = Vec::new();
    for row in &mut annex.rows {
        let mut noticed = Vec::new();
        texts(row, &mut noticed);
        if sourced > 0 {
            source_under_evidence(row, &mut noticed);
        }
        party::correct(row, &usual, &mut noticed);
        if !row.corrected.is_empty() {
            let less = Exact::ratio(2, 100).unwrap_or_default();
            row.confidence = row.confidence.clone() - less;
        }
        let line = row.place.line;
        let placed = noticed
            .into_iter()
            .map(|finding| finding.at_row(&annex.name, &row.path, line));
        findings.extend(placed);
    }
    findings
}

/// A text as it was meant, when it was certainly damaged.
pub(super) fn text(text: &str) -> Option<String> {
    let cleaned = markup::clean(text);
    let worded = phrases::correct(cleaned.as_deref().unwrap_or(text));
    worded.or(cleaned)
}

fn texts(row: &mut Row, noticed: &mut Vec<Finding>) {
    let fields = [
        (Field::Title, row.title.as_deref()),
        (Field::RuleText, row.rule_lines.as_deref()),
        (Field::EvidenceText, row.evidence_text.as_deref()),
        (Field::SourceText, row.source_text.as_deref()),
        (Field::DeadlineText, row.deadline_text.as_deref()),
        (Field::TargetText, row.target_text.as_deref()),
        (Field::Note, row.note.as_deref()),
    ];
    let mut corrected = Vec::new();
    for (field, original) in fields {
        let Some(original) = original else { continue };
        let Some(repaired) = text(original) else {
            continue;
        };
        let values = [field.name().to_owned(), squash(original), squash(&repaired)];
        noticed.push(Finding::new(FindingCode::TextRepaired, values));
        corrected.push((field, repaired));
    }
    row.corrected.extend(corrected);
}

/// «Thống kê tỉnh, xã cung cấp» under the evidence is the source of the figures.
/// (Kế hoạch 41/KH-UBND của UBND xã Nghĩa Phương, 8.5.)
fn source_under_evidence(row: &mut Row, noticed: &mut Vec<Finding>) {
    let Some(text) = row
        .evidence_text
        .as_deref()
        .filter(|text| content::is_source(text))
    else {
        return;
    };
    if row.source_text.is_some() {
        return;
    }
    let text = text.to_owned();
    let names = [Field::EvidenceText, Field::SourceText].map(|field| field.name().to_owned());
    let [from, to] = names;
    noticed.push(Finding::new(
        FindingCode::CellShifted,
        [text.clone(), from, to],
    ));
    row.corrected.push((Field::EvidenceText, String::new()));
    row.corrected.push((Field::SourceText, text));
}
