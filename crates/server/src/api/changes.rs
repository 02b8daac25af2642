//! What happened to a plan and to a row; removed rows; one change to many rows, all or none.

use app::plan::{self, Bulk, Happened, Role, Triage};
use app::{Noun, PartyId, PlanId, RowId};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::date;
use super::wire::{Api, Ask, Body, Many, One, Sent, field};
use crate::web::{Access, Failure};

/// Rows that are changed together.
const ROWS_MAX: usize = 500;

/// Something that happened.
#[derive(Serialize, ToSchema)]
struct PlanEvent {
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Who, as they were called then.
    who: String,
    /// `plan_row.amended`.
    kind: String,
    /// `plan`, `plan_row`.
    subject_kind: String,
    /// Its id.
    subject_id: String,
    /// What it was called then.
    subject_name: String,
    /// Why, where it was said.
    reason: Option<String>,
    /// Fields that changed.
    fields: Vec<FieldChange>,
}

/// A field before and after.
#[derive(Serialize, ToSchema)]
struct FieldChange {
    /// Its name.
    field: String,
    /// Before.
    before: Option<String>,
    /// After.
    after: Option<String>,
}

/// A row that was taken away.
#[derive(Serialize, ToSchema)]
struct RemovedRow {
    /// Id.
    id: String,
    /// Code.
    code: Option<String>,
    /// Title.
    title: String,
    /// Since when.
    #[schema(format = DateTime)]
    removed_at: Option<String>,
    /// For `If-Match`, to bring it back.
    version: i32,
}

/// One change to many rows: one of `assign`, `due`, `triage`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RowsChange {
    /// The rows, each in the version that was read.
    rows: Vec<RowRead>,
    /// Reason or legal basis; needed once the plan is issued.
    #[serde(default)]
    reason: String,
    /// Someone more does them.
    assign: Option<WhoToAssign>,
    /// The last day that counts; empty: the text's own again.
    due: Option<String>,
    /// `leads`, `supports`, `not_ours`, `undecided`.
    triage: Option<String>,
}

/// A row as it was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RowRead {
    /// Id.
    id: String,
    /// The version that was read.
    version: i32,
}

/// Who does rows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WhoToAssign {
    /// `lead`, `supporting`, `outside_lead`.
    role: String,
    /// Id of the party.
    party: String,
}

/// What was changed.
#[derive(Serialize, ToSchema)]
struct RowsChanged {
    /// Rows that are others now.
    changed: usize,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let (read, edit) = (Access::SignedIn, Access::May(Action::EditPlan));
    api.about("Kế hoạch")
        .get(
            "/api/v1/plans/{plan}/history",
            read,
            (
                "showPlanHistory",
                "Lịch sử kế hoạch và các dòng, mới nhất trước",
            ),
            history,
        )
        .about("Dòng việc")
        .get(
            "/api/v1/plans/{plan}/removed-rows",
            read,
            ("listRemovedRows", "Các dòng đã gỡ"),
            removed,
        )
        .get(
            "/api/v1/plans/{plan}/rows/{row}/history",
            read,
            ("showRowHistory", "Lịch sử một dòng, mới nhất trước"),
            row_history,
        )
        .post(
            "/api/v1/plans/{plan}/row-changes",
            edit,
            (
                "changeRows",
                "Sửa nhiều dòng một lần: giao thêm, đặt hạn, phân loại; tất cả hoặc không dòng nào",
            ),
            change,
        )
}

async fn head<B: Sent>(ask: &Ask<B>) -> Result<plan::Plan, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    Ok(plan::head(ask.app(), ask.actor(), &id).await?)
}

fn event(one: Happened) -> PlanEvent {
    let fields = one
        .fields
        .into_iter()
        .map(|(field, before, after)| FieldChange {
            field,
            before,
            after,
        });
    PlanEvent {
        at: one.at,
        who: one.who,
        kind: one.kind,
        subject_kind: one.subject_kind,
        subject_id: one.subject_id,
        subject_name: one.subject_name,
        reason: one.reason,
        fields: fields.collect(),
    }
}

async fn history(ask: Ask) -> Result<Many<PlanEvent>, Failure> {
    let plan = head(&ask).await?;
    let all = plan::history(ask.app(), ask.actor(), &plan).await?;
    Ok(Many::all(all.into_iter().map(event).collect()))
}

async fn row_history(ask: Ask) -> Result<Many<PlanEvent>, Failure> {
    let plan = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let row = ask.id("row", RowId::parse, Noun::Row)?;
    let sheet = plan::row_sheet(ask.app(), ask.actor(), (&plan, &row)).await?;
    Ok(Many::all(sheet.history.into_iter().map(event).collect()))
}

async fn removed(ask: Ask) -> Result<Many<RemovedRow>, Failure> {
    let plan = head(&ask).await?;
    let all = plan::removed(ask.app(), &plan).await?;
    let all = all.into_iter().map(|row| RemovedRow {
        id: row.id.to_string(),
        code: row.code,
        title: row.title,
        removed_at: row.removed_at,
        version: row.version,
    });
    Ok(Many::all(all.collect()))
}

async fn change(ask: Ask<Body<RowsChange>>) -> Result<One<RowsChanged>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let Body(asked) = &ask.body;
    let few = asked.rows.len() <= ROWS_MAX;
    field("/rows", &asked.rows.len().to_string(), few.then_some(()))?;
    let rows = asked.rows.iter().enumerate().map(|(at, row)| {
        let id = field(&format!("/rows/{at}/id"), &row.id, RowId::parse(&row.id))?;
        Ok((id, row.version))
    });
    let rows = rows.collect::<Result<Vec<_>, Failure>>()?;
    let (bulk, why) = (bulk(asked)?, asked.reason.as_str());
    let changed = plan::apply(ask.app(), ask.actor(), &id, (&bulk, &rows, why)).await?;
    Ok(One::of(RowsChanged { changed }))
}

fn bulk(asked: &RowsChange) -> Result<Bulk, Failure> {
    match (&asked.assign, &asked.due, &asked.triage) {
        (Some(who), None, None) => Ok(Bulk::Assign {
            role: field("/assign/role", &who.role, Role::parse(&who.role))?,
            party: field("/assign/party", &who.party, PartyId::parse(&who.party))?,
        }),
        (None, Some(day), None) if day.is_empty() => Ok(Bulk::Due(None)),
        (None, Some(day), None) => Ok(Bulk::Due(date("/due", Some(day))?)),
        (None, None, Some(word)) => {
            let triage = field("/triage", word, Triage::parse(word))?;
            Ok(Bulk::Triage(triage))
        }
        _ => field("", "assign, due, triage", None),
    }
}
