//! One proof: what it is, what it serves, what it shows, what happened to it.

use app::evidence::{self, Shown, Visibility};
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

    /// Lines of a workbook and of tables have cells apart by tabs.
    fn cells<'a>(&self, line: &'a str) -> Vec<&'a str> {
        line.split('\t').collect()
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(text): Path<String>,
) -> Answer {
    let one = evidence::show(&web.app, &visitor.actor, &id(&text)?).await?;
    let preview = evidence::preview(&web.app, &visitor.actor, &one.evidence).await?;
    let frame = frame(&web, &visitor, one.unit.clone()).await?;
    let base = format!("{}/minh-chung", frame.here.path());
    shown(&Page {
        base,
        frame,
        one,
        preview,
        today: web.app.today(),
    })
}
