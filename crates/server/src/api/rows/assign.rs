//! Who does a row.

use app::plan::{self, Role, Seen};
use app::{AssignmentId, Noun, PartyId};
use axum::http::Method;
use domain::authority::Action;
use serde::Deserialize;
use utoipa::ToSchema;

use super::shape::{AssignmentShape, RowShape, shape, who};
use super::{Why, ids};
use crate::api::wire::{Api, Ask, Body, Done, Nothing, One, field};
use crate::web::{Access, Failure};

/// Who is to do a row.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AssignmentToMake {
    /// Reason or legal basis; needed once the plan is issued.
    #[serde(default)]
    reason: String,
    /// `lead`, `supporting`, `outside_lead`.
    pub(super) role: String,
    /// Id of the party.
    pub(super) party: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let edit = Access::May(Action::EditPlan);
    let does = "/api/v1/plans/{plan}/rows/{row}/assignments/{assignment}";
    api.post(
        "/api/v1/plans/{plan}/rows/{row}/assignments",
        edit,
        ("assignRow", "Giao thêm người thực hiện"),
        assign,
    )
    .get(
        does,
        Access::SignedIn,
        ("showAssignment", "Một phân công"),
        assignment,
    )
    .change(
        Method::DELETE,
        does,
        edit,
        ("endAssignment", "Thôi giao"),
        end,
    )
}

async fn assign(ask: Ask<Body<AssignmentToMake>>) -> Result<One<RowShape>, Failure> {
    let (plan, row) = ids(&ask)?;
    let Body(asked) = &ask.body;
    let role = field("/role", &asked.role, Role::parse(&asked.role))?;
    let party = field("/party", &asked.party, PartyId::parse(&asked.party))?;
    plan::assign(
        ask.app(),
        ask.actor(),
        (&plan, &row),
        (role, party, &asked.reason),
    )
    .await?;
    let after = plan::row_sheet(ask.app(), ask.actor(), (&plan, &row)).await?;
    Ok(One::at(
        after.row.version,
        shape(&after.row, &after.assigned),
    ))
}

async fn assignment(ask: Ask) -> Result<One<AssignmentShape>, Failure> {
    let (plan, row) = ids(&ask)?;
    let id = ask.id("assignment", AssignmentId::parse, Noun::Assignment)?;
    let sheet = plan::row_sheet(ask.app(), ask.actor(), (&plan, &row)).await?;
    let found = sheet
        .assigned
        .iter()
        .find(|one| one.id == id && one.ended_at.is_none());
    let found = found.ok_or(Failure::NotFound(Noun::Assignment))?;
    Ok(One::at(found.version, who(found)))
}

async fn end(ask: Ask<Nothing, Why>) -> Result<Done, Failure> {
    let (plan, row) = ids(&ask)?;
    let id = ask.id("assignment", AssignmentId::parse, Noun::Assignment)?;
    let seen = Seen {
        version: ask.version()?,
        reason: ask.query.reason.clone().unwrap_or_default(),
    };
    plan::end(ask.app(), ask.actor(), (&plan, &row, &id), (seen, None)).await?;
    Ok(Done)
}
