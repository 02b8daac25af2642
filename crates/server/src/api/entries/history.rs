//! What stands around an entry: its changes, its figures of other periods, who is responsible.

use app::figure;
use domain::authority::Action;
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::{Of, grid};
use crate::api::wire::{Api, Ask, Nothing, One};
use crate::web::{Access, Failure};

/// What stands around an entry.
#[derive(Serialize, ToSchema)]
struct EntryHistory {
    /// Changes, newest first.
    changes: Vec<EntryChange>,
    /// Its figures of other periods, newest first.
    earlier: Vec<EarlierFigure>,
    /// Who is responsible, leads first.
    responsible: Vec<ResponsibleShape>,
}

/// A change of an entry.
#[derive(Serialize, ToSchema)]
struct EntryChange {
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Who.
    by: String,
    /// The fields before.
    #[schema(value_type = Object)]
    before: Json,
    /// The fields after.
    #[schema(value_type = Object)]
    after: Json,
}

/// A figure of another period.
#[derive(Serialize, ToSchema)]
struct EarlierFigure {
    /// The period's word in addresses.
    period: String,
    /// Which figure.
    key: String,
    /// Its value.
    value: Option<String>,
    /// `estimate`, `provisional`, `final`.
    state: &'static str,
}

/// Someone responsible.
#[derive(Serialize, ToSchema)]
#[schema(as = Responsible)]
struct ResponsibleShape {
    /// Who.
    name: String,
    /// `lead`, `supporting`, `outside_lead`.
    role: String,
    /// Id of the plan.
    plan: String,
    /// Id of the row.
    row: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/units/{unit}/periods/{period}/entries/{code}/history",
        Access::May(Action::ReadFigures),
        (
            "showEntryHistory",
            "Lịch sử một chỉ số, số liệu kỳ khác, ai chịu trách nhiệm",
        ),
        history,
    )
}

async fn history(ask: Ask<Nothing, Of>) -> Result<One<EntryHistory>, Failure> {
    let grid = grid(&ask, ask.query.framework.as_ref()).await?;
    let entry = figure::by_code(&grid, ask.word("code"))?;
    let place = (ask.unit().await?, ask.period().await?);
    let around = figure::around(ask.app(), ask.actor(), (&place.0, &place.1), entry).await?;
    let json = |text: &str| serde_json::from_str(text).unwrap_or(Json::Null);
    let changes = around.changes.iter().map(|one| EntryChange {
        at: one.at.clone(),
        by: one.by.clone(),
        before: json(&one.before),
        after: json(&one.after),
    });
    let earlier = around.earlier.iter().map(|one| EarlierFigure {
        period: one.code.clone(),
        key: one.value.key.clone(),
        value: one.value.value.clone(),
        state: one.value.state.name(),
    });
    let responsible = around.responsible.iter().map(|one| ResponsibleShape {
        name: one.name.clone(),
        role: one.role.clone(),
        plan: one.plan.clone(),
        row: one.row.clone(),
    });
    Ok(One::of(EntryHistory {
        changes: changes.collect(),
        earlier: earlier.collect(),
        responsible: responsible.collect(),
    }))
}
