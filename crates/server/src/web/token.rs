//! From a program's token to a visitor: only under `/api/`, and never beside a cookie.

use std::sync::Arc;

use app::account::{self, Scope};
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::{Failure, Problem, Through, Visitor, Web};
use crate::vi;

/// Lets a request with an `Authorization` header pass as its token's owner, or not at all.
pub(super) async fn visit(web: &Web, mut request: Request, next: Next) -> Response {
    let reading = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let header = request.headers().get(AUTHORIZATION).cloned();
    match visitor(web, header.as_ref(), reading).await {
        Ok(visitor) => {
            request.extensions_mut().insert(visitor);
            next.run(request).await
        }
        Err(failure) => failure.into_response(),
    }
}

async fn visitor(
    web: &Web,
    header: Option<&HeaderValue>,
    reading: bool,
) -> Result<Visitor, Failure> {
    let token = bearer(header).ok_or_else(unknown)?;
    let found = account::token_visitor(&web.app, token).await?;
    let (actor, scope) = found.ok_or_else(unknown)?;
    if scope == Scope::Read && !reading {
        let problem = Problem::new(
            StatusCode::FORBIDDEN,
            "read_only_token",
            vi::api::READ_ONLY_TOKEN,
        );
        let missing = "Bearer error=\"insufficient_scope\", scope=\"write\"";
        return Err(problem.with(WWW_AUTHENTICATE, missing).into());
    }
    Ok(Visitor {
        actor: Arc::new(actor),
        token: Arc::from(token),
        through: Through::Token,
    })
}

/// Unknown, expired, revoked: which of them is not said.
fn unknown() -> Failure {
    let problem = Problem::new(
        StatusCode::UNAUTHORIZED,
        "invalid_token",
        vi::api::INVALID_TOKEN,
    );
    let value = "Bearer realm=\"chamdiem\", error=\"invalid_token\"";
    problem.with(WWW_AUTHENTICATE, value).into()
}

fn bearer(header: Option<&HeaderValue>) -> Option<&str> {
    let (scheme, token) = header?.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    // Longer than any token made here: no work for whoever sends kilobytes.
    (scheme.eq_ignore_ascii_case("bearer") && token.len() <= 128).then_some(token)
}
