//! From cookie to visitor, before every route.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::{Failure, Serving, Through, Visitor, Web};

/// «Phiên».
const COOKIE_NAME: &str = "phien";

pub(super) async fn visit(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let token = cookie(request.headers()).map(Arc::<str>::from);
    // Style sheets and health need no session, so they cost no query.
    let path = request.uri().path();
    let bare = path.starts_with("/tai-nguyen/") || path.ends_with("healthz");
    if super::is_api(path) && request.headers().contains_key(AUTHORIZATION) {
        return super::token::visit(&web, request, next).await;
    }
    if let Some(token) = token.filter(|_| !bare) {
        match app::account::visitor(&web.app, &token).await {
            Ok(Some(actor)) => {
                let actor = Arc::new(actor);
                let through = Through::Session;
                request.extensions_mut().insert(Visitor {
                    actor,
                    token,
                    through,
                });
            }
            Ok(None) => {}
            Err(fault) => return Failure::from(fault).into_response(),
        }
    }
    next.run(request).await
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == COOKIE_NAME && value.len() == 64)
        .map(|(_, value)| value)
}

/// Puts the session's cookie on an answer.
pub(crate) fn begin(response: &mut Response, token: &str, serving: Serving) {
    set(response, token, "", serving);
}

/// Takes it away.
pub(crate) fn end(response: &mut Response, serving: Serving) {
    set(response, "", "; Max-Age=0", serving);
}

fn set(response: &mut Response, value: &str, age: &str, serving: Serving) {
    let secure = if serving.behind_tls { "; Secure" } else { "" };
    let text = format!("{COOKIE_NAME}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}
