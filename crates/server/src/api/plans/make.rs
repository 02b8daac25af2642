//! A plan is typed anew, or copied from the year before.

use app::plan::{self, Copied};
use app::{Actor, App, Noun, PlanId, unit};
use domain::authority::Action;
use domain::plan::OfficialDocument;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::{PlanShape, shape};
use crate::api::shape::date;
use crate::api::wire::{Api, Ask, Body, Created, Nothing, One};
use crate::web::{Access, Failure};

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

/// For which year.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CopyToMake {
    /// The year.
    year: i16,
}

/// What a copy would be.
#[derive(Serialize, ToSchema)]
struct CopyProposed {
    /// The year.
    year: i16,
    /// The plan's title in it.
    title: String,
    /// Rows.
    rows: usize,
    /// Rows that become others: dates moved, or somebody gone.
    changed: Vec<RowProposed>,
}

/// A row that becomes another.
#[derive(Serialize, ToSchema)]
struct RowProposed {
    /// Id of the row it comes from.
    from: String,
    /// Code.
    code: Option<String>,
    /// Title in the new year.
    title: String,
    /// Deadline in the new year.
    deadline_text: Option<String>,
    /// The day that binds in place of the text's.
    #[schema(format = Date)]
    effective_due: Option<String>,
    /// Names of those who no longer exist and would not do it.
    gone: Vec<String>,
}

/// Which copy.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CopyWanted {
    /// The year; the next one unless said.
    year: Option<i16>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let edit = Access::May(Action::EditPlan);
    api.post(
        "/api/v1/plans",
        edit,
        ("createPlan", "Soạn kế hoạch mới"),
        create,
    )
    .get(
        "/api/v1/plans/{plan}/copies",
        edit,
        (
            "previewCopy",
            "Bản sao sang năm khác sẽ thế nào: dòng đổi ngày, người không còn; không ghi",
        ),
        would_copy,
    )
    .post(
        "/api/v1/plans/{plan}/copies",
        edit,
        ("copyPlan", "Sao sang năm khác thành dự thảo"),
        copy,
    )
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

async fn would_copy(ask: Ask<Nothing, CopyWanted>) -> Result<One<CopyProposed>, Failure> {
    let from = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let year = match ask.query.year {
        Some(year) => year,
        None => plan::head(ask.app(), ask.actor(), &from).await?.year + 1,
    };
    let copy = plan::propose_copy(ask.app(), ask.actor(), &from, year).await?;
    let changed = copy.rows.iter().filter(|row| row.is_changed());
    Ok(One::of(CopyProposed {
        year: copy.year,
        rows: copy.rows.len(),
        changed: changed.map(proposed).collect(),
        title: copy.title,
    }))
}

fn proposed(row: &Copied) -> RowProposed {
    RowProposed {
        from: row.from.row.id.to_string(),
        code: row.fields.code.clone(),
        title: row.fields.title.clone(),
        deadline_text: row.fields.deadline_text.clone(),
        effective_due: row.fields.effective_due.map(|day| day.to_string()),
        gone: row.gone.clone(),
    }
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
