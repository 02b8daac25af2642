//! `/hop-thu`: messages, those not read first.

use app::notice::{self, NoticeKind, Shown};
use app::{NoticeId, Noun};
use askama::Template;
use axum::extract::{Path, Query, State};
use jiff::Timestamp;
use jiff::tz::Offset;
use serde::Deserialize;

use crate::pages::{filters, on_to, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "inbox/list.html")]
struct Page {
    frame: Frame,
    lines: Vec<Line>,
    total: i64,
    unread: i64,
    asked: Asked,
    kinds: Vec<(&'static str, &'static str)>,
    first: i64,
    last: i64,
    newer: Option<String>,
    older: Option<String>,
}

struct Line {
    address: String,
    sentence: String,
    quoted: String,
    kind: &'static str,
    created_at: String,
    read: bool,
}

/// What is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// `chua-doc` or empty.
    loc: String,
    loai: String,
    trang: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Answer {
    let page: u16 = asked.trang.parse::<u16>().unwrap_or(1).max(1) - 1;
    let which = Shown {
        unread: asked.loc == "chua-doc",
        kind: NoticeKind::parse(&asked.loai),
        page,
    };
    let inbox = notice::list(&web.app, &visitor.actor, which).await?;
    let first = i64::from(page) * notice::PAGE;
    let last = (first + notice::PAGE).min(inbox.total);
    let turn = |to: u16| {
        let (loc, loai) = (&asked.loc, which.kind.map_or("", NoticeKind::name));
        format!(
            "/hop-thu?loc={}&loai={loai}&trang={to}",
            if loc == "chua-doc" { loc } else { "" }
        )
    };
    let newer = (page > 0).then(|| turn(page));
    let older = (last < inbox.total).then(|| turn(page.saturating_add(2)));
    shown(&Page {
        frame: Frame::at_home(&web, &visitor, Section::Inbox).await?,
        lines: inbox.notices.into_iter().map(line).collect(),
        total: inbox.total,
        unread: inbox.unread,
        kinds: NoticeKind::ALL
            .map(|kind| (kind.name(), vi::work::notice_kind(kind)))
            .to_vec(),
        asked,
        first: first + 1,
        last,
        newer,
        older,
    })
}

fn line(notice: notice::Notice) -> Line {
    let sent = notice
        .created_at
        .parse::<Timestamp>()
        .unwrap_or(Timestamp::UNIX_EPOCH);
    let on = Offset::constant(7).to_datetime(sent).date();
    Line {
        address: format!("/hop-thu/{}", notice.id),
        sentence: vi::work::notice(notice.kind, &notice.detail, on),
        quoted: notice.detail["text"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        kind: vi::work::notice_kind(notice.kind),
        created_at: notice.created_at,
        read: notice.read,
    }
}

/// Opens a message. The mark that it was read is no change for people, so a link does it.
pub(super) async fn open(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let id = NoticeId::parse(&id).ok_or(Failure::NotFound(Noun::Notice))?;
    on_to(&notice::open(&web.app, &visitor.actor, &id).await?)
}

pub(super) async fn read_all(State(web): State<Web>, visitor: Visitor) -> Answer {
    notice::read_all(&web.app, &visitor.actor).await?;
    on_to("/hop-thu")
}
