//! What is typed into the forms of plans, and what it means. Texts that cannot be read say so at
//! their field.

use app::plan::{PlanRow, RowFields, Triage, kind_of};
use jiff::civil::Date;
use scoring::Exact;
use serde::Deserialize;

use crate::vi;
use crate::web::Problems;

/// A text with something in it. Lines are kept.
pub(super) fn some(text: &str) -> Option<String> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A day as people type it, or as the browser's own field sends it.
pub(super) fn day(text: &str) -> Result<Option<Date>, String> {
    if let Ok(date) = text.trim().parse() {
        return Ok(Some(date));
    }
    reading::figure::date(text, None).map_err(|unclear| reading::words::figure::unclear(&unclear))
}

/// Points as people type them.
pub(super) fn points(text: &str) -> Result<Option<Exact>, String> {
    reading::figure::number(text)
        .map(|number| number.map(|number| number.value))
        .map_err(|unclear| reading::words::figure::unclear(&unclear))
}

/// A row's fields.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct TypedRow {
    pub(super) kind: String,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) max_points: String,
    pub(super) rule_text: String,
    pub(super) evidence_text: String,
    pub(super) source_text: String,
    pub(super) deadline_text: String,
    pub(super) effective_due: String,
    pub(super) measure: String,
    pub(super) target_text: String,
    pub(super) note: String,
    pub(super) triage: String,
    pub(super) reason: String,
    pub(super) version: String,
}

impl TypedRow {
    /// As the row stands.
    pub(super) fn of(row: &PlanRow) -> TypedRow {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        TypedRow {
            kind: kind_name(row.kind).to_owned(),
            code: text(&row.code),
            title: row.title.clone(),
            max_points: row
                .max_points
                .as_ref()
                .map(|points| vi::number::points(points, 6))
                .unwrap_or_default(),
            rule_text: text(&row.rule_text),
            evidence_text: text(&row.evidence_text),
            source_text: text(&row.source_text),
            deadline_text: text(&row.deadline_text),
            effective_due: row
                .effective_due
                .as_ref()
                .map(vi::time::date)
                .unwrap_or_default(),
            measure: text(&row.measure),
            target_text: text(&row.target_text),
            note: text(&row.note),
            triage: row.triage.name().to_owned(),
            reason: String::new(),
            version: row.version.to_string(),
        }
    }

    /// What it means; problems are said at their fields.
    pub(super) fn fields(&self, problems: &mut Problems) -> RowFields {
        let max_points = points(&self.max_points).unwrap_or_else(|sentence| {
            problems.say("max_points", sentence);
            None
        });
        let effective_due = day(&self.effective_due).unwrap_or_else(|sentence| {
            problems.say("effective_due", sentence);
            None
        });
        if self.title.trim().is_empty() {
            problems.say(
                "title",
                "Không lưu được dòng: nội dung còn trống. Đề nghị nhập nội dung.",
            );
        }
        RowFields {
            kind: kind_of(&self.kind).unwrap_or_default(),
            code: some(&self.code),
            title: reading::text::squash(&self.title),
            max_points,
            rule_text: some(&self.rule_text),
            evidence_text: some(&self.evidence_text),
            source_text: some(&self.source_text),
            deadline_text: some(&self.deadline_text),
            effective_due,
            measure: some(&self.measure),
            target_text: some(&self.target_text),
            note: some(&self.note),
            triage: Triage::parse(&self.triage).unwrap_or(Triage::Undecided),
        }
    }

    /// Names, as they are, of the fields that can be shown beside another version.
    pub(super) fn named(&self) -> [(&'static str, &str); 13] {
        [
            ("kind", &self.kind),
            ("code", &self.code),
            ("title", &self.title),
            ("max_points", &self.max_points),
            ("rule_text", &self.rule_text),
            ("evidence_text", &self.evidence_text),
            ("source_text", &self.source_text),
            ("deadline_text", &self.deadline_text),
            ("effective_due", &self.effective_due),
            ("measure", &self.measure),
            ("target_text", &self.target_text),
            ("note", &self.note),
            ("triage", &self.triage),
        ]
    }
}

/// The stored name of a row's kind.
pub(super) fn kind_name(kind: domain::plan::RowKind) -> &'static str {
    ["banner", "heading", "indicator", "task", "target"]
        .into_iter()
        .find(|name| kind_of(name) == Some(kind))
        .unwrap_or("task")
}

/// A field on which someone else's version and the typed one differ.
pub(super) struct Difference {
    pub(super) label: String,
    pub(super) theirs: String,
    pub(super) typed: String,
}

/// Fields that differ, in words.
pub(super) fn differences(theirs: &TypedRow, typed: &TypedRow) -> Vec<Difference> {
    let pairs = theirs.named().into_iter().zip(typed.named());
    pairs
        .filter(|(one, other)| {
            one.1.replace("\r\n", "\n").trim() != other.1.replace("\r\n", "\n").trim()
        })
        .map(|((name, theirs), (_, typed))| Difference {
            label: vi::planning::field(name).to_owned(),
            theirs: vi::planning::value(name, theirs),
            typed: vi::planning::value(name, typed),
        })
        .collect()
}
