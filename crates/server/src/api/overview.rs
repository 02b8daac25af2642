//! `/api/v1/units/{unit}/periods/{period}/overview`: points now, expected and at most, by pillar.

use app::figure::PillarTotals;
use domain::authority::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::entries::{Of, grid};
use super::shape::{decimal, fraction};
use super::wire::{Api, Ask, Nothing, One};
use crate::web::{Access, Failure};

/// Where a unit stands in a period.
#[derive(Serialize, ToSchema)]
struct Overview {
    /// Id of the framework.
    framework: String,
    /// Its name.
    framework_name: String,
    /// The whole.
    all: Standing,
    /// Pillars in order.
    pillars: Vec<Standing>,
}

/// Points of a pillar or of the whole.
#[derive(Serialize, ToSchema)]
struct Standing {
    /// The pillar's code; empty: the whole.
    code: String,
    /// Title.
    title: String,
    /// Points now.
    points: Option<String>,
    /// The same, exactly.
    points_exact: Option<String>,
    /// Points expected by the end of the period.
    expected_points: Option<String>,
    /// Maximum.
    max_points: Option<String>,
    /// Indicators that have a score.
    done: usize,
    /// Indicators that have proof.
    proven: usize,
    /// Indicators.
    count: usize,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let at = "/api/v1/units/{unit}/periods/{period}/overview";
    let said = ("showOverview", "Điểm hiện có, dự kiến, tối đa theo trụ cột");
    api.about("Số liệu và điểm")
        .get(at, Access::May(Action::ReadFigures), said, show)
}

async fn show(ask: Ask<Nothing, Of>) -> Result<One<Overview>, Failure> {
    let unit = ask.unit().await?;
    // Whoever sees only their own work sees no sums.
    ask.actor().require(Action::ReadFigures, &unit.path)?;
    let grid = grid(&ask, ask.query.framework.as_ref()).await?;
    Ok(One::of(Overview {
        framework: grid.edition.id.to_string(),
        framework_name: grid.edition.name.clone(),
        all: standing(&grid.totals.all),
        pillars: grid.totals.pillars.iter().map(standing).collect(),
    }))
}

fn standing(totals: &PillarTotals) -> Standing {
    Standing {
        code: totals.code.clone(),
        title: totals.title.clone(),
        points: decimal(Some(&totals.points)),
        points_exact: fraction(Some(&totals.points)),
        expected_points: decimal(Some(&totals.expected)),
        max_points: decimal(Some(&totals.max)),
        done: totals.done,
        proven: totals.proven,
        count: totals.count,
    }
}
