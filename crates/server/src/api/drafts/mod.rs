//! `/api/v1/frameworks/{framework}/draft/…`: a framework while it is written: what it declares, its
//! lines, figures computed from units below, what is doubtful, what it would do, and which line
//! each carries on. Issuing and opening stand with `frameworks`.

mod change;
mod crosswalk;
mod impact;
mod lines;
mod look;
mod make;
mod roll_ups;
mod settings;
mod shape;
mod tables;

use app::{FrameworkId, IndicatorId, Noun};
use serde::de::DeserializeOwned;

use super::wire::{Api, Ask, Sent};
use crate::web::Failure;

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let topics = [
        make::routes,
        tables::routes,
        lines::routes,
        change::routes,
        settings::routes,
        look::routes,
        impact::routes,
        crosswalk::routes,
        roll_ups::routes,
    ];
    topics
        .into_iter()
        .fold(api.about("Soạn bộ chỉ số"), |api, topic| topic(api))
}

fn framework<B: Sent, Q: DeserializeOwned>(ask: &Ask<B, Q>) -> Result<FrameworkId, Failure> {
    ask.id("framework", FrameworkId::parse, Noun::Framework)
}

fn ids<B: Sent, Q: DeserializeOwned>(
    ask: &Ask<B, Q>,
) -> Result<(FrameworkId, IndicatorId), Failure> {
    let row = ask.id("indicator", IndicatorId::parse, Noun::Indicator)?;
    Ok((framework(ask)?, row))
}
