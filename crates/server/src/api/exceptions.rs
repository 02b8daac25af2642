//! Days granted to a unit after entry has ended.

use app::period::{self, Exception, ExceptionAnswer, Verdict};
use app::{ExceptionId, Noun};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::wire::{Api, Ask, Body, Created, Many, One, Sent, field};
use crate::web::{Access, Failure};

/// Days asked for after entry has ended.
#[derive(Serialize, ToSchema)]
#[schema(as = Exception)]
struct ExceptionShape {
    /// Id.
    id: String,
    /// The unit's name.
    unit_name: String,
    /// Why.
    reason: String,
    /// Until when it asks.
    #[schema(format = Date)]
    wanted_on: String,
    /// When it asked.
    #[schema(format = DateTime)]
    asked_at: String,
    /// Who asked.
    asked_by: String,
    /// `granted`, `refused`, `ended`; null: nobody has answered.
    answer: Option<&'static str>,
    /// Until when it was granted.
    #[schema(format = Date)]
    until_on: Option<String>,
    /// What the level above says.
    said: Option<String>,
    /// For `If-Match`.
    version: i32,
}

/// Days to be asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ExceptionToAsk {
    /// Until when.
    #[schema(format = Date)]
    wanted_on: String,
    /// Why.
    reason: String,
}

/// The answer.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "answer", rename_all = "snake_case", deny_unknown_fields)]
enum ExceptionToAnswer {
    /// Yes.
    Grant {
        /// Until when.
        #[schema(format = Date)]
        until_on: String,
        /// A word.
        #[serde(default)]
        said: String,
    },
    /// No.
    Refuse {
        /// Why.
        said: String,
    },
    /// No longer.
    End {
        /// Why.
        said: String,
    },
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.about("Kỳ đánh giá")
        .get(
            "/api/v1/units/{unit}/periods/{period}/exceptions",
            Access::May(Action::ReadFigures),
            (
                "listExceptions",
                "Các đề nghị gia hạn của đơn vị và đơn vị bên dưới",
            ),
            list,
        )
        .post(
            "/api/v1/units/{unit}/periods/{period}/exceptions",
            Access::May(Action::ReadFigures),
            ("createException", "Đơn vị đề nghị gia hạn nhập liệu"),
            create,
        )
        .get(
            "/api/v1/units/{unit}/periods/{period}/exceptions/{exception}",
            Access::May(Action::ReadFigures),
            ("showException", "Một đề nghị gia hạn"),
            show,
        )
        .post(
            "/api/v1/units/{unit}/periods/{period}/exceptions/{exception}/answer",
            Access::May(Action::ManagePeriods),
            (
                "answerException",
                "Cấp trên cho gia hạn, không cho, hoặc kết thúc gia hạn; cần If-Match",
            ),
            answer,
        )
}

fn shape(one: &Exception) -> ExceptionShape {
    let word = |answer| match answer {
        ExceptionAnswer::Granted => "granted",
        ExceptionAnswer::Refused => "refused",
        ExceptionAnswer::Ended => "ended",
    };
    ExceptionShape {
        id: one.id.to_string(),
        unit_name: one.unit_name.clone(),
        reason: one.reason.clone(),
        wanted_on: one.wanted.to_string(),
        asked_at: one.asked_at.clone(),
        asked_by: one.asked_by.clone(),
        answer: one.answer.map(word),
        until_on: one.until.map(|day| day.to_string()),
        said: one.said.clone(),
        version: one.version,
    }
}

async fn all<B: Sent>(ask: &Ask<B>) -> Result<Vec<Exception>, Failure> {
    let place = (&ask.unit().await?, &ask.period().await?);
    Ok(period::exceptions(ask.app(), ask.actor(), place).await?)
}

async fn list(ask: Ask) -> Result<Many<ExceptionShape>, Failure> {
    Ok(Many::all(all(&ask).await?.iter().map(shape).collect()))
}

/// The one of that id, among those of the unit and the units below it.
async fn one<B: Sent>(ask: &Ask<B>, id: &ExceptionId) -> Result<One<ExceptionShape>, Failure> {
    let all = all(ask).await?;
    let found = all.iter().find(|one| one.id == *id);
    let found = found.ok_or(Failure::NotFound(Noun::Period))?;
    Ok(One::at(found.version, shape(found)))
}

async fn show(ask: Ask) -> Result<One<ExceptionShape>, Failure> {
    let id = ask.id("exception", ExceptionId::parse, Noun::Period)?;
    one(&ask, &id).await
}

async fn create(ask: Ask<Body<ExceptionToAsk>>) -> Result<Created<ExceptionShape>, Failure> {
    let (unit, period) = (ask.unit().await?, ask.period().await?);
    let Body(asked) = &ask.body;
    let until = field("/wanted_on", &asked.wanted_on, asked.wanted_on.parse().ok())?;
    let said = (until, asked.reason.as_str());
    let id = period::ask_exception(ask.app(), ask.actor(), (&unit, &period), said).await?;
    Ok(Created {
        location: format!(
            "/api/v1/units/{}/periods/{}/exceptions/{id}",
            unit.slug, period.code
        ),
        one: one(&ask, &id).await?,
    })
}

async fn answer(ask: Ask<Body<ExceptionToAnswer>>) -> Result<One<ExceptionShape>, Failure> {
    let id = ask.id("exception", ExceptionId::parse, Noun::Period)?;
    // One of another unit does not stand at this address.
    one(&ask, &id).await?;
    let (verdict, said) = match &ask.body.0 {
        ExceptionToAnswer::Grant { until_on, said } => {
            let until = field("/until_on", until_on, until_on.parse().ok())?;
            (Verdict::Grant(until), said)
        }
        ExceptionToAnswer::Refuse { said } => (Verdict::Refuse, said),
        ExceptionToAnswer::End { said } => (Verdict::End, said),
    };
    let key = (&id, ask.version()?);
    period::answer_exception(ask.app(), ask.actor(), key, (&verdict, said)).await?;
    one(&ask, &id).await
}
