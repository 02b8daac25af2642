//! `/ke-hoach/{id}/trien-khai`: which lower units have sent a plan that carries out this one, and
//! a reminder to those that have not.

use std::collections::BTreeSet;

use app::cascade::{self, Standing, UnitPlan};
use app::plan::{Plan, State as PlanState};
use app::{Error, PlanId, UnitId};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::authority::Action;
use reading::text::fold;
use serde::Deserialize;

use super::Fields;
use crate::pages::choice::Choice;
use crate::pages::{filters, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

/// Units of one page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "cascade/status.html")]
struct Page {
    frame: Frame,
    plan: Plan,
    state: (&'static str, &'static str),
    tab: &'static str,
    may_edit: bool,
    may_issue: bool,
    may_remind: bool,
    asked: Asked,
    counts: [(Standing, usize); 3],
    all: usize,
    nothing: usize,
    is_all_sent: bool,
    kinds: Vec<Choice>,
    standings: Vec<Choice>,
    units: Vec<UnitPlan>,
    picked: BTreeSet<UnitId>,
    wanted: usize,
    page: usize,
    pages: usize,
    done: String,
    refusal: String,
}

/// What is asked of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    #[serde(rename = "tinh-trang")]
    standing: String,
    #[serde(rename = "cap")]
    kind: String,
    #[serde(rename = "xep")]
    order: String,
    #[serde(rename = "trang")]
    page: String,
}

impl Asked {
    fn at(&self, plan: &PlanId, (name, value): (&str, &str)) -> String {
        let pairs = [
            ("q", self.q.as_str()),
            ("tinh-trang", &self.standing),
            ("cap", &self.kind),
            ("xep", &self.order),
        ];
        let kept = pairs
            .into_iter()
            .filter(|(own, text)| *own != name && !text.is_empty())
            .chain(std::iter::once((name, value)));
        let query: Vec<String> = kept
            .map(|(name, text)| format!("{name}={}", app::address::part(text)))
            .collect();
        format!("/ke-hoach/{plan}/trien-khai?{}", query.join("&"))
    }

    fn is_narrow(&self) -> bool {
        [&self.q, &self.standing, &self.kind]
            .into_iter()
            .any(|text| !text.is_empty())
    }

    fn keeps(&self, unit: &UnitPlan) -> bool {
        let name = fold(&unit.name);
        let standing = Standing::parse(&self.standing);
        fold(&self.q).split(' ').all(|word| name.contains(word))
            && standing.is_none_or(|wanted| wanted == unit.standing)
            && (self.kind.is_empty() || self.kind == unit.kind.name())
    }
}

impl Page {
    fn standing(&self, standing: &Standing) -> (&'static str, &'static str) {
        vi::cascade::standing(*standing)
    }

    fn sorted(&self, by: &str) -> &'static str {
        if self.asked.order == by {
            "ascending"
        } else {
            "none"
        }
    }

    fn address(&self, name: &str, value: &str) -> String {
        self.asked.at(&self.plan.id, (name, value))
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    shown(&page(&web, &visitor, (&id, asked)).await?)
}

async fn page(web: &Web, visitor: &Visitor, (id, asked): (&str, Asked)) -> Result<Page, Failure> {
    let actor = &visitor.actor;
    let (plan, all) = cascade::status(&web.app, actor, &super::plan_id(id)?).await?;
    let counts = Standing::ALL.map(|standing| {
        let is = |unit: &&UnitPlan| unit.standing == standing;
        (standing, all.iter().filter(is).count())
    });
    let kinds: BTreeSet<app::unit::UnitKind> = all.iter().map(|unit| unit.kind).collect();
    let total = all.len();
    let mut units: Vec<UnitPlan> = all.into_iter().filter(|unit| asked.keeps(unit)).collect();
    match asked.order.as_str() {
        "tinh-trang" => units.sort_by_key(|unit| unit.standing),
        "ngay" => units.sort_by_key(|unit| {
            let issued = unit.plan.as_ref().and_then(|plan| plan.issued_on);
            (issued.is_none(), issued)
        }),
        _ => {}
    }
    let wanted = units.len();
    let pages = wanted.div_ceil(PAGE).max(1);
    let page = asked.page.parse::<usize>().unwrap_or(1).clamp(1, pages);
    let units = units.into_iter().skip((page - 1) * PAGE).take(PAGE);
    let is_issued = plan.state == PlanState::Issued;
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Plans).await?,
        state: vi::planning::state(plan.state),
        tab: "below",
        may_edit: plan.is_editable_by(actor),
        may_issue: actor.may(Action::IssuePlan, &plan.unit_path),
        may_remind: is_issued && plan.is_editable_by(actor),
        nothing: counts[0].1,
        is_all_sent: counts[2].1 == total,
        counts,
        all: total,
        kinds: kinds
            .into_iter()
            .map(|kind| Choice::of(kind.name(), vi::people::unit_kind(kind), &asked.kind))
            .collect(),
        standings: Standing::ALL
            .map(|one| Choice::of(one.name(), vi::cascade::standing(one).1, &asked.standing))
            .into(),
        units: units.collect(),
        picked: BTreeSet::new(),
        wanted,
        page,
        pages,
        done: String::new(),
        refusal: String::new(),
        plan,
        asked,
    })
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(fields): Typed<Vec<(String, String)>>,
) -> Answer {
    let fields = Fields(fields);
    let (app, actor) = (&web.app, &visitor.actor);
    let plan = super::plan_id(&id)?;
    let picked: BTreeSet<UnitId> = match fields.at("ai") {
        "tat-ca" => cascade::status(app, actor, &plan)
            .await?
            .1
            .into_iter()
            .filter(|unit| unit.standing == Standing::Nothing)
            .map(|unit| unit.unit)
            .collect(),
        _ => fields.all("chon").filter_map(UnitId::parse).collect(),
    };
    let outcome = cascade::remind(app, actor, &plan, &picked).await;
    let asked = Asked {
        q: fields.at("q").to_owned(),
        standing: fields.at("tinh-trang").to_owned(),
        kind: fields.at("cap").to_owned(),
        order: fields.at("xep").to_owned(),
        page: fields.at("trang").to_owned(),
    };
    let mut page = page(&web, &visitor, (&id, asked)).await?;
    match outcome {
        Ok(reminded) => {
            page.done = vi::cascade::reminded(&reminded);
            shown(&page)
        }
        Err(Error::Refused(why)) => {
            page.refusal = vi::refused(&why);
            page.picked = picked;
            refused(&page)
        }
        Err(error) => Err(error.into()),
    }
}
