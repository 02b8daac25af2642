//! Somebody is entered in a directory.

use app::party::{self, NewParty, What};
use app::{PartyId, PersonId};
use domain::authority::Action;
use serde::Deserialize;
use utoipa::ToSchema;

use super::shape::{PartyShape, shape};
use crate::api::wire::{Api, Ask, Body, Created, One, field};
use crate::web::{Access, Failure};

/// A party to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PartyToMake {
    /// Name.
    name: String,
    /// `post`, `person`, `group`, `outsider`.
    kind: String,
    /// Of a person.
    email: Option<String>,
    /// Of a person.
    phone: Option<String>,
    /// Of a post: the id of the person who holds it from today.
    holder: Option<String>,
    /// Of a group: ids of its parties.
    #[serde(default)]
    members: Vec<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.post(
        "/api/v1/units/{unit}/parties",
        Access::May(Action::ManagePeople),
        (
            "createParty",
            "Thêm người, chức danh, nhóm hoặc bên ngoài vào danh bạ",
        ),
        create,
    )
}

async fn create(ask: Ask<Body<PartyToMake>>) -> Result<Created<PartyShape>, Failure> {
    let unit = ask.unit().await?;
    let Body(asked) = &ask.body;
    let what = what(asked, ask.app().today())?;
    let new = NewParty {
        unit: unit.id,
        name: asked.name.clone(),
        what,
    };
    let made = party::create(ask.app(), ask.actor(), new).await?;
    let location = format!("/api/v1/units/{}/parties/{}", unit.slug, made.id);
    Ok(Created {
        location,
        one: One::at(made.version, shape(&made)),
    })
}

fn what(asked: &PartyToMake, today: jiff::civil::Date) -> Result<What, Failure> {
    let members = || {
        let ids = asked.members.iter().enumerate();
        ids.map(|(at, id)| field(&format!("/members/{at}"), id, PartyId::parse(id)))
            .collect::<Result<Vec<_>, Failure>>()
    };
    let holder = || {
        let id = asked.holder.as_ref();
        let id = id
            .map(|id| field("/holder", id, PersonId::parse(id)))
            .transpose()?;
        Ok::<_, Failure>(id.map(|id| (id, today)))
    };
    Ok(match asked.kind.as_str() {
        "person" => What::Person {
            email: asked.email.clone(),
            phone: asked.phone.clone(),
        },
        "post" => What::Post { holder: holder()? },
        "group" => What::Group {
            members: members()?,
        },
        "outsider" => What::Outsider,
        other => field("/kind", other, None)?,
    })
}
