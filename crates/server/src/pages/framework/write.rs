//! `/bo-chi-so/{id}/soan`: the rows of a draft in their tree, each with what can be done to it.

use app::framework::draft::{self, Direction, DraftRow, RowKind, Sheet};
use app::{Error, FrameworkId, IndicatorId};
use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;

use super::show::id_of;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::vi::number::points;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "framework/write.html")]
struct Page {
    frame: Frame,
    id: String,
    name: String,
    unit: String,
    legal_basis: String,
    opened: i64,
    rows: Vec<Line>,
    refusal: String,
}

/// A row as shown.
struct Line {
    id: String,
    key: String,
    code: String,
    title: String,
    kind: RowKind,
    level: usize,
    max: String,
    /// Where what is below adds up to something else.
    sum: String,
    /// What is particular: mandatory, a bonus, for some kinds of unit only.
    marks: String,
    reading: &'static str,
    badge: &'static str,
    has_proof: bool,
}

/// Which row goes which way: its id and version.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Moved {
    len: String,
    xuong: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    shown(&page(&web, &visitor, &id_of(&id)?, String::new()).await?)
}

pub(super) async fn shift(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(moved): Typed<Moved>,
) -> Answer {
    let id = id_of(&id)?;
    let (key, direction) = if moved.len.is_empty() {
        (&moved.xuong, Direction::Down)
    } else {
        (&moved.len, Direction::Up)
    };
    let (row, version) = key.split_once('.').ok_or(Failure::Unreadable)?;
    let row = IndicatorId::parse(row).ok_or(Failure::Unreadable)?;
    let version = version.parse().map_err(|_| Failure::Unreadable)?;
    match draft::shift(&web.app, &visitor.actor, (&id, &row, version), direction).await {
        Ok(()) => on_to(&format!("/bo-chi-so/{id}/soan#r-{row}")),
        Err(Error::Refused(refusal)) => {
            refused(&page(&web, &visitor, &id, vi::refused(&refusal)).await?)
        }
        Err(Error::Stale(noun)) => {
            stale(&page(&web, &visitor, &id, vi::failure::stale(noun)).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    id: &FrameworkId,
    refusal: String,
) -> Result<Page, Failure> {
    let sheet = draft::sheet(&web.app, &visitor.actor, id).await?;
    let depths = sheet.depths();
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Frameworks).await?,
        id: id.to_string(),
        name: sheet.name.clone(),
        unit: sheet.unit.name.clone(),
        legal_basis: sheet.legal_basis.clone().unwrap_or_default(),
        opened: sheet.opened,
        rows: sheet
            .rows
            .iter()
            .zip(depths)
            .map(|(row, depth)| line(&sheet, row, depth))
            .collect(),
        refusal,
    })
}

fn line(sheet: &Sheet, row: &DraftRow, depth: usize) -> Line {
    let sum = sheet.sums.get(&row.id).filter(|_| row.rule_text.is_none());
    let declared = row.max_points.as_ref();
    let differs = sum.filter(|sum| declared.is_some_and(|own| own != *sum));
    let max = declared.or(sum);
    Line {
        id: row.id.to_string(),
        key: format!("{}.{}", row.id, row.version),
        code: row.code.clone(),
        title: row.title.clone(),
        kind: row.kind,
        level: depth.clamp(1, 4),
        max: max.map(|max| points(max, 2)).unwrap_or_default(),
        sum: differs.map(|sum| points(sum, 2)).unwrap_or_default(),
        marks: marks(row),
        reading: vi::figure::rule_reading(row.reading.as_deref()),
        badge: match row.reading.as_deref() {
            Some("certain" | "chosen") => "certain",
            Some("assumed") => "assumed",
            Some("unread") => "unread",
            _ => "",
        },
        has_proof: row.evidence_text.is_some(),
    }
}

fn marks(row: &DraftRow) -> String {
    let mut marks = Vec::new();
    if row.mandatory {
        marks.push("Bắt buộc".to_owned());
    }
    if row.counts != "adds" {
        marks.push(vi::figure::counts(&row.counts).to_owned());
    }
    if !row.kinds.is_empty() {
        let kinds: Vec<&str> = row
            .kinds
            .iter()
            .map(|kind| vi::people::unit_kind(*kind))
            .collect();
        marks.push(format!("Chỉ cho: {}", kinds.join("; ")));
    }
    marks.join(" · ")
}
