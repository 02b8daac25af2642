//! Putting a proof away asks first; bringing it back does not.

use app::evidence::{self, Shown};
use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;

use super::{frame, id};
use crate::pages::{filters, on_to, shown};
use crate::web::{Answer, Failure, Frame, Typed, Visitor, Web};
use domain::authority::Action;

#[derive(Template)]
#[template(path = "evidence/put_away.html")]
struct Page {
    frame: Frame,
    base: String,
    one: Shown,
}

/// What the button sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    version: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(text): Path<String>,
) -> Answer {
    let one = evidence::show(&web.app, &visitor.actor, &id(&text)?).await?;
    if !one.rights.edit {
        return Err(Failure::NotAllowed(Action::ManageEvidence));
    }
    let frame = frame(&web, &visitor, &one.unit).await?;
    shown(&Page {
        base: format!("{}/minh-chung", frame.here.path()),
        frame,
        one,
    })
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(text): Path<String>,
    Typed(typed): Typed<Form>,
) -> Answer {
    let id = id(&text)?;
    let version = typed.version.parse().unwrap_or(0);
    evidence::put_away(&web.app, &visitor.actor, &id, version).await?;
    on_to(&format!("/minh-chung/{id}"))
}

pub(super) async fn restore(
    State(web): State<Web>,
    visitor: Visitor,
    Path(text): Path<String>,
    Typed(typed): Typed<Form>,
) -> Answer {
    let id = id(&text)?;
    let version = typed.version.parse().unwrap_or(0);
    evidence::restore(&web.app, &visitor.actor, &id, version).await?;
    on_to(&format!("/minh-chung/{id}"))
}
