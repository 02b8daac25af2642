//! `/api/v1/units/{unit}/periods/{period}/…`: handing in, appraisal line by line, objections, and
//! the scorecards that were frozen on the way.

mod appraisal;
mod decide;
mod hand_in;
mod objections;
mod scorecards;
mod terms;

use app::figure::{self, Assessment};
use app::unit::Unit;
use app::{FrameworkId, Noun};
use serde::de::DeserializeOwned;

use super::wire::{Api, Ask, Sent, field};
use crate::web::Failure;

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let topics = [
        hand_in::routes,
        appraisal::routes,
        decide::routes,
        objections::routes,
        scorecards::routes,
        terms::routes,
    ];
    topics.into_iter().fold(
        api.about("Nộp, thẩm định, bảng điểm"),
        |api, topic| topic(api),
    )
}

/// The assessment of the unit in the period: of the framework that is asked for, or the only one.
async fn assessment<B: Sent, Q: DeserializeOwned>(
    ask: &Ask<B, Q>,
    framework: Option<&String>,
) -> Result<(Unit, Assessment), Failure> {
    let (unit, period) = (ask.unit().await?, ask.period().await?);
    let wanted = framework
        .map(|id| field("framework", id, FrameworkId::parse(id)))
        .transpose()?;
    let all = figure::assessments(ask.app(), ask.actor(), &unit, &period).await?;
    let found = all
        .into_iter()
        .find(|one| wanted.as_ref().is_none_or(|id| one.framework == *id));
    Ok((unit, found.ok_or(Failure::NotFound(Noun::Framework))?))
}
