//! A party's name, contact or members are changed; what hangs on it.

use app::PartyId;
use app::party::{self, PartyChange};
use axum::http::Method;
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::ListedParty;
use super::{after, found};
use crate::api::shape::sent;
use crate::api::wire::{Api, Ask, Body, One, field};
use crate::web::{Access, Failure};

/// What is changed: what is not sent stays, null empties.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangeOfParty {
    /// Name.
    name: Option<String>,
    /// Of a person.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    email: Option<Option<String>>,
    /// Of a person.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    phone: Option<Option<String>>,
    /// Of a group: ids of its parties.
    members: Option<Vec<String>>,
}

/// Open work of a party, and of whoever holds the post.
#[derive(Serialize, ToSchema)]
struct PartyWork {
    /// The first rows.
    work: Vec<WorkOfParty>,
    /// How many there are.
    count: i64,
    /// Of a post: who holds it now or later, with how much open work is their own.
    holders: Vec<HolderWork>,
}

/// A row that is not done.
#[derive(Serialize, ToSchema)]
struct WorkOfParty {
    /// Id of the plan.
    plan: String,
    /// Its number, or its title.
    plan_name: String,
    /// Id of the row.
    row: String,
    /// Code.
    code: Option<String>,
    /// Title.
    title: String,
    /// `lead`, `supporting`, `outside_lead`.
    role: String,
    /// The next day on which something is due.
    #[schema(format = Date)]
    next_due: Option<String>,
}

/// Who holds a post, and their own open work.
#[derive(Serialize, ToSchema)]
struct HolderWork {
    /// Id of the person.
    person: String,
    /// Name.
    name: String,
    /// Open work in their own name.
    own_work: i64,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let manage = Access::May(Action::ManagePeople);
    api.change(
        Method::PATCH,
        "/api/v1/units/{unit}/parties/{party}",
        manage,
        ("changeParty", "Sửa tên, liên hệ của người, thành viên nhóm"),
        change,
    )
    .get(
        "/api/v1/units/{unit}/parties/{party}/work",
        manage,
        (
            "listPartyWork",
            "Việc chưa xong của một mục, của người giữ chức danh",
        ),
        work,
    )
}

async fn change(ask: Ask<Body<ChangeOfParty>>) -> Result<One<ListedParty>, Failure> {
    let before = found(&ask).await?;
    let Body(asked) = &ask.body;
    let members = match &asked.members {
        Some(ids) => ids
            .iter()
            .enumerate()
            .map(|(at, id)| field(&format!("/members/{at}"), id, PartyId::parse(id)))
            .collect::<Result<Vec<_>, Failure>>()?,
        None => before.members.iter().map(|one| one.id.clone()).collect(),
    };
    let change = PartyChange {
        name: asked.name.clone().unwrap_or(before.party.name),
        email: asked.email.clone().unwrap_or(before.email),
        phone: asked.phone.clone().unwrap_or(before.phone),
        members,
    };
    let key = (&before.party.id, ask.version()?);
    party::edit(ask.app(), ask.actor(), key, change).await?;
    after(&ask).await
}

async fn work(ask: Ask) -> Result<One<PartyWork>, Failure> {
    let id = found(&ask).await?.party.id;
    let hanging = party::hanging(ask.app(), ask.actor(), &id).await?;
    let rows = hanging.work.into_iter().map(|one| WorkOfParty {
        plan: one.plan,
        plan_name: one.plan_name,
        row: one.row,
        code: one.code,
        title: one.title,
        role: one.role,
        next_due: one.next_due.map(|day| day.to_string()),
    });
    let holders = hanging
        .holders
        .into_iter()
        .map(|(tenure, own_work)| HolderWork {
            person: tenure.person.to_string(),
            name: tenure.name,
            own_work,
        });
    Ok(One::of(PartyWork {
        work: rows.collect(),
        count: hanging.count,
        holders: holders.collect(),
    }))
}
