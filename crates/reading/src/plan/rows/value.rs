//! The cells of a row as values: text folded, points read, parties split.

use domain::plan::{Field, Row};
use domain::{Finding, FindingCode};
use scoring::Exact;
use scoring::number::Rounding;

use super::draft::Draft;
use super::tree::Node;
use crate::party;
use crate::plan::columns::{Columns, content};
use crate::plan::table::Grid;
use crate::text::{fold, leading_number, squash};

/// The row, still without readings.
pub(super) fn row(grid: &Grid, columns: &Columns, node: Node, findings: &mut Vec<Finding>) -> Row {
    let Node {
        draft,
        kind,
        path,
        parent,
    } = node;
    let line = draft.place.line;
    let mut noticed = Vec::new();
    let rule_lines = lines(draft.text(Field::RuleText));
    let moved_note = draft
        .moved
        .iter()
        .find(|moved| draft.lacks(Field::Note) && moved.2 == Field::MaxPoints)
        .map(|moved| moved.0.clone());
    let row = Row {
        kind,
        code: draft.code.as_ref().map(|code| code.printed.clone()),
        parent,
        title: text(&draft, Field::Title),
        max_points: max_points(&draft, &mut noticed),
        rule_text: text(&draft, Field::RuleText),
        rule_lines,
        evidence_text: text(&draft, Field::EvidenceText),
        source_text: text(&draft, Field::SourceText),
        lead: party::split(draft.text(Field::Lead)),
        supporting: party::split(draft.text(Field::Supporting)),
        deadline_text: text(&draft, Field::DeadlineText),
        measure: text(&draft, Field::Measure),
        target_text: text(&draft, Field::TargetText),
        note: text(&draft, Field::Note)
            .or(moved_note)
            .or_else(|| loose(&draft, columns)),
        confidence: confidence(&draft, columns),
        place: draft.place,
        path: path.clone(),
        ..Row::default()
    };
    notice_layout(&draft, columns, &mut noticed);
    findings.extend(
        noticed
            .into_iter()
            .map(|finding| finding.at_row(&grid.name, &path, line)),
    );
    row
}

fn text(draft: &Draft, field: Field) -> Option<String> {
    let text = squash(draft.text(field));
    // A dash says that there is nothing.
    text.chars()
        .any(|c| c.is_alphanumeric() || c == '%')
        .then_some(text)
}

/// The lines of a rule, each folded, blank ones gone.
fn lines(text: &str) -> Option<String> {
    let lines: Vec<String> = text
        .lines()
        .map(squash)
        .filter(|line| !line.is_empty())
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Text of columns without a meaning is kept where the note is free.
fn loose(draft: &Draft, columns: &Columns) -> Option<String> {
    if columns.has(Field::Note) || draft.loose.is_empty() {
        return None;
    }
    let text = squash(&draft.loose.join("; "));
    (!text.is_empty()).then_some(text)
}

fn max_points(draft: &Draft, noticed: &mut Vec<Finding>) -> Option<Exact> {
    let cell = draft.text(Field::MaxPoints);
    if cell.trim().is_empty() {
        return points_in_title(draft.text(Field::Title));
    }
    let points = content::points(cell);
    if points.is_none() && cell.chars().any(char::is_alphanumeric) {
        noticed.push(Finding::new(
            FindingCode::TextDamaged,
            ["max_points".to_owned(), squash(cell)],
        ));
    }
    points
}

/// «Nhận thức số (100 điểm)».
fn points_in_title(title: &str) -> Option<Exact> {
    let folded = fold(title);
    let inside = folded
        .strip_suffix(')')
        .map(|text| text.rsplit('(').next().unwrap_or(""))?;
    let (number, rest) = leading_number(inside)?;
    let before = inside
        .split(|c: char| c.is_ascii_digit())
        .next()
        .unwrap_or("")
        .trim();
    let worded = matches!(rest.trim(), "diem" | "d");
    (worded && matches!(before, "" | "toi da" | "diem toi da:" | "tong")).then_some(number)
}

fn notice_layout(draft: &Draft, columns: &Columns, noticed: &mut Vec<Finding>) {
    let width = columns.fields.len();
    if draft.given != width {
        let values = [draft.given.to_string(), width.to_string()];
        noticed.push(Finding::new(FindingCode::CellCountDiffers, values));
    }
    // A row that was rebuilt without a doubt needs no look of its own.
    let doubted = Exact::ratio(95, 100).unwrap_or_default();
    if let Some(confidence) = draft.rebuilt.as_ref().filter(|sure| **sure < doubted) {
        let confidence = confidence.to_fixed(2, Rounding::HalfUp);
        noticed.push(Finding::new(FindingCode::RowRebuilt, [confidence]));
    }
    for (text, from, to) in &draft.moved {
        let values = [squash(text), from.name().to_owned(), to.name().to_owned()];
        noticed.push(Finding::new(FindingCode::CellShifted, values));
    }
}

/// How sure the cells are: whole for a clean row, less for each thing that had to be done.
fn confidence(draft: &Draft, columns: &Columns) -> Exact {
    let mut hundredths: i64 = 100;
    hundredths -= 4 * i64::from(draft.joined.min(3));
    hundredths -= i64::from(draft.given != columns.fields.len());
    hundredths -= if draft.shifted { 20 } else { 0 };
    hundredths -= if draft.moved.is_empty() { 0 } else { 15 };
    hundredths -= if draft.code.is_none() && draft.coded && !draft.across {
        8
    } else {
        0
    };
    hundredths -= if draft.recovered { 25 } else { 0 };
    let own = Exact::ratio(hundredths.max(5), 100).unwrap_or(Exact::ONE);
    own * draft.rebuilt.clone().unwrap_or(Exact::ONE)
}
