//! Which plans an import may be a copy of, or a new version of.

use app::import;
use domain::authority::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::opened;
use crate::api::wire::{Api, Ask, Many};
use crate::web::{Access, Failure};

/// A plan that may be the same one.
#[derive(Serialize, ToSchema)]
#[schema(as = Twin)]
struct TwinShape {
    /// Id of the plan: for `amends`.
    plan: String,
    /// How people know it.
    name: String,
    /// `draft`, `issued`.
    state: String,
    /// Share of rows that are the same, exactly: `41/47`.
    likeness: String,
    /// Rows that are in both.
    shared: usize,
    /// Whether it came from the very same file.
    same_file: bool,
    /// Whether it has the same number.
    same_reference: bool,
    /// Whether this import is said to amend it.
    is_amended: bool,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/imports/{import}/twins",
        Access::May(Action::EditPlan),
        (
            "listTwins",
            "Kế hoạch cùng đơn vị, cùng năm có thể trùng, giống nhất trước",
        ),
        twins,
    )
}

async fn twins(ask: Ask) -> Result<Many<TwinShape>, Failure> {
    let opened = opened(&ask).await?;
    let all = import::duplicates(ask.app(), &opened).await?;
    let all = all.into_iter().map(|twin| TwinShape {
        plan: twin.plan.to_string(),
        name: twin.name,
        state: twin.state,
        likeness: twin.likeness.to_string(),
        shared: twin.shared,
        same_file: twin.same_file,
        same_reference: twin.same_reference,
        is_amended: twin.is_amended,
    });
    Ok(Many::all(all.collect()))
}
