//! Taking a publication back: asked first, with a note that the public reads in its place.

use app::Error;
use app::publication::{self, Publication};
use askama::Template;
use axum::extract::{Path, State};
use domain::authority::Action;
use serde::Deserialize;

use super::id;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "publication/withdraw.html")]
struct Page {
    frame: Frame,
    one: Publication,
    note: String,
    refusal: String,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    version: String,
    note: String,
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    text: &str,
    (note, refusal): (String, String),
) -> Result<Page, Failure> {
    let one = publication::show(&web.app, &id(text)?).await?;
    visitor.actor.require(Action::Publish, &one.owner_path)?;
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Ranking).await?,
        one,
        note,
        refusal,
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(text): Path<String>,
) -> Answer {
    shown(&page(&web, &visitor, &text, (String::new(), String::new())).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(text): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let id = id(&text)?;
    let version = form.version.parse().unwrap_or_default();
    match publication::withdraw(&web.app, &visitor.actor, (&id, version), &form.note).await {
        Ok(()) => on_to(&format!("/cong-khai/{id}")),
        Err(Error::Refused(refusal)) => {
            let said = (form.note, vi::refused(&refusal));
            refused(&page(&web, &visitor, &text, said).await?)
        }
        Err(Error::Stale(noun)) => {
            let said = (form.note, vi::failure::stale(noun));
            stale(&page(&web, &visitor, &text, said).await?)
        }
        Err(error) => Err(error.into()),
    }
}
