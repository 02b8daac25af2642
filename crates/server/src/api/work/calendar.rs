//! `/api/v1/me/calendar`: what is due on which day.

use app::assignment::{self, CalendarDay};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::wire::{Api, Ask, Many, Nothing, field};
use crate::vi;
use crate::web::{Access, Failure, Problem};

/// Days that are looked at together.
const DAYS_MAX: i32 = 400;

/// Something due on a day.
#[derive(Serialize, ToSchema)]
struct DueDay {
    /// Row and occurrence: the same however often the row is planned anew.
    key: String,
    /// The day.
    #[schema(format = Date)]
    day: String,
    /// Code.
    code: String,
    /// Title.
    title: String,
    /// The plan's number, else its title.
    plan_name: String,
    /// Whether nothing more is asked of it.
    done: bool,
}

/// Which days.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Days {
    /// First day.
    from: String,
    /// Last day, at most 400 days later.
    to: String,
    /// The word in addresses of a unit whose work is wanted; your own unless said.
    unit: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/me/calendar",
        Access::SignedIn,
        ("listDueDays", "Lịch: việc đến hạn trong khoảng ngày"),
        calendar,
    )
}

async fn calendar(ask: Ask<Nothing, Days>) -> Result<Many<DueDay>, Failure> {
    let asked = &ask.query;
    let from = field("from", &asked.from, asked.from.parse().ok())?;
    let to = field("to", &asked.to, asked.to.parse().ok())?;
    let days = jiff::civil::Date::until(from, to).map_or(-1, |span| span.get_days());
    if !(0..=DAYS_MAX).contains(&days) {
        let why = vi::api::bad_days(DAYS_MAX);
        let problem = Problem::new(StatusCode::BAD_REQUEST, "bad_query", vi::api::BAD_QUERY);
        return Err(problem.at("to", why).into());
    }
    let unit = match &asked.unit {
        Some(word) => Some(app::unit::by_slug(ask.app(), ask.actor(), word).await?.id),
        None => None,
    };
    let found = assignment::calendar(ask.app(), ask.actor(), unit.as_ref(), (from, to)).await?;
    Ok(Many::all(found.into_iter().map(due).collect()))
}

fn due(one: CalendarDay) -> DueDay {
    DueDay {
        key: one.key,
        day: one.day.to_string(),
        code: one.code,
        title: one.title,
        plan_name: one.plan_name,
        done: one.done,
    }
}
