//! A plan is issued, withdrawn and brought back.

use app::plan::{self, Missing, Seen};
use app::{Actor, App, Noun, PlanId};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::{PlanShape, shape};
use crate::api::wire::{Api, Ask, Body, Many, One};
use crate::vi;
use crate::web::{Access, Failure};

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Reason {
    /// Reason or legal basis.
    reason: String,
}

/// What a plan lacks.
#[derive(Serialize, ToSchema)]
struct PlanLacks {
    /// `reference`, `date`, `rows`, `issuer`, `signatory`, `undecided`, `without_lead`, `unread`,
    /// `findings`.
    what: &'static str,
    /// How many rows or findings; null: it is not counted.
    count: Option<usize>,
    /// Whether the plan cannot be issued without it.
    needed: bool,
    /// The sentence.
    message: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let issuing = Access::May(Action::IssuePlan);
    api.get(
        "/api/v1/plans/{plan}/missing",
        issuing,
        (
            "listMissingOfPlan",
            "Kế hoạch còn thiếu gì trước khi ban hành, phần bắt buộc trước",
        ),
        missing,
    )
    .post(
        "/api/v1/plans/{plan}/issue",
        issuing,
        ("issuePlan", "Ban hành; cần If-Match"),
        issue,
    )
    .post(
        "/api/v1/plans/{plan}/withdraw",
        issuing,
        ("withdrawPlan", "Thu hồi, có lý do; cần If-Match"),
        withdraw,
    )
    .post(
        "/api/v1/plans/{plan}/restore",
        issuing,
        ("restorePlan", "Bỏ thu hồi; cần If-Match"),
        restore,
    )
}

async fn missing(ask: Ask) -> Result<Many<PlanLacks>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let (app, actor) = (ask.app(), ask.actor());
    let plan = plan::head(app, actor, &id).await?;
    actor.require(Action::IssuePlan, &plan.unit_path)?;
    let lines = plan::rows(app, actor, &plan).await?;
    let findings = plan::findings(app, actor, &plan).await?;
    let open = findings
        .iter()
        .filter(|one| one.settlement.is_none() && one.severity == "error");
    let all = plan::missing(&plan, &lines, open.count());
    Ok(Many::all(all.into_iter().map(lacks).collect()))
}

fn lacks(missing: Missing) -> PlanLacks {
    let (what, count) = match missing {
        Missing::Reference => ("reference", None),
        Missing::Date => ("date", None),
        Missing::Rows => ("rows", None),
        Missing::Issuer => ("issuer", None),
        Missing::Signatory => ("signatory", None),
        Missing::Undecided(count) => ("undecided", Some(count)),
        Missing::WithoutLead(count) => ("without_lead", Some(count)),
        Missing::Unread(count) => ("unread", Some(count)),
        Missing::Findings(count) => ("findings", Some(count)),
    };
    PlanLacks {
        what,
        count,
        needed: missing.is_needed(),
        message: vi::planning::missing(missing),
    }
}

async fn issue(ask: Ask) -> Result<One<PlanShape>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    plan::issue(ask.app(), ask.actor(), &id, ask.version()?).await?;
    now(ask.app(), ask.actor(), &id).await
}

async fn withdraw(ask: Ask<Body<Reason>>) -> Result<One<PlanShape>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let seen = Seen {
        version: ask.version()?,
        reason: ask.body.0.reason.clone(),
    };
    plan::withdraw(ask.app(), ask.actor(), &id, seen).await?;
    now(ask.app(), ask.actor(), &id).await
}

async fn restore(ask: Ask) -> Result<One<PlanShape>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    plan::restore(ask.app(), ask.actor(), &id, ask.version()?).await?;
    now(ask.app(), ask.actor(), &id).await
}

async fn now(app: &App, actor: &Actor, id: &PlanId) -> Result<One<PlanShape>, Failure> {
    let plan = plan::head(app, actor, id).await?;
    Ok(One::at(plan.version, shape(&plan)))
}
