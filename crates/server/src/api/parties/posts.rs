//! A post is handed over or closed; a person leaves and comes back.

use app::PersonId;
use app::party::{self, HandOver, Leaving};
use domain::authority::Action;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::shape::ListedParty;
use super::{after, found};
use crate::api::shape::date;
use crate::api::wire::{Api, Ask, Body, One, Sent, field};
use crate::web::{Access, Failure};

/// A post handed over.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HandOverSent {
    /// Id of the person who leaves it; null: nobody does.
    leaving: Option<String>,
    /// Id of the person who takes it.
    to: String,
    /// From which day; today unless said.
    #[schema(format = Date)]
    from: Option<String>,
    /// Whether the predecessor's own open work goes along.
    #[serde(default)]
    own_work: bool,
}

/// Someone leaves.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LeavingSent {
    /// Their last day; today unless said.
    #[schema(format = Date)]
    last_day: Option<String>,
    /// Id of the person who takes their posts and their own open work.
    successor: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let manage = Access::May(Action::ManagePeople);
    api.post(
        "/api/v1/units/{unit}/parties/{party}/hand-overs",
        manage,
        (
            "handOverPost",
            "Bàn giao chức danh; việc đang mở đi theo trong một bước",
        ),
        hand_over,
    )
    .post(
        "/api/v1/units/{unit}/parties/{party}/leave",
        manage,
        (
            "leaveParty",
            "Người thôi làm việc: chức danh và việc giao cho người khác",
        ),
        leave,
    )
    .post(
        "/api/v1/units/{unit}/parties/{party}/return",
        manage,
        ("returnParty", "Người trở lại làm việc"),
        come_back,
    )
    .post(
        "/api/v1/units/{unit}/parties/{party}/close",
        manage,
        ("closePost", "Đóng chức danh không còn việc"),
        close,
    )
    .post(
        "/api/v1/units/{unit}/parties/{party}/reopen",
        manage,
        ("reopenPost", "Mở lại chức danh"),
        reopen,
    )
}

fn person(pointer: &str, id: &str) -> Result<PersonId, Failure> {
    field(pointer, id, PersonId::parse(id))
}

fn day<B: Sent, Q: DeserializeOwned>(
    ask: &Ask<B, Q>,
    (pointer, text): (&str, Option<&String>),
) -> Result<jiff::civil::Date, Failure> {
    let day = date(pointer, text.map(String::as_str))?;
    Ok(day.unwrap_or_else(|| ask.app().today()))
}

async fn hand_over(ask: Ask<Body<HandOverSent>>) -> Result<One<ListedParty>, Failure> {
    let post = found(&ask).await?.party.id;
    let Body(asked) = &ask.body;
    let leaving = asked.leaving.as_ref().map(|id| person("/leaving", id));
    let change = HandOver {
        post,
        leaving: leaving.transpose()?,
        to: person("/to", &asked.to)?,
        from: day(&ask, ("/from", asked.from.as_ref()))?,
        own_work: asked.own_work,
    };
    party::hand_over(ask.app(), ask.actor(), change).await?;
    after(&ask).await
}

async fn leave(ask: Ask<Body<LeavingSent>>) -> Result<One<ListedParty>, Failure> {
    let Body(asked) = &ask.body;
    let successor = asked.successor.as_ref().map(|id| person("/successor", id));
    let leaving = Leaving {
        person: found(&ask).await?.party.id,
        last_day: day(&ask, ("/last_day", asked.last_day.as_ref()))?,
        successor: successor.transpose()?,
    };
    party::leave(ask.app(), ask.actor(), leaving).await?;
    after(&ask).await
}

async fn come_back(ask: Ask) -> Result<One<ListedParty>, Failure> {
    let id = found(&ask).await?.party.id;
    party::come_back(ask.app(), ask.actor(), &id).await?;
    after(&ask).await
}

async fn close(ask: Ask) -> Result<One<ListedParty>, Failure> {
    let id = found(&ask).await?.party.id;
    party::close_post(ask.app(), ask.actor(), &id).await?;
    after(&ask).await
}

async fn reopen(ask: Ask) -> Result<One<ListedParty>, Failure> {
    let id = found(&ask).await?.party.id;
    party::reopen_post(ask.app(), ask.actor(), &id).await?;
    after(&ask).await
}
