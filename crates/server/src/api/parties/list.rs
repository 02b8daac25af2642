//! The directory of a unit: persons, posts, groups, outsiders.

use app::party;
use app::{Noun, PartyId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::shape::{ListedParty, listed};
use crate::api::wire::{Api, Ask, Many, Nothing, One};
use crate::web::{Access, Failure};

/// Which parties.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/units/{unit}/parties",
        Access::SignedIn,
        (
            "listParties",
            "Danh bạ: đơn vị, chức danh, người, nhóm, bên ngoài",
        ),
        list,
    )
    .get(
        "/api/v1/units/{unit}/parties/{party}",
        Access::SignedIn,
        ("showParty", "Một mục của danh bạ"),
        show,
    )
}

/// The unit's directory; a contact is shown with whom it belongs to.
async fn list(ask: Ask<Nothing, Wanted>) -> Result<Many<ListedParty>, Failure> {
    let unit = ask.unit().await?;
    let directory = party::directory(ask.app(), ask.actor(), &unit.id).await?;
    let all = directory.parties.iter().map(listed).collect();
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(all, page, |one: &ListedParty| &one.party.id)
}

async fn show(ask: Ask) -> Result<One<ListedParty>, Failure> {
    let unit = ask.unit().await?;
    let id = ask.id("party", PartyId::parse, Noun::Party)?;
    let directory = party::directory(ask.app(), ask.actor(), &unit.id).await?;
    let found = directory.listed(&id)?;
    Ok(One::at(found.party.version, listed(found)))
}
