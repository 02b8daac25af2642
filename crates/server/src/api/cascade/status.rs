//! Which unit below has sent its plan for one; those that have not are reminded.

use std::collections::BTreeSet;

use app::cascade::{self, Standing, UnitPlan};
use app::{Noun, PlanId};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::wire::{Api, Ask, Body, Many, Nothing, One, field};
use crate::web::{Access, Failure};

/// How far a unit below is with its own plan.
#[derive(Serialize, ToSchema)]
struct LowerPlan {
    /// The unit's word in addresses.
    unit: String,
    /// Its name.
    name: String,
    /// `commune`, `office` …
    kind: &'static str,
    /// `nothing`, `draft`, `sent`.
    standing: &'static str,
    /// Its plan, once it is issued or where it may be seen.
    plan: Option<LowerSent>,
}

/// A plan of a unit below.
#[derive(Serialize, ToSchema)]
struct LowerSent {
    /// Id.
    id: String,
    /// Number.
    reference: Option<String>,
    /// Date.
    #[schema(format = Date)]
    issued_on: Option<String>,
    /// How many of its rows are linked.
    linked: i64,
}

/// Which units.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WantedBelow {
    /// `nothing`, `draft`, `sent`; all unless said.
    standing: Option<String>,
    limit: Option<i64>,
    after: Option<String>,
}

/// Whom to remind.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlansToRemind {
    /// Words in addresses of units; null: all that have nothing.
    units: Option<BTreeSet<String>>,
}

/// Whom a reminder reached.
#[derive(Serialize, ToSchema)]
struct PlansReminded {
    /// Names of units with someone who got it.
    units: Vec<String>,
    /// Names of units without a focal officer.
    nobody: Vec<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/plans/{plan}/below",
        Access::May(Action::Read),
        (
            "listLowerPlans",
            "Đơn vị bên dưới đã gửi kế hoạch triển khai, đang dự thảo, hay chưa có",
        ),
        list,
    )
    .post(
        "/api/v1/plans/{plan}/below/reminders",
        Access::May(Action::EditPlan),
        ("remindLowerPlans", "Nhắc các đơn vị chưa gửi kế hoạch"),
        remind,
    )
}

fn shape(one: UnitPlan) -> LowerPlan {
    LowerPlan {
        unit: one.slug,
        name: one.name,
        kind: one.kind.name(),
        standing: one.standing.name(),
        plan: one.plan.map(|plan| LowerSent {
            id: plan.id.to_string(),
            reference: plan.reference,
            issued_on: plan.issued_on.map(|day| day.to_string()),
            linked: plan.linked,
        }),
    }
}

async fn list(ask: Ask<Nothing, WantedBelow>) -> Result<Many<LowerPlan>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let wanted = ask.query.standing.as_ref();
    let wanted = wanted.map(|word| field("standing", word, Standing::parse(word)));
    let wanted = wanted.transpose()?;
    let (_, all) = cascade::status(ask.app(), ask.actor(), &id).await?;
    let fits = |one: &UnitPlan| wanted.is_none_or(|wanted| wanted == one.standing);
    let all = all.into_iter().filter(fits).map(shape).collect();
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(all, page, |one: &LowerPlan| &one.unit)
}

async fn remind(ask: Ask<Body<PlansToRemind>>) -> Result<One<PlansReminded>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let (app, actor) = (ask.app(), ask.actor());
    let (_, all) = cascade::status(app, actor, &id).await?;
    let wanted = |one: &UnitPlan| match &ask.body.0.units {
        Some(slugs) => slugs.contains(&one.slug),
        None => one.standing == Standing::Nothing,
    };
    let picked = all.into_iter().filter(wanted).map(|one| one.unit);
    let picked: BTreeSet<_> = picked.collect();
    let reminded = cascade::remind(app, actor, &id, &picked).await?;
    Ok(One::of(PlansReminded {
        units: reminded.units,
        nobody: reminded.nobody,
    }))
}
