//! `/bo-chi-so/{id}/tac-dong`: what a draft would do to the points and ranks of a period that was
//! assessed.

use app::framework::draft::{self, Ground, Impact, Measured, Moved};
use app::{Noun, period};
use askama::Template;
use axum::extract::{Path, Query, State};
use scoring::Exact;
use serde::Deserialize;

use super::show::id_of;
use crate::pages::choice::Choice;
use crate::pages::{filters, shown};
use crate::vi;
use crate::vi::number::points;
use crate::web::{Answer, Failure, Frame, Section, Visitor, Web};

/// Units of one page.
const ROWS: usize = 100;

#[derive(Template)]
#[template(path = "framework/impact.html")]
struct Page {
    frame: Frame,
    id: String,
    name: String,
    choices: Vec<Choice>,
    sums: Option<Sums>,
    rows: Vec<Line>,
    first: usize,
    last: usize,
    all: usize,
    previous: Option<usize>,
    next: Option<usize>,
    base: String,
}

/// What all units come to.
struct Sums {
    max: (String, String),
    up: usize,
    down: usize,
    still: usize,
    mean: String,
}

/// A unit as shown.
struct Line {
    name: String,
    block: String,
    before: (String, u32),
    after: (String, u32),
    difference: String,
    /// How many places: the class of the change, and its words.
    places: (&'static str, String),
    missing: usize,
}

/// Which edition and period, and which page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    #[serde(rename = "theo")]
    by: String,
    trang: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let id = id_of(&id)?;
    let ground = draft::ground(&web.app, &visitor.actor, &id).await?;
    let measured = chosen(&ground, &asked.by)?;
    let impact = match &measured {
        None => None,
        Some(one) => {
            let period = period::by_code(&web.app, &one.code).await?;
            let what = (&one.framework, &period);
            Some(draft::impact(&web.app, &visitor.actor, (&id, &ground), what).await?)
        }
    };
    let by = measured.as_ref().map(word).unwrap_or_default();
    let all = impact.as_ref().map_or(0, |impact| impact.rows.len());
    let pages = all.div_ceil(ROWS).max(1);
    let page = asked.trang.parse().unwrap_or(1_usize).clamp(1, pages);
    let first = (page - 1) * ROWS;
    let rows = impact.iter().flat_map(|impact| &impact.rows);
    let rows: Vec<Line> = rows.skip(first).take(ROWS).map(line).collect();
    shown(&Page {
        frame: Frame::at_home(&web, &visitor, Section::Frameworks).await?,
        id: id.to_string(),
        name: ground.name.clone(),
        choices: ground
            .measured
            .iter()
            .map(|one| {
                let label = format!("{}, {} ({} đơn vị)", one.period, one.name, one.units);
                Choice::of(word(one), label, &by)
            })
            .collect(),
        sums: impact.as_ref().map(sums),
        last: first + rows.len(),
        first: first + 1,
        rows,
        all,
        previous: (page > 1).then(|| page - 1),
        next: (page < pages).then_some(page + 1),
        base: format!("/bo-chi-so/{id}/tac-dong?theo={by}"),
    })
}

/// An edition and a period in one word.
fn word(one: &Measured) -> String {
    format!("{}.{}", one.framework, one.code)
}

/// The one that is asked for, else the first.
fn chosen(ground: &Ground, by: &str) -> Result<Option<Measured>, Failure> {
    if by.is_empty() {
        return Ok(ground.measured.first().cloned());
    }
    let found = ground.measured.iter().find(|one| word(one) == by);
    found
        .cloned()
        .map(Some)
        .ok_or(Failure::NotFound(Noun::Framework))
}

fn sums(impact: &Impact) -> Sums {
    let moved = |ordering| {
        let rows = impact.rows.iter();
        rows.filter(|row| row.before.1.cmp(&row.after.1) == ordering)
            .count()
    };
    let differences = impact.rows.iter();
    let whole: Exact = differences
        .map(|row| row.after.0.clone() - row.before.0.clone())
        .sum();
    let count = i64::try_from(impact.rows.len()).unwrap_or(i64::MAX).max(1);
    Sums {
        max: (points(&impact.max.0, 2), points(&impact.max.1, 2)),
        up: moved(std::cmp::Ordering::Greater),
        down: moved(std::cmp::Ordering::Less),
        still: moved(std::cmp::Ordering::Equal),
        mean: signed(&(whole / Exact::whole(count))),
    }
}

fn signed(number: &Exact) -> String {
    let shown = points(number, 2);
    if number.is_negative() || *number == Exact::ZERO {
        shown
    } else {
        format!("+{shown}")
    }
}

fn line(row: &Moved) -> Line {
    let places = match row.before.1.cmp(&row.after.1) {
        std::cmp::Ordering::Greater => ("up", format!("{} bậc", row.before.1 - row.after.1)),
        std::cmp::Ordering::Less => ("down", format!("{} bậc", row.after.1 - row.before.1)),
        std::cmp::Ordering::Equal => ("same", "Giữ hạng".to_owned()),
    };
    Line {
        name: row.name.clone(),
        block: row
            .block_name
            .clone()
            .unwrap_or_else(|| vi::people::unit_kind(row.block).to_owned()),
        difference: signed(&(row.after.0.clone() - row.before.0.clone())),
        before: (points(&row.before.0, 2), row.before.1),
        after: (points(&row.after.0, 2), row.after.1),
        places,
        missing: row.missing,
    }
}
