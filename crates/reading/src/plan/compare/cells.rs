//! What differs between two rows that are one, and between two heads, in the documents' words.

use domain::plan::{Field, OfficialDocument, Row};

use super::{HeadChange, HeadPart};
use crate::text::squash;

/// A cell of a row that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which column.
    pub field: Field,
    /// Before; empty for an empty cell.
    pub before: String,
    /// After.
    pub after: String,
}

const FIELDS: [Field; 12] = [
    Field::Code,
    Field::Title,
    Field::MaxPoints,
    Field::RuleText,
    Field::EvidenceText,
    Field::SourceText,
    Field::Lead,
    Field::Supporting,
    Field::DeadlineText,
    Field::Measure,
    Field::TargetText,
    Field::Note,
];

/// Cells that differ, left to right.
pub(super) fn changes(before: &Row, after: &Row) -> Vec<Change> {
    let changes = FIELDS.iter().map(|field| Change {
        field: *field,
        before: text(before, *field),
        after: text(after, *field),
    });
    changes
        .filter(|change| change.before != change.after)
        .collect()
}

/// Whether only spaces and punctuation differ.
pub(super) fn is_cosmetic(change: &Change) -> bool {
    let letters = |text: &str| -> String {
        let kept = |c: &char| c.is_alphanumeric() || "<>≥≤%".contains(*c);
        text.chars().filter(kept).collect()
    };
    letters(&change.before) == letters(&change.after)
}

/// A cell as printed, lists joined.
fn text(row: &Row, field: Field) -> String {
    let cell = match field {
        Field::Code => &row.code,
        Field::Title => &row.title,
        Field::MaxPoints => {
            return row
                .max_points
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
        }
        Field::RuleText => &row.rule_text,
        Field::EvidenceText => &row.evidence_text,
        Field::SourceText => &row.source_text,
        Field::Lead => return row.lead.join("; "),
        Field::Supporting => return row.supporting.join("; "),
        Field::DeadlineText => &row.deadline_text,
        Field::Measure => &row.measure,
        Field::TargetText => &row.target_text,
        Field::Note => &row.note,
    };
    squash(cell.as_deref().unwrap_or(""))
}

/// Parts of the head that differ.
pub(super) fn head(before: &OfficialDocument, after: &OfficialDocument) -> Vec<HeadChange> {
    let parts = [
        HeadPart::Kind,
        HeadPart::Reference,
        HeadPart::IssuedOn,
        HeadPart::Issuer,
        HeadPart::Subject,
        HeadPart::Signatory,
        HeadPart::LegalBases,
        HeadPart::Recipients,
    ];
    let changes = parts.into_iter().map(|part| HeadChange {
        part,
        before: head_text(before, part),
        after: head_text(after, part),
    });
    changes
        .filter(|change| change.before != change.after)
        .collect()
}

fn head_text(document: &OfficialDocument, part: HeadPart) -> String {
    let text = |value: &Option<String>| squash(value.as_deref().unwrap_or(""));
    match part {
        HeadPart::Kind => text(&document.kind),
        HeadPart::Reference => text(&document.reference),
        HeadPart::IssuedOn => document.date.map_or_else(String::new, |date| {
            format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
        }),
        HeadPart::Issuer => text(&document.issuer),
        HeadPart::Subject => text(&document.title),
        HeadPart::Signatory => text(&document.signatory.as_ref().and_then(|one| one.name.clone())),
        HeadPart::LegalBases => {
            let bases = document
                .legal_bases
                .iter()
                .map(|basis| basis.reference.as_str());
            bases.collect::<Vec<_>>().join("; ")
        }
        HeadPart::Recipients => {
            let names = document.recipients.iter().map(|one| one.name.as_str());
            names.collect::<Vec<_>>().join("; ")
        }
    }
}
