//! The accounts where the visitor administrates.

use app::account::{self, Account, AccountFilter};
use askama::Template;
use axum::extract::{Query, State};
use serde::Deserialize;

use crate::pages::choice::Choice;
use crate::pages::{filters, shown};
use crate::web::{Answer, Frame, Section, Visitor, Web, encoded};

/// Accounts on a page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "accounts/list.html")]
struct Page {
    frame: Frame,
    accounts: Vec<Account>,
    total: usize,
    first: usize,
    asked: Asked,
    states: Vec<Choice>,
    now: String,
    before: Option<String>,
    after: Option<String>,
}

/// What is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    trang_thai: String,
    trang: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Answer {
    let filter = AccountFilter {
        unit: None,
        text: asked.q.chars().take(200).collect(),
        active: match asked.trang_thai.as_str() {
            "mo" => Some(true),
            "dong" => Some(false),
            _ => None,
        },
    };
    let all = account::list(&web.app, &visitor.actor, &filter).await?;
    let total = all.len();
    let page = asked
        .trang
        .parse::<usize>()
        .unwrap_or(1)
        .clamp(1, total.div_ceil(PAGE).max(1));
    let first = (page - 1) * PAGE;
    let turn = |page: usize| {
        let (q, state) = (encoded(&asked.q), encoded(&asked.trang_thai));
        format!("/quan-tri/tai-khoan?q={q}&trang_thai={state}&trang={page}")
    };
    let states = [
        ("", "Mọi trạng thái"),
        ("mo", "Đang mở"),
        ("dong", "Đã đóng"),
    ]
    .map(|(value, label)| Choice::of(value, label, &asked.trang_thai))
    .into();
    shown(&Page {
        frame: Frame::at_home(&web, &visitor, Section::Accounts).await?,
        accounts: all.into_iter().skip(first).take(PAGE).collect(),
        total,
        first,
        states,
        now: web.app.now(),
        before: (1 < page).then(|| turn(page - 1)),
        after: (first + PAGE < total).then(|| turn(page + 1)),
        asked,
    })
}
