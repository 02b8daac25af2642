//! `/bo-chi-so/{id}/soan/{row}/bo`: what goes with a row of a draft, before it goes.

use app::framework::draft::{self, Removal};
use app::{Error, FrameworkId, IndicatorId};
use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;

use super::row::row_of;
use super::show::id_of;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "framework/remove.html")]
struct Page {
    frame: Frame,
    id: String,
    removal: Removal,
    refusal: String,
}

/// The version that was shown.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Seen {
    version: String,
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    (id, row): (&FrameworkId, &IndicatorId),
    refusal: String,
) -> Result<Page, Failure> {
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Frameworks).await?,
        id: id.to_string(),
        removal: draft::removal(&web.app, &visitor.actor, id, row).await?,
        refusal,
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path((id, row)): Path<(String, String)>,
) -> Answer {
    let key = (&id_of(&id)?, &row_of(&row)?);
    shown(&page(&web, &visitor, key, String::new()).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path((id, row)): Path<(String, String)>,
    Typed(seen): Typed<Seen>,
) -> Answer {
    let (id, row) = (id_of(&id)?, row_of(&row)?);
    let version = seen.version.parse().unwrap_or_default();
    match draft::remove(&web.app, &visitor.actor, &id, (&row, version)).await {
        Ok(()) => on_to(&format!("/bo-chi-so/{id}/soan")),
        Err(Error::Refused(refusal)) => {
            refused(&page(&web, &visitor, (&id, &row), vi::refused(&refusal)).await?)
        }
        Err(Error::Stale(noun)) => {
            stale(&page(&web, &visitor, (&id, &row), vi::failure::stale(noun)).await?)
        }
        Err(error) => Err(error.into()),
    }
}
