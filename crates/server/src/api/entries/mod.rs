//! `/api/v1/units/{unit}/periods/{period}/entries`: what a unit reports for each indicator, what
//! it earns and why; what it would earn; many at once.

mod explain;
mod figures;
mod history;
mod paste;
mod save;
mod show;

use app::figure::{self, Assessment, Grid};
use app::{FrameworkId, Noun};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::wire::{Api, Ask, Sent, field};
use crate::web::Failure;

/// Of which framework.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Of {
    /// Id of a framework, where the unit works on several.
    pub(super) framework: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let topics = [
        show::routes,
        save::routes,
        paste::routes,
        history::routes,
        explain::routes,
    ];
    topics
        .into_iter()
        .fold(api.about("Số liệu và điểm"), |api, topic| {
            topic(api)
        })
}

/// The grid of the unit in the period, of the framework that is asked for or the only one.
pub(super) async fn grid<B: Sent, Q: DeserializeOwned>(
    ask: &Ask<B, Q>,
    framework: Option<&String>,
) -> Result<Grid, Failure> {
    let (unit, period) = (ask.unit().await?, ask.period().await?);
    let wanted = framework
        .map(|id| field("framework", id, FrameworkId::parse(id)))
        .transpose()?;
    let all = figure::assessments(ask.app(), ask.actor(), &unit, &period).await?;
    let is_it = |one: &&Assessment| wanted.as_ref().is_none_or(|id| one.framework == *id);
    let found = all
        .iter()
        .find(is_it)
        .ok_or(Failure::NotFound(Noun::Framework))?;
    Ok(figure::grid(ask.app(), ask.actor(), &unit, found).await?)
}
