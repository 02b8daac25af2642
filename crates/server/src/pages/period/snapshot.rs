//! One cut-off: its lines, and a line's figures then and now.

use std::collections::BTreeMap;

use app::SnapshotId;
use app::period::{self, Compared, Snapshot, SnapshotLine, Stood};
use askama::Template;
use axum::extract::{Path, Query, State};
use serde::Deserialize;

use crate::pages::{filters, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Visitor, Web, encoded};

/// Units on a page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "period/snapshot.html")]
struct Page {
    frame: Frame,
    base: String,
    snapshot: Snapshot,
    is_whole: bool,
    lines: Vec<(String, String, String)>,
    line: Option<Shown>,
}

struct Shown {
    title: String,
    rows: Vec<Row>,
    range: String,
    differing: usize,
    only: bool,
    all: String,
    changed: String,
    previous: Option<String>,
    next: Option<String>,
}

struct Row {
    name: String,
    then: String,
    now: String,
    then_points: String,
    now_points: String,
    differs: bool,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    ma: String,
    /// `khac`: only what differs.
    loc: String,
    trang: usize,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (app, actor) = (&web.app, &visitor.actor);
    let id = SnapshotId::parse(&id).ok_or(Failure::NotFound(app::Noun::Period))?;
    let (snapshot, lines, is_whole) = period::snapshot(app, actor, &id).await?;
    let unit = period::snapshot_unit(app, actor, &id).await?;
    let address = format!("/so-lieu-chot/{id}");
    let mut line = None;
    if !asked.ma.is_empty() {
        let (own, all) = period::compare(app, actor, (&id, &asked.ma)).await?;
        line = Some(Shown::of(&own, &all, (&address, &asked)));
    }
    let here = Here::at(&web, &visitor, &unit.slug, None).await?;
    let link = |line: &SnapshotLine| {
        let href = format!("{address}?ma={}#dong", encoded(&line.code));
        (line.code.clone(), line.title.clone(), href)
    };
    shown(&Page {
        lines: lines.iter().map(link).collect(),
        base: here.path(),
        frame: Frame::of(&visitor, Section::Ready, here),
        snapshot,
        is_whole,
        line,
    })
}

/// «Tử số 70; Mẫu số 100».
fn said(values: &BTreeMap<String, String>) -> String {
    let part = |(key, value): (&String, &String)| {
        let value = match value.as_str() {
            "true" => "Có".to_owned(),
            "false" => "Không".to_owned(),
            value => match value.parse::<scoring::Exact>() {
                Ok(exact) => reading::words::number::number(&exact),
                Err(_) => value.to_owned(),
            },
        };
        if values.len() == 1 {
            value
        } else {
            format!("{} {value}", vi::figure::key(key))
        }
    };
    let parts: Vec<String> = values.iter().map(part).collect();
    if parts.is_empty() {
        "–".to_owned()
    } else {
        parts.join("; ")
    }
}

impl Shown {
    fn of(line: &SnapshotLine, all: &[Compared], (address, asked): (&str, &Asked)) -> Shown {
        let differing = all.iter().filter(|one| one.differs()).count();
        let only = asked.loc == "khac";
        let rows: Vec<&Compared> = all.iter().filter(|one| !only || one.differs()).collect();
        let pages = rows.len().div_ceil(PAGE).max(1);
        let page = asked.trang.clamp(1, pages);
        let from = (page - 1) * PAGE;
        let part = &rows[from.min(rows.len())..(from + PAGE).min(rows.len())];
        let base = format!("{address}?ma={}", encoded(&line.code));
        let turn = |to: usize| {
            let loc = if only { "&loc=khac" } else { "" };
            format!("{base}{loc}&trang={to}#dong")
        };
        Shown {
            title: format!("{} {}", line.code, line.title),
            range: vi::publication::range(from, part.len(), rows.len()),
            rows: part.iter().map(|one| row(one)).collect(),
            differing,
            only,
            all: format!("{base}#dong"),
            changed: format!("{base}&loc=khac#dong"),
            previous: (page > 1).then(|| turn(page - 1)),
            next: (page < pages).then(|| turn(page + 1)),
        }
    }
}

fn row(one: &Compared) -> Row {
    let figures = |stood: &Option<Stood>| match stood {
        None => "không có trong bản chốt".to_owned(),
        Some(stood) if !stood.applicable => "không áp dụng".to_owned(),
        Some(stood) => said(&stood.values),
    };
    let points = |stood: &Option<Stood>| {
        let points = stood
            .as_ref()
            .and_then(|stood| stood.points.as_ref()?.parse().ok());
        points.map_or_else(|| "–".to_owned(), |points| vi::number::points(&points, 2))
    };
    Row {
        name: one.name.clone(),
        then: figures(&one.then),
        now: figures(&one.now),
        then_points: points(&one.then),
        now_points: points(&one.now),
        differs: one.differs(),
    }
}
