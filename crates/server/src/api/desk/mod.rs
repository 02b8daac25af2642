//! `/api/v1/units/{unit}/periods/{period}/…`: figures that are provided for all units below (desk),
//! what units say against them (disputes), and what is missing before scoring (readiness).

mod disputes;
mod list;
mod paste;
mod provided;
mod ready;
mod rolled;
mod sheet;

use app::figure::desk::{self, Used};
use app::period::Period;
use app::unit::Unit;
use app::{FrameworkId, Noun};
use serde::de::DeserializeOwned;

use super::wire::{Api, Ask, Sent, field};
use crate::web::Failure;

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let topics = [
        list::routes,
        sheet::routes,
        paste::routes,
        disputes::routes,
        provided::routes,
        rolled::routes,
        ready::routes,
    ];
    topics.into_iter().fold(
        api.about("Cung cấp số liệu, mức sẵn sàng"),
        |api, topic| topic(api),
    )
}

/// The one that is asked for, or the first.
fn chosen(all: Vec<Used>, framework: Option<&String>) -> Result<Used, Failure> {
    let wanted = framework.map(|id| field("framework", id, FrameworkId::parse(id)));
    let wanted = wanted.transpose()?;
    let is_it = |one: &Used| wanted.as_ref().is_none_or(|id| one.id == *id);
    all.into_iter()
        .find(is_it)
        .ok_or(Failure::NotFound(Noun::Framework))
}

/// The unit above, the period, and a framework that units below use.
async fn place<B: Sent, Q: DeserializeOwned>(
    ask: &Ask<B, Q>,
    framework: Option<&String>,
) -> Result<(Unit, Period, Used), Failure> {
    let (unit, period) = (ask.unit().await?, ask.period().await?);
    let all = desk::frameworks(ask.app(), ask.actor(), (&unit, &period)).await?;
    Ok((unit, period, chosen(all, framework)?))
}
