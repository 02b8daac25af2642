//! A unit's figures that were provided for it: who, from where, what was said against them.

use app::figure::{self, Dispute, Provided};
use app::{DisputeId, Noun};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::disputes::Said;
use crate::api::entries::{Of, grid};
use crate::api::wire::{Api, Ask, Body, Done, Many, Nothing};
use crate::web::{Access, Failure};

/// A figure that was provided.
#[derive(Serialize, ToSchema)]
struct ProvidedFigure {
    /// Its key.
    key: String,
    /// Who provided it.
    provider: String,
    /// Where it comes from.
    source: String,
    /// The day of which it speaks.
    #[schema(format = Date)]
    as_of: String,
    /// What was said against it, oldest first.
    disputes: Vec<DisputeShape>,
}

/// What was said against a figure.
#[derive(Serialize, ToSchema)]
#[schema(as = Dispute)]
struct DisputeShape {
    /// Id.
    id: String,
    /// The words.
    said: String,
    /// Whose.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// What the provider says to it; null: it waits.
    answer: Option<String>,
    /// Who answered.
    answered_by: Option<String>,
}

/// What is not right.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DisputeToMake {
    /// Key of the figure.
    key: String,
    /// Why.
    said: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let read = Access::May(Action::ReadFigures);
    api.get(
        "/api/v1/units/{unit}/periods/{period}/entries/{code}/provided",
        read,
        (
            "listProvided",
            "Số liệu được cung cấp, đã khóa, của một chỉ số và ý kiến về số liệu",
        ),
        provided,
    )
    .post(
        "/api/v1/units/{unit}/periods/{period}/entries/{code}/disputes",
        Access::May(Action::DisputeFigures),
        (
            "createDispute",
            "Nêu ý kiến không thống nhất với số liệu được cung cấp",
        ),
        dispute,
    )
    .post(
        "/api/v1/units/{unit}/periods/{period}/entries/{code}/disputes/{dispute}/answer",
        Access::May(Action::EnterFigures),
        (
            "answerEntryDispute",
            "Trả lời ý kiến về số liệu của một chỉ số",
        ),
        answer,
    )
}

fn shape(one: Provided) -> ProvidedFigure {
    ProvidedFigure {
        key: one.key,
        provider: one.provider,
        source: one.source,
        as_of: one.as_of,
        disputes: one.disputes.into_iter().map(said).collect(),
    }
}

fn said(one: Dispute) -> DisputeShape {
    let (answer, answered_by) = match one.answer {
        Some(answer) => (Some(answer.said), Some(answer.by)),
        None => (None, None),
    };
    DisputeShape {
        id: one.id.to_string(),
        said: one.said,
        by: one.by,
        at: one.at,
        answer,
        answered_by,
    }
}

async fn provided(ask: Ask<Nothing, Of>) -> Result<Many<ProvidedFigure>, Failure> {
    let grid = grid(&ask, ask.query.framework.as_ref()).await?;
    let entry = figure::by_code(&grid, ask.word("code"))?;
    let all = figure::provided(ask.app(), ask.actor(), &entry.id).await?;
    Ok(Many::all(all.into_iter().map(shape).collect()))
}

async fn dispute(ask: Ask<Body<DisputeToMake>, Of>) -> Result<Many<ProvidedFigure>, Failure> {
    let grid = grid(&ask, ask.query.framework.as_ref()).await?;
    let entry = figure::by_code(&grid, ask.word("code"))?;
    let said = (ask.body.0.key.as_str(), ask.body.0.said.as_str());
    figure::dispute(ask.app(), ask.actor(), &entry.id, said).await?;
    let all = figure::provided(ask.app(), ask.actor(), &entry.id).await?;
    Ok(Many::all(all.into_iter().map(shape).collect()))
}

async fn answer(ask: Ask<Body<Said>, Of>) -> Result<Done, Failure> {
    let id = ask.id("dispute", DisputeId::parse, Noun::Comment)?;
    let grid = grid(&ask, ask.query.framework.as_ref()).await?;
    let entry = figure::by_code(&grid, ask.word("code"))?;
    let said = (&id, ask.body.0.said.as_str());
    figure::answer(ask.app(), ask.actor(), &entry.id, said).await?;
    Ok(Done)
}
