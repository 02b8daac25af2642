//! `/ky/2026/don-vi/ha-khe/nhap-lieu`: every indicator of the unit, row by row.

use app::figure::{self, Assessment, Entry, Grid, Outcome};
use app::period;
use askama::Template;
use axum::extract::{Query, State};
use domain::authority::Action;
use reading::text::fold;
use serde::Deserialize;

use super::row::{Row, states};
use crate::pages::{filters, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "entry/grid.html")]
struct Page {
    frame: Frame,
    base: String,
    asked: Asked,
    tabs: Vec<Tab>,
    grid: Option<Shown>,
    closed: String,
    may_open: bool,
    states: Vec<(&'static str, &'static str)>,
}

struct Shown {
    framework: String,
    name: String,
    groups: Vec<Group>,
    pillars: Vec<(String, bool)>,
    points: scoring::Exact,
    expected: scoring::Exact,
    max: scoring::Exact,
    done: usize,
    proven: usize,
    count: usize,
    shown: usize,
    rows: usize,
    may_enter: bool,
    handed_in: bool,
}

struct Group {
    code: String,
    title: String,
    index: usize,
    points: scoring::Exact,
    max: scoring::Exact,
    done: usize,
    count: usize,
    rows: Vec<Row>,
}

struct Tab {
    name: String,
    href: String,
    current: bool,
}

/// What is looked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The framework, where the unit has several.
    bo: String,
    /// `cua-toi`, `thieu`, `chua-minh-chung`; empty: all.
    loc: String,
    /// Index of a pillar.
    nhom: String,
    q: String,
    /// The code that was just saved.
    #[serde(rename = "da-luu")]
    saved: String,
}

/// The assessment that is meant.
pub(super) fn pick<'a>(all: &'a [Assessment], framework: &str) -> Option<&'a Assessment> {
    all.iter()
        .find(|one| one.framework.as_str() == framework)
        .or(all.first())
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Query(asked): Query<Asked>,
) -> Answer {
    let all = figure::assessments(&web.app, &visitor.actor, &here.unit, &here.period).await?;
    let base = here.path();
    let closed = closed(&here);
    let mut page = Page {
        tabs: Vec::new(),
        grid: None,
        may_open: visitor.actor.may(Action::EditFramework, &here.unit.path),
        states: states(),
        closed,
        base,
        asked,
        frame: Frame::of(&visitor, Section::Entry, here.clone()),
    };
    if let Some(assessment) = pick(&all, &page.asked.bo) {
        let grid = figure::grid(&web.app, &visitor.actor, &here.unit, assessment).await?;
        page.tabs = tabs(&all, assessment, &page.base);
        page.grid = Some(page.shown(&visitor, &here, &grid)?);
    }
    shown(&page)
}

/// Why nothing can be entered; empty when it can.
pub(super) fn closed(here: &Here) -> String {
    match period::open_for_entry(&here.period, here.today) {
        Ok(()) => String::new(),
        Err(refusal) => vi::refused(&refusal.into()),
    }
}

fn tabs(all: &[Assessment], current: &Assessment, base: &str) -> Vec<Tab> {
    if all.len() < 2 {
        return Vec::new();
    }
    let tab = |one: &Assessment| Tab {
        name: one.name.clone(),
        href: format!("{base}/nhap-lieu?bo={}", one.framework),
        current: one.id == current.id,
    };
    all.iter().map(tab).collect()
}

impl Page {
    #[expect(
        clippy::unnecessary_wraps,
        reason = "asked for with others that may fail"
    )]
    fn shown(&self, visitor: &Visitor, here: &Here, grid: &Grid) -> Result<Shown, Failure> {
        let open = self.closed.is_empty() && grid.assessment.is_open;
        let wanted = fold(&self.asked.q);
        let pillar: Option<usize> = self.asked.nhom.parse().ok();
        let mut groups: Vec<Group> = grid
            .totals
            .pillars
            .iter()
            .enumerate()
            .map(|(index, totals)| Group {
                code: totals.code.clone(),
                title: totals.title.clone(),
                index,
                points: totals.points.clone(),
                max: totals.max.clone(),
                done: totals.done,
                count: totals.count,
                rows: Vec::new(),
            })
            .collect();
        let mut may_enter = false;
        for entry in &grid.entries {
            let line = &grid.edition.lines[entry.line];
            let is_wanted = pillar.is_none_or(|pillar| line.pillar == pillar)
                && self.asked.keeps(entry)
                && (wanted.is_empty()
                    || fold(&format!("{} {}", line.code, line.title)).contains(&wanted));
            let reopened = entry.is_reopened(&here.period, here.today);
            let editable = (open || reopened) && grid.may_enter(&visitor.actor, &here.unit, entry);
            may_enter |= editable;
            if is_wanted {
                groups[line.pillar]
                    .rows
                    .push(Row::of(grid, entry, &self.base, editable));
            }
        }
        let pillars = groups
            .iter()
            .map(|group| {
                (
                    format!("{} {}", group.code, group.title),
                    Some(group.index) == pillar,
                )
            })
            .collect();
        groups.retain(|group| !group.rows.is_empty());
        let all = &grid.totals.all;
        Ok(Shown {
            framework: grid.assessment.framework.to_string(),
            name: grid.assessment.name.clone(),
            pillars,
            points: all.points.clone(),
            expected: all.expected.clone(),
            max: all.max.clone(),
            done: all.done,
            proven: all.proven,
            count: all.count,
            shown: groups.iter().map(|group| group.rows.len()).sum(),
            rows: grid.entries.len(),
            groups,
            may_enter,
            handed_in: !grid.assessment.is_open,
        })
    }
}

impl Asked {
    fn keeps(&self, entry: &Entry) -> bool {
        match self.loc.as_str() {
            "cua-toi" => entry.is_mine,
            "thieu" => matches!(
                entry.earned.outcome,
                Outcome::Missing | Outcome::Unstated | Outcome::Unread
            ),
            "chua-minh-chung" => {
                entry.earned.outcome == Outcome::Scored && entry.evidence_count == 0
            }
            _ => true,
        }
    }
}
