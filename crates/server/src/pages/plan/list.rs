//! `/ke-hoach`: the plans of the units that one may see.

use app::plan::{self, Listed, State as PlanState, Wanted};
use app::unit;
use askama::Template;
use axum::extract::{Query, State};
use domain::authority::Action;
use serde::Deserialize;

use super::asked::encoded;
use crate::pages::{filters, shown};
use crate::vi;
use crate::web::{Answer, Frame, Section, Visitor, Web};

/// Plans of one page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "plan/list.html")]
struct Page {
    frame: Frame,
    asked: Asked,
    units: Vec<(String, String)>,
    years: Vec<i16>,
    states: Vec<(&'static str, &'static str)>,
    plans: Vec<Listed>,
    total: usize,
    first: usize,
    before: Option<String>,
    after: Option<String>,
    may_edit: bool,
}

/// What is asked of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    #[serde(rename = "don-vi")]
    unit: String,
    #[serde(rename = "nam")]
    year: String,
    #[serde(rename = "trang-thai")]
    state: String,
    #[serde(rename = "trang")]
    page: String,
}

impl Asked {
    fn at(&self, page: usize) -> String {
        let pairs = [
            ("q", &self.q),
            ("don-vi", &self.unit),
            ("nam", &self.year),
            ("trang-thai", &self.state),
        ];
        let query: Vec<String> = pairs
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| format!("{name}={}&", encoded(text)))
            .collect();
        format!("/ke-hoach?{}trang={page}", query.concat())
    }

    fn is_narrow(&self) -> bool {
        [&self.q, &self.unit, &self.year, &self.state]
            .into_iter()
            .any(|text| !text.is_empty())
    }
}

impl Page {
    fn state(&self, one: &Listed) -> (&'static str, &'static str) {
        vi::planning::state(one.plan.state)
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Answer {
    let wanted = Wanted {
        words: asked.q.clone(),
        unit: Some(asked.unit.clone()).filter(|slug| !slug.is_empty()),
        year: asked.year.parse().ok(),
        state: PlanState::parse(&asked.state),
    };
    let all = plan::list(&web.app, &visitor.actor, &wanted).await?;
    let mut units: Vec<(String, String)> = unit::visible(&web.app, &visitor.actor)
        .await?
        .into_iter()
        .map(|unit| (unit.slug, unit.name))
        .collect();
    units.sort_by_cached_key(|(_, name)| reading::text::fold(name));
    let this_year = web.app.today().year();
    let total = all.len();
    let page = asked
        .page
        .parse::<usize>()
        .unwrap_or(1)
        .clamp(1, total.div_ceil(PAGE).max(1));
    let first = (page - 1) * PAGE;
    let plans: Vec<Listed> = all.into_iter().skip(first).take(PAGE).collect();
    let frame = Frame::at_home(&web, &visitor, Section::Plans).await?;
    shown(&Page {
        frame,
        units,
        years: (this_year - 4..=this_year + 1).rev().collect(),
        states: PlanState::ALL
            .iter()
            .map(|state| (state.name(), vi::planning::state(*state).1))
            .collect(),
        before: (page > 1).then(|| asked.at(page - 1)),
        after: (first + plans.len() < total).then(|| asked.at(page + 1)),
        total,
        first: first + 1,
        plans,
        may_edit: visitor.actor.authority.may_somewhere(Action::EditPlan),
        asked,
    })
}
