//! A draft and its lines as programs see them.

use app::framework::draft::{DraftRow, Sheet};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::shape::{decimal, fraction};

/// A framework while it is written.
#[derive(Serialize, ToSchema)]
pub(super) struct FrameworkDraft {
    /// Id.
    id: String,
    /// The word in addresses of the unit whose it is.
    unit: String,
    /// Name.
    name: String,
    /// The document that issues it.
    legal_basis: Option<String>,
    /// Id of the edition whose place it takes.
    follows: Option<String>,
    /// Units for which it is opened already.
    opened: i64,
    /// Its lines, each before what is below it.
    lines: Vec<DraftLine>,
    /// For `If-Match` of what concerns the whole.
    version: i32,
}

/// A line of a draft.
#[derive(Serialize, ToSchema)]
pub(super) struct DraftLine {
    /// Id.
    id: String,
    /// Id of the line above.
    parent: Option<String>,
    /// `pillar`, `heading`, `indicator`.
    kind: &'static str,
    /// Unique in the framework.
    code: String,
    /// Title.
    title: String,
    /// Maximum as declared.
    max_points: Option<String>,
    /// The same, exactly.
    max_points_exact: Option<String>,
    /// What the lines directly below declare together, bonuses apart.
    sum: Option<String>,
    /// `adds`, `bonus`, `deducts`, `unscored`.
    counts: String,
    /// Whether a grade can ask for it.
    mandatory: bool,
    /// The rule in the document's words.
    rule_text: Option<String>,
    /// `certain`, `assumed`, `unread`, `chosen`; null: no rule.
    reading: Option<String>,
    /// The proof it asks for.
    evidence_text: Option<String>,
    /// Where figures come from.
    source_text: Option<String>,
    /// The document that the rule stands in, where it is not the framework's own.
    legal_basis: Option<String>,
    /// Kinds of unit that it is for; empty: all.
    for_kinds: Vec<&'static str>,
    /// Note.
    note: Option<String>,
    /// Who provides its figures.
    provider: Option<String>,
    /// Who confirms them.
    verifier: Option<String>,
    /// For `If-Match` of the line.
    version: i32,
}

pub(super) fn line(sheet: &Sheet, row: &DraftRow) -> DraftLine {
    DraftLine {
        id: row.id.to_string(),
        parent: row.parent.as_ref().map(ToString::to_string),
        kind: row.kind.name(),
        code: row.code.clone(),
        title: row.title.clone(),
        max_points: decimal(row.max_points.as_ref()),
        max_points_exact: fraction(row.max_points.as_ref()),
        sum: decimal(sheet.sums.get(&row.id)),
        counts: row.counts.clone(),
        mandatory: row.mandatory,
        rule_text: row.rule_text.clone(),
        reading: row.reading.clone(),
        evidence_text: row.evidence_text.clone(),
        source_text: row.source_text.clone(),
        legal_basis: row.legal_basis.clone(),
        for_kinds: row.kinds.iter().map(|kind| kind.name()).collect(),
        note: row.note.clone(),
        provider: row.charge.provider_name().map(str::to_owned),
        verifier: row.charge.verifier_name().map(str::to_owned),
        version: row.version,
    }
}

pub(super) fn shape(sheet: &Sheet) -> FrameworkDraft {
    FrameworkDraft {
        id: sheet.id.to_string(),
        unit: sheet.unit.slug.clone(),
        name: sheet.name.clone(),
        legal_basis: sheet.legal_basis.clone(),
        follows: sheet.follows.as_ref().map(ToString::to_string),
        opened: sheet.opened,
        lines: sheet.rows.iter().map(|row| line(sheet, row)).collect(),
        version: sheet.version,
    }
}
