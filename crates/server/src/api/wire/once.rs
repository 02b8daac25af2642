//! `Idempotency-Key`: a request that is sent again is not done again.
//!
//! What has a key runs in a task of its own, so it comes to its end even when the sender hangs up,
//! and whoever sends it again gets its answer. A refusal writes nothing and gives the key back;
//! a fault does not, for nobody knows how far it came.

use std::sync::Arc;

use app::repetition::{self, Answer, Taken};
use app::{Actor, Fault};
use axum::RequestExt as _;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, ETAG, HeaderName, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::api::Run;
use super::conditional;
use super::reply::Again;
use crate::vi;
use crate::web::{Failure, Problem, Visitor, Web, sent};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// On an answer that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// Runs a `POST`, once for each key.
pub(super) async fn post(
    run: Run,
    reader: Option<Run>,
    web: Web,
    request: Request,
) -> Result<Response, Failure> {
    let Some(key) = request.headers().get(KEY) else {
        return conditional::checked(run, reader, web, request).await;
    };
    let visitor = request
        .extensions()
        .get::<Visitor>()
        .cloned()
        .ok_or(Failure::NotSignedIn)?;
    let key = valid(key)
        .ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "bad_key", vi::api::BAD_KEY))?;
    let (parts, body) = request.with_limited_body().into_parts();
    // On the disk, since it is needed twice and may be a file.
    let sent = sent::aside(&web, body).await?;
    let kind = parts
        .headers
        .get(CONTENT_TYPE)
        .map(HeaderValue::as_bytes)
        .unwrap_or_default();
    let address = parts.uri.to_string();
    let actor = Arc::clone(&visitor.actor);
    let hashed = [address.as_bytes(), kind, sent.sha256().as_bytes()];
    match repetition::take(&web.app, &actor, &key, &hashed).await? {
        Taken::First => {}
        Taken::Answered(answer) => return replayed(answer),
        Taken::Unfinished => {
            return Err(
                Problem::new(StatusCode::CONFLICT, "unfinished", vi::api::UNFINISHED).into(),
            );
        }
        Taken::OtherRequest => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Err(Problem::new(status, "key_reused", vi::api::OTHER_REQUEST).into());
        }
    }
    let request = Request::from_parts(parts, sent::body(sent.open().await?));
    let work = async move {
        let _until_done = sent;
        let done = conditional::checked(run, reader, web.clone(), request).await;
        kept(&web, &actor, &key, done).await
    };
    let ended = tokio::spawn(work).await;
    ended.map_err(|error| Fault::new(format!("request with a key: {error}")))?
}

fn valid(key: &HeaderValue) -> Option<String> {
    let key = key.to_str().ok()?.trim();
    (1..=200).contains(&key.len()).then(|| key.to_owned())
}

/// Keeps what was answered, or gives the key back.
async fn kept(
    web: &Web,
    actor: &Actor,
    key: &str,
    done: Result<Response, Failure>,
) -> Result<Response, Failure> {
    let response = match done {
        Ok(response) => response,
        Err(failure) => {
            if !matches!(failure, Failure::Fault(_)) {
                repetition::give_back(&web.app, actor, key).await?;
            }
            return Err(failure);
        }
    };
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX)
        .await
        .map_err(|error| Fault::new(format!("answer: {error}")))?;
    let again = parts.extensions.remove::<Again>();
    let kept = again.as_ref().map_or(&*bytes, |again| &*again.0);
    let text = |name: &HeaderName| Some(parts.headers.get(name)?.to_str().ok()?.to_owned());
    let answer = Answer {
        status: i32::from(parts.status.as_u16()),
        body: String::from_utf8_lossy(kept).into_owned(),
        etag: text(&ETAG),
        location: text(&LOCATION),
    };
    repetition::answered(&web.app, actor, key, &answer).await?;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn replayed(answer: Answer) -> Result<Response, Failure> {
    let status = u16::try_from(answer.status).unwrap_or(200);
    let mut response = Response::builder().status(status).header(REPLAYED, "true");
    if !answer.body.is_empty() {
        response = response.header(CONTENT_TYPE, "application/json");
    }
    for (name, value) in [(ETAG, answer.etag), (LOCATION, answer.location)] {
        if let Some(value) = value {
            response = response.header(name, value);
        }
    }
    let response = response.body(Body::from(answer.body));
    Ok(response.map_err(|error| Fault::new(format!("answer kept: {error}")))?)
}
