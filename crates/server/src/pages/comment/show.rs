//! A discussion by itself: where a refused comment is shown with what was typed.

use app::comment::{self, Subject};
use app::{CommentId, Error, Noun};
use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;

use super::Discussion;
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "comment/show.html")]
struct Page {
    frame: Frame,
    name: String,
    back: String,
    discussion: Discussion,
}

/// What is typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Written {
    noi_dung: String,
}

async fn page(web: &Web, visitor: &Visitor, subject: &Subject) -> Result<Page, Failure> {
    let thread = comment::list(&web.app, &visitor.actor, subject).await?;
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Tasks).await?,
        name: thread.place.name.clone(),
        back: thread.place.address.clone(),
        discussion: Discussion::shown(thread),
    })
}

fn subject(kind: &str, id: &str) -> Result<Subject, Failure> {
    Subject::parse(kind, id).ok_or(Failure::NotFound(Noun::Page))
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path((kind, id)): Path<(String, String)>,
) -> Answer {
    shown(&page(&web, &visitor, &subject(&kind, &id)?).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path((kind, id)): Path<(String, String)>,
    Typed(written): Typed<Written>,
) -> Answer {
    let subject = subject(&kind, &id)?;
    // A browser sends a line's end as two characters; they are one.
    let body = written.noi_dung.replace("\r\n", "\n");
    match comment::add(&web.app, &visitor.actor, &subject, &body).await {
        Ok(id) => {
            let thread = comment::list(&web.app, &visitor.actor, &subject).await?;
            on_to(&format!("{}#y-kien-{id}", thread.place.address))
        }
        Err(Error::Refused(refusal)) => {
            let mut page = page(&web, &visitor, &subject).await?;
            page.discussion.typed = body;
            page.discussion.problem = vi::refused(&refusal);
            refused(&page)
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn remove(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let id = CommentId::parse(&id).ok_or(Failure::NotFound(Noun::Comment))?;
    let place = comment::remove(&web.app, &visitor.actor, &id).await?;
    on_to(&format!("{}#trao-doi", place.address))
}
