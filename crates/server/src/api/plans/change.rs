//! A plan's head is changed.

use app::plan::{self, Head, Seen, Sheet};
use app::{Noun, PlanId};
use axum::http::Method;
use domain::authority::Action;
use serde::Deserialize;
use utoipa::ToSchema;

use super::sheet::{LegalBasis, PlanSheet, Recipient, basis, recipient, whole};
use crate::api::shape::{date, sent};
use crate::api::wire::{Api, Ask, Body, One, field};
use crate::web::{Access, Failure};

/// Fields to change: what is not sent stays, null empties.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlanChange {
    /// Reason or legal basis; needed once the plan is issued.
    #[serde(default)]
    reason: String,
    /// Kind.
    kind: Option<String>,
    /// Number.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    reference: Option<Option<String>>,
    /// Date.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>, format = Date)]
    issued_on: Option<Option<String>>,
    /// Place.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    place: Option<Option<String>>,
    /// Issuer.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    issuer: Option<Option<String>>,
    /// Who signs.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    signatory: Option<Option<String>>,
    /// Id of the plan above.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    parent: Option<Option<String>>,
    /// Title.
    title: Option<String>,
    /// Year.
    year: Option<i16>,
    /// All legal bases.
    legal_bases: Option<Vec<LegalBasis>>,
    /// All recipients.
    recipients: Option<Vec<Recipient>>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.change(
        Method::PATCH,
        "/api/v1/plans/{plan}",
        Access::May(Action::EditPlan),
        ("changePlan", "Sửa phần đầu của kế hoạch"),
        change,
    )
}

async fn change(ask: Ask<Body<PlanChange>>) -> Result<One<PlanSheet>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let Body(asked) = &ask.body;
    let seen = Seen {
        version: ask.version()?,
        reason: asked.reason.clone(),
    };
    let before = plan::sheet(ask.app(), ask.actor(), &id).await?;
    let head = changed(asked, before)?;
    plan::edit_head(ask.app(), ask.actor(), &id, (seen, head)).await?;
    let after = plan::sheet(ask.app(), ask.actor(), &id).await?;
    Ok(One::at(after.plan.version, whole(&after)))
}

/// The head as it will be: what was sent in place of what was there.
fn changed(asked: &PlanChange, before: Sheet) -> Result<Head, Failure> {
    let kept =
        |sent: &Option<Option<String>>, before: Option<String>| sent.clone().unwrap_or(before);
    let plan = before.plan;
    let issued_on = match &asked.issued_on {
        Some(sent) => date("/issued_on", sent.as_deref())?,
        None => plan.issued_on,
    };
    let parent = match &asked.parent {
        Some(Some(id)) => Some(field("/parent", id, PlanId::parse(id))?),
        Some(None) => None,
        None => plan.parent,
    };
    let bases = before.bases.iter().map(|basis| domain::plan::LegalBasis {
        reference: basis.reference.clone(),
        date: basis.issued_on,
        issuer: basis.issuer.clone(),
        subject: basis.subject.clone(),
        place: domain::source::Place::default(),
    });
    Ok(Head {
        kind: asked.kind.clone().unwrap_or(plan.kind),
        reference: kept(&asked.reference, plan.reference),
        issued_on,
        place: kept(&asked.place, plan.place),
        issuer: kept(&asked.issuer, plan.issuer),
        title: asked.title.clone().unwrap_or(plan.title),
        signatory: kept(&asked.signatory, plan.signatory),
        year: asked.year.unwrap_or(plan.year),
        parent,
        bases: match &asked.legal_bases {
            Some(sent) => sent
                .iter()
                .enumerate()
                .map(basis)
                .collect::<Result<_, Failure>>()?,
            None => bases.collect(),
        },
        recipients: match &asked.recipients {
            Some(sent) => sent.iter().map(recipient).collect(),
            None => before.recipients,
        },
    })
}
