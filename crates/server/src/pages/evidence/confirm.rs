//! «Xác nhận đúng»: what was read from the file stands as it is.

use app::evidence::{self, Correction};
use axum::extract::{Path, State};
use serde::Deserialize;

use super::id;
use crate::pages::on_to;
use crate::web::{Answer, Typed, Visitor, Web};

/// What the button sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    version: String,
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(text): Path<String>,
    Typed(typed): Typed<Form>,
) -> Answer {
    let id = id(&text)?;
    let now = evidence::show(&web.app, &visitor.actor, &id)
        .await?
        .evidence;
    // The version that the person saw, so that a later change is not confirmed unseen.
    let version = typed.version.parse().unwrap_or(0);
    let said = Correction {
        facts: now.facts,
        visibility: now.visibility,
        version,
    };
    evidence::edit(&web.app, &visitor.actor, &id, said).await?;
    on_to(&format!("/minh-chung/{id}"))
}
