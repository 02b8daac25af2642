//! Preconditions (RFC 9110, 13): a reading that has not changed is 304; a change names the version
//! it was made from, and one made from an older version is refused with the tag of the newer one.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderName, IF_MATCH, IF_NONE_MATCH};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::Response;

use super::api::Run;
use super::tag;
use crate::vi;
use crate::web::{Failure, Problem, Web};

/// What `If-Match` asks for, on the request until the handler reads it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// The version; `None`: the resource has none and its tag agreed.
    pub version: Option<i32>,
}

/// Reads; 304 when the reader has it already.
pub(super) async fn read(run: Run, web: Web, request: Request) -> Result<Response, Failure> {
    let known = text(request.headers().get(IF_NONE_MATCH));
    let mut response = run(web, request).await?;
    let (Some(known), Some(current)) = (known, text(response.headers().get(ETAG))) else {
        return Ok(response);
    };
    if known.trim() == "*" || tag::list(&known, true).contains(&current.as_str()) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        for name in [CONTENT_TYPE, CONTENT_LENGTH] {
            response.headers_mut().remove(name);
        }
    }
    Ok(response)
}

/// Changes what stands there, from the version that `If-Match` names.
pub(super) async fn change(
    run: Run,
    reader: Option<Run>,
    web: Web,
    request: Request,
) -> Result<Response, Failure> {
    if !request.headers().contains_key(IF_MATCH) {
        return Err(required());
    }
    checked(run, reader, web, request).await
}

/// The same, where a version need not be named.
pub(super) async fn checked(
    run: Run,
    reader: Option<Run>,
    web: Web,
    request: Request,
) -> Result<Response, Failure> {
    let (mut parts, body) = request.into_parts();
    let reading = Reading {
        reader,
        web: web.clone(),
        parts: parts.clone(),
    };
    if let Some(header) = parts.headers.get(IF_MATCH) {
        // What is no text is no tag of ours and agrees with nothing.
        let header = text(Some(header)).unwrap_or_default();
        let version = match tag::list(&header, false).as_slice() {
            [one] if tag::version(one).is_some() => tag::version(one),
            tags => reading.agreed(tags).await?,
        };
        parts.extensions.insert(Wanted { version });
    }
    match run(web, Request::from_parts(parts, body)).await {
        // The reader may not know the query of what was sent; then no tag is told.
        Err(Failure::Stale(_)) => Err(stale(reading.current().await.ok().flatten().as_deref())),
        done => done,
    }
}

/// What stands at the address now.
struct Reading {
    reader: Option<Run>,
    web: Web,
    parts: Parts,
}

impl Reading {
    /// The version that `*` or one of several tags means.
    async fn agreed(&self, tags: &[&str]) -> Result<Option<i32>, Failure> {
        let current = self.current().await?;
        match current {
            Some(current) if tags == ["*"] || tags.contains(&current.as_str()) => {
                Ok(tag::version(&current))
            }
            current => Err(stale(current.as_deref())),
        }
    }

    async fn current(&self) -> Result<Option<String>, Failure> {
        let Some(reader) = &self.reader else {
            return Ok(None);
        };
        let mut parts = self.parts.clone();
        parts.method = Method::GET;
        let request = Request::from_parts(parts, Body::empty());
        let response = reader(self.web.clone(), request).await?;
        Ok(text(response.headers().get(ETAG)))
    }
}

fn text(value: Option<&axum::http::HeaderValue>) -> Option<String> {
    Some(value?.to_str().ok()?.to_owned())
}

/// No `If-Match`.
pub(super) fn required() -> Failure {
    Problem::new(
        StatusCode::PRECONDITION_REQUIRED,
        "if_match_required",
        vi::api::NO_PRECONDITION,
    )
    .into()
}

/// Made from an older version than what stands there now.
pub(super) fn stale(current: Option<&str>) -> Failure {
    let problem = Problem::new(StatusCode::PRECONDITION_FAILED, "stale", vi::api::STALE);
    let etag: HeaderName = ETAG;
    current
        .map_or(problem.clone(), |current| problem.with(etag, current))
        .into()
}
