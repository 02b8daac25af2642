//! What hangs on a unit: what a decision about it would touch.

use app::lineage::{self, Effect};
use domain::authority::Action;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::wire::{Api, Ask, One};
use crate::web::{Access, Failure};

/// What hangs on a unit.
#[derive(Serialize, ToSchema)]
pub(super) struct UnitEffect {
    /// The unit's word in addresses.
    unit: String,
    /// Its name.
    name: String,
    /// Units right under it.
    units: i64,
    /// People who are here.
    persons: i64,
    /// Their accounts.
    accounts: i64,
    /// Roles over this unit.
    grants: i64,
    /// Plans.
    plans: i64,
    /// Assignments that are not done.
    work: i64,
    /// Scorecards.
    assessments: i64,
    /// Scorecards that are still being filled.
    open: i64,
    /// Figures.
    figures: i64,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/units/{unit}/effect",
        Access::May(Action::ManagePeople),
        (
            "showUnitEffect",
            "Những gì gắn với đơn vị và sẽ chịu ảnh hưởng của quyết định về đơn vị",
        ),
        effect,
    )
}

pub(super) fn shape(one: Effect) -> UnitEffect {
    UnitEffect {
        unit: one.unit.slug,
        name: one.unit.name,
        units: one.units,
        persons: one.persons,
        accounts: one.accounts,
        grants: one.grants,
        plans: one.plans,
        work: one.work,
        assessments: one.assessments,
        open: one.open,
        figures: one.figures,
    }
}

async fn effect(ask: Ask) -> Result<One<UnitEffect>, Failure> {
    let unit = ask.unit().await?;
    let effect = lineage::effect(ask.app(), ask.actor(), &unit.id).await?;
    Ok(One::of(shape(effect)))
}
