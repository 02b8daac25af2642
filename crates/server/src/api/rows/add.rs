//! Rows are added to an annex.

use app::plan::{self, NewAssignment, Role, TypedRow};
use app::{Noun, PartyId, PlanId, RowId};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::assign::AssignmentToMake;
use super::fields::{RowChange, blank, fields};
use crate::api::wire::{Api, Ask, Body, Created, One, field};
use crate::web::{Access, Failure};

/// Rows to be added to an annex.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RowsToAdd {
    /// Reason or legal basis; needed once the plan is issued.
    #[serde(default)]
    reason: String,
    /// Phụ lục.
    #[serde(default)]
    annex: String,
    /// Id of the row after which they stand; at the end unless said.
    after: Option<String>,
    /// The rows.
    rows: Vec<RowToAdd>,
}

/// A row to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RowToAdd {
    /// Its fields; `title` is needed, `reason` is not looked at.
    fields: RowChange,
    /// Who does it.
    #[serde(default)]
    assignments: Vec<AssignmentToMake>,
}

/// The rows that were added.
#[derive(Serialize, ToSchema)]
struct AddedRows {
    /// Their ids, in order.
    ids: Vec<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.post(
        "/api/v1/plans/{plan}/rows",
        Access::May(Action::EditPlan),
        ("addRows", "Thêm dòng vào phụ lục"),
        add,
    )
}

async fn add(ask: Ask<Body<RowsToAdd>>) -> Result<Created<AddedRows>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let Body(asked) = &ask.body;
    let after = asked
        .after
        .as_ref()
        .map(|row| field("/after", row, RowId::parse(row)))
        .transpose()?;
    let typed = asked
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| typed(&format!("/rows/{at}"), row));
    let typed = typed.collect::<Result<Vec<_>, Failure>>()?;
    let place = (&id, asked.annex.as_str(), after.as_ref());
    let made = plan::add_rows(ask.app(), ask.actor(), place, (typed, &asked.reason)).await?;
    let ids = made.iter().map(ToString::to_string).collect();
    Ok(Created {
        location: format!("/api/v1/plans/{id}/rows"),
        one: One::of(AddedRows { ids }),
    })
}

fn typed(at: &str, row: &RowToAdd) -> Result<TypedRow, Failure> {
    let assignments = row.assignments.iter().enumerate().map(|(nth, one)| {
        let at = format!("{at}/assignments/{nth}");
        Ok(NewAssignment {
            role: field(&format!("{at}/role"), &one.role, Role::parse(&one.role))?,
            party: field(
                &format!("{at}/party"),
                &one.party,
                PartyId::parse(&one.party),
            )?,
            named: String::new(),
        })
    });
    Ok(TypedRow {
        fields: fields(&format!("{at}/fields"), &row.fields, blank())?,
        assignments: assignments.collect::<Result<_, Failure>>()?,
    })
}
