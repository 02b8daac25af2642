//! `/api/v1/units/{unit}/parties`: whom plans can name — persons, posts, groups, outsiders.

use app::party::{self, NewParty, Party, What};
use app::{Noun, PartyId, PersonId};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::wire::{Api, Ask, Body, Created, Many, Nothing, One, field};
use crate::web::{Access, Failure};

/// Whoever a plan can name.
#[derive(Serialize, ToSchema)]
#[schema(as = Party)]
struct PartyShape {
    /// Id.
    id: String,
    /// Name.
    name: String,
    /// `unit`, `post`, `person`, `group`, `outsider`.
    kind: &'static str,
    /// The person's id, of a person.
    person: Option<String>,
    /// The post's id, of a post.
    post: Option<String>,
    /// For `If-Match`.
    version: i32,
}

/// A party in the directory.
#[derive(Serialize, ToSchema)]
pub(super) struct ListedParty {
    /// The party.
    party: PartyShape,
    /// Of a person.
    email: Option<String>,
    /// Of a person.
    phone: Option<String>,
    /// Since when the person is gone or the post closed.
    #[schema(format = Date)]
    ended_on: Option<String>,
    /// Of a post: who holds it and held it.
    holders: Vec<Holder>,
    /// Of a group: its members.
    members: Vec<PartyShape>,
    /// Spellings that mean it.
    aliases: Vec<String>,
    /// Open work in its name.
    open_work: i64,
}

/// Who holds a post.
#[derive(Serialize, ToSchema)]
struct Holder {
    /// Id of the person.
    person: String,
    /// Name.
    name: String,
    /// First day.
    #[schema(format = Date)]
    from: String,
    /// Last day.
    #[schema(format = Date)]
    to: Option<String>,
}

/// Which parties.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    limit: Option<i64>,
    after: Option<String>,
}

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
    let manage = Access::May(Action::ManagePeople);
    let (all, one) = (
        "/api/v1/units/{unit}/parties",
        "/api/v1/units/{unit}/parties/{party}",
    );
    api.about("Đơn vị và danh bạ")
        .get(
            all,
            Access::SignedIn,
            (
                "listParties",
                "Danh bạ: đơn vị, chức danh, người, nhóm, bên ngoài",
            ),
            list,
        )
        .post(
            all,
            manage,
            (
                "createParty",
                "Thêm người, chức danh, nhóm hoặc bên ngoài vào danh bạ",
            ),
            create,
        )
        .get(
            one,
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

pub(super) fn listed(one: &party::Listed) -> ListedParty {
    ListedParty {
        party: shape(&one.party),
        email: one.email.clone(),
        phone: one.phone.clone(),
        ended_on: one.ended_on.map(|day| day.to_string()),
        holders: one
            .tenures
            .iter()
            .map(|tenure| Holder {
                person: tenure.person.to_string(),
                name: tenure.name.clone(),
                from: tenure.from.to_string(),
                to: tenure.to.map(|day| day.to_string()),
            })
            .collect(),
        members: one.members.iter().map(shape).collect(),
        aliases: one.aliases.clone(),
        open_work: one.open_work,
    }
}

fn shape(party: &Party) -> PartyShape {
    PartyShape {
        id: party.id.to_string(),
        name: party.name.clone(),
        kind: party.kind.name(),
        person: party.person_ref.as_ref().map(ToString::to_string),
        post: party.post_ref.as_ref().map(ToString::to_string),
        version: party.version,
    }
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
