//! Events that start a clock: «trong 10 ngày kể từ ngày nhận văn bản».

use app::assignment::{self, Brought};
use app::{Noun, OccurrenceId};
use axum::http::Method;
use domain::authority::Action;
use serde::Deserialize;
use utoipa::ToSchema;

use super::panel;
use super::shape::{DueShape, Made, due};
use crate::api::wire::{Api, Ask, Body, Created, Done, One, field};
use crate::web::{Access, Failure};

/// An event that starts a clock.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EventToAdd {
    /// When.
    #[schema(format = Date)]
    on: String,
    /// Number of the document that brought it.
    #[serde(default)]
    reference: String,
    /// What was asked.
    #[serde(default)]
    note: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let work = Access::May(Action::DoWork);
    let began = "/api/v1/plans/{plan}/rows/{row}/events/{event}";
    api.post(
        "/api/v1/plans/{plan}/rows/{row}/events",
        work,
        ("addEvent", "Ghi sự kiện làm bắt đầu thời hạn"),
        started,
    )
    .get(
        began,
        Access::SignedIn,
        ("showEvent", "Một mốc thời hạn"),
        event,
    )
    .change(
        Method::DELETE,
        began,
        work,
        ("removeEvent", "Bỏ ghi nhận sự kiện"),
        stopped,
    )
}

async fn started(ask: Ask<Body<EventToAdd>>) -> Result<Created<Made>, Failure> {
    let row = panel(&ask).await?.row;
    let Body(asked) = &ask.body;
    let on = field("/on", &asked.on, asked.on.parse().ok())?;
    let brought = Brought {
        reference: asked.reference.clone(),
        note: asked.note.clone(),
    };
    let id = assignment::record_event(ask.app(), ask.actor(), &row.id, on, &brought).await?;
    let location = format!("/api/v1/plans/{}/rows/{}/events/{id}", row.plan, row.id);
    Ok(Created {
        location,
        one: One::of(Made { id: id.to_string() }),
    })
}

async fn event(ask: Ask) -> Result<One<DueShape>, Failure> {
    let id = ask.id("event", OccurrenceId::parse, Noun::Occurrence)?;
    let panel = panel(&ask).await?;
    let found = panel
        .dues
        .iter()
        .find(|one| one.id == id && one.event.is_some());
    found
        .map(|one| One::at(1, due(one)))
        .ok_or(Failure::NotFound(Noun::Occurrence))
}

async fn stopped(ask: Ask) -> Result<Done, Failure> {
    let id = ask.id("event", OccurrenceId::parse, Noun::Occurrence)?;
    let known = panel(&ask).await?.dues.iter().any(|one| one.id == id);
    ask.version()?;
    if !known {
        return Err(Failure::NotFound(Noun::Occurrence));
    }
    assignment::remove_event(ask.app(), ask.actor(), &id).await?;
    Ok(Done)
}
