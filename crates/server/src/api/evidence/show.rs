//! One proof: what it is, what it serves, what happened to it.

use app::evidence::{self, Happened, Shown, Use};
use app::{EvidenceId, Noun};
use domain::authority::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::shape::{EvidenceShape, shape};
use crate::api::wire::{Api, Ask, One};
use crate::web::{Access, Failure};

/// A proof and what it serves.
#[derive(Serialize, ToSchema)]
pub(super) struct EvidenceSheet {
    /// The proof.
    evidence: EvidenceShape,
    /// The unit's word in addresses.
    unit: String,
    /// What it serves.
    pub(super) uses: Vec<UseShape>,
    /// What happened to it, newest first.
    history: Vec<EvidenceEvent>,
    /// Others of the same number.
    same_number: Vec<SameNumber>,
    /// Whether you may correct it and put it away.
    may_edit: bool,
    /// Whether you may decide who opens it.
    may_manage: bool,
    /// Whether you may put it in use.
    may_attach: bool,
}

/// What a proof serves.
#[derive(Serialize, ToSchema)]
#[schema(as = EvidenceUse)]
pub(super) struct UseShape {
    /// `plan_row:ID` or `entry:ID`.
    pub(super) serves: String,
    /// Code.
    code: String,
    /// Title.
    title: String,
    /// Plan or period.
    context: String,
    /// «trang 3».
    page: Option<String>,
    /// The requirement it meets, in the document's words.
    requirement: Option<String>,
    /// The same, by id.
    requirement_id: Option<String>,
    /// Whether a person named it; else it was found by the proof's kind.
    is_named: bool,
    /// Everything that is asked for there, to be named; empty: you may not.
    asked: Vec<RequirementShape>,
    /// Whether you may end it, and name what it meets.
    may_end: bool,
}

/// Something that is asked for.
#[derive(Serialize, ToSchema)]
#[schema(as = EvidenceRequirement)]
struct RequirementShape {
    /// Id.
    id: String,
    /// In the document's words.
    text: String,
}

/// Something that happened to a proof.
#[derive(Serialize, ToSchema)]
struct EvidenceEvent {
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Who.
    by: String,
    /// `evidence.used` …
    kind: String,
}

/// Another proof of the same number.
#[derive(Serialize, ToSchema)]
struct SameNumber {
    /// Id.
    id: String,
    /// Title.
    title: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/evidence/{evidence}",
        Access::May(Action::Read),
        (
            "showEvidence",
            "Một minh chứng, những việc nó chứng minh, lịch sử",
        ),
        show,
    )
}

/// The sheet of a proof.
pub(super) fn sheet(shown: &Shown) -> EvidenceSheet {
    let happened = |one: &Happened| EvidenceEvent {
        at: one.at.clone(),
        by: one.by.clone(),
        kind: one.kind.clone(),
    };
    let same = shown.same_number.iter().map(|one| SameNumber {
        id: one.id.to_string(),
        title: one.title.clone(),
    });
    EvidenceSheet {
        evidence: shape(&shown.evidence),
        unit: shown.unit.slug.clone(),
        uses: shown.uses.iter().map(use_shape).collect(),
        history: shown.history.iter().map(happened).collect(),
        same_number: same.collect(),
        may_edit: shown.rights.edit,
        may_manage: shown.rights.manage,
        may_attach: shown.rights.attach,
    }
}

fn use_shape(one: &Use) -> UseShape {
    let asked = one.asked.iter().map(|(id, text)| RequirementShape {
        id: id.to_string(),
        text: text.clone(),
    });
    UseShape {
        serves: one.serves.word(),
        code: one.code.clone(),
        title: one.title.clone(),
        context: one.context.clone(),
        page: one.page.clone(),
        requirement: one.requirement.clone(),
        requirement_id: one.requirement_id.as_ref().map(ToString::to_string),
        is_named: one.is_named,
        asked: asked.collect(),
        may_end: one.may_end,
    }
}

async fn show(ask: Ask) -> Result<One<EvidenceSheet>, Failure> {
    let id = ask.id("evidence", EvidenceId::parse, Noun::Evidence)?;
    let shown = evidence::show(ask.app(), ask.actor(), &id).await?;
    Ok(One::at(shown.evidence.version, sheet(&shown)))
}
