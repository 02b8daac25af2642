//! `/api/v1/imports`: a plan being imported, step by step as the pages show it. Nothing is written
//! before `write`.

mod decide;
mod difference;
mod draft;
mod findings;
mod lines;
mod parties;
mod rows;
mod totals;
mod twins;

use app::import::{self, Opened};
use app::{ImportId, Noun};
use serde::de::DeserializeOwned;

use super::wire::{Api, Ask, Sent};
use crate::web::Failure;

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let steps = [
        draft::routes,
        decide::routes,
        lines::routes,
        rows::routes,
        findings::routes,
        parties::routes,
        twins::routes,
        difference::routes,
        totals::routes,
    ];
    steps
        .into_iter()
        .fold(api.about("Nhập kế hoạch"), |api, step| step(api))
}

/// The import in the address, with everything that follows from its file.
async fn opened<B: Sent, Q: DeserializeOwned>(ask: &Ask<B, Q>) -> Result<Opened, Failure> {
    let id = ask.id("import", ImportId::parse, Noun::Import)?;
    Ok(import::open(ask.app(), ask.actor(), &id).await?)
}
