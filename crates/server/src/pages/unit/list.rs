//! The tree of units that the visitor may see.

use std::collections::BTreeMap;

use app::UnitId;
use app::registry;
use app::unit::{self, Unit};
use askama::Template;
use axum::extract::{Query, State};
use domain::authority::Action;
use reading::text::{fold, sort_key};
use serde::Deserialize;

use crate::pages::{filters, shown};
use crate::web::{Answer, Frame, Section, Visitor, Web, encoded};

/// Units on a page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "unit/list.html")]
struct Page {
    frame: Frame,
    lines: Vec<Line>,
    total: usize,
    first: usize,
    asked: Asked,
    home: String,
    /// May enter the list of the country's units.
    may: bool,
    before: Option<String>,
    after: Option<String>,
}

struct Line {
    unit: Unit,
    /// From 1.
    level: usize,
}

/// What is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    /// `ca`: units that have ended too.
    cu: String,
    trang: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Answer {
    let mut lines = tree(unit::visible(&web.app, &visitor.actor).await?);
    let may = lines.iter().any(|line| {
        line.unit.parent.is_none() && visitor.actor.may(Action::ManagePeople, &line.unit.path)
    });
    let wanted = fold(&asked.q.chars().take(200).collect::<String>());
    let today = web.app.today();
    lines.retain(|line| {
        let here = line.unit.valid_to.is_none_or(|last_day| today <= last_day);
        (here || asked.cu == "ca")
            && (fold(&line.unit.name).contains(&wanted)
                || was_called(&line.unit, &wanted)
                || line
                    .unit
                    .code
                    .as_ref()
                    .is_some_and(|code| fold(code) == wanted))
    });
    let total = lines.len();
    let page = asked
        .trang
        .parse::<usize>()
        .unwrap_or(1)
        .clamp(1, total.div_ceil(PAGE).max(1));
    let first = (page - 1) * PAGE;
    let turn = |page: usize| {
        format!(
            "/don-vi?q={}&cu={}&trang={page}",
            encoded(&asked.q),
            encoded(&asked.cu)
        )
    };
    let frame = Frame::at_home(&web, &visitor, Section::Directory).await?;
    shown(&Page {
        may,
        home: frame.here.unit.slug.clone(),
        frame,
        lines: lines.into_iter().skip(first).take(PAGE).collect(),
        total,
        first,
        before: (1 < page).then(|| turn(page - 1)),
        after: (first + PAGE < total).then(|| turn(page + 1)),
        asked,
    })
}

/// In the order of the tree, brothers as Vietnamese lists are sorted. A unit whose parent is not
/// seen stands at the top.
fn tree(units: Vec<Unit>) -> Vec<Line> {
    let seen: std::collections::BTreeSet<UnitId> =
        units.iter().map(|unit| unit.id.clone()).collect();
    let mut under: BTreeMap<Option<UnitId>, Vec<Unit>> = BTreeMap::new();
    for unit in units {
        let parent = unit.parent.clone().filter(|parent| seen.contains(parent));
        under.entry(parent).or_default().push(unit);
    }
    for brothers in under.values_mut() {
        // The last comes off a stack first.
        brothers.sort_by_cached_key(|unit| std::cmp::Reverse(sort_key(&unit.name)));
    }
    let mut lines = Vec::new();
    let mut stack: Vec<(usize, Unit)> = Vec::new();
    stack.extend(
        under
            .remove(&None)
            .unwrap_or_default()
            .into_iter()
            .map(|unit| (1, unit)),
    );
    while let Some((level, unit)) = stack.pop() {
        let children = under.remove(&Some(unit.id.clone())).unwrap_or_default();
        stack.extend(children.into_iter().map(|child| (level + 1, child)));
        lines.push(Line {
            unit,
            level: level.min(4),
        });
    }
    lines
}

/// Whether the list of the country's units says that it was called so until 30 June 2025.
fn was_called(unit: &Unit, wanted: &str) -> bool {
    // A letter or two would find half the country.
    let code = unit.code.as_deref().filter(|_| 3 < wanted.len());
    code.is_some_and(|code| {
        unit.valid_to.is_none()
            && registry::registry()
                .made_of(code)
                .any(|former| fold(former.name).contains(wanted))
    })
}
