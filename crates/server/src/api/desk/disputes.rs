//! What units below say against provided figures: answered, or the figure is given back.

use app::figure;
use app::figure::desk::{self, Waiting};
use app::{DisputeId, Noun};
use domain::authority::Action;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::wire::{Api, Ask, Body, Done, Many, Sent};
use crate::web::{Access, Failure};

/// A dispute that waits for an answer.
#[derive(Serialize, ToSchema)]
struct DisputeWaiting {
    /// Id.
    id: String,
    /// The word in addresses of the unit.
    unit: String,
    /// Its name.
    unit_name: String,
    /// The indicator's code.
    code: String,
    /// Its title.
    title: String,
    /// Which figure.
    key: String,
    /// What was provided.
    value: Option<String>,
    /// Where it comes from.
    source: String,
    /// The day of which it speaks.
    #[schema(format = Date)]
    as_of: String,
    /// Who provided it.
    provider: String,
    /// Whether they still have an account.
    provider_is_there: bool,
    /// What the unit says.
    said: String,
    /// Who said it.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
}

/// Words.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    /// They.
    pub(super) said: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let may = Access::May(Action::EnterFigures);
    api.get(
        "/api/v1/units/{unit}/periods/{period}/desk-disputes",
        may,
        (
            "listDisputes",
            "Ý kiến không thống nhất của các đơn vị, chờ trả lời",
        ),
        list,
    )
    .post(
        "/api/v1/units/{unit}/periods/{period}/desk-disputes/{dispute}/answer",
        may,
        ("answerDispute", "Trả lời ý kiến; số liệu vẫn khóa"),
        answer,
    )
    .post(
        "/api/v1/units/{unit}/periods/{period}/desk-disputes/{dispute}/release",
        may,
        (
            "releaseDisputed",
            "Trả số liệu cho đơn vị tự nhập, có lý do",
        ),
        release,
    )
}

fn shape(one: Waiting) -> DisputeWaiting {
    DisputeWaiting {
        id: one.id.to_string(),
        unit: one.slug,
        unit_name: one.unit,
        code: one.code,
        title: one.title,
        key: one.key,
        value: one.value,
        source: one.source,
        as_of: one.as_of,
        provider: one.provider,
        provider_is_there: one.provider_is_there,
        said: one.said,
        by: one.by,
        at: one.at,
    }
}

async fn all<B: Sent, Q: DeserializeOwned>(ask: &Ask<B, Q>) -> Result<Vec<Waiting>, Failure> {
    let (unit, period) = (ask.unit().await?, ask.period().await?);
    Ok(desk::waiting(ask.app(), ask.actor(), (&unit, &period)).await?)
}

/// The one of the address; one that was answered waits no more.
async fn one<B: Sent, Q: DeserializeOwned>(ask: &Ask<B, Q>) -> Result<Waiting, Failure> {
    let id = ask.id("dispute", DisputeId::parse, Noun::Comment)?;
    let found = all(ask).await?.into_iter().find(|one| one.id == id);
    found.ok_or(Failure::NotFound(Noun::Comment))
}

async fn list(ask: Ask) -> Result<Many<DisputeWaiting>, Failure> {
    let all = all(&ask).await?;
    Ok(Many::all(all.into_iter().map(shape).collect()))
}

async fn answer(ask: Ask<Body<Said>>) -> Result<Done, Failure> {
    let one = one(&ask).await?;
    let said = (&one.id, ask.body.0.said.as_str());
    figure::answer(ask.app(), ask.actor(), &one.entry, said).await?;
    Ok(Done)
}

async fn release(ask: Ask<Body<Said>>) -> Result<Done, Failure> {
    let one = one(&ask).await?;
    let said = (one.key.as_str(), ask.body.0.said.as_str());
    desk::release(ask.app(), ask.actor(), &one.entry, said).await?;
    Ok(Done)
}
