//! Plans in force of the units over one.

use app::cascade::{self, Above};
use app::plan::Plan;
use domain::authority::Action;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::wire::{Api, Ask, Many};
use crate::web::{Access, Failure};

/// A plan above, as a lower unit sees it.
#[derive(Serialize, ToSchema)]
pub(super) struct PlanAbove {
    /// Id.
    id: String,
    /// The word in addresses of the unit that issued it.
    unit: String,
    /// Its year.
    year: i16,
    /// Kind and number, or title.
    name: String,
    /// Title.
    title: String,
    /// `issued`, `withdrawn`.
    state: &'static str,
}

/// A plan that a unit can take over.
#[derive(Serialize, ToSchema)]
struct HigherPlan {
    /// It.
    plan: PlanAbove,
    /// Id of the unit's own plan that carries it out.
    own: Option<String>,
    /// `draft`, `issued`.
    own_state: Option<&'static str>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/units/{unit}/higher-plans",
        Access::May(Action::EditPlan),
        (
            "listHigherPlans",
            "Kế hoạch cấp trên đang có hiệu lực và kế hoạch của đơn vị thực hiện nó",
        ),
        list,
    )
}

pub(super) fn shape(plan: &Plan) -> PlanAbove {
    PlanAbove {
        id: plan.id.to_string(),
        unit: plan.unit_slug.clone(),
        year: plan.year,
        name: plan.name(),
        title: plan.title.clone(),
        state: plan.state.name(),
    }
}

fn higher(one: &Above) -> HigherPlan {
    HigherPlan {
        plan: shape(&one.plan),
        own: one.own.as_ref().map(|(id, _)| id.to_string()),
        own_state: one.own.as_ref().map(|(_, state)| state.name()),
    }
}

async fn list(ask: Ask) -> Result<Many<HigherPlan>, Failure> {
    let unit = ask.unit().await?;
    let all = cascade::above(ask.app(), ask.actor(), &unit).await?;
    Ok(Many::all(all.iter().map(higher).collect()))
}
