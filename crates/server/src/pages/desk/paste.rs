//! A sheet of one figure for all units below: pasted or sent as a file, looked at with control
//! totals, written whole or not at all.

use std::collections::BTreeMap;

use app::Error;
use app::figure::desk::{self, Change, Desk, Look, Place, Sheet};
use askama::Template;
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest as _, Path, Query, Request, State};
use domain::source::Block;
use reading::words::figure::{refusal, unclear};
use serde::Deserialize;

use super::pick;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Visitor, Web};

/// The largest block, with its form around it.
pub(super) const BYTES_MAX: usize = reading::figure::BYTES_MAX + (1 << 20);
/// Rows named for one reason.
const NAMED: usize = 5;
/// Rows of the preview.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "desk/paste.html")]
struct Page {
    frame: Frame,
    base: String,
    bo: String,
    code: String,
    title: String,
    asked: Vec<(String, String, String, bool, String)>,
    heading: String,
    typed: Sheet,
    problem: String,
    look: Option<Shown>,
}

/// What a sheet would do, in words.
struct Shown {
    rows: Vec<(String, String, String, String)>,
    writable: usize,
    more: usize,
    same: usize,
    unmatched: Vec<(usize, String, String)>,
    doubled: Vec<(String, String)>,
    unread: Vec<(usize, String)>,
    blocked: Vec<(String, String)>,
    renamed: Vec<(usize, String, String)>,
    silent: usize,
    absent: Vec<String>,
    absent_more: usize,
    totals: Vec<(String, usize, String, String, String, bool)>,
    left_out: usize,
    agrees: bool,
    seen: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    bo: String,
}

type Words = Path<(String, String, String)>;

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, code)): Words,
    Query(asked): Query<Asked>,
) -> Answer {
    let (used, _) = pick(&web, &visitor, (&here, &asked.bo)).await?;
    let used = used.ok_or(Failure::NotFound(app::Noun::Indicator))?;
    let place = Place {
        unit: &here.unit,
        period: &here.period,
        framework: &used.id,
        code: &code,
    };
    let desk = desk::open(&web.app, &visitor.actor, place).await?;
    let sent = Sent {
        bo: used.id.to_string(),
        ..Sent::default()
    };
    shown(&Page::of(&visitor, here, &desk, sent)?)
}

/// What is sent.
#[derive(Default)]
struct Sent {
    bo: String,
    sheet: Sheet,
    write: bool,
    seen: String,
    problem: String,
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, code)): Words,
    request: Request,
) -> Answer {
    let sent = read(request).await?;
    let (used, _) = pick(&web, &visitor, (&here, &sent.bo)).await?;
    let used = used.ok_or(Failure::NotFound(app::Noun::Indicator))?;
    let place = Place {
        unit: &here.unit,
        period: &here.period,
        framework: &used.id,
        code: &code,
    };
    let actor = &visitor.actor;
    if sent.write {
        let seen = (&sent.sheet, sent.seen.as_str());
        match desk::write(&web.app, actor, place, seen).await {
            Ok(count) => {
                let code = app::address::part(&code);
                let page = format!("{}/cung-cap/{code}", here.path());
                return on_to(&format!("{page}?bo={}&da-ghi={count}", used.id));
            }
            Err(Error::Refused(why)) => {
                let problem = vi::refused(&why);
                return refused(
                    &looked(
                        &web,
                        &visitor,
                        here.clone(),
                        place,
                        Sent { problem, ..sent },
                    )
                    .await?,
                );
            }
            Err(Error::Stale(_)) => {
                let problem = "Chưa ghi: số liệu hoặc nội dung bảng đã thay đổi sau lần xem trước. Đề nghị kiểm tra lại bảng xem trước dưới đây rồi ghi.".to_owned();
                return stale(
                    &looked(
                        &web,
                        &visitor,
                        here.clone(),
                        place,
                        Sent { problem, ..sent },
                    )
                    .await?,
                );
            }
            Err(error) => return Err(error.into()),
        }
    }
    let page = looked(&web, &visitor, here.clone(), place, sent).await?;
    if page.problem.is_empty() {
        shown(&page)
    } else {
        refused(&page)
    }
}

/// The page with what the sheet would do.
async fn looked(
    web: &Web,
    visitor: &Visitor,
    here: Here,
    place: Place<'_>,
    sent: Sent,
) -> Result<Page, Failure> {
    let (desk, look) = desk::look(&web.app, &visitor.actor, place, &sent.sheet).await?;
    let mut page = Page::of(visitor, here, &desk, sent)?;
    match look {
        Ok(look) => page.look = Some(words(&desk, &look)),
        Err(why) if page.problem.is_empty() => page.problem = refusal(why),
        Err(_) => {}
    }
    Ok(page)
}

impl Page {
    fn of(visitor: &Visitor, here: Here, desk: &Desk, sent: Sent) -> Result<Page, Failure> {
        if !desk.mine.contains(&true) {
            return Err(Failure::NotAllowed(domain::authority::Action::EnterFigures));
        }
        let line = desk.line();
        let asked: Vec<_> = desk
            .own()
            .map(|ask| {
                let total = sent.sheet.totals.get(&ask.key).cloned().unwrap_or_default();
                let adds = ask.kind == reading::figure::InputKind::Value;
                (
                    ask.key.clone(),
                    vi::figure::key(&ask.key),
                    ask.label.clone(),
                    adds,
                    total,
                )
            })
            .collect();
        let columns: Vec<String> = asked.iter().map(|(_, name, ..)| name.clone()).collect();
        Ok(Page {
            base: here.path(),
            bo: sent.bo,
            code: line.code.clone(),
            title: line.title.clone(),
            heading: columns.join(", "),
            asked,
            typed: sent.sheet,
            problem: sent.problem,
            look: None,
            frame: Frame::of(visitor, Section::Desk, here),
        })
    }
}

/// Rows that cannot be written, those together that have the same reason.
fn blocked(look: &Look) -> Vec<(String, String)> {
    let mut reasons: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in &look.blocked {
        let rows = reasons.entry(vi::refused(&one.why)).or_default();
        rows.push(format!("dòng {} ({})", one.row + 1, one.name));
    }
    let said = |(why, rows): (String, Vec<String>)| {
        let more = rows.len().saturating_sub(NAMED);
        let mut named = rows.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
        if more > 0 {
            named.push_str(&format!(" và {more} dòng khác"));
        }
        (named, why)
    };
    reasons.into_iter().map(said).collect()
}

/// A control total: of what, how many rows, read, stated in the sheet, typed, whether they agree.
fn control(one: &desk::Control) -> (String, usize, String, String, String, bool) {
    let number = |value: &scoring::Exact| reading::words::number::number(value);
    let stated = one.stated.as_ref().map(|(_, sum)| number(sum));
    let typed = match (&one.typed, &one.unread) {
        (_, Some(why)) => unclear(why),
        (Some(sum), None) => number(sum),
        (None, None) => String::new(),
    };
    let (name, stated) = (vi::figure::key(&one.key), stated.unwrap_or_default());
    (
        name,
        one.count,
        number(&one.sum),
        stated,
        typed,
        one.agrees(),
    )
}

/// Figures in a line: «Tử số 70; Mẫu số 100».
fn said(line: &app::framework::EditionLine, values: &BTreeMap<String, String>) -> String {
    let only = line.asks.len() == 1;
    let part = |ask: &app::framework::Ask| {
        let text = vi::figure::shown(ask.kind, values.get(&ask.key)?);
        Some(if only {
            text
        } else {
            format!("{} {text}", vi::figure::key(&ask.key))
        })
    };
    let parts: Vec<String> = line.asks.iter().filter_map(part).collect();
    if parts.is_empty() {
        "–".to_owned()
    } else {
        parts.join("; ")
    }
}

fn words(desk: &Desk, look: &Look) -> Shown {
    let line = desk.line();
    let row = |change: &Change| {
        let day = change.as_of.parse().map(|day| vi::time::date(&day));
        let from = format!("{}, {}", change.source, day.unwrap_or_default());
        let name = desk.seats[change.seat].name.clone();
        (
            name,
            said(line, &change.before.values),
            said(line, &change.after.values),
            from,
        )
    };
    Shown {
        rows: look.changes.iter().take(SHOWN).map(row).collect(),
        writable: look.changes.len(),
        more: look.changes.len().saturating_sub(SHOWN),
        same: look.same,
        unmatched: look
            .unmatched
            .iter()
            .map(|(row, text, could)| (row + 1, text.clone(), could.join(", ")))
            .collect(),
        doubled: look
            .doubled
            .iter()
            .map(|(name, rows)| {
                let rows: Vec<String> = rows.iter().map(|row| (row + 1).to_string()).collect();
                (name.clone(), rows.join(", "))
            })
            .collect(),
        unread: look
            .unread
            .iter()
            .map(|one| (one.row + 1, unclear(&one.why)))
            .collect(),
        blocked: blocked(look),
        renamed: look
            .renamed
            .iter()
            .map(|(row, text, name)| (row + 1, text.clone(), name.clone()))
            .collect(),
        silent: look.silent.len(),
        absent: look.absent.iter().take(20).cloned().collect(),
        absent_more: look.absent.len().saturating_sub(20),
        totals: look.totals.iter().map(control).collect(),
        left_out: look.left_out(),
        agrees: look.agrees(),
        seen: look.seen.clone(),
    }
}

async fn read(request: Request) -> Result<Sent, Failure> {
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| Failure::Unreadable)?;
    let mut sent = Sent::default();
    let failure = |error: axum::extract::multipart::MultipartError| {
        if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
            Failure::TooLarge
        } else {
            Failure::Unreadable
        }
    };
    while let Some(field) = form.next_field().await.map_err(failure)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(failure)?;
        let text = || String::from_utf8_lossy(&bytes).replace('\0', "");
        match name.as_str() {
            "bo" => sent.bo = text(),
            "text" if sent.sheet.text.trim().is_empty() => sent.sheet.text = text(),
            "tep" if !bytes.is_empty() => match cells(&bytes, &file) {
                Ok(text) => sent.sheet.text = text,
                Err(why) => sent.problem = why,
            },
            "source" => sent.sheet.source = text(),
            "as_of" => sent.sheet.as_of = text(),
            "state" => sent.sheet.state = text(),
            "reason" => sent.sheet.reason = text(),
            "skip" => sent.sheet.skip = true,
            "step" => sent.write = text() == "ghi",
            "seen" => sent.seen = text(),
            other => {
                if let Some(key) = other.strip_prefix("tong.") {
                    sent.sheet.totals.insert(key.to_owned(), text());
                }
            }
        }
    }
    Ok(sent)
}

/// The cells of a file: of a workbook the largest table, of a text as it stands.
fn cells(bytes: &[u8], name: &str) -> Result<String, String> {
    let is_text = !bytes.starts_with(b"PK") && !bytes.starts_with(b"%PDF") && !bytes.contains(&0);
    if is_text && let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let source = documents::read(bytes, Some(name)).map_err(|why| vi::refusal::sentence(&why))?;
    let tables = source.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    });
    let largest = tables.max_by_key(|table| table.rows.len());
    let table = largest.ok_or_else(|| refusal(reading::figure::Refusal::Empty))?;
    let block = reading::figure::of_table(table).map_err(refusal)?;
    Ok(block.text())
}
