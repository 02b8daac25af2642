//! `/api/v1/plans/{plan}/rows/{row}/work`: how far a row is, what is due, what was done; one's own
//! tasks and calendar.

mod calendar;
mod events;
mod happenings;
mod shape;
mod status;
mod tasks;

use app::assignment::{self, Panel};
use app::{Noun, PlanId, RowId};
use serde::de::DeserializeOwned;

use super::wire::{Api, Ask, Sent};
use crate::web::Failure;

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let topics = [
        tasks::routes,
        calendar::routes,
        status::routes,
        happenings::routes,
        events::routes,
    ];
    topics
        .into_iter()
        .fold(api.about("Tiến độ"), |api, topic| topic(api))
}

/// The row's panel, if it is a row of that plan.
async fn panel<B: Sent, Q: DeserializeOwned>(ask: &Ask<B, Q>) -> Result<Panel, Failure> {
    let plan = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let row = ask.id("row", RowId::parse, Noun::Row)?;
    let panel = assignment::panel(ask.app(), ask.actor(), &row).await?;
    if panel.row.plan != plan {
        return Err(Failure::NotFound(Noun::Row));
    }
    Ok(panel)
}
