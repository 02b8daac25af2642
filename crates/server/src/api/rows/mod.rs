//! `/api/v1/plans/{plan}/rows`: a plan's rows and who does them.

mod add;
mod assign;
mod change;
mod fields;
mod list;
mod shape;

use app::{Noun, PlanId, RowId};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::wire::{Api, Ask, Sent};
use crate::web::Failure;

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Why {
    /// Reason or legal basis; needed once the plan is issued.
    reason: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let topics = [list::routes, add::routes, change::routes, assign::routes];
    topics
        .into_iter()
        .fold(api.about("Dòng việc"), |api, topic| topic(api))
}

fn ids<B: Sent, Q: DeserializeOwned>(ask: &Ask<B, Q>) -> Result<(PlanId, RowId), Failure> {
    let plan = ask.id("plan", PlanId::parse, Noun::Plan)?;
    Ok((plan, ask.id("row", RowId::parse, Noun::Row)?))
}
