//! What happens to a party under `/api/v1/units/{unit}/parties/{party}`: it is renamed, spelled
//! otherwise, merged; a post is handed over or closed; a person leaves and comes back.

use app::party::{self, HandOver, Leaving, Listed, PartyChange};
use app::{Noun, PartyId, PersonId};
use axum::http::Method;
use domain::authority::Action;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::parties::{ListedParty, listed};
use super::shape::sent;
use super::wire::{Api, Ask, Body, Created, Done, Nothing, One, Sent, field};
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

/// Into what a party is merged.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MergeInto {
    /// Id of the party that stays.
    into: String,
}

/// Into what a party would be merged.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WouldMerge {
    /// Id of the party that would stay.
    into: Option<String>,
}

/// What a merge re-points. It is not taken back.
#[derive(Serialize, ToSchema)]
struct MergeOfParties {
    /// The name that goes.
    from: String,
    /// The name that stays.
    into: String,
    /// Assignments.
    assignments: i64,
    /// Spellings.
    aliases: i64,
    /// Memberships and members.
    members: i64,
    /// Plans that name it among their recipients.
    recipients: i64,
    /// Tenures.
    tenures: i64,
}

/// A spelling.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Spelling {
    /// As documents write it.
    text: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let manage = Access::May(Action::ManagePeople);
    let one = "/api/v1/units/{unit}/parties/{party}";
    let api = api
        .about("Đơn vị và danh bạ")
        .change(
            Method::PATCH,
            one,
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
        .post(
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
        );
    one_party(api)
}

/// Parties that turn out to be one, and their spellings.
fn one_party(api: Api) -> Api {
    let manage = Access::May(Action::ManagePeople);
    let alias = "/api/v1/units/{unit}/parties/{party}/aliases/{alias}";
    let merge_at = "/api/v1/units/{unit}/parties/{party}/merge";
    api.about("Đơn vị và danh bạ")
        .get(
            merge_at,
            manage,
            ("previewMerge", "Những gì chuyển sang nếu gộp hai mục"),
            would_merge,
        )
        .post(
            merge_at,
            manage,
            (
                "mergeParty",
                "Gộp vào một mục khác; cần If-Match, không lấy lại được",
            ),
            merge,
        )
        .post(
            "/api/v1/units/{unit}/parties/{party}/aliases",
            manage,
            ("addAlias", "Ghi nhớ một cách viết khác"),
            add_alias,
        )
        .get(
            alias,
            Access::SignedIn,
            ("showAlias", "Một cách viết"),
            one_alias,
        )
        .change(
            Method::DELETE,
            alias,
            manage,
            ("removeAlias", "Bỏ một cách viết"),
            remove_alias,
        )
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

fn person(pointer: &str, id: &str) -> Result<PersonId, Failure> {
    field(pointer, id, PersonId::parse(id))
}

fn day<B: Sent, Q: DeserializeOwned>(
    ask: &Ask<B, Q>,
    (pointer, text): (&str, Option<&String>),
) -> Result<jiff::civil::Date, Failure> {
    let day = super::shape::date(pointer, text.map(String::as_str))?;
    Ok(day.unwrap_or_else(|| ask.app().today()))
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

async fn would_merge(ask: Ask<Nothing, WouldMerge>) -> Result<One<MergeOfParties>, Failure> {
    let from = found(&ask).await?.party;
    let into = ask.query.into.as_deref().unwrap_or_default();
    let into = field("into", into, PartyId::parse(into))?;
    let merge = party::merge_preview(ask.app(), ask.actor(), &from.id, &into).await?;
    Ok(One::at(
        from.version,
        MergeOfParties {
            from: merge.from.name,
            into: merge.into.name,
            assignments: merge.assignments,
            aliases: merge.aliases,
            members: merge.members,
            recipients: merge.recipients,
            tenures: merge.tenures,
        },
    ))
}

async fn merge(ask: Ask<Body<MergeInto>>) -> Result<Done, Failure> {
    let from = found(&ask).await?.party.id;
    let into = &ask.body.0.into;
    let into = field("/into", into, PartyId::parse(into))?;
    party::merge(ask.app(), ask.actor(), (&from, ask.version()?), &into).await?;
    Ok(Done)
}

async fn add_alias(ask: Ask<Body<Spelling>>) -> Result<Created<ListedParty>, Failure> {
    let id = found(&ask).await?.party.id;
    let text = &ask.body.0.text;
    party::add_alias(ask.app(), ask.actor(), &id, text).await?;
    let slug = ask.word("unit");
    let text = crate::web::encoded(text).replace('/', "%2F");
    Ok(Created {
        location: format!("/api/v1/units/{slug}/parties/{id}/aliases/{text}"),
        one: after(&ask).await?,
    })
}

/// A spelling is there or not: it has no later version.
async fn one_alias(ask: Ask) -> Result<One<Spelling>, Failure> {
    let one = found(&ask).await?;
    let text = ask.word("alias").to_owned();
    if one.aliases.contains(&text) {
        Ok(One::at(1, Spelling { text }))
    } else {
        Err(Failure::NotFound(Noun::Party))
    }
}

async fn remove_alias(ask: Ask) -> Result<Done, Failure> {
    let id = found(&ask).await?.party.id;
    ask.version()?;
    party::remove_alias(ask.app(), ask.actor(), &id, ask.word("alias")).await?;
    Ok(Done)
}
