//! `/ky/2026/don-vi/dong-linh/chi-so/I.1/tong-hop`: the units behind a figure that is computed from
//! their own entries, and what the indicator's page shows of it.

use app::figure::{self, BELOW_PAGE, Below, BelowFilter, Entry, Grid, Rolled, Whole};
use app::{Error, FrameworkId, Noun};
use askama::Template;
use axum::extract::{Path, Query, State};
use serde::Deserialize;

use super::grid::pick;
use crate::pages::{filters, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Visitor, Web};

/// A computed figure on its indicator's page.
pub(super) struct Computed {
    /// «Tỷ lệ phường, xã có … từ 80 % trở lên».
    pub(super) said: String,
    /// «3/4 đơn vị đạt».
    pub(super) came: String,
    pub(super) behind: String,
    pub(super) state: &'static str,
    pub(super) sure: &'static str,
    /// The first units without a figure, and how many more.
    pub(super) missing: String,
    pub(super) more: i32,
    pub(super) href: String,
}

/// The row's computed figures, for whoever reads its figures. Asks the database only where there are
/// any.
pub(super) async fn computed(
    web: &Web,
    visitor: &Visitor,
    (grid, entry): (&Grid, &Entry),
    base: &str,
) -> Result<Vec<Computed>, Failure> {
    if grid.edition.lines[entry.line].rollups.is_empty() {
        return Ok(Vec::new());
    }
    let all = match figure::rolled(&web.app, &visitor.actor, &entry.id).await {
        Ok(all) => all,
        Err(Error::NotAllowed(_)) => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let code = app::address::part(&grid.edition.lines[entry.line].code);
    let one = |rolled: &Rolled| {
        let named = i32::try_from(rolled.missing.len()).unwrap_or(i32::MAX);
        Computed {
            said: vi::rollup::said(&rolled.rollup),
            came: vi::rollup::came(rolled),
            behind: vi::rollup::behind(rolled),
            state: rolled.state.name(),
            sure: vi::figure::state(rolled.state),
            missing: rolled.missing.join("; "),
            more: rolled.sum.missing() - named,
            href: format!(
                "{base}/chi-so/{code}/tong-hop?bo={}&so={}",
                grid.assessment.framework, rolled.rollup.target
            ),
        }
    };
    Ok(all.iter().map(one).collect())
}

#[derive(Template)]
#[template(path = "entry/below.html")]
struct Page {
    frame: Frame,
    base: String,
    code: String,
    title: String,
    framework: String,
    said: String,
    came: String,
    behind: String,
    state: &'static str,
    sure: &'static str,
    tests: bool,
    filters: Vec<(&'static str, &'static str, bool)>,
    rows: Vec<Line>,
    unseen: usize,
    range: String,
    previous: Option<String>,
    next: Option<String>,
    target: String,
}

struct Line {
    name: String,
    href: Option<String>,
    value: String,
    /// Class and word.
    badge: (&'static str, &'static str),
    state: Option<(&'static str, &'static str)>,
    disputed: bool,
}

/// What is looked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    bo: String,
    /// Which figure.
    so: String,
    /// `thieu`, `dat`, `chua-dat`; empty: all.
    loc: String,
    trang: usize,
}

impl Asked {
    fn filter(&self) -> BelowFilter {
        match self.loc.as_str() {
            "thieu" => BelowFilter::Missing,
            "dat" => BelowFilter::Met,
            "chua-dat" => BelowFilter::Unmet,
            _ => BelowFilter::All,
        }
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, code)): Path<(String, String, String)>,
    Query(mut asked): Query<Asked>,
) -> Answer {
    let (app, actor) = (&web.app, &visitor.actor);
    let all = figure::assessments(app, actor, &here.unit, &here.period).await?;
    let assessment = pick(&all, &asked.bo).ok_or(Failure::NotFound(Noun::Entry))?;
    let grid = figure::grid(app, actor, &here.unit, assessment).await?;
    let entry = figure::by_code(&grid, &code)?;
    let line = &grid.edition.lines[entry.line];
    if let (true, Some(first)) = (asked.so.is_empty(), line.rollups.first()) {
        asked.so.clone_from(&first.target);
    }
    let key = (&entry.id, asked.so.as_str());
    let (rolled, units, unseen) = figure::below(app, actor, key, asked.filter()).await?;
    let place = (&*line.code, &*line.title, &assessment.framework);
    shown(&Page::of(
        &visitor,
        here,
        place,
        (&asked, &rolled, &units, unseen),
    ))
}

impl Page {
    fn of(
        visitor: &Visitor,
        here: Here,
        (code, title, framework): (&str, &str, &FrameworkId),
        (asked, rolled, units, unseen): (&Asked, &Rolled, &[Below], usize),
    ) -> Page {
        let base = here.path();
        let pages = units.len().div_ceil(BELOW_PAGE).max(1);
        let at = asked.trang.clamp(1, pages);
        let from = (at - 1) * BELOW_PAGE;
        let part = &units[from.min(units.len())..(from + BELOW_PAGE).min(units.len())];
        let page = |at: usize| {
            format!(
                "{base}/chi-so/{}/tong-hop?bo={framework}&so={}&loc={}&trang={at}",
                app::address::part(code),
                app::address::part(&asked.so),
                app::address::part(&asked.loc),
            )
        };
        let chosen = |word: &'static str, label: &'static str| (word, label, asked.loc == word);
        Page {
            code: code.to_owned(),
            title: title.to_owned(),
            framework: framework.to_string(),
            said: vi::rollup::said(&rolled.rollup),
            came: vi::rollup::came(rolled),
            behind: vi::rollup::behind(rolled),
            state: rolled.state.name(),
            sure: vi::figure::state(rolled.state),
            tests: rolled.rollup.test.is_some(),
            filters: vec![
                chosen("", "Tất cả"),
                chosen("thieu", "Chưa có số liệu"),
                chosen("dat", "Đạt"),
                chosen("chua-dat", "Chưa đạt"),
            ],
            rows: part.iter().map(|one| row(rolled, one, &here)).collect(),
            unseen,
            range: vi::publication::range(from, part.len(), units.len()),
            previous: (1 < at).then(|| page(at - 1)),
            next: (at < pages).then(|| page(at + 1)),
            target: asked.so.clone(),
            base,
            frame: Frame::of(visitor, Section::Entry, here),
        }
    }
}

fn row(rolled: &Rolled, one: &Below, here: &Here) -> Line {
    let tests = rolled.rollup.test.is_some();
    let (badge, state) = match &one.whole {
        Whole::Missing => (("waiting-proof", "Chưa có số liệu"), None),
        Whole::Aside => (("not-applicable", "Không áp dụng"), None),
        Whole::Hidden => (("in-progress", "Đã có số liệu"), None),
        Whole::Given { met, state, .. } => {
            let badge = match (tests, met) {
                (false, _) => ("in-progress", "Đã có số liệu"),
                (true, true) => ("done", "Đạt"),
                (true, false) => ("returned", "Chưa đạt"),
            };
            (badge, Some((state.name(), vi::figure::state(*state))))
        }
    };
    Line {
        name: one.name.clone(),
        href: one.link.as_ref().map(|(framework, code)| {
            let page = app::address::indicator(&here.period.code, &one.slug, code);
            format!("{page}?bo={framework}")
        }),
        value: vi::rollup::whole(&rolled.rollup, &one.whole),
        badge,
        state,
        disputed: one.disputed,
    }
}
