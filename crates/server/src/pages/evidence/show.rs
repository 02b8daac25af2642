//! One proof: what it is, what it serves, what it shows, what happened to it.

use app::evidence::{self, Shown};
use askama::Template;
use axum::extract::{Path, State};
use documents::upload::Preview;

use super::{frame, id};
use crate::pages::{filters, shown};
use crate::vi;
use crate::web::{Answer, Frame, Visitor, Web};

#[derive(Template)]
#[template(path = "evidence/show.html")]
struct Page {
    frame: Frame,
    base: String,
    one: Shown,
    preview: Option<Preview>,
    today: jiff::civil::Date,
}

impl Page {
    /// Whether a field was read from the file, and surely.
    fn mark(&self, field: &str) -> Option<bool> {
        let mut found = self.one.evidence.proposed.iter();
        found.find(|(name, _)| name == field).map(|(_, sure)| *sure)
    }

    fn is_over(&self) -> bool {
        self.one
            .evidence
            .facts
            .effective_to
            .is_some_and(|last| last < self.today)
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
    let one = evidence::show(&web.app, &visitor.actor, &id(&text)?).await?;
    let preview = evidence::preview(&web.app, &visitor.actor, &one.evidence).await?;
    let frame = frame(&web, &visitor, &one.unit).await?;
    let base = format!("{}/minh-chung", frame.here.path());
    shown(&Page {
        base,
        frame,
        one,
        preview,
        today: web.app.today(),
    })
}
