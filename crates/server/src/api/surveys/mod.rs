//! Surveys: what a unit asks of units below it, who has answered; and a unit's own answer.

mod answer;
mod change;
mod list;
mod shape;
mod show;

use app::{Noun, SurveyId};
use serde::de::DeserializeOwned;

use super::wire::{Api, Ask, Sent};
use crate::web::Failure;

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let topics = [list::routes, show::routes, change::routes, answer::routes];
    topics
        .into_iter()
        .fold(api.about("Khảo sát"), |api, topic| topic(api))
}

fn id<B: Sent, Q: DeserializeOwned>(ask: &Ask<B, Q>) -> Result<SurveyId, Failure> {
    ask.id("survey", SurveyId::parse, Noun::Survey)
}
