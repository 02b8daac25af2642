//! Surveys that a unit asked, and those that it is asked.

use app::survey::{self, Received};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::{SurveyShape, shape};
use crate::api::wire::{Api, Ask, Many, Nothing};
use crate::web::{Access, Failure};

/// A survey that a unit is asked.
#[derive(Serialize, ToSchema)]
struct SurveyReceived {
    /// It.
    survey: SurveyShape,
    /// The day on which the unit first answered; null: it has not.
    #[schema(format = Date)]
    sent_on: Option<String>,
}

/// Which surveys.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WantedSurveys {
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let read = Access::May(Action::ReadFigures);
    api.get(
        "/api/v1/units/{unit}/surveys",
        read,
        ("listSurveys", "Khảo sát do đơn vị hỏi"),
        asked,
    )
    .get(
        "/api/v1/units/{unit}/received-surveys",
        read,
        (
            "listReceivedSurveys",
            "Khảo sát đơn vị được hỏi, đã trả lời hay chưa",
        ),
        received,
    )
}

async fn asked(ask: Ask<Nothing, WantedSurveys>) -> Result<Many<SurveyShape>, Failure> {
    let unit = ask.unit().await?;
    let (all, _) = survey::list(ask.app(), ask.actor(), &unit).await?;
    let all = all.iter().map(shape).collect();
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(all, page, |one: &SurveyShape| &one.id)
}

async fn received(ask: Ask<Nothing, WantedSurveys>) -> Result<Many<SurveyReceived>, Failure> {
    let unit = ask.unit().await?;
    let (_, all) = survey::list(ask.app(), ask.actor(), &unit).await?;
    let one = |one: &Received| SurveyReceived {
        survey: shape(&one.survey),
        sent_on: one.sent_on.map(|day| day.to_string()),
    };
    let all = all.iter().map(one).collect();
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(all, page, |one: &SurveyReceived| &one.survey.id)
}
