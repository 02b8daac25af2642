//! `/api/v1/units/{unit}/parties`: whom plans can name, and what happens to them.

mod add;
mod change;
mod list;
mod one;
mod posts;
mod shape;

use app::party::{self, Listed};
use app::{Noun, PartyId};
use serde::de::DeserializeOwned;

use super::wire::{Api, Ask, One, Sent};
use crate::web::Failure;
use shape::{ListedParty, listed};

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let topics = [
        list::routes,
        add::routes,
        change::routes,
        posts::routes,
        one::routes,
    ];
    topics
        .into_iter()
        .fold(api.about("Đơn vị và danh bạ"), |api, topic| {
            topic(api)
        })
}

/// The party in the address, of the unit in the address.
async fn found<B: Sent, Q: DeserializeOwned>(ask: &Ask<B, Q>) -> Result<Listed, Failure> {
    let unit = ask.unit().await?;
    let id = ask.id("party", PartyId::parse, Noun::Party)?;
    let directory = party::directory(ask.app(), ask.actor(), &unit.id).await?;
    Ok(directory.listed(&id)?.clone())
}

/// The party as it stands after a change.
async fn after<B: Sent, Q: DeserializeOwned>(ask: &Ask<B, Q>) -> Result<One<ListedParty>, Failure> {
    let now = found(ask).await?;
    Ok(One::at(now.party.version, listed(&now)))
}
