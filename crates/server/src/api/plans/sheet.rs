//! One plan, whole but for its rows.

use app::plan::{self, Sheet};
use app::{Noun, PlanId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::{PlanShape, shape};
use crate::api::shape::date;
use crate::api::wire::{Api, Ask, One};
use crate::web::{Access, Failure};

/// A plan, whole but for its rows.
#[derive(Serialize, ToSchema)]
pub(super) struct PlanSheet {
    /// Its head.
    plan: PlanShape,
    /// What it rests on.
    legal_bases: Vec<LegalBasis>,
    /// To whom it goes.
    recipients: Vec<Recipient>,
    /// What is wrong or unclear in it.
    findings: Vec<PlanFinding>,
    /// Plans above it, the nearest first.
    above: Vec<PlanShape>,
    /// Plans under it.
    below: Vec<PlanShape>,
}

/// A document that a plan rests on.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LegalBasis {
    /// Number.
    reference: String,
    /// Date.
    #[schema(format = Date)]
    issued_on: Option<String>,
    /// Issuer.
    issuer: Option<String>,
    /// What it is about.
    subject: Option<String>,
}

/// To whom a plan goes.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Recipient {
    /// Who.
    name: String,
    /// «để B/c».
    purpose: Option<String>,
}

/// Something wrong or unclear in a plan.
#[derive(Serialize, ToSchema)]
struct PlanFinding {
    /// `F301`.
    code: String,
    /// `info`, `warning`, `error`.
    severity: String,
    /// The row's path.
    row: Option<String>,
    /// The sentence.
    message: String,
    /// What a person said to it; null: open.
    settlement: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/plans/{plan}",
        Access::SignedIn,
        (
            "showPlan",
            "Một kế hoạch: phần đầu, căn cứ, nơi nhận, điểm cần lưu ý",
        ),
        show,
    )
}

pub(super) fn whole(sheet: &Sheet) -> PlanSheet {
    PlanSheet {
        plan: shape(&sheet.plan),
        legal_bases: sheet
            .bases
            .iter()
            .map(|basis| LegalBasis {
                reference: basis.reference.clone(),
                issued_on: basis.issued_on.map(|day| day.to_string()),
                issuer: basis.issuer.clone(),
                subject: basis.subject.clone(),
            })
            .collect(),
        recipients: sheet
            .recipients
            .iter()
            .map(|one| Recipient {
                name: one.name.clone(),
                purpose: one.purpose.clone(),
            })
            .collect(),
        findings: sheet
            .findings
            .iter()
            .map(|finding| PlanFinding {
                code: finding.code.clone(),
                severity: finding.severity.clone(),
                row: finding.row_path.clone(),
                message: finding.message.clone(),
                settlement: finding.settlement.clone(),
            })
            .collect(),
        above: sheet.above.iter().map(shape).collect(),
        below: sheet.below.iter().map(shape).collect(),
    }
}

async fn show(ask: Ask) -> Result<One<PlanSheet>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let sheet = plan::sheet(ask.app(), ask.actor(), &id).await?;
    Ok(One::at(sheet.plan.version, whole(&sheet)))
}

pub(super) fn basis((at, sent): (usize, &LegalBasis)) -> Result<domain::plan::LegalBasis, Failure> {
    Ok(domain::plan::LegalBasis {
        reference: sent.reference.clone(),
        date: date(
            &format!("/legal_bases/{at}/issued_on"),
            sent.issued_on.as_deref(),
        )?,
        issuer: sent.issuer.clone(),
        subject: sent.subject.clone(),
        place: domain::source::Place::default(),
    })
}

pub(super) fn recipient(sent: &Recipient) -> domain::plan::Recipient {
    domain::plan::Recipient {
        name: sent.name.clone(),
        purpose: sent.purpose.clone(),
    }
}
