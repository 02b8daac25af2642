//! `/api/v1/periods`: years and parts of years. A period is named by its word in addresses.

use app::period::{self, NewPeriod, Part, Period};
use axum::http::Method;
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::{date, sent};
use super::wire::{Api, Ask, Body, Created, Many, One, field};
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

/// A period to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PeriodToMake {
    /// The year assessed.
    year: i16,
    /// `year`, `quarter`, `half`, `nine_months`.
    part: String,
    /// Last day of entry.
    #[schema(format = Date)]
    closes_on: Option<String>,
}

/// What is changed: one of the two.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PeriodChange {
    /// Last day of entry; null: not fixed.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>, format = Date)]
    closes_on: Option<Option<String>>,
    /// Whether nothing may be entered.
    locked: Option<bool>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let (one, manage) = (
        "/api/v1/periods/{period}",
        Access::May(Action::ManagePeriods),
    );
    api.about("Kỳ đánh giá")
        .get(
            "/api/v1/periods",
            Access::SignedIn,
            ("listPeriods", "Các kỳ, mới nhất trước"),
            list,
        )
        .post(
            "/api/v1/periods",
            manage,
            ("createPeriod", "Mở kỳ: năm, quý I, 6 tháng, 9 tháng"),
            create,
        )
        .get(one, Access::SignedIn, ("showPeriod", "Một kỳ"), show)
        .change(
            Method::PATCH,
            one,
            manage,
            ("changePeriod", "Đặt ngày cuối nhập liệu; khóa, mở khóa kỳ"),
            change,
        )
}

async fn create(ask: Ask<Body<PeriodToMake>>) -> Result<Created<PeriodShape>, Failure> {
    let Body(asked) = &ask.body;
    let new = NewPeriod {
        year: asked.year,
        part: field("/part", &asked.part, Part::parse(&asked.part))?,
        closes_on: date("/closes_on", asked.closes_on.as_deref())?,
    };
    let made = period::create(ask.app(), ask.actor(), new).await?;
    let location = format!("/api/v1/periods/{}", made.code);
    Ok(Created {
        location,
        one: One::at(made.version, shape(made)),
    })
}

/// One thing at a time: two would be two changes of the version.
async fn change(ask: Ask<Body<PeriodChange>>) -> Result<One<PeriodShape>, Failure> {
    let (id, version) = (ask.period().await?.id, ask.version()?);
    let (app, actor) = (ask.app(), ask.actor());
    match &ask.body.0 {
        PeriodChange {
            closes_on: Some(day),
            locked: None,
        } => {
            let day = date("/closes_on", day.as_deref())?;
            period::set_closing(app, actor, (&id, version), day).await?;
        }
        PeriodChange {
            closes_on: None,
            locked: Some(true),
        } => period::lock(app, actor, &id, version).await?,
        PeriodChange {
            closes_on: None,
            locked: Some(false),
        } => period::unlock(app, actor, &id, version).await?,
        _ => field("", "closes_on, locked", None)?,
    }
    let after = ask.period().await?;
    Ok(One::at(after.version, shape(after)))
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
