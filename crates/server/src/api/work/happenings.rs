//! What was done of a row, time after time.

use app::assignment::{self, Keep};
use app::{HappeningId, Noun};
use axum::http::Method;
use domain::authority::Action;
use serde::Deserialize;
use utoipa::ToSchema;

use super::panel;
use super::shape::{HappeningShape, Made, done};
use crate::api::wire::{Api, Ask, Body, Created, Done, One, field};
use crate::web::{Access, Failure};

/// Something that was done.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HappeningToAdd {
    /// When.
    #[schema(format = Date)]
    on: String,
    /// What.
    #[serde(default)]
    note: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let work = Access::May(Action::DoWork);
    let did = "/api/v1/plans/{plan}/rows/{row}/happenings/{happening}";
    api.post(
        "/api/v1/plans/{plan}/rows/{row}/happenings",
        work,
        ("addHappening", "Ghi một lần đã làm"),
        happened,
    )
    .get(
        did,
        Access::SignedIn,
        ("showHappening", "Một lần đã làm"),
        happening,
    )
    .change(
        Method::DELETE,
        did,
        work,
        ("removeHappening", "Bỏ ghi nhận một lần đã làm"),
        unhappened,
    )
    .post(
        "/api/v1/plans/{plan}/rows/{row}/happenings/{happening}/restore",
        work,
        ("restoreHappening", "Ghi nhận lại một lần đã bỏ"),
        happened_after_all,
    )
}

async fn happened(ask: Ask<Body<HappeningToAdd>>) -> Result<Created<Made>, Failure> {
    let row = panel(&ask).await?.row;
    let Body(asked) = &ask.body;
    let on = field("/on", &asked.on, asked.on.parse().ok())?;
    let id = assignment::record_happening(ask.app(), ask.actor(), &row.id, on, &asked.note).await?;
    let location = format!("/api/v1/plans/{}/rows/{}/happenings/{id}", row.plan, row.id);
    Ok(Created {
        location,
        one: One::of(Made { id: id.to_string() }),
    })
}

async fn happening(ask: Ask) -> Result<One<HappeningShape>, Failure> {
    let id = ask.id("happening", HappeningId::parse, Noun::Occurrence)?;
    let panel = panel(&ask).await?;
    let found = panel.happenings.iter().find(|one| one.id == id);
    let found = found.ok_or(Failure::NotFound(Noun::Occurrence))?;
    let version = if found.removed_at.is_some() { 2 } else { 1 };
    Ok(One::at(version, done(found)))
}

async fn unhappened(ask: Ask) -> Result<Done, Failure> {
    ask.version()?;
    kept(&ask, Keep::No).await
}

async fn happened_after_all(ask: Ask) -> Result<Done, Failure> {
    kept(&ask, Keep::Yes).await
}

async fn kept(ask: &Ask, keep: Keep) -> Result<Done, Failure> {
    let id = ask.id("happening", HappeningId::parse, Noun::Occurrence)?;
    let known = panel(ask).await?.happenings.iter().any(|one| one.id == id);
    if !known {
        return Err(Failure::NotFound(Noun::Occurrence));
    }
    assignment::keep_happening(ask.app(), ask.actor(), &id, keep).await?;
    Ok(Done)
}
