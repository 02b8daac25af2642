//! A row is changed, moved, put away and brought back.

use app::RowId;
use app::plan::{self, RowFields, Seen, To};
use axum::http::Method;
use domain::authority::Action;
use serde::Deserialize;
use utoipa::ToSchema;

use super::fields::{RowChange, fields};
use super::shape::{RowShape, shape};
use super::{Why, ids};
use crate::api::wire::{Api, Ask, Body, Done, Nothing, One, field};
use crate::web::{Access, Failure};

/// Where a row is to stand: `up`, `down`, or the id of the row before it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Move {
    /// Reason or legal basis; needed once the plan is issued.
    #[serde(default)]
    reason: String,
    /// Where to.
    to: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let edit = Access::May(Action::EditPlan);
    let one = "/api/v1/plans/{plan}/rows/{row}";
    api.change(Method::PATCH, one, edit, ("changeRow", "Sửa dòng"), change)
        .change(
            Method::DELETE,
            one,
            edit,
            ("removeRow", "Gỡ dòng; vẫn còn trong lịch sử"),
            remove,
        )
        .post(
            "/api/v1/plans/{plan}/rows/{row}/restore",
            edit,
            ("restoreRow", "Đưa dòng đã gỡ trở lại; cần If-Match"),
            restore,
        )
        .post(
            "/api/v1/plans/{plan}/rows/{row}/moves",
            edit,
            ("moveRow", "Chuyển chỗ dòng"),
            shift,
        )
}

async fn change(ask: Ask<Body<RowChange>>) -> Result<One<RowShape>, Failure> {
    let (plan, row) = ids(&ask)?;
    let seen = Seen {
        version: ask.version()?,
        reason: ask.body.0.reason.clone(),
    };
    let before = plan::row_sheet(ask.app(), ask.actor(), (&plan, &row)).await?;
    let fields = fields("", &ask.body.0, RowFields::of(&before.row))?;
    plan::edit_row(ask.app(), ask.actor(), (&plan, &row), (seen, fields)).await?;
    let after = plan::row_sheet(ask.app(), ask.actor(), (&plan, &row)).await?;
    Ok(One::at(
        after.row.version,
        shape(&after.row, &after.assigned),
    ))
}

async fn remove(ask: Ask<Nothing, Why>) -> Result<Done, Failure> {
    let (plan, row) = ids(&ask)?;
    let seen = Seen {
        version: ask.version()?,
        reason: ask.query.reason.clone().unwrap_or_default(),
    };
    plan::remove(ask.app(), ask.actor(), (&plan, &row), seen).await?;
    Ok(Done)
}

async fn restore(ask: Ask<Nothing, Why>) -> Result<Done, Failure> {
    let (plan, row) = ids(&ask)?;
    let seen = Seen {
        version: ask.version()?,
        reason: ask.query.reason.clone().unwrap_or_default(),
    };
    plan::restore_row(ask.app(), ask.actor(), (&plan, &row), seen).await?;
    Ok(Done)
}

async fn shift(ask: Ask<Body<Move>>) -> Result<Done, Failure> {
    let (plan, row) = ids(&ask)?;
    let Body(asked) = &ask.body;
    let to = match asked.to.as_str() {
        "up" => To::Up,
        "down" => To::Down,
        id => To::After(field("/to", id, RowId::parse(id))?),
    };
    plan::shift(ask.app(), ask.actor(), (&plan, &row), (to, &asked.reason)).await?;
    Ok(Done)
}
