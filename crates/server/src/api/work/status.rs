//! How far a row is, and the next step.

use app::AssignmentId;
use app::assignment::{self, Change};
use axum::http::Method;
use domain::authority::Action;
use domain::work::Status;
use serde::Deserialize;
use utoipa::ToSchema;

use super::panel;
use super::shape::{Work, shape};
use crate::api::wire::{Api, Ask, Body, One, field};
use crate::web::{Access, Failure};

/// How far it is now.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct StatusChange {
    /// See `Work.status`.
    status: String,
    /// Id of the part; the row's own, that is of its lead, unless said. Its version stands in the
    /// body then.
    assignment: Option<String>,
    /// The part's version.
    assignment_version: Option<i32>,
    /// Why; sending back and «not applicable» need it.
    #[serde(default)]
    note: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let one = "/api/v1/plans/{plan}/rows/{row}/work";
    api.get(
        one,
        Access::SignedIn,
        (
            "showWork",
            "Trạng thái, mốc thời hạn, những lần đã làm của dòng việc",
        ),
        show,
    )
    // Appraisers change a status too; the use case asks who may take which step.
    .change(
        Method::PATCH,
        one,
        Access::May(Action::Read),
        ("changeStatus", "Cập nhật trạng thái"),
        change,
    )
}

async fn show(ask: Ask) -> Result<One<Work>, Failure> {
    let panel = panel(&ask).await?;
    Ok(One::at(panel.row.version, shape(&panel)))
}

async fn change(ask: Ask<Body<StatusChange>>) -> Result<One<Work>, Failure> {
    let before = panel(&ask).await?;
    let Body(asked) = &ask.body;
    let row_version = ask.version()?;
    let member = asked.assignment.as_ref();
    let member = member
        .map(|id| field("/assignment", id, AssignmentId::parse(id)))
        .transpose()?;
    let version = match &member {
        Some(_) => field("/assignment_version", "", asked.assignment_version)?,
        None => row_version,
    };
    let change = Change {
        member,
        to: field("/status", &asked.status, Status::parse(&asked.status))?,
        version,
        note: asked.note.clone(),
    };
    assignment::change_status(ask.app(), ask.actor(), &before.row.id, change).await?;
    let after = panel(&ask).await?;
    Ok(One::at(after.row.version, shape(&after)))
}
