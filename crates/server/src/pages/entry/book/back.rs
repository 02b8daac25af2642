//! The form that came back: read, shown, written.

use std::collections::BTreeSet;

use app::Error;
use app::figure::book::{self, Place};
use app::figure::{self, Grid};
use askama::Template;
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest as _, Query, Request, State};
use serde::Deserialize;

use super::super::grid::{closed, pick};
use super::preview::{Look, chosen};
use super::states;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::sent::{self, Cut};
use crate::web::{Answer, Failure, Frame, Here, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "entry/book/page.html")]
struct Page {
    frame: Frame,
    base: String,
    bo: String,
    name: String,
    problem: String,
    look: Option<Look>,
}

/// Which framework.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(super) bo: String,
}

/// What is sent: a file, or the rows of the preview.
#[derive(Default)]
struct Sent {
    bo: String,
    file: Option<Vec<u8>>,
    rows: String,
    over: BTreeSet<String>,
}

pub(crate) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Query(asked): Query<Asked>,
) -> Answer {
    shown(&Page::of(&web, &visitor, here, &asked.bo).await?.0)
}

/// Reads a file and shows what it would change.
pub(crate) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    request: Request,
) -> Answer {
    let sent = Sent::read(request).await?;
    let (mut page, grid) = Page::of(&web, &visitor, here, &sent.bo).await?;
    let Some(file) = sent.file else {
        page.problem =
            "Chưa tải sổ lên: chưa chọn tệp nào. Đề nghị chọn tệp sổ nhập liệu đã điền.".to_owned();
        return refused(&page);
    };
    // Unpacking a file takes a processor for a while: not one of those that serve pages.
    let sheets = tokio::task::spawn_blocking(move || documents::workbook::sheets(&file))
        .await
        .map_err(|error| Error::Fault(app::Fault::new(error.to_string())))?;
    let place = Place {
        unit: &page.frame.here.unit,
        period: &page.frame.here.period,
        grid: &grid,
        actor: &visitor.actor,
        today: web.app.today(),
    };
    let read = match sheets {
        Ok(sheets) => {
            book::read(&place, &sheets, &states()).map_err(|why| vi::book::not_taken(&why))
        }
        Err(why) => Err(vi::refusal::sentence(&why)),
    };
    match read {
        Ok(read) => {
            page.look = Some(Look::of(&grid, &read));
            shown(&page)
        }
        Err(why) => {
            page.problem = why;
            refused(&page)
        }
    }
}

/// Writes what the preview showed.
pub(crate) async fn write(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    request: Request,
) -> Answer {
    let sent = Sent::read(request).await?;
    let closed = closed(&here);
    let (mut page, grid) = Page::of(&web, &visitor, here, &sent.bo).await?;
    if !closed.is_empty() {
        page.problem = closed;
        return refused(&page);
    }
    let rows = match chosen(&grid, &sent.rows, &sent.over) {
        Some(rows) if !rows.is_empty() => rows,
        _ => {
            page.problem = "Chưa ghi: không có dòng nào được chọn để ghi, hoặc nội dung xem trước không còn nguyên. Đề nghị tải sổ lên lại.".to_owned();
            return refused(&page);
        }
    };
    match figure::save_all(&web.app, &visitor.actor, &rows).await {
        Ok(count) => on_to(&format!(
            "{}/nhap-lieu?bo={}&da-luu={count}%20d%C3%B2ng",
            page.base, page.bo
        )),
        Err(Error::Refused(why)) => {
            page.problem = vi::refused(&why);
            refused(&page)
        }
        Err(Error::Stale(_)) => {
            page.problem = "Chưa ghi dòng nào: có người vừa sửa một trong các dòng này sau lần xem trước. Đề nghị tải sổ lên lại để xem cả hai bản.".to_owned();
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}

impl Page {
    async fn of(
        web: &Web,
        visitor: &Visitor,
        here: Here,
        bo: &str,
    ) -> Result<(Page, Grid), Failure> {
        let (app, actor) = (&web.app, &visitor.actor);
        let all = figure::assessments(app, actor, &here.unit, &here.period).await?;
        let assessment = pick(&all, bo).ok_or(Failure::NotFound(app::Noun::Entry))?;
        let grid = figure::grid(app, actor, &here.unit, assessment).await?;
        let page = Page {
            base: here.path(),
            bo: assessment.framework.to_string(),
            name: assessment.name.clone(),
            problem: String::new(),
            look: None,
            frame: Frame::of(visitor, Section::Entry, here),
        };
        Ok((page, grid))
    }
}

impl Sent {
    async fn read(request: Request) -> Result<Sent, Failure> {
        let form = Multipart::from_request(request, &()).await;
        let mut form = form.map_err(|_| Failure::Unreadable)?;
        let mut sent = Sent::default();
        while let Some(field) = form.next_field().await.map_err(Cut::from)? {
            match field.name() {
                Some("bo") => sent.bo = sent::text(field).await?,
                Some("dong") => sent.rows = sent::text(field).await?,
                Some("de") => {
                    sent.over.insert(sent::text(field).await?);
                }
                Some("tep") => {
                    let bytes = field.bytes().await.map_err(Cut::from)?;
                    sent.file = (!bytes.is_empty()).then(|| bytes.into());
                }
                _ => {}
            }
        }
        Ok(sent)
    }
}
