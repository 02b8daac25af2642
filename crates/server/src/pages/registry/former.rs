//! What became of an old commune: by its name, with its district and province, or by its code.

use app::registry::{self, FormerHit};
use askama::Template;
use axum::extract::{Query, State};
use serde::Deserialize;

use crate::pages::{filters, shown};
use crate::web::{Answer, Frame, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "registry/former.html")]
struct Page {
    frame: Frame,
    q: String,
    hits: Vec<FormerHit>,
    total: usize,
}

/// What is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Answer {
    let q: String = asked.q.chars().take(200).collect();
    let (hits, total) = registry::find_former(&web.app, &visitor.actor, &q).await?;
    shown(&Page {
        frame: Frame::at_home(&web, &visitor, Section::Directory).await?,
        q,
        hits,
        total,
    })
}
