//! Whom plans can name, as the API shows them.

use app::party::{Listed, Party};
use serde::Serialize;
use utoipa::ToSchema;

/// Whoever a plan can name.
#[derive(Serialize, ToSchema)]
#[schema(as = Party)]
pub(super) struct PartyShape {
    /// Id.
    pub(super) id: String,
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
    pub(super) party: PartyShape,
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

pub(super) fn listed(one: &Listed) -> ListedParty {
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

pub(super) fn shape(party: &Party) -> PartyShape {
    PartyShape {
        id: party.id.to_string(),
        name: party.name.clone(),
        kind: party.kind.name(),
        person: party.person_ref.as_ref().map(ToString::to_string),
        post: party.post_ref.as_ref().map(ToString::to_string),
        version: party.version,
    }
}
