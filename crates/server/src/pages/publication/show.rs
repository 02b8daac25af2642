//! A publication: its ranking a block at a time, its data, its hash and how to check it.

use app::publication::{self, Publication, PublishedUnit, State};
use app::unit::UnitKind;
use askama::Template;
use axum::extract::{Path, Query, State as Given};
use domain::authority::Action;
use reading::text::{fold, sort_key};
use serde::Deserialize;

use super::id;
use crate::pages::choice::Choice;
use crate::pages::{filters, shown};
use crate::vi;
use crate::vi::number::points;
use crate::vi::publication as words;
use crate::web::{Answer, Visitor, Web, encoded};

/// Units on a page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "publication/show.html")]
struct Page {
    one: Publication,
    address: String,
    state: (&'static str, &'static str),
    /// Where the one that counts is read; none: this is it.
    may_withdraw: bool,
    asked: Asked,
    shown: Option<Shown>,
}

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    khoi: String,
    q: String,
    sap: String,
    trang: usize,
}

impl Asked {
    fn query(&self, block: &str, page: usize) -> String {
        let (q, sap) = (encoded(&self.q), encoded(&self.sap));
        format!("?khoi={}&q={q}&sap={sap}&trang={page}", encoded(block))
    }
}

struct Tab {
    label: String,
    count: usize,
    href: String,
    current: bool,
}

struct Shown {
    how: String,
    has_index: bool,
    has_grades: bool,
    tabs: Vec<Tab>,
    orders: Vec<Choice>,
    rows: Vec<Line>,
    range: String,
    previous: Option<String>,
    next: Option<String>,
}

struct Line {
    rank: String,
    name: String,
    href: String,
    number: String,
    points: String,
    max: String,
    grade: String,
}

pub(super) async fn get(
    Given(web): Given<Web>,
    visitor: Option<Visitor>,
    Path(text): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let id = id(&text)?;
    let one = publication::show(&web.app, &id).await?;
    let open = one.state != State::Withdrawn;
    let may = visitor.is_some_and(|visitor| visitor.actor.may(Action::Publish, &one.owner_path));
    let address = format!("/cong-khai/{id}");
    let mut part = None;
    if open {
        let (_, framework, units) = publication::units(&web.app, &id).await?;
        part = Some(Shown::of(&framework, &units, (&address, &asked)));
    }
    shown(&Page {
        state: words::state(one.state),
        may_withdraw: may && open,
        one,
        address,
        asked,
        shown: part,
    })
}

impl Shown {
    fn of(
        framework: &publication::document::FrameworkPart,
        units: &[PublishedUnit],
        (address, asked): (&str, &Asked),
    ) -> Shown {
        let scoring = framework.scoring().unwrap_or_default();
        let mut blocks: Vec<&str> = units.iter().map(|unit| unit.block.as_str()).collect();
        blocks.dedup();
        let block = blocks
            .iter()
            .find(|block| **block == asked.khoi)
            .or(blocks.first())
            .copied()
            .unwrap_or_default();
        let wanted = fold(&asked.q);
        let mut rows: Vec<&PublishedUnit> = units
            .iter()
            .filter(|unit| unit.block == block)
            .filter(|unit| {
                fold(&unit.name).contains(&wanted) || unit.code.as_deref() == Some(asked.q.trim())
            })
            .collect();
        if asked.sap == "ten" {
            rows.sort_by_cached_key(|unit| sort_key(&unit.name));
        }
        let pages = rows.len().div_ceil(PAGE).max(1);
        let page = asked.trang.clamp(1, pages);
        let from = (page - 1) * PAGE;
        let part = &rows[from.min(rows.len())..(from + PAGE).min(rows.len())];
        let turn = |to: usize| asked.query(block, to);
        Shown {
            how: words::how_ranked(&scoring),
            has_index: scoring.index.is_some(),
            has_grades: !scoring.grades.is_empty(),
            tabs: blocks
                .iter()
                .map(|kind| Tab {
                    label: block_name(kind),
                    count: units.iter().filter(|unit| unit.block == **kind).count(),
                    href: asked.query(kind, 1),
                    current: *kind == block,
                })
                .collect(),
            orders: [("hang", "Thứ hạng"), ("ten", "Tên đơn vị")]
                .iter()
                .map(|(name, label)| Choice::of(*name, *label, &asked.sap))
                .collect(),
            range: words::range(from, part.len(), rows.len()),
            rows: part.iter().map(|unit| Line::of(unit, address)).collect(),
            previous: (page > 1).then(|| turn(page - 1)),
            next: (page < pages).then(|| turn(page + 1)),
        }
    }
}

/// «Xã, phường, đặc khu».
pub(super) fn block_name(block: &str) -> String {
    let kind = UnitKind::parse(block);
    kind.map_or_else(
        || block.to_owned(),
        |kind| vi::people::unit_kind(kind).to_owned(),
    )
}

impl Line {
    fn of(unit: &PublishedUnit, address: &str) -> Line {
        Line {
            rank: vi::number::thousands(unit.rank.into()),
            name: unit.name.clone(),
            href: format!("{address}/don-vi/{}", unit.slug),
            number: points(&unit.number, 4),
            points: points(&unit.points, 2),
            max: points(&unit.max, 2),
            grade: unit.grade.clone().unwrap_or_default(),
        }
    }
}
