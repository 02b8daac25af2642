//! `/ky/{period}/don-vi/{unit}/tong-quan`: how a unit stands, and what to do first.

use app::audit;
use app::overview::{self, Late, Overview, Stake};
use app::period::Period;
use askama::Template;
use axum::extract::{Query, State};
use domain::authority::Action;
use serde::Deserialize;

use super::below::{self, ORDERS};
use super::drawn::{self, share};
use crate::charts::Chart;
use crate::pages::{filters, shown};
use crate::vi;
use crate::vi::number;
use crate::web::{Answer, Frame, Here, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "overview/show.html")]
struct Page {
    frame: Frame,
    unit: String,
    period: String,
    base: String,
    may_import: bool,
    stats: Option<Stats>,
    pillars: Option<Chart>,
    map: Option<Chart>,
    work: Counted,
    late: Vec<LateLine>,
    stakes: Vec<StakeLine>,
    changes: Vec<Change>,
    below: Vec<below::Line>,
    orders: Vec<Order>,
    begins: bool,
}

/// Numbers at the top.
struct Stats {
    framework: String,
    now: String,
    expected: String,
    max: String,
    share: String,
    /// The period's word in addresses, and its points.
    last_year: Option<(String, String)>,
    year_before: i16,
    done: usize,
    proven: usize,
    count: usize,
}

struct Counted {
    rows: usize,
    done: usize,
    late: usize,
    href: String,
    late_href: String,
}

struct LateLine {
    title: String,
    href: String,
    leads: String,
    days: u32,
    points: String,
}

struct StakeLine {
    title: String,
    href: String,
    open: String,
    now: String,
    max: String,
    due: Option<jiff::civil::Date>,
    leads: String,
    unproven: bool,
}

struct Change {
    at: String,
    who: String,
    what: String,
    subject: String,
    href: Option<String>,
}

struct Order {
    label: &'static str,
    href: String,
    current: bool,
}

/// What the address says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    /// How units below are sorted.
    xep: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Query(typed): Query<Typed>,
) -> Answer {
    let actor = &visitor.actor;
    let overview = overview::show(&web.app, actor, (&here.unit, &here.period), None).await?;
    let addresses = audit::addresses(&web.app, actor, &overview.recent).await?;
    let frame = Frame::of(&visitor, Section::Overview, here.clone());
    let base = here.path();
    let mut lines: Vec<below::Line> = overview
        .below
        .iter()
        .map(|one| below::Line::of(one, &here.period))
        .collect();
    below::sort(&mut lines, &typed.xep);
    let entry = format!("{base}/nhap-lieu");
    shown(&Page {
        may_import: actor.may(Action::EditPlan, &here.unit.path),
        stats: Stats::of(&overview, &here.period),
        pillars: overview
            .totals
            .as_ref()
            .and_then(|totals| drawn::pillars(totals, overview.last_year.as_ref())),
        map: overview
            .totals
            .as_ref()
            .and_then(|totals| drawn::map(totals, &overview.map, &entry)),
        work: Counted {
            rows: overview.work.rows,
            done: overview.work.done,
            late: overview.work.late_count,
            href: format!(
                "/ke-hoach?don-vi={}&nam={}",
                here.unit.slug, here.period.year
            ),
            late_href: late_href(&overview.work.late),
        },
        late: overview.work.late.iter().map(LateLine::of).collect(),
        stakes: overview
            .at_stake
            .iter()
            .map(|stake| StakeLine::of(stake, &base))
            .collect(),
        changes: changes(&overview, addresses),
        orders: orders(&base, &typed.xep),
        begins: !overview.work.planned && overview.assessment.is_none() && lines.is_empty(),
        below: lines,
        unit: here.unit.name.clone(),
        period: here.period.name.clone(),
        base,
        frame,
    })
}

impl Stats {
    fn of(overview: &Overview, period: &Period) -> Option<Stats> {
        let all = &overview.totals.as_ref()?.all;
        let share = if all.max.is_zero() {
            number::percent(&scoring::Exact::ZERO, 1)
        } else {
            number::percent(&(all.points.clone() / all.max.clone()), 1)
        };
        Some(Stats {
            framework: overview.assessment.as_ref()?.name.clone(),
            now: number::points(&all.points, 2),
            expected: number::points(&all.expected, 2),
            max: number::points(&all.max, 2),
            share,
            last_year: overview.last_year.as_ref().map(|before| {
                let points = number::points(&before.points, 2);
                (before.period.clone(), points)
            }),
            year_before: period.year - 1,
            done: all.done,
            proven: all.proven,
            count: all.count,
        })
    }
}

/// All late rows of the plan with the latest one.
fn late_href(late: &[Late]) -> String {
    let plan = late.first().map(|late| &late.plan);
    plan.map(|plan| format!("/ke-hoach/{plan}?han=overdue"))
        .unwrap_or_default()
}

impl LateLine {
    fn of(late: &Late) -> LateLine {
        LateLine {
            title: titled(late.code.as_deref(), &late.title),
            href: format!("/ke-hoach/{}/dong/{}", late.plan, late.row),
            leads: late.leads.join(", "),
            days: late.days,
            points: late
                .points
                .as_ref()
                .map(|points| number::points(points, 2))
                .unwrap_or_default(),
        }
    }
}

impl StakeLine {
    fn of(stake: &Stake, base: &str) -> StakeLine {
        StakeLine {
            title: titled(Some(&stake.code), &stake.title),
            href: format!("{base}/chi-so/{}", app::address::part(&stake.code)),
            open: number::points(&stake.open, 2),
            now: stake
                .now
                .as_ref()
                .map_or_else(|| "chưa có".to_owned(), |now| number::points(now, 2)),
            max: number::points(&stake.max, 2),
            due: stake.due,
            leads: stake.leads.join(", "),
            unproven: stake.unproven,
        }
    }
}

fn titled(code: Option<&str>, title: &str) -> String {
    code.map_or_else(|| title.to_owned(), |code| format!("{code} {title}"))
}

fn changes(overview: &Overview, addresses: Vec<Option<String>>) -> Vec<Change> {
    overview
        .recent
        .iter()
        .zip(addresses)
        .map(|(event, href)| Change {
            at: event.at.clone(),
            who: event.actor_name.clone(),
            what: vi::event::words(&event.kind).to_owned(),
            subject: event.subject_name.clone(),
            href,
        })
        .collect()
}

fn orders(base: &str, chosen: &str) -> Vec<Order> {
    ORDERS
        .into_iter()
        .map(|(name, label)| Order {
            label,
            href: format!("{base}/tong-quan?xep={name}#truc-thuoc"),
            current: name == chosen || (chosen.is_empty() && name == "ten"),
        })
        .collect()
}

/// For a bar in the table.
impl below::Line {
    fn percent(&self) -> String {
        number::percent(&share(self.done, self.count), 0)
    }
}
