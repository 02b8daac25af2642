//! The plans that one may see.

use app::plan::{self, State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::{PlanShape, shape};
use crate::api::shape::{decimal, fraction};
use crate::api::wire::{Api, Ask, Many, Nothing, field};
use crate::web::{Access, Failure};

/// A plan in a list.
#[derive(Serialize, ToSchema)]
struct PlanListed {
    /// Its head.
    plan: PlanShape,
    /// Rows of work.
    rows: i64,
    /// Of them, done or not applicable.
    done: i64,
    /// Of them, overdue.
    late: i64,
    /// Maximum points.
    max_points: Option<String>,
    /// The same, exactly.
    max_points_exact: Option<String>,
}

/// Which plans.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Words of number or title.
    q: Option<String>,
    /// The unit's word in addresses.
    unit: Option<String>,
    /// Year.
    year: Option<i16>,
    /// `draft`, `issued`, `withdrawn`.
    state: Option<String>,
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/plans",
        Access::SignedIn,
        ("listPlans", "Các kế hoạch được xem"),
        list,
    )
}

async fn list(ask: Ask<Nothing, Wanted>) -> Result<Many<PlanListed>, Failure> {
    let asked = &ask.query;
    let state = asked
        .state
        .as_ref()
        .map(|state| field("state", state, State::parse(state)))
        .transpose()?;
    let wanted = plan::Wanted {
        words: asked.q.clone().unwrap_or_default(),
        unit: asked.unit.clone(),
        year: asked.year,
        state,
    };
    let all = plan::list(ask.app(), ask.actor(), &wanted).await?;
    let shapes = all.into_iter().map(|listed| PlanListed {
        plan: shape(&listed.plan),
        rows: listed.rows,
        done: listed.done,
        late: listed.late,
        max_points: decimal(listed.points.as_ref()),
        max_points_exact: fraction(listed.points.as_ref()),
    });
    let page = (asked.limit, asked.after.as_deref());
    ask.page(shapes.collect(), page, |listed: &PlanListed| {
        &listed.plan.id
    })
}
