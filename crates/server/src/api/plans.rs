//! `/api/v1/plans`: plans, typed, amended, issued, withdrawn, copied. Rows are `rows`'s.

use app::plan::{self, Head, Plan, Seen, Sheet, State};
use app::{Actor, App, Noun, PlanId, unit};
use axum::http::Method;
use domain::authority::Action;
use domain::plan::OfficialDocument;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::{date, decimal, fraction, sent};
use super::wire::{Api, Ask, Body, Created, Many, Nothing, One, field};
use crate::web::{Access, Failure};

/// A plan's head.
#[derive(Serialize, ToSchema)]
#[schema(as = Plan)]
pub(super) struct PlanShape {
    /// Id.
    id: String,
    /// The unit's word in addresses.
    unit: String,
    /// The year it is worked in.
    year: i16,
    /// «Kế hoạch», «Quyết định» …
    kind: String,
    /// Number.
    reference: Option<String>,
    /// Date.
    #[schema(format = Date)]
    issued_on: Option<String>,
    /// Place.
    place: Option<String>,
    /// Issuer.
    issuer: Option<String>,
    /// Title.
    title: String,
    /// Who signs.
    signatory: Option<String>,
    /// `draft`, `issued`, `withdrawn`.
    state: &'static str,
    /// Id of the framework made of it.
    framework: Option<String>,
    /// `imported`, `typed`, `copied`.
    origin: String,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// For `If-Match`.
    version: i32,
}

/// A plan in a list.
#[derive(Serialize, ToSchema)]
struct PlanListed {
    /// Its head.
    plan: PlanShape,
    /// Rows of work.
    rows: i64,
    /// Of them, done or not applicable.
    done: i64,
    /// Of them, overdue.
    late: i64,
    /// Maximum points.
    max_points: Option<String>,
    /// The same, exactly.
    max_points_exact: Option<String>,
}

/// A plan, whole but for its rows.
#[derive(Serialize, ToSchema)]
struct PlanSheet {
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
struct LegalBasis {
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
struct Recipient {
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

/// A plan to be typed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlanToMake {
    /// The unit's word in addresses.
    unit: String,
    /// The year it is worked in.
    year: i16,
    /// «Kế hoạch» unless said.
    kind: Option<String>,
    /// Number.
    reference: Option<String>,
    /// Date.
    #[schema(format = Date)]
    issued_on: Option<String>,
    /// Place.
    place: Option<String>,
    /// Issuer.
    issuer: Option<String>,
    /// Title.
    title: String,
}

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

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Reason {
    /// Reason or legal basis.
    reason: String,
}

/// For which year.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CopyToMake {
    /// The year.
    year: i16,
}

/// Which plans.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Words of number or title.
    q: Option<String>,
    /// The unit's word in addresses.
    unit: Option<String>,
    /// Year.
    year: Option<i16>,
    /// `draft`, `issued`, `withdrawn`.
    state: Option<String>,
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let (read, edit, issuing) = (
        Access::SignedIn,
        Access::May(Action::EditPlan),
        Access::May(Action::IssuePlan),
    );
    let one = "/api/v1/plans/{plan}";
    api.about("Kế hoạch")
        .get(
            "/api/v1/plans",
            read,
            ("listPlans", "Các kế hoạch được xem"),
            list,
        )
        .post(
            "/api/v1/plans",
            edit,
            ("createPlan", "Soạn kế hoạch mới"),
            create,
        )
        .get(
            one,
            read,
            (
                "showPlan",
                "Một kế hoạch: phần đầu, căn cứ, nơi nhận, điểm cần lưu ý",
            ),
            show,
        )
        .change(
            Method::PATCH,
            one,
            edit,
            ("changePlan", "Sửa phần đầu của kế hoạch"),
            change,
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
        .post(
            "/api/v1/plans/{plan}/copies",
            edit,
            ("copyPlan", "Sao sang năm khác thành dự thảo"),
            copy,
        )
}

pub(super) fn shape(plan: &Plan) -> PlanShape {
    PlanShape {
        id: plan.id.to_string(),
        unit: plan.unit_slug.clone(),
        year: plan.year,
        kind: plan.kind.clone(),
        reference: plan.reference.clone(),
        issued_on: plan.issued_on.map(|day| day.to_string()),
        place: plan.place.clone(),
        issuer: plan.issuer.clone(),
        title: plan.title.clone(),
        signatory: plan.signatory.clone(),
        state: plan.state.name(),
        framework: plan.framework.as_ref().map(ToString::to_string),
        origin: plan.origin.clone(),
        created_at: plan.created_at.clone(),
        version: plan.version,
    }
}

fn whole(sheet: &Sheet) -> PlanSheet {
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

async fn list(ask: Ask<Nothing, Wanted>) -> Result<Many<PlanListed>, Failure> {
    let asked = &ask.query;
    let state = asked
        .state
        .as_ref()
        .map(|state| field("state", state, State::parse(state)))
        .transpose()?;
    let wanted = plan::Wanted {
        words: asked.q.clone().unwrap_or_default(),
        unit: asked.unit.clone(),
        year: asked.year,
        state,
    };
    let all = plan::list(ask.app(), ask.actor(), &wanted).await?;
    let shapes = all.into_iter().map(|listed| PlanListed {
        plan: shape(&listed.plan),
        rows: listed.rows,
        done: listed.done,
        late: listed.late,
        max_points: decimal(listed.points.as_ref()),
        max_points_exact: fraction(listed.points.as_ref()),
    });
    let page = (asked.limit, asked.after.as_deref());
    ask.page(shapes.collect(), page, |listed: &PlanListed| {
        &listed.plan.id
    })
}

async fn show(ask: Ask) -> Result<One<PlanSheet>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let sheet = plan::sheet(ask.app(), ask.actor(), &id).await?;
    Ok(One::at(sheet.plan.version, whole(&sheet)))
}

async fn create(ask: Ask<Body<PlanToMake>>) -> Result<Created<PlanShape>, Failure> {
    let Body(asked) = &ask.body;
    let unit = unit::by_slug(ask.app(), ask.actor(), &asked.unit).await?;
    let document = OfficialDocument {
        kind: Some(asked.kind.clone().unwrap_or_else(|| "Kế hoạch".to_owned())),
        reference: asked.reference.clone(),
        date: date("/issued_on", asked.issued_on.as_deref())?,
        place: asked.place.clone(),
        issuer: asked.issuer.clone(),
        title: Some(asked.title.clone()),
        ..OfficialDocument::default()
    };
    let id = plan::create(ask.app(), ask.actor(), unit.id, (asked.year, document)).await?;
    made(ask.app(), ask.actor(), &id).await
}

async fn copy(ask: Ask<Body<CopyToMake>>) -> Result<Created<PlanShape>, Failure> {
    let from = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let id = plan::copy(ask.app(), ask.actor(), &from, ask.body.0.year).await?;
    made(ask.app(), ask.actor(), &id).await
}

async fn made(app: &App, actor: &Actor, id: &PlanId) -> Result<Created<PlanShape>, Failure> {
    let plan = plan::head(app, actor, id).await?;
    let location = format!("/api/v1/plans/{id}");
    Ok(Created {
        location,
        one: One::at(plan.version, shape(&plan)),
    })
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

fn basis((at, sent): (usize, &LegalBasis)) -> Result<domain::plan::LegalBasis, Failure> {
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

fn recipient(sent: &Recipient) -> domain::plan::Recipient {
    domain::plan::Recipient {
        name: sent.name.clone(),
        purpose: sent.purpose.clone(),
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
