//! `/ky/2026/don-vi/ha-khe/nhap-lieu/dan`: a block of a worksheet pasted, looked at with control
//! totals, and written whole or not at all.

use std::collections::BTreeMap;

use app::Error;
use app::figure::{self, Common, Entry, Grid, Pasted};
use askama::Template;
use axum::extract::{Query, State};
use reading::figure::Column;
use reading::words::figure::{refusal, unclear};
use serde::Deserialize;

use super::grid::{closed, pick};
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "entry/paste.html")]
struct Page {
    frame: Frame,
    base: String,
    typed: Sent,
    problem: String,
    look: Option<Look>,
    name: String,
}

/// What is pasted.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    bo: String,
    text: String,
    source: String,
    as_of: String,
    state: String,
    /// `ghi`: write it.
    step: String,
    /// Of the cells read when it was shown: another block is not written unseen.
    seen: String,
}

/// What the block says.
struct Look {
    rows: Vec<(String, String, String, String)>,
    unmatched: Vec<(usize, String)>,
    duplicates: Vec<(String, String)>,
    unread: Vec<(usize, String)>,
    unasked: Vec<String>,
    totals: Vec<(&'static str, usize, String, String, String)>,
    writable: usize,
    seen: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Query(typed): Query<Sent>,
) -> Answer {
    let page = Page::of(&web, &visitor, here, typed).await?.0;
    shown(&page)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Typed(typed): Typed<Sent>,
) -> Answer {
    let closed = closed(&here);
    let (mut page, grid) = Page::of(&web, &visitor, here, typed).await?;
    if !closed.is_empty() {
        page.problem = closed;
        return refused(&page);
    }
    let common = Common {
        source: &page.typed.source,
        as_of: &page.typed.as_of,
        state: &page.typed.state,
    };
    let year = page.frame.here.period.year;
    let read = match Pasted::read(&grid, &page.typed.text, common, year) {
        Ok(read) => read,
        Err(why) => {
            page.problem = refusal(why);
            return refused(&page);
        }
    };
    let look = look(&grid, &read);
    let confirmed = page.typed.step == "ghi" && page.typed.seen == look.seen;
    if !confirmed || look.writable == 0 {
        if page.typed.step == "ghi" {
            page.problem = "Chưa ghi: nội dung đã thay đổi sau lần xem trước, hoặc không có dòng nào ghi được. Đề nghị kiểm tra lại bảng xem trước.".to_owned();
        }
        page.look = Some(look);
        return if page.problem.is_empty() {
            shown(&page)
        } else {
            refused(&page)
        };
    }
    match figure::save_all(&web.app, &visitor.actor, &read.into_rows()).await {
        Ok(count) => on_to(&format!(
            "{}/nhap-lieu?bo={}&da-luu={count}%20d%C3%B2ng",
            page.base, page.typed.bo
        )),
        Err(Error::Refused(why)) => {
            page.problem = vi::refused(&why);
            page.look = Some(look);
            refused(&page)
        }
        Err(error) => Err(error.into()),
    }
}

impl Page {
    async fn of(
        web: &Web,
        visitor: &Visitor,
        here: Here,
        mut typed: Sent,
    ) -> Result<(Page, Grid), Failure> {
        let (app, actor) = (&web.app, &visitor.actor);
        let all = figure::assessments(app, actor, &here.unit, &here.period).await?;
        let assessment = pick(&all, &typed.bo).ok_or(Failure::NotFound(app::Noun::Entry))?;
        let grid = figure::grid(app, actor, &here.unit, assessment).await?;
        typed.bo = assessment.framework.to_string();
        let page = Page {
            base: here.path(),
            typed,
            problem: String::new(),
            look: None,
            name: assessment.name.clone(),
            frame: Frame::of(visitor, Section::Entry, here),
        };
        Ok((page, grid))
    }
}

fn look(grid: &Grid, read: &Pasted) -> Look {
    let line = |at: usize| &grid.edition.lines[at];
    let name = |at: usize| format!("{} {}", line(at).code, line(at).title);
    let entries: BTreeMap<usize, &Entry> = grid
        .entries
        .iter()
        .map(|entry| (entry.line, entry))
        .collect();
    let rows: Vec<(String, String, String, String)> = read
        .rows
        .iter()
        .map(|(at, written)| {
            let now = said(line(*at), |key| {
                let value = entries.get(at)?.value(key)?.value.clone();
                value.map(|value| (value, true))
            });
            let then = said(line(*at), |key| {
                let text = written.typed.inputs.get(key);
                text.map(|text| (text.clone(), false))
            });
            let source = format!("{}, {}", written.typed.source, written.typed.as_of);
            (name(*at), now, then, source)
        })
        .collect();
    let duplicates = read.preview.duplicates.iter().map(|(known, rows)| {
        let rows: Vec<String> = rows.iter().map(|row| (row + 1).to_string()).collect();
        (name(*known), rows.join(", "))
    });
    Look {
        writable: rows.len(),
        seen: read.seen(),
        rows,
        unmatched: read
            .preview
            .unmatched
            .iter()
            .map(|row| (row.row + 1, row.text.clone()))
            .collect(),
        duplicates: duplicates.collect(),
        unread: read
            .preview
            .unread
            .iter()
            .map(|cell| (cell.row + 1, unclear(&cell.why)))
            .collect(),
        unasked: read.unasked.iter().map(|at| name(*at)).collect(),
        totals: read
            .preview
            .totals
            .iter()
            .filter(|total| total.count > 0)
            .map(|total| {
                let shown = |value: &scoring::Exact| reading::words::number::number(value);
                let end =
                    |value: &Option<scoring::Exact>| value.as_ref().map(shown).unwrap_or_default();
                (
                    column(total.column),
                    total.count,
                    shown(&total.sum),
                    end(&total.min),
                    end(&total.max),
                )
            })
            .collect(),
    }
}

/// What a row says of its figures, `value` giving a text and whether it is as stored.
pub(super) fn said(
    line: &app::framework::EditionLine,
    value: impl Fn(&str) -> Option<(String, bool)>,
) -> String {
    let parts: Vec<String> = line
        .asks
        .iter()
        .filter_map(|ask| {
            let (text, is_stored) = value(&ask.key)?;
            let text = if is_stored {
                vi::figure::shown(ask.kind, &text)
            } else {
                text
            };
            Some(if line.asks.len() == 1 {
                text
            } else {
                format!("{} {text}", vi::figure::key(&ask.key))
            })
        })
        .collect();
    if parts.is_empty() {
        "–".to_owned()
    } else {
        parts.join("; ")
    }
}

fn column(column: Column) -> &'static str {
    match column {
        Column::Num => "Tử số",
        Column::Den => "Mẫu số",
        Column::Ratio => "Tỷ lệ",
        Column::Previous => "Kỳ trước",
        Column::Target => "Chỉ tiêu",
        _ => "Giá trị",
    }
}
