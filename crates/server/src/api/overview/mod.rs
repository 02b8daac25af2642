//! `/api/v1/units/{unit}/periods/{period}/overview`: how a unit stands, and what to do first.

mod points;

use app::FrameworkId;
use app::overview::{self, Below, Late};
use domain::authority::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::entries::Of;
use super::shape::decimal;
use super::wire::{Api, Ask, Nothing, One, field};
use crate::web::{Access, Failure};
use points::{
    Completeness, StakeRow, Standing, YearBefore, completeness, stake, standing, year_before,
};

/// Where a unit stands in a period.
#[derive(Serialize, ToSchema)]
struct Overview {
    /// Id of the framework; null: not assessed, or you may not see its figures.
    framework: Option<String>,
    /// Its name.
    framework_name: Option<String>,
    /// The whole.
    all: Option<Standing>,
    /// Pillars in order.
    pillars: Vec<Standing>,
    /// The same part of the year before, where anything was reported.
    last_year: Option<YearBefore>,
    /// The work of the unit's plans.
    work: WorkCounted,
    /// The latest rows of work, the longest overdue first; `work.late` counts them all.
    late: Vec<LateRow>,
    /// Where most points can still be had, the most first.
    at_stake: Vec<StakeRow>,
    /// Who leads what, and how much of it is in.
    completeness: Vec<Completeness>,
    /// Units directly below that are assessed or late.
    below: Vec<UnitBelow>,
    /// The last changes, newest first.
    recent: Vec<RecentChange>,
}

/// Rows of work.
#[derive(Serialize, ToSchema)]
struct WorkCounted {
    /// All.
    rows: usize,
    /// Done, appraised or not applicable.
    done: usize,
    /// Overdue.
    late: usize,
}

/// A row whose day has passed.
#[derive(Serialize, ToSchema)]
struct LateRow {
    /// Id of the plan.
    plan: String,
    /// Id of the row.
    row: String,
    /// Code.
    code: Option<String>,
    /// Title.
    title: String,
    /// Who leads it.
    leads: Vec<String>,
    /// Days since it was due.
    days: u32,
    /// What it is worth.
    max_points: Option<String>,
}

/// A unit below.
#[derive(Serialize, ToSchema)]
struct UnitBelow {
    /// The word in addresses.
    unit: String,
    /// Name.
    name: String,
    /// Its sums; null: not assessed.
    all: Option<Standing>,
    /// Rows of work that are late.
    late: i64,
}

/// A change.
#[derive(Serialize, ToSchema)]
struct RecentChange {
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Who.
    actor_name: String,
    /// `plan.issued`.
    kind: String,
    /// What, as people know it.
    subject_name: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.about("Số liệu và điểm").get(
        "/api/v1/units/{unit}/periods/{period}/overview",
        Access::May(Action::Read),
        (
            "showOverview",
            "Tổng quan: điểm theo trụ cột, việc quá hạn, chỉ số còn nhiều điểm nhất, mức đầy đủ, đơn vị trực thuộc",
        ),
        show,
    )
}

async fn show(ask: Ask<Nothing, Of>) -> Result<One<Overview>, Failure> {
    let place = (ask.unit().await?, ask.period().await?);
    let wanted = ask.query.framework.as_ref();
    let wanted = wanted.map(|id| field("framework", id, FrameworkId::parse(id)));
    let wanted = wanted.transpose()?;
    let (app, actor) = (ask.app(), ask.actor());
    let found = overview::show(app, actor, (&place.0, &place.1), wanted.as_ref()).await?;
    let assessment = found.assessment.as_ref();
    let totals = found.totals.as_ref();
    let recent = found.recent.iter().map(|event| RecentChange {
        at: event.at.clone(),
        actor_name: event.actor_name.clone(),
        kind: event.kind.clone(),
        subject_name: event.subject_name.clone(),
    });
    Ok(One::of(Overview {
        framework: assessment.map(|one| one.framework.to_string()),
        framework_name: assessment.map(|one| one.name.clone()),
        all: totals.map(|totals| standing(&totals.all)),
        pillars: totals.map_or_else(Vec::new, |totals| {
            totals.pillars.iter().map(standing).collect()
        }),
        last_year: found.last_year.as_ref().map(year_before),
        work: WorkCounted {
            rows: found.work.rows,
            done: found.work.done,
            late: found.work.late_count,
        },
        late: found.work.late.iter().map(late).collect(),
        at_stake: found.at_stake.iter().map(stake).collect(),
        completeness: found.map.iter().map(completeness).collect(),
        below: found.below.iter().map(below).collect(),
        recent: recent.collect(),
    }))
}

fn late(late: &Late) -> LateRow {
    LateRow {
        plan: late.plan.to_string(),
        row: late.row.to_string(),
        code: late.code.clone(),
        title: late.title.clone(),
        leads: late.leads.clone(),
        days: late.days,
        max_points: decimal(late.points.as_ref()),
    }
}

fn below(below: &Below) -> UnitBelow {
    UnitBelow {
        unit: below.unit.slug.clone(),
        name: below.unit.name.clone(),
        all: below.totals.as_ref().map(standing),
        late: below.late,
    }
}
