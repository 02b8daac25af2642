//! Requests that no page of ours sent are refused before anything reads them.

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::{Failure, Through, Visitor};

/// Lets a change pass only when the browser says that our own page sent it (`Sec-Fetch-Site`,
/// else `Origin`). Every browser of the last years sends one of them with a form. A program with
/// a token needs neither, for no browser attaches tokens by itself; one without is told to sign in.
pub(super) async fn same_origin(request: Request, next: Next) -> Response {
    let reading = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if reading || no_browser(&request) || ours(request.headers()) {
        return next.run(request).await;
    }
    Failure::Forged.into_response()
}

fn no_browser(request: &Request) -> bool {
    let api = super::is_api(request.uri().path());
    let through = request
        .extensions()
        .get::<Visitor>()
        .map(|visitor| visitor.through);
    api && through != Some(Through::Session)
}

fn ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let origin = text(ORIGIN.as_str()).and_then(|origin| origin.split_once("://"));
    match (origin, text(HOST.as_str())) {
        (Some((_, origin)), Some(host)) => origin.eq_ignore_ascii_case(host),
        _ => false,
    }
}

pub(super) async fn not_found() -> Failure {
    Failure::NotFound(app::Noun::Page)
}
