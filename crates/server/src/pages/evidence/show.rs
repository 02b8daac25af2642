//! One proof: what it is, what it serves, what it shows, what happened to it.

use app::evidence::{self, Force, Shown, Use};
use askama::Template;
use axum::extract::{Path, State};
use documents::upload::Preview;

use super::requirement::{self, Choice};
use super::{frame, id};
use crate::pages::{filters, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Visitor, Web};

#[derive(Template)]
#[template(path = "evidence/show.html")]
pub(super) struct Page {
    frame: Frame,
    base: String,
    one: Shown,
    preview: Option<Preview>,
    today: jiff::civil::Date,
    refusal: String,
}

impl Page {
    /// The same page, with why something was not done.
    pub(super) fn refusing(self, refusal: String) -> Page {
        Page { refusal, ..self }
    }

    /// What it could serve there instead, for whoever may say so.
    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn choices(&self, one: &Use) -> Vec<Choice> {
        let served = one.requirement_id.as_ref();
        let asked = one.asked.iter().map(|(id, text)| (id, text.clone()));
        requirement::others(asked, (served, served.filter(|_| one.is_named)))
    }

    /// Whether a field was read from the file, and surely.
    fn mark(&self, field: &str) -> Option<bool> {
        let mut found = self.one.evidence.proposed.iter();
        found.find(|(name, _)| name == field).map(|(_, sure)| *sure)
    }

    /// Lines that follow each other and have cells, apart by tabs, are a table.
    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn blocks<'a>(&self, lines: &'a [String]) -> Vec<Block<'a>> {
        let mut blocks = Vec::new();
        for line in lines {
            if !line.contains('\t') {
                blocks.push(Block::Line(line));
                continue;
            }
            let cells = line.split('\t').collect();
            match blocks.last_mut() {
                Some(Block::Table(rows)) => rows.push(cells),
                _ => blocks.push(Block::Table(vec![cells])),
            }
        }
        blocks
    }
}

/// A piece of a text shown.
enum Block<'a> {
    Line(&'a str),
    Table(Vec<Vec<&'a str>>),
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(text): Path<String>,
) -> Answer {
    shown(&page(&web, &visitor, &text).await?)
}

pub(super) async fn page(web: &Web, visitor: &Visitor, text: &str) -> Result<Page, Failure> {
    let one = evidence::show(&web.app, &visitor.actor, &id(text)?).await?;
    let preview = evidence::preview(&web.app, &visitor.actor, &one.evidence).await?;
    let frame = frame(web, visitor, &one.unit).await?;
    Ok(Page {
        base: format!("{}/minh-chung", frame.here.path()),
        frame,
        one,
        preview,
        today: web.app.today(),
        refusal: String::new(),
    })
}
