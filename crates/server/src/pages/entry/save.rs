//! A row saved: by its form, or by the script of the grid, which asks for JSON and gets the new
//! score in the same answer. A refusal keeps what was typed; a stale row shows both versions.

use app::address::part;
use app::figure::{self, Saved, WhatIf};
use app::{EntryId, Error, Noun};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::indicator;
use super::row::{Sent, sent};
use crate::pages::on_to;
use crate::vi;
use crate::vi::number::points;
use crate::web::{Answer, Failure, Here, Typed, Visitor, Web};

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path((period, unit, code)): Path<(String, String, String)>,
    headers: HeaderMap,
    Typed(pairs): Typed<Vec<(String, String)>>,
) -> Answer {
    let mut sent = sent(&pairs);
    let entry = EntryId::parse(&sent.entry).ok_or(Failure::NotFound(Noun::Entry))?;
    if let Some(version) = if_match(&headers) {
        sent.version = version;
    }
    let saved = figure::save(&web.app, &visitor.actor, &entry, &sent.typed, sent.version).await;
    if wants_json(&headers) {
        return match saved {
            Ok(saved) => Ok(answer(StatusCode::OK, &saved_json(&saved))),
            Err(error) => Ok(answer_error(&web, &visitor, &entry, error).await?),
        };
    }
    let base = format!("/ky/{}/don-vi/{}", part(&period), part(&unit));
    match saved {
        Ok(_) if sent.back == "luoi" => {
            let code = part(&code);
            on_to(&format!("{base}/nhap-lieu?da-luu={code}#r-{code}"))
        }
        Ok(_) => on_to(&format!("{base}/chi-so/{}?da-luu=1", part(&code))),
        Err(Error::Refused(refusal)) => {
            let here = Here::at(&web, &visitor, &unit, Some(&period)).await?;
            indicator::refused_page(&web, &visitor, (here, &code), (&sent, refusal)).await
        }
        Err(Error::Stale(_)) => {
            let here = Here::at(&web, &visitor, &unit, Some(&period)).await?;
            indicator::stale_page(&web, &visitor, (here, &code), &sent).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The version that the browser showed: `If-Match: "3"`.
fn if_match(headers: &HeaderMap) -> Option<i32> {
    headers
        .get(header::IF_MATCH)?
        .to_str()
        .ok()?
        .trim_matches('"')
        .parse()
        .ok()
}

fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.starts_with("application/json"))
}

fn answer(status: StatusCode, body: &Value) -> Response {
    let kind = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, kind, body.to_string()).into_response()
}

fn saved_json(saved: &Saved) -> Value {
    let sum = |totals: &figure::PillarTotals| json!({ "points": points(&totals.points, 2), "done": totals.done, "count": totals.count });
    json!({
        "version": saved.version,
        "points": saved.earned.points.as_ref().map(|earned| points(earned, 2)),
        "outcome": vi::figure::outcome(saved.earned.outcome),
        "because": saved.because.as_ref().map(reading::words::rule::because),
        "warnings": saved.warnings.iter().map(vi::figure::warning).collect::<Vec<_>>(),
        "also": saved.also,
        "pillars": saved.totals.pillars.iter().map(sum).collect::<Vec<_>>(),
        "total": sum(&saved.totals.all),
        "expected": points(&saved.totals.all.expected, 2),
    })
}

async fn answer_error(
    web: &Web,
    visitor: &Visitor,
    entry: &EntryId,
    error: Error,
) -> Result<Response, Failure> {
    match error {
        Error::Refused(refusal) => {
            let body = json!({ "sentence": vi::refused(&refusal), "field": field(&refusal) });
            Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &body))
        }
        Error::Stale(_) => {
            let now = figure::latest(&web.app, &visitor.actor, entry).await?;
            let body = json!({
                "sentence": vi::figure::STALE,
                "version": now.version,
                "by": now.by,
                "at": now.at.as_deref().map(vi::time::instant),
            });
            Ok(answer(StatusCode::CONFLICT, &body))
        }
        Error::NotAllowed(action) => {
            let body = json!({ "sentence": vi::failure::not_allowed(action) });
            Ok(answer(StatusCode::FORBIDDEN, &body))
        }
        error => Err(error.into()),
    }
}

/// The field at which the sentence stands.
pub(super) fn field(refusal: &app::Refusal) -> &str {
    use figure::Refusal as R;
    let app::Refusal::Figure(refusal) = refusal else {
        return "";
    };
    match refusal {
        R::Unread { key, .. } | R::Locked { key } | R::Rolled { key } | R::NotAsked { key, .. } => {
            key
        }
        R::NoSource => "source",
        R::NoAsOf | R::AsOfUnread { .. } | R::AsOfAhead { .. } => "as_of",
        R::ExpectedUnread { .. } | R::ExpectedAboveMax { .. } => "expected_points",
        R::NoExplanation => "explanation",
        R::NoReason => "reason",
        R::RateTwice => "ratio",
        R::UnknownState { .. } | R::NotChecked { .. } => "state",
        R::TooLong { field, .. } => field,
        R::NothingAsked { .. }
        | R::HandedIn
        | R::SentBackOver { .. }
        | R::NotProvided
        | R::DisputeWaits
        | R::NothingSaid
        | R::NotProvider
        | R::DuePassed { .. }
        | R::NobodyAsked
        | R::TotalsDiffer
        | R::RowsLeftOut { .. }
        | R::NothingToProvide
        | R::NotVerifier { .. }
        | R::NothingToCheck
        | R::OwnFigures { .. }
        | R::EstimatedFigures { .. }
        | R::DisputedFigures { .. } => "",
        R::OutOfScope { .. } => "applicable",
    }
}

/// What a row would earn while it is being typed.
pub(super) async fn what_if(
    State(web): State<Web>,
    visitor: Visitor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let sent: Sent = sent(&pairs);
    let entry = EntryId::parse(&sent.entry).ok_or(Failure::NotFound(Noun::Entry))?;
    match figure::what_if(&web.app, &visitor.actor, &entry, &sent.typed).await {
        Ok(what) => Ok(answer(StatusCode::OK, &what_json(&what))),
        Err(Error::Refused(refusal)) => {
            let body = json!({ "sentence": vi::refused(&refusal), "field": field(&refusal) });
            Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &body))
        }
        Err(error) => Err(error.into()),
    }
}

fn what_json(what: &WhatIf) -> Value {
    json!({
        "points": what.earned.points.as_ref().map(|earned| points(earned, 2)),
        "outcome": vi::figure::outcome(what.earned.outcome),
        "because": what.because.as_ref().map(reading::words::rule::because),
        "warnings": what.warnings.iter().map(vi::figure::warning).collect::<Vec<_>>(),
    })
}
