//! `/ky/2026/don-vi/ha-khe/nhap-lieu/dan`: a block of a worksheet pasted, looked at with control
//! totals, and written whole or not at all.

use std::collections::BTreeMap;

use app::Error;
use app::figure::{self, Entry, Grid};
use askama::Template;
use axum::extract::{Query, State};
use reading::figure::{
    Block, Column, Known, Matched, Preview, Typed as Read, block, header, matched,
};
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
    typed: Pasted,
    problem: String,
    look: Option<Look>,
    name: String,
}

/// What is pasted.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Pasted {
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
    Query(typed): Query<Pasted>,
) -> Answer {
    let page = Page::of(&web, &visitor, here, typed).await?.0;
    shown(&page)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Typed(typed): Typed<Pasted>,
) -> Answer {
    let closed = closed(&here);
    let (mut page, grid) = Page::of(&web, &visitor, here, typed).await?;
    if !closed.is_empty() {
        page.problem = closed;
        return refused(&page);
    }
    let block = match block(&page.typed.text) {
        Ok(block) => block,
        Err(why) => {
            page.problem = refusal(why);
            return refused(&page);
        }
    };
    let read = Reading::of(&grid, block, page.frame.here.period.year);
    let look = read.look(&page.typed);
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
    let rows = read.rows(&page.typed);
    match figure::save_all(&web.app, &visitor.actor, &rows).await {
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
        mut typed: Pasted,
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
            frame: Frame::of(web, visitor, Section::Entry, here).await?,
        };
        Ok((page, grid))
    }
}

/// The block against the grid.
struct Reading<'g> {
    grid: &'g Grid,
    entries: BTreeMap<usize, &'g Entry>,
    preview: Preview,
    repeated: Vec<usize>,
}

impl<'g> Reading<'g> {
    fn of(grid: &'g Grid, block: Block, year: i16) -> Reading<'g> {
        let codes: Vec<&str> = grid
            .edition
            .lines
            .iter()
            .map(|line| line.code.as_str())
            .collect();
        let header = header(&block);
        let preview = matched(&block, &header, Known::Codes(&codes), Some(year));
        Reading {
            repeated: preview.duplicates.iter().map(|(known, _)| *known).collect(),
            preview,
            entries: grid
                .entries
                .iter()
                .map(|entry| (entry.line, entry))
                .collect(),
            grid,
        }
    }

    /// Rows that speak of one indicator that asks for something, and say something.
    fn usable(&self) -> impl Iterator<Item = (&Matched, &'g Entry)> {
        self.preview.rows.iter().filter_map(|row| {
            let alone = !self.repeated.contains(&row.known);
            let entry = self.entries.get(&row.known)?;
            let says = !self.inputs(row).is_empty();
            (alone && says).then_some((row, *entry))
        })
    }

    fn inputs(&self, row: &Matched) -> BTreeMap<String, String> {
        let asks = &self.grid.edition.lines[row.known].asks;
        row.cells
            .iter()
            .filter_map(|(column, typed)| {
                let key = key(*column)?;
                let ask = asks.iter().find(|ask| ask.key == key).or_else(|| {
                    // «Giá trị», «Kết quả»: the one figure that is asked, whatever it is.
                    (*column == Column::Value && asks.len() == 1)
                        .then(|| asks.first())
                        .flatten()
                })?;
                Some((ask.key.clone(), text(ask, typed)?))
            })
            .collect()
    }

    fn rows(&self, typed: &Pasted) -> Vec<figure::Row> {
        self.usable()
            .map(|(row, entry)| self.row(typed, row, entry))
            .collect()
    }

    fn row(&self, typed: &Pasted, row: &Matched, entry: &Entry) -> figure::Row {
        let cell = |wanted: Column| {
            row.cells
                .iter()
                .find(|(column, _)| *column == wanted)
                .and_then(|(_, typed)| words(typed))
        };
        let or = |own: Option<String>, common: &str| own.unwrap_or_else(|| common.to_owned());
        figure::Row {
            entry: entry.id.clone(),
            version: entry.version,
            typed: figure::Typed {
                inputs: self.inputs(row),
                source: or(cell(Column::Source), &typed.source),
                as_of: or(cell(Column::AsOf), &typed.as_of),
                state: typed.state.clone(),
                explanation: or(
                    cell(Column::Explanation),
                    entry.explanation.as_deref().unwrap_or_default(),
                ),
                expected_points: entry
                    .expected
                    .as_ref()
                    .map(reading::words::number::number)
                    .unwrap_or_default(),
                applicable: entry.applicable,
                reason: String::new(),
            },
        }
    }

    fn look(&self, typed: &Pasted) -> Look {
        let line = |at: usize| &self.grid.edition.lines[at];
        let name = |at: usize| format!("{} {}", line(at).code, line(at).title);
        let rows: Vec<(String, String, String, String)> = self
            .usable()
            .map(|(row, entry)| {
                let written = self.row(typed, row, entry);
                let now = said(line(row.known), |key| {
                    entry
                        .value(key)
                        .and_then(|value| value.value.clone())
                        .map(|value| (value, true))
                });
                let then = said(line(row.known), |key| {
                    written
                        .typed
                        .inputs
                        .get(key)
                        .map(|text| (text.clone(), false))
                });
                let source = format!("{}, {}", written.typed.source, written.typed.as_of);
                (name(row.known), now, then, source)
            })
            .collect();
        let spoken: Vec<usize> = self.usable().map(|(row, _)| row.known).collect();
        let unasked = self
            .preview
            .rows
            .iter()
            .filter(|row| !self.repeated.contains(&row.known) && !spoken.contains(&row.known))
            .map(|row| name(row.known))
            .collect();
        let duplicates = self.preview.duplicates.iter().map(|(known, rows)| {
            let rows: Vec<String> = rows.iter().map(|row| (row + 1).to_string()).collect();
            (name(*known), rows.join(", "))
        });
        Look {
            writable: rows.len(),
            seen: seen(&rows),
            rows,
            unmatched: self
                .preview
                .unmatched
                .iter()
                .map(|row| (row.row + 1, row.text.clone()))
                .collect(),
            duplicates: duplicates.collect(),
            unread: self
                .preview
                .unread
                .iter()
                .map(|cell| (cell.row + 1, unclear(&cell.why)))
                .collect(),
            unasked,
            totals: self
                .preview
                .totals
                .iter()
                .filter(|total| total.count > 0)
                .map(|total| {
                    let shown = |value: &scoring::Exact| reading::words::number::number(value);
                    let end = |value: &Option<scoring::Exact>| {
                        value.as_ref().map(shown).unwrap_or_default()
                    };
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
}

/// What was shown, in short: what is written must be what was seen.
fn seen(rows: &[(String, String, String, String)]) -> String {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    rows.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn said(
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

fn key(column: Column) -> Option<&'static str> {
    Some(match column {
        Column::Num => "num",
        Column::Den => "den",
        Column::Ratio => "ratio",
        Column::Value => "value",
        Column::Yes => "yes",
        Column::Option => "option",
        Column::Previous => "previous",
        Column::Target => "target",
        _ => return None,
    })
}

/// What a cell says, as it would be typed into the field.
fn text(ask: &app::framework::Ask, typed: &Read) -> Option<String> {
    use reading::figure::InputKind;
    Some(match (ask.kind, typed) {
        (_, Read::Flag(true)) => "Có".to_owned(),
        (_, Read::Flag(false)) => "Không".to_owned(),
        (_, Read::Option(at)) => (at + 1).to_string(),
        (InputKind::Percent, Read::Number(number)) => {
            figure::retyped(InputKind::Percent, &number.value.to_string())
        }
        (InputKind::Yes, Read::Number(number)) => if number.value.is_zero() {
            "Không"
        } else {
            "Có"
        }
        .to_owned(),
        (_, Read::Number(number)) => figure::retyped(InputKind::Signed, &number.value.to_string()),
        (_, Read::Text(text)) => text.clone(),
        _ => return None,
    })
}

fn words(typed: &Read) -> Option<String> {
    match typed {
        Read::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Read::Date(date) => Some(vi::time::date(date)),
        _ => None,
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
