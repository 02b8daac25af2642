//! `/api/v1/units/{unit}/periods/{period}/missing-evidence`: what is asked for as proof and is not
//! there; `/api/v1/me/calendar`: what is due on which day.

use app::assignment::{self, CalendarDay};
use app::evidence::{self, Asked, Lack};
use axum::http::StatusCode;
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::wire::{Api, Ask, Many, Nothing, field};
use crate::vi;
use crate::web::{Access, Failure, Problem};

/// Days that are looked at together.
const DAYS_MAX: i32 = 400;

/// A row or an entry whose proof is not all there.
#[derive(Serialize, ToSchema)]
struct MissingProof {
    /// `plan_row:ID` or `entry:ID`: what proof is to serve.
    serves: String,
    /// Code.
    code: String,
    /// Title.
    title: String,
    /// When it is due.
    #[schema(format = Date)]
    due: Option<String>,
    /// Proofs attached, whatever they are.
    attached: u32,
    /// What is not met.
    asked: Vec<AskedProof>,
}

/// A requirement.
#[derive(Serialize, ToSchema)]
struct AskedProof {
    /// Id: for `requirement` when proof is put in use.
    id: String,
    /// In the document's words.
    text: String,
    /// How many.
    needed: u32,
    /// How many of them are there.
    done: u32,
    /// First day of the time that is asked for.
    #[schema(format = Date)]
    from: Option<String>,
    /// Last day.
    #[schema(format = Date)]
    to: Option<String>,
    /// Attached without a date.
    undated: u32,
    /// Attached, dated outside the time.
    outside: u32,
}

/// What is wanted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Only on your own work.
    mine: Option<bool>,
    limit: Option<i64>,
    after: Option<String>,
}

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
    api.about("Minh chứng")
        .get(
            "/api/v1/units/{unit}/periods/{period}/missing-evidence",
            Access::May(Action::Read),
            (
                "listMissingEvidence",
                "Minh chứng còn thiếu, theo thứ tự văn bản",
            ),
            missing,
        )
        .about("Tiến độ")
        .get(
            "/api/v1/me/calendar",
            Access::SignedIn,
            ("listDueDays", "Lịch: việc đến hạn trong khoảng ngày"),
            calendar,
        )
}

async fn missing(ask: Ask<Nothing, Wanted>) -> Result<Many<MissingProof>, Failure> {
    let place = (ask.unit().await?, ask.period().await?);
    let mine = ask.query.mine.unwrap_or_default();
    let mut conn = ask.app().read().await?;
    let lacks = evidence::missing(&mut conn, ask.actor(), (&place.0, &place.1), mine).await?;
    drop(conn);
    let all = lacks.iter().map(lack).collect();
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(all, page, |one: &MissingProof| &one.serves)
}

fn lack(lack: &Lack) -> MissingProof {
    MissingProof {
        serves: lack.serves.word(),
        code: lack.code.clone(),
        title: lack.title.clone(),
        due: lack.due.map(|day| day.to_string()),
        attached: lack.attached,
        asked: lack.asked.iter().map(asked).collect(),
    }
}

fn asked(asked: &Asked) -> AskedProof {
    AskedProof {
        id: asked.id.to_string(),
        text: asked.text.clone(),
        needed: asked.needed,
        done: asked.done,
        from: asked.from.map(|day| day.to_string()),
        to: asked.to.map(|day| day.to_string()),
        undated: asked.undated,
        outside: asked.outside,
    }
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
