//! `/api/v1/units/{unit}/lineage`: what a unit was and became. Decisions are taken on the pages,
//! where their effect is shown first.

use app::lineage::{self, Line};
use domain::authority::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::wire::{Api, Ask, Many};
use crate::web::{Access, Failure};

/// One unit became one.
#[derive(Serialize, ToSchema)]
struct LineageLine {
    /// Id of the decision; three units merged into one are three lines of one decision.
    change: String,
    /// `rename`, `merge`, `split`, `reparent`.
    kind: &'static str,
    /// The word in addresses of what it was.
    from: String,
    /// Its name.
    from_name: String,
    /// The word in addresses of what it became.
    to: String,
    /// Its name.
    to_name: String,
    /// The first day.
    #[schema(format = Date)]
    on: String,
    /// By what authority.
    legal_basis: String,
    /// Of a split: which part came here, in percent.
    share: Option<String>,
    /// Its name before, or the unit that was above.
    before: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.about("Đơn vị").get(
        "/api/v1/units/{unit}/lineage",
        Access::May(Action::Read),
        (
            "listLineage",
            "Đơn vị đổi tên, sáp nhập, chia, chuyển cấp trên, cũ nhất trước",
        ),
        list,
    )
}

fn shape(line: Line) -> LineageLine {
    LineageLine {
        change: line.change.to_string(),
        kind: line.kind.name(),
        from: line.from.slug,
        from_name: line.from.name,
        to: line.to.slug,
        to_name: line.to.name,
        on: line.on.to_string(),
        legal_basis: line.legal_basis,
        share: line.share,
        before: line.before,
    }
}

async fn list(ask: Ask) -> Result<Many<LineageLine>, Failure> {
    let unit = ask.unit().await?;
    let all = lineage::lines(ask.app(), ask.actor(), &unit.id).await?;
    Ok(Many::all(all.into_iter().map(shape).collect()))
}
