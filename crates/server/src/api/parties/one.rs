//! Parties that turn out to be one, and their spellings.

use app::party;
use app::{Noun, PartyId};
use axum::http::Method;
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::ListedParty;
use super::{after, found};
use crate::api::wire::{Api, Ask, Body, Created, Done, Nothing, One, field};
use crate::web::{Access, Failure};

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
    let alias = "/api/v1/units/{unit}/parties/{party}/aliases/{alias}";
    let merge_at = "/api/v1/units/{unit}/parties/{party}/merge";
    api.get(
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
