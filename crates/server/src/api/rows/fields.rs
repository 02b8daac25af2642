//! What a program says of a row.

use app::plan::{self, RowFields, Triage};
use domain::plan::RowKind;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::shape::{date, number, sent};
use crate::api::wire::field;
use crate::web::Failure;

/// Fields of a row: on a change, what is not sent stays and null empties.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RowChange {
    /// Reason or legal basis; needed once the plan is issued.
    #[serde(default)]
    pub(super) reason: String,
    /// `banner`, `heading`, `indicator`, `task`, `target`.
    r#type: Option<String>,
    /// Title.
    title: Option<String>,
    /// `leads`, `supports`, `not_ours`, `undecided`.
    triage: Option<String>,
    /// Code.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    code: Option<Option<String>>,
    /// Maximum points.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    max_points: Option<Option<String>>,
    /// Rule.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    rule_text: Option<Option<String>>,
    /// Proof.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    evidence_text: Option<Option<String>>,
    /// Source.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    source_text: Option<Option<String>>,
    /// Deadline.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    deadline_text: Option<Option<String>>,
    /// The day that binds in place of the text's.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>, format = Date)]
    effective_due: Option<Option<String>>,
    /// Unit of measure.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    measure: Option<Option<String>>,
    /// Target.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    target_text: Option<Option<String>>,
    /// Note.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    note: Option<Option<String>>,
}

/// The fields as they will be: what was sent in place of what was there.
pub(super) fn fields(at: &str, asked: &RowChange, before: RowFields) -> Result<RowFields, Failure> {
    let kept =
        |sent: &Option<Option<String>>, before: Option<String>| sent.clone().unwrap_or(before);
    let kind = |word: &String| field(&format!("{at}/type"), word, plan::kind_of(word));
    let triage = |word: &String| field(&format!("{at}/triage"), word, Triage::parse(word));
    Ok(RowFields {
        kind: asked
            .r#type
            .as_ref()
            .map(kind)
            .transpose()?
            .unwrap_or(before.kind),
        code: kept(&asked.code, before.code),
        title: asked.title.clone().unwrap_or(before.title),
        max_points: match &asked.max_points {
            Some(sent) => number(&format!("{at}/max_points"), sent.as_deref())?,
            None => before.max_points,
        },
        rule_text: kept(&asked.rule_text, before.rule_text),
        evidence_text: kept(&asked.evidence_text, before.evidence_text),
        source_text: kept(&asked.source_text, before.source_text),
        deadline_text: kept(&asked.deadline_text, before.deadline_text),
        effective_due: match &asked.effective_due {
            Some(sent) => date(&format!("{at}/effective_due"), sent.as_deref())?,
            None => before.effective_due,
        },
        measure: kept(&asked.measure, before.measure),
        target_text: kept(&asked.target_text, before.target_text),
        note: kept(&asked.note, before.note),
        triage: asked
            .triage
            .as_ref()
            .map(triage)
            .transpose()?
            .unwrap_or(before.triage),
    })
}

/// A row before anything is said of it.
pub(super) fn blank() -> RowFields {
    RowFields {
        kind: RowKind::Task,
        code: None,
        title: String::new(),
        max_points: None,
        rule_text: None,
        evidence_text: None,
        source_text: None,
        deadline_text: None,
        effective_due: None,
        measure: None,
        target_text: None,
        note: None,
        triage: Triage::Undecided,
    }
}
