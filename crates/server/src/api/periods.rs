//! `/api/v1/periods`: years and parts of years. A period is named by its word in addresses.

use app::period::{self, Period};
use serde::Serialize;
use utoipa::ToSchema;

use super::wire::{Api, Ask, Many, One};
use crate::web::{Access, Failure};

/// A period.
#[derive(Serialize, ToSchema)]
#[schema(as = Period)]
struct PeriodShape {
    /// The word in addresses: `2026`.
    period: String,
    /// Name.
    name: String,
    /// The year assessed.
    year: i16,
    /// First day of the data.
    #[schema(format = Date)]
    starts_on: String,
    /// Last day of the data.
    #[schema(format = Date)]
    ends_on: String,
    /// Last day of entry; null: not fixed.
    #[schema(format = Date)]
    closes_on: Option<String>,
    /// Since when nothing may be entered.
    #[schema(format = DateTime)]
    locked_at: Option<String>,
    /// For `If-Match`.
    version: i32,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.about("Kỳ đánh giá")
        .get("/api/v1/periods", Access::SignedIn, ("listPeriods", "Các kỳ, mới nhất trước"), list)
        .get("/api/v1/periods/{period}", Access::SignedIn, ("showPeriod", "Một kỳ"), show)
}

fn shape(period: Period) -> PeriodShape {
    PeriodShape {
        period: period.code,
        name: period.name,
        year: period.year,
        starts_on: period.starts_on.to_string(),
        ends_on: period.ends_on.to_string(),
        closes_on: period.closes_on.map(|day| day.to_string()),
        locked_at: period.locked_at,
        version: period.version,
    }
}

async fn list(ask: Ask) -> Result<Many<PeriodShape>, Failure> {
    let all = period::list(ask.app()).await?;
    Ok(Many::all(all.into_iter().map(shape).collect()))
}

async fn show(ask: Ask) -> Result<One<PeriodShape>, Failure> {
    let period = ask.period().await?;
    Ok(One::at(period.version, shape(period)))
}
