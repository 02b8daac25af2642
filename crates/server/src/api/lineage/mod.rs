//! `/api/v1/units/{unit}/lineage`: what a unit was and became; decisions, whose effect can be asked
//! for first; results on today's map.

mod decide;
mod effect;
mod results;
mod unite;

use app::lineage::{self, Decision, Line};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::date;
use super::wire::{Api, Ask, Many, field};
use crate::web::{Access, Failure};

/// When and by what authority.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionTaken {
    /// The first day.
    #[schema(format = Date)]
    on: String,
    /// By what authority.
    legal_basis: String,
}

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
    let api = api.about("Đơn vị").get(
        "/api/v1/units/{unit}/lineage",
        Access::May(Action::Read),
        (
            "listLineage",
            "Đơn vị đổi tên, sáp nhập, chia, chuyển cấp trên, cũ nhất trước",
        ),
        list,
    );
    let topics = [
        effect::routes,
        decide::routes,
        unite::routes,
        results::routes,
    ];
    topics.into_iter().fold(api, |api, topic| topic(api))
}

/// The decision, or a refusal that points at its day.
pub(super) fn decision(asked: &DecisionTaken) -> Result<Decision, Failure> {
    let at = "/decision/on";
    Ok(Decision {
        on: field(at, &asked.on, date(at, Some(&asked.on))?)?,
        legal_basis: asked.legal_basis.clone(),
    })
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
