//! What is asked for and not there, by row and indicator.

use app::evidence::{self, Lack};
use askama::Template;
use axum::extract::{Query, State};
use serde::Deserialize;

use crate::pages::{filters, shown};
use crate::vi;
use crate::web::{Answer, Frame, Here, Section, Visitor, Web};
use reading::text::fold;

/// Rows on a page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "evidence/missing.html")]
struct Page {
    frame: Frame,
    base: String,
    asked: Asked,
    lacks: Vec<Lack>,
    total: usize,
    all: usize,
    number: usize,
    first: usize,
    last: usize,
    may_attach: bool,
    today: jiff::civil::Date,
}

/// What the address says.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    cua: String,
    trang: String,
}

impl Page {
    fn link(&self, number: usize) -> String {
        let encoded = crate::web::encoded;
        format!(
            "{}/con-thieu?q={}&cua={}&trang={number}",
            self.base,
            encoded(&self.asked.q),
            encoded(&self.asked.cua)
        )
    }

    fn is_late(&self, day: &jiff::civil::Date) -> bool {
        *day < self.today
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Query(asked): Query<Asked>,
) -> Answer {
    let own = asked.cua == "toi";
    let mut conn = web.app.read().await?;
    let place = (&here.unit, &here.period);
    let mut lacks = evidence::missing(&mut conn, &visitor.actor, place, own).await?;
    drop(conn);
    let all = lacks.len();
    let words = fold(&asked.q);
    lacks.retain(|lack| {
        lack.code.starts_with(words.trim()) || fold(&lack.title).contains(words.trim())
    });
    // What is due first stands first; what has no day keeps the document's order.
    lacks.sort_by_key(|lack| lack.due.unwrap_or(jiff::civil::Date::MAX));
    let total = lacks.len();
    let pages = total.div_ceil(PAGE).max(1);
    let number = asked.trang.parse::<usize>().unwrap_or(1).clamp(1, pages);
    let first = (number - 1) * PAGE;
    let lacks: Vec<Lack> = lacks.into_iter().skip(first).take(PAGE).collect();
    shown(&Page {
        base: format!("{}/minh-chung", here.path()),
        may_attach: lacks.iter().any(|lack| lack.may_attach),
        today: here.today,
        frame: Frame::of(&visitor, Section::Evidence, here),
        last: first + lacks.len(),
        first: first + 1,
        asked,
        lacks,
        total,
        all,
        number,
    })
}
