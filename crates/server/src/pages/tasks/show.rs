//! `/dong/{row}`: the work of a row by itself, and where its forms go. What was done leads back to
//! the row's page, or to where the form says; what was refused is shown here with what was typed.

use app::assignment::{self, Brought, Change, Keep};
use app::{AssignmentId, Error, HappeningId, Noun, OccurrenceId, RowId};
use askama::Template;
use axum::extract::{Path, State};
use domain::work::Status;
use jiff::civil::Date;
use serde::Deserialize;

use super::Work;
use super::work::Typing;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "tasks/show.html")]
struct Page {
    frame: Frame,
    work: Work,
    stale: bool,
}

/// What the forms send.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    /// Whose part; empty: the row's.
    phan_cong: String,
    /// The status.
    den: String,
    phien_ban: String,
    ghi_chu: String,
    ngay: String,
    so_ky_hieu: String,
    /// Where to go on: `viec` is the list it was sent from.
    ve: String,
}

/// Not a day: what a field says.
const NO_DAY: &str = "Không đọc được ngày. Đề nghị nhập ngày theo dạng ngày/tháng/năm.";

fn row_id(text: &str) -> Result<RowId, Failure> {
    RowId::parse(text).ok_or(Failure::NotFound(Noun::Row))
}

async fn page(web: &Web, visitor: &Visitor, row: &RowId) -> Result<Page, Failure> {
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Tasks).await?,
        work: Work::of(web, visitor, row).await?,
        stale: false,
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(row): Path<String>,
) -> Answer {
    shown(&page(&web, &visitor, &row_id(&row)?).await?)
}

/// A form of the page: its field for sentences, and what was typed in it.
struct Form {
    field: &'static str,
    typed: Typing,
    /// Where to go on.
    to_list: bool,
}

/// On to the row's page, or the work again with what was typed and why it was refused.
async fn ended<T>(
    web: &Web,
    visitor: &Visitor,
    row: &RowId,
    form: Form,
    done: Result<T, Error>,
) -> Answer {
    let mut shown_again = match &done {
        Err(Error::Refused(_) | Error::Stale(_)) => page(web, visitor, row).await?,
        _ => {
            done?;
            let target = if form.to_list {
                format!("/viec-cua-toi#viec-{row}")
            } else {
                let panel = assignment::panel(&web.app, &visitor.actor, row).await?;
                format!("{}#tien-do", panel.row.address())
            };
            return on_to(&target);
        }
    };
    shown_again.work.typed = form.typed;
    match done {
        Err(Error::Refused(refusal)) => {
            shown_again
                .work
                .problems
                .say(form.field, vi::refused(&refusal));
            refused(&shown_again)
        }
        _ => {
            shown_again.stale = true;
            stale(&shown_again)
        }
    }
}

async fn no_day(web: &Web, visitor: &Visitor, row: &RowId, form: Form) -> Answer {
    let mut page = page(web, visitor, row).await?;
    page.work.typed = form.typed;
    page.work.problems.say(form.field, NO_DAY);
    refused(&page)
}

/// As a browser sends a day, or as people write one.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let mut parts = text.split('/').map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let rest = parts.next();
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    date.filter(|_| rest.is_none())
}

pub(super) async fn status(
    State(web): State<Web>,
    visitor: Visitor,
    Path(row): Path<String>,
    Typed(sent): Typed<Sent>,
) -> Answer {
    let row = row_id(&row)?;
    let to = Status::parse(&sent.den).ok_or(Failure::Unreadable)?;
    let member = match sent.phan_cong.as_str() {
        "" => None,
        id => Some(AssignmentId::parse(id).ok_or(Failure::NotFound(Noun::Assignment))?),
    };
    let version = sent.phien_ban.parse().map_err(|_| Failure::Unreadable)?;
    let change = Change {
        member,
        to,
        version,
        note: sent.ghi_chu.clone(),
    };
    let done = assignment::change_status(&web.app, &visitor.actor, &row, change).await;
    let typed = Typing {
        note: sent.ghi_chu,
        ..Typing::default()
    };
    let form = Form {
        field: "den",
        typed,
        to_list: sent.ve == "viec",
    };
    ended(&web, &visitor, &row, form, done).await
}

pub(super) async fn happening(
    State(web): State<Web>,
    visitor: Visitor,
    Path(row): Path<String>,
    Typed(sent): Typed<Sent>,
) -> Answer {
    let row = row_id(&row)?;
    let typed = Typing {
        on: sent.ngay.clone(),
        happening_note: sent.ghi_chu.clone(),
        ..Typing::default()
    };
    let form = Form {
        field: "ngay",
        typed,
        to_list: sent.ve == "viec",
    };
    let Some(on) = day(&sent.ngay) else {
        return no_day(&web, &visitor, &row, form).await;
    };
    let actor = &visitor.actor;
    let done = assignment::record_happening(&web.app, actor, &row, on, &sent.ghi_chu).await;
    ended(&web, &visitor, &row, form, done).await
}

pub(super) async fn remove_happening(
    State(web): State<Web>,
    visitor: Visitor,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    keep(&web, &visitor, &id, Keep::No).await
}

pub(super) async fn restore_happening(
    State(web): State<Web>,
    visitor: Visitor,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    keep(&web, &visitor, &id, Keep::Yes).await
}

async fn keep(web: &Web, visitor: &Visitor, id: &str, keep: Keep) -> Answer {
    let id = HappeningId::parse(id).ok_or(Failure::NotFound(Noun::Occurrence))?;
    let row = assignment::keep_happening(&web.app, &visitor.actor, &id, keep).await?;
    back(web, visitor, &row).await
}

async fn back(web: &Web, visitor: &Visitor, row: &RowId) -> Answer {
    let panel = assignment::panel(&web.app, &visitor.actor, row).await?;
    on_to(&format!("{}#tien-do", panel.row.address()))
}

pub(super) async fn event(
    State(web): State<Web>,
    visitor: Visitor,
    Path(row): Path<String>,
    Typed(sent): Typed<Sent>,
) -> Answer {
    let row = row_id(&row)?;
    let typed = Typing {
        event_on: sent.ngay.clone(),
        reference: sent.so_ky_hieu.clone(),
        event_note: sent.ghi_chu.clone(),
        ..Typing::default()
    };
    let form = Form {
        field: "su_kien",
        typed,
        to_list: false,
    };
    let Some(on) = day(&sent.ngay) else {
        return no_day(&web, &visitor, &row, form).await;
    };
    let brought = Brought {
        reference: sent.so_ky_hieu,
        note: sent.ghi_chu,
    };
    let done = assignment::record_event(&web.app, &visitor.actor, &row, on, &brought).await;
    ended(&web, &visitor, &row, form, done).await
}

pub(super) async fn remove_event(
    State(web): State<Web>,
    visitor: Visitor,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let id = OccurrenceId::parse(&id).ok_or(Failure::NotFound(Noun::Occurrence))?;
    let row = assignment::remove_event(&web.app, &visitor.actor, &id).await?;
    back(&web, &visitor, &row).await
}

pub(super) async fn due(
    State(web): State<Web>,
    visitor: Visitor,
    Path(row): Path<String>,
    Typed(sent): Typed<Sent>,
) -> Answer {
    let row = row_id(&row)?;
    let typed = Typing {
        due: sent.ngay.clone(),
        ..Typing::default()
    };
    let form = Form {
        field: "han",
        typed,
        to_list: false,
    };
    let due = if sent.ngay.trim().is_empty() {
        None
    } else {
        day(&sent.ngay)
    };
    if due.is_none() && !sent.ngay.trim().is_empty() {
        return no_day(&web, &visitor, &row, form).await;
    }
    let version = sent.phien_ban.parse().map_err(|_| Failure::Unreadable)?;
    let done = assignment::set_due(&web.app, &visitor.actor, &row, due, version).await;
    ended(&web, &visitor, &row, form, done).await
}

#[cfg(test)]
mod tests {
    use super::day;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_browsers_and_as_people_write_them() {
        for text in ["2026-10-09", "9/10/2026", " 09/10/2026 "] {
            assert_eq!(day(text), Some(date(2026, 10, 9)), "{text}");
        }
        for text in ["", "31/02/2026", "10/2026", "1/2/2026/3", "hôm qua"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
