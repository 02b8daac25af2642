//! Official papers: drafted from a plan or a period's figures, edited, issued, kept signed.

mod change;
mod file;
mod list;
mod show;

use app::{Noun, PaperId};
use serde::de::DeserializeOwned;

use super::wire::{Api, Ask, Sent};
use crate::web::Failure;

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let topics = [list::routes, show::routes, change::routes, file::routes];
    topics
        .into_iter()
        .fold(api.about("Văn bản"), |api, topic| topic(api))
}

fn id<B: Sent, Q: DeserializeOwned>(ask: &Ask<B, Q>) -> Result<PaperId, Failure> {
    ask.id("paper", PaperId::parse, Noun::Paper)
}
