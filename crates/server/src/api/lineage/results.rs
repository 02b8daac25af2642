//! A unit's results as published and on today's map, by a named rule.

use app::lineage::{self, Restated, Standing};
use app::scorecard::Kind;
use domain::authority::Action;
use domain::restatement::Rule;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::shape::{decimal, fraction};
use crate::api::wire::{Api, Ask, Many, Nothing, field};
use crate::web::{Access, Failure};

/// A unit's result of one framework in one period.
#[derive(Serialize, ToSchema)]
struct UnitResult {
    /// The period's name.
    period: String,
    /// The framework's name.
    framework: String,
    /// The most that it gives.
    max_points: Option<String>,
    /// As published, or as it stands.
    points: Option<String>,
    /// The same, exactly.
    points_exact: Option<String>,
    /// `final`, `appraised`, `claimed`; null: as figures stand now, or there is none.
    kind: Option<&'static str>,
    /// On today's map: `points`; `split`, `hidden`, `unlike`: why it cannot be; null: nothing to
    /// restate.
    restated: Option<&'static str>,
    /// The points on today's map.
    restated_points: Option<String>,
    /// The same, exactly.
    restated_exact: Option<String>,
    /// Names of the units it is made from.
    from: Vec<String>,
}

/// By which rule.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RuleWanted {
    /// `mean_of_pillars`: the mean of the predecessors' main indicators; `sum_of_counts`: their
    /// numerators and denominators added and scored again.
    rule: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/units/{unit}/results",
        Access::May(Action::Read),
        (
            "listUnitResults",
            "Kết quả các kỳ của đơn vị: như đã công bố và theo địa giới hiện nay",
        ),
        list,
    )
}

fn shape(one: Standing) -> UnitResult {
    let own = one.own.as_ref();
    let (restated, points) = match &one.restated {
        None => (None, None),
        Some(Restated::Points { points, .. }) => (Some("points"), Some(points)),
        Some(Restated::Split) => (Some("split"), None),
        Some(Restated::Hidden) => (Some("hidden"), None),
        Some(Restated::Unlike) => (Some("unlike"), None),
    };
    UnitResult {
        max_points: decimal(Some(&one.max)),
        points: decimal(own.map(|own| &own.points)),
        points_exact: fraction(own.map(|own| &own.points)),
        kind: own.and_then(|own| own.kind).map(|kind| match kind {
            Kind::Final => "final",
            Kind::Appraised => "appraised",
            Kind::Claimed => "claimed",
        }),
        restated,
        restated_points: decimal(points),
        restated_exact: fraction(points),
        period: one.period,
        framework: one.framework,
        from: one.from,
    }
}

async fn list(ask: Ask<Nothing, RuleWanted>) -> Result<Many<UnitResult>, Failure> {
    let rule = match ask.query.rule.as_deref() {
        None | Some("mean_of_pillars") => Rule::MeanOfPillars,
        Some("sum_of_counts") => Rule::SumOfCounts,
        Some(other) => field("rule", other, None)?,
    };
    let unit = ask.unit().await?;
    let key = (&unit.id, rule);
    let all = lineage::results(ask.app(), ask.actor(), key).await?;
    Ok(Many::all(all.into_iter().map(shape).collect()))
}
