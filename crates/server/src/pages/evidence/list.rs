//! The library.

use app::evidence::{self, Filter, Force, Listed, PAGE, State as Which};
use askama::Template;
use axum::extract::{Query, State};
use serde::Deserialize;

use crate::pages::{filters, shown};
use crate::vi;
use crate::web::{Answer, Frame, Here, Section, Visitor, Web};
use domain::authority::Action;

#[derive(Template)]
#[template(path = "evidence/list.html")]
struct Page {
    frame: Frame,
    base: String,
    asked: Asked,
    state: Which,
    listed: Listed,
    may_add: bool,
    first: i64,
    last: i64,
    number: u32,
    today: jiff::civil::Date,
}

/// What the address says.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    loai: String,
    xem: String,
    trang: String,
}

impl Page {
    fn is_filtered(&self) -> bool {
        !self.asked.q.is_empty() || !self.asked.loai.is_empty() || self.state != Which::All
    }

    fn link(&self, number: u32) -> String {
        let encoded = crate::web::encoded;
        format!(
            "{}?q={}&loai={}&xem={}&trang={number}",
            self.base,
            encoded(&self.asked.q),
            encoded(&self.asked.loai),
            self.state.name()
        )
    }

    /// Whether words or a kind leave some out.
    fn is_narrowed(&self) -> bool {
        !self.asked.q.trim().is_empty() || !self.asked.loai.is_empty()
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Query(asked): Query<Asked>,
) -> Answer {
    let state = Which::ALL
        .into_iter()
        .find(|one| one.name() == asked.xem)
        .unwrap_or_default();
    let number = asked.trang.parse::<u32>().unwrap_or(1).clamp(1, 1_000_000);
    let filter = Filter {
        words: asked.q.chars().take(200).collect(),
        kind: Some(asked.loai.clone()).filter(|kind| !kind.is_empty()),
        state,
        page: number,
    };
    let listed = evidence::list(&web.app, &visitor.actor, &here.unit, &filter).await?;
    let first = i64::from(number - 1) * PAGE + 1;
    let last = first - 1 + i64::try_from(listed.items.len()).unwrap_or(0);
    shown(&Page {
        base: format!("{}/minh-chung", here.path()),
        may_add: visitor.actor.may(Action::AttachEvidence, &here.unit.path),
        today: here.today,
        frame: Frame::of(&visitor, Section::Evidence, here),
        asked,
        state,
        listed,
        first,
        last,
        number,
    })
}
