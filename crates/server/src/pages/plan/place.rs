//! `/ke-hoach/{id}/dong/{row}/vi-tri`: a row moves, is put away, is brought back.

use app::plan::{self, Seen, To};
use app::{Error, Noun};
use axum::extract::{Path, State};
use serde::Deserialize;

use crate::pages::on_to;
use crate::web::{Answer, Typed, Visitor, Web};

/// What is to become of it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    to: String,
    after: String,
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
    match change(&web, &visitor, ((&plan, &row), &form)).await {
        Ok(()) if form.to == "remove" => on_to(&format!("/ke-hoach/{plan}/lich-su")),
        Ok(()) => on_to(&format!("/ke-hoach/{plan}/dong/{row}")),
        Err(error) => super::row::again(&web, &visitor, (ids, error)).await,
    }
}

async fn change(
    web: &Web,
    visitor: &Visitor,
    (ids, form): ((&app::PlanId, &app::RowId), &Form),
) -> Result<(), Error> {
    let (app, actor) = (&web.app, &visitor.actor);
    let seen = || Seen {
        version: form.version.parse().unwrap_or(0),
        reason: form.reason.clone(),
    };
    let to = match form.to.as_str() {
        "remove" => return plan::remove(app, actor, ids, seen()).await,
        "restore" => return plan::restore_row(app, actor, ids, seen()).await,
        "up" => To::Up,
        "down" => To::Down,
        "after" => {
            let head = plan::head(app, actor, ids.0).await?;
            let lines = plan::rows(app, actor, &head).await?;
            let code = form.after.trim();
            let found = lines
                .into_iter()
                .find(|line| line.row.code.as_deref() == Some(code) || line.row.path == code);
            let found = found.ok_or_else(|| plan::Refusal::NoSuchCode {
                code: code.to_owned(),
            })?;
            To::After(found.row.id)
        }
        _ => return Err(Error::NotFound(Noun::Page)),
    };
    plan::shift(app, actor, ids, (to, &form.reason)).await
}
