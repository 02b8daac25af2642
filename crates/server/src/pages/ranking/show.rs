//! The ranking, a block at a time: everyone is ranked, a hundred are shown.

use app::FrameworkId;
use app::ranking::{self, Basis, Offered, Ranked, Ranking};
use app::unit::UnitKind;
use askama::Template;
use axum::extract::{Query, State};
use domain::authority::Action;
use reading::text::{fold, sort_key};
use serde::Deserialize;

use crate::pages::choice::Choice;
use crate::pages::{filters, shown};
use crate::vi;
use crate::vi::number::points;
use crate::vi::publication as words;
use crate::web::{Answer, Frame, Here, Section, Visitor, Web, encoded};

/// Units on a page.
const PAGE: usize = 100;

/// What the table is sorted by.
const ORDERS: [(&str, &str); 5] = [
    ("hang", "Thứ hạng"),
    ("ten", "Tên đơn vị"),
    ("tang", "Tăng bậc nhiều nhất"),
    ("giam", "Giảm bậc nhiều nhất"),
    ("con-mo", "Còn nhiều dòng có thể thay đổi"),
];

#[derive(Template)]
#[template(path = "ranking/show.html")]
struct Page {
    frame: Frame,
    asked: Asked,
    address: String,
    frameworks: Vec<Choice>,
    ranked: Option<Shown>,
    publish: Option<String>,
}

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    bo: String,
    khoi: String,
    q: String,
    sap: String,
    trang: usize,
}

impl Asked {
    fn query(&self, khoi: &str, page: usize) -> String {
        let mut query = format!("?bo={}&khoi={khoi}", encoded(&self.bo));
        for (key, value) in [("q", &self.q), ("sap", &self.sap)] {
            if !value.is_empty() {
                query.push_str(&format!("&{key}={}", encoded(value)));
            }
        }
        if page > 1 {
            query.push_str(&format!("&trang={page}"));
        }
        query
    }
}

struct Tab {
    label: String,
    count: usize,
    href: String,
    current: bool,
}

/// A block of the ranking as it is shown.
struct Shown {
    framework: String,
    how: String,
    compared: String,
    has_index: bool,
    has_grades: bool,
    live: usize,
    tabs: Vec<Tab>,
    orders: Vec<Choice>,
    rows: Vec<Line>,
    range: String,
    previous: Option<String>,
    next: Option<String>,
}

struct Line {
    rank: String,
    is_tied: bool,
    change: Option<(&'static str, String)>,
    gain: String,
    name: String,
    href: String,
    basis: (&'static str, &'static str),
    number: String,
    points: String,
    max: String,
    share: scoring::Exact,
    most: scoring::Exact,
    grade: String,
    still: String,
    pending: usize,
    done: usize,
    count: usize,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Query(mut asked): Query<Asked>,
) -> Answer {
    let place = (&here.unit, &here.period);
    let offered = ranking::frameworks(&web.app, &visitor.actor, place).await?;
    let chosen = chosen(&offered, &asked.bo);
    let mut ranked = None;
    let mut publish = None;
    if let Some(chosen) = chosen {
        asked.bo = chosen.id.to_string();
        let ranking = ranking::rank(&web.app, &visitor.actor, place, &chosen.id).await?;
        ranked = Some(Shown::of(&ranking, &here, &asked));
        let may = visitor.actor.may(Action::Publish, &chosen.owner_path);
        publish = (may && chosen.owner_path == here.unit.path)
            .then(|| format!("{}/cong-bo/{}", here.path(), chosen.id));
    }
    let page = Page {
        frameworks: offered
            .iter()
            .map(|one| Choice::of(one.id.as_str(), &one.name, &asked.bo))
            .collect(),
        address: format!("{}/xep-hang", here.path()),
        frame: Frame::of(&visitor, Section::Ranking, here),
        asked,
        ranked,
        publish,
    };
    shown(&page)
}

fn chosen<'o>(offered: &'o [Offered], asked: &str) -> Option<&'o Offered> {
    let wanted = FrameworkId::parse(asked);
    let found = offered.iter().find(|one| Some(&one.id) == wanted.as_ref());
    found.or(offered.first())
}

impl Shown {
    fn of(ranking: &Ranking, here: &Here, asked: &Asked) -> Shown {
        let mut blocks: Vec<UnitKind> = ranking.rows.iter().map(|row| row.block).collect();
        blocks.dedup();
        let size = |kind: UnitKind| ranking.rows.iter().filter(|row| row.block == kind).count();
        // A block of many says more than the city alone in its own.
        let block = UnitKind::parse(&asked.khoi)
            .filter(|kind| blocks.contains(kind))
            .or(blocks.iter().copied().max_by_key(|kind| size(*kind)))
            .unwrap_or(UnitKind::Commune);
        let tab = |kind: &UnitKind| Tab {
            label: ranking
                .edition
                .blocks
                .name(*kind)
                .unwrap_or(vi::people::unit_kind(*kind))
                .to_owned(),
            count: size(*kind),
            href: asked.query(kind.name(), 1),
            current: *kind == block,
        };
        let wanted = fold(&asked.q);
        let found = |row: &&Ranked| {
            row.block == block
                && (wanted.is_empty()
                    || fold(&row.name).contains(&wanted)
                    || row.code.as_deref() == Some(asked.q.trim()))
        };
        let mut rows: Vec<&Ranked> = ranking.rows.iter().filter(found).collect();
        sort(&mut rows, &asked.sap);
        let pages = rows.len().div_ceil(PAGE).max(1);
        let page = asked.trang.clamp(1, pages);
        let from = (page - 1) * PAGE;
        let part = &rows[from.min(rows.len())..(from + PAGE).min(rows.len())];
        let framework = &ranking.edition.framework;
        let turn = |to: usize| asked.query(block.name(), to);
        Shown {
            framework: ranking.edition.name.clone(),
            how: words::how_ranked(framework),
            compared: ranking.before.as_ref().map_or_else(String::new, |before| {
                words::compared_with(&before.period, before.publication)
            }),
            has_index: framework.index.is_some(),
            has_grades: !framework.grades.is_empty(),
            live: rows.iter().filter(|row| row.basis == Basis::Live).count(),
            tabs: blocks.iter().map(tab).collect(),
            orders: ORDERS
                .iter()
                .map(|(name, label)| Choice::of(*name, *label, &asked.sap))
                .collect(),
            range: words::range(from, part.len(), rows.len()),
            rows: part.iter().map(|row| Line::of(row, here)).collect(),
            previous: (page > 1).then(|| turn(page - 1)),
            next: (page < pages).then(|| turn(page + 1)),
        }
    }
}

/// Places gained since the year before; none: no earlier rank.
fn gained(row: &Ranked) -> Option<i64> {
    let (before, _) = row.before.as_ref()?;
    Some(i64::from(*before) - i64::from(row.rank))
}

fn sort(rows: &mut [&Ranked], order: &str) {
    match order {
        "ten" => rows.sort_by_cached_key(|row| sort_key(&row.name)),
        "tang" => rows.sort_by_key(|row| std::cmp::Reverse(gained(row))),
        "giam" => rows.sort_by_key(|row| gained(row).unwrap_or(i64::MAX)),
        "con-mo" => rows.sort_by_key(|row| std::cmp::Reverse(row.pending)),
        _ => {}
    }
}

impl Line {
    fn of(row: &Ranked, here: &Here) -> Line {
        let gain = row
            .before
            .as_ref()
            .map(|(_, before)| row.number.clone() - before.clone());
        Line {
            rank: vi::number::thousands(row.rank.into()),
            is_tied: row.is_tied,
            change: gained(row).map(words::change),
            gain: gain.map_or_else(String::new, |gain| words::gain(&gain)),
            name: row.name.clone(),
            href: format!("/ky/{}/don-vi/{}/tong-quan", here.period.code, row.slug),
            basis: words::basis(row.basis),
            number: points(&row.number, 4),
            points: points(&row.points, 2),
            max: points(&row.max, 2),
            share: row.points.clone(),
            most: row.max.clone(),
            grade: row.grade.clone().unwrap_or_default(),
            still: words::still(row.still),
            pending: row.pending,
            done: row.done,
            count: row.count,
        }
    }
}
