//! `/ke-hoach/{id}/dong/{row}/phan-cong`: someone is added to a row, ended, or replaced.

use app::plan::{self, Role, Seen};
use app::{AssignmentId, Error, Noun, PartyId};
use axum::extract::{Path, State};
use serde::Deserialize;

use crate::pages::on_to;
use crate::web::{Answer, Typed, Visitor, Web};

/// What is typed. With an assignment, that one ends and the party takes it over.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    assignment: String,
    party: String,
    role: String,
    reason: String,
    version: String,
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(ids): Path<(String, String)>,
    Typed(form): Typed<Form>,
) -> Answer {
    let (plan, row) = super::ids(&ids)?;
    match change(&web, &visitor, ((&plan, &row), form)).await {
        Ok(()) => on_to(&format!("/ke-hoach/{plan}/dong/{row}#phan-cong")),
        Err(error) => super::row::again(&web, &visitor, (ids, error)).await,
    }
}

async fn change(
    web: &Web,
    visitor: &Visitor,
    ((plan, row), form): ((&app::PlanId, &app::RowId), Form),
) -> Result<(), Error> {
    let actor = &visitor.actor;
    let party = PartyId::parse(&form.party);
    if form.assignment.is_empty() {
        let party = party.ok_or(plan::Refusal::NoParty)?;
        let role = Role::parse(&form.role).unwrap_or(Role::Lead);
        return plan::assign(&web.app, actor, (plan, row), (role, party, &form.reason)).await;
    }
    let id = AssignmentId::parse(&form.assignment).ok_or(Error::NotFound(Noun::Assignment))?;
    let seen = Seen {
        version: form.version.parse().unwrap_or(0),
        reason: form.reason,
    };
    plan::end(&web.app, actor, (plan, row, &id), (seen, party)).await
}
