//! A plan's row as the API shows it.

use app::plan::{self, Assigned};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::shape::{decimal, fraction};
use crate::json;

/// A row.
#[derive(Serialize, ToSchema)]
#[schema(as = Row)]
pub(super) struct RowShape {
    /// Id.
    pub(super) id: String,
    /// Phụ lục.
    annex: String,
    /// `banner`, `heading`, `indicator`, `task`, `target`.
    r#type: &'static str,
    /// As printed.
    code: Option<String>,
    /// Unique in its annex.
    path: String,
    /// The path of the row above.
    parent: Option<String>,
    /// Title.
    title: String,
    /// Maximum points.
    max_points: Option<String>,
    /// The same, exactly.
    max_points_exact: Option<String>,
    /// The rule in the document's words.
    rule_text: Option<String>,
    /// The proof it asks for.
    evidence_text: Option<String>,
    /// Where figures come from.
    source_text: Option<String>,
    /// The deadline in the document's words.
    deadline_text: Option<String>,
    /// The day that a person set in its place.
    #[schema(format = Date)]
    effective_due: Option<String>,
    /// The next day on which something is due.
    #[schema(format = Date)]
    next_due: Option<String>,
    /// Unit of measure.
    measure: Option<String>,
    /// Target.
    target_text: Option<String>,
    /// Note.
    note: Option<String>,
    /// `leads`, `supports`, `not_ours`, `undecided`.
    triage: &'static str,
    /// `not_started`, `in_progress`, `waiting_proof`, `submitted`, `appraised`, `returned`, `done`, `not_applicable`.
    status: &'static str,
    /// Id of the indicator it became.
    indicator: Option<String>,
    /// Who does it.
    assignments: Vec<AssignmentShape>,
    /// Since when it is put away.
    #[schema(format = DateTime)]
    removed_at: Option<String>,
    /// For `If-Match`.
    version: i32,
}

/// Who does a row.
#[derive(Serialize, ToSchema)]
#[schema(as = Assignment)]
pub(super) struct AssignmentShape {
    /// Id.
    id: String,
    /// `lead`, `supporting`, `outside_lead`.
    role: &'static str,
    /// Id of the party.
    party: String,
    /// The party's name today.
    name: String,
    /// As the plan names them.
    named: String,
    /// The group through which it came.
    via: Option<String>,
    /// How far they are.
    status: &'static str,
    /// Whether it is you.
    is_mine: bool,
    /// For `If-Match`.
    version: i32,
}

pub(super) fn shape(row: &plan::PlanRow, assigned: &[Assigned]) -> RowShape {
    RowShape {
        id: row.id.to_string(),
        annex: row.annex.clone(),
        r#type: json::plan::kind(row.kind),
        code: row.code.clone(),
        path: row.path.clone(),
        parent: row.parent.clone(),
        title: row.title.clone(),
        max_points: decimal(row.max_points.as_ref()),
        max_points_exact: fraction(row.max_points.as_ref()),
        rule_text: row.rule_text.clone(),
        evidence_text: row.evidence_text.clone(),
        source_text: row.source_text.clone(),
        deadline_text: row.deadline_text.clone(),
        effective_due: row.effective_due.map(|day| day.to_string()),
        next_due: row.next_due.map(|day| day.to_string()),
        measure: row.measure.clone(),
        target_text: row.target_text.clone(),
        note: row.note.clone(),
        triage: row.triage.name(),
        status: row.status.name(),
        indicator: row.indicator.as_ref().map(ToString::to_string),
        assignments: assigned
            .iter()
            .filter(|one| one.ended_at.is_none())
            .map(who)
            .collect(),
        removed_at: row.removed_at.clone(),
        version: row.version,
    }
}

pub(super) fn who(one: &Assigned) -> AssignmentShape {
    AssignmentShape {
        id: one.id.to_string(),
        role: one.role.name(),
        party: one.party.to_string(),
        name: one.name.clone(),
        named: one.named.clone(),
        via: one.via.as_ref().map(|(_, name)| name.clone()),
        status: one.status.name(),
        is_mine: one.is_mine,
        version: one.version,
    }
}
