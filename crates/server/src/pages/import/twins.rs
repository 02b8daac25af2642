//! Plans of the same unit and year: whether this one is there already, or amends one of them.

use std::collections::BTreeMap;

use app::import::{self, Amendment, Decision, Opened, Twin};
use app::{Error, Noun, PlanId};
use askama::Template;
use axum::extract::{Path, State};
use domain::plan::{Plan, RowKind};
use reading::plan::compare::{self, HeadPart, RowAt, RowDifference, Tally};
use scoring::Exact;

use super::step::{self, Around, Step};
use crate::pages::{filters, on_to, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Typed, Visitor, Web};

/// Rows of the difference on the page.
const SHOWN: usize = 400;

#[derive(Template)]
#[template(path = "import/twins.html")]
struct Page {
    frame: Frame,
    around: Around,
    twins: Vec<Twin>,
    change: Option<Change>,
    notice: String,
}

/// What a new version changes.
struct Change {
    name: String,
    href: String,
    tally: Tally,
    unchanged: usize,
    keeps_framework: bool,
    head: Vec<Cell>,
    rows: Vec<Row>,
    left_out: usize,
}

struct Cell {
    name: &'static str,
    before: String,
    after: String,
}

struct Row {
    word: &'static str,
    class: &'static str,
    name: String,
    moved: Option<(String, String)>,
    cells: Vec<Cell>,
}

type Sent = BTreeMap<String, String>;

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let opened = step::open(&web, &visitor, &id).await?;
    shown(&page(&web, &visitor, &opened).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(sent): Typed<Sent>,
) -> Answer {
    let opened = step::open(&web, &visitor, &id).await?;
    let version = sent
        .get("version")
        .and_then(|version| version.parse().ok())
        .unwrap_or(0);
    let asked = sent.get("sua-doi").map_or("", String::as_str);
    let amends = PlanId::parse(asked);
    if amends.is_none() && !asked.is_empty() {
        return Err(Failure::NotFound(Noun::Plan));
    }
    // Only a plan of the same unit and year can be the one amended.
    let known = import::duplicates(&web.app, &opened).await?;
    if amends
        .as_ref()
        .is_some_and(|plan| known.iter().all(|twin| twin.plan != *plan))
    {
        return Err(Failure::NotFound(Noun::Plan));
    }
    match import::decide(
        &web.app,
        &visitor.actor,
        &opened.draft.id,
        version,
        vec![Decision::Amends(amends)],
    )
    .await
    {
        Ok(_) => on_to(&format!("/nhap-ke-hoach/{}/doi-chieu", opened.draft.id)),
        Err(Error::Stale(Noun::Import)) => {
            let mut page = page(&web, &visitor, &opened).await?;
            vi::import::STALE.clone_into(&mut page.notice);
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(web: &Web, visitor: &Visitor, opened: &Opened) -> Result<Page, Failure> {
    let written = opened.draft.written.is_some();
    let mut notice = String::new();
    let change = match import::difference(&web.app, &visitor.actor, opened).await {
        Ok(change) => change.as_ref().map(self::change),
        // After writing the plan amended is withdrawn: its differences stand in its history.
        Err(Error::Refused(_)) if written => None,
        Err(Error::Refused(refusal)) => {
            notice = vi::refused(&refusal);
            None
        }
        Err(error) => return Err(error.into()),
    };
    Ok(Page {
        frame: step::frame(web, visitor).await?,
        around: Around::of(opened, Step::Twins),
        twins: if written {
            Vec::new()
        } else {
            import::duplicates(&web.app, opened).await?
        },
        change,
        notice,
    })
}

fn change(amendment: &Amendment) -> Change {
    let difference = &amendment.difference;
    let mut rows: Vec<Row> = difference
        .rows
        .iter()
        .filter_map(|row| changed(amendment, row))
        .collect();
    let left_out = rows.len().saturating_sub(SHOWN);
    rows.truncate(SHOWN);
    let unchanged = difference
        .rows
        .iter()
        .filter(|row| is_unchanged(amendment, row))
        .count();
    Change {
        name: amendment.name.clone(),
        href: format!("/ke-hoach/{}", amendment.plan),
        tally: difference.tally,
        unchanged,
        keeps_framework: amendment.keeps_framework,
        head: difference
            .head
            .iter()
            .filter_map(|change| {
                Some(Cell {
                    name: head_part(change.part)?,
                    before: change.before.clone(),
                    after: change.after.clone(),
                })
            })
            .collect(),
        rows,
        left_out,
    }
}

/// What a stored plan does not keep in the same shape is not compared.
fn head_part(part: HeadPart) -> Option<&'static str> {
    match part {
        HeadPart::Kind => Some("Loại văn bản"),
        HeadPart::Reference => Some("Số, ký hiệu"),
        HeadPart::IssuedOn => Some("Ngày ban hành"),
        HeadPart::Issuer => Some("Cơ quan ban hành"),
        HeadPart::Subject => Some("Trích yếu"),
        HeadPart::Signatory | HeadPart::LegalBases | HeadPart::Recipients => None,
    }
}

fn is_unchanged(amendment: &Amendment, row: &RowDifference) -> bool {
    let RowDifference::Both(pair) = row else {
        return false;
    };
    let work = compare::row(&amendment.after, pair.after)
        .is_some_and(|row| !matches!(row.kind, RowKind::Heading | RowKind::Banner));
    work && pair.changes.is_empty() && pair.moved.is_none()
}

fn changed(amendment: &Amendment, row: &RowDifference) -> Option<Row> {
    let name = |plan: &Plan, at: RowAt| {
        let row = compare::row(plan, at);
        row.map(|row| {
            format!(
                "{} {}",
                row.code.as_deref().unwrap_or(&row.path),
                vi::import::title(row)
            )
        })
        .unwrap_or_default()
    };
    match row {
        RowDifference::Added(at) => Some(plain("Thêm", "certain", name(&amendment.after, *at))),
        RowDifference::Removed(at) => Some(plain("Bỏ", "unread", name(&amendment.before, *at))),
        RowDifference::Both(pair) if pair.changes.is_empty() && pair.moved.is_none() => None,
        RowDifference::Both(pair) => {
            let cells = pair.changes.iter().map(|change| Cell {
                name: vi::import::field(change.field),
                before: change.before.clone(),
                after: change.after.clone(),
            });
            Some(Row {
                word: if pair.changes.is_empty() {
                    "Chuyển số"
                } else {
                    "Sửa"
                },
                class: "assumed",
                name: name(&amendment.after, pair.after),
                moved: pair
                    .moved
                    .as_ref()
                    .map(|moved| (moved.from.clone(), moved.to.clone())),
                cells: cells.collect(),
            })
        }
    }
}

fn plain(word: &'static str, class: &'static str, name: String) -> Row {
    Row {
        word,
        class,
        name,
        moved: None,
        cells: Vec::new(),
    }
}

/// The share of rows that are the same.
fn percent(likeness: &Exact) -> String {
    vi::number::percent(likeness, 0)
}
