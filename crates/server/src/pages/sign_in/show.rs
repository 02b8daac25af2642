//! Signing in and out.

use app::{Error, account};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use crate::pages::{filters, refused, shown};
use crate::vi;
use crate::web::{Answer, Typed, Visitor, Web, session};

#[derive(Template)]
#[template(path = "sign_in/show.html")]
struct Page {
    typed: SignIn,
    refusal: String,
    first: bool,
}

/// What is typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct SignIn {
    login: String,
    password: String,
    /// Where to go on: an address of ours.
    #[serde(rename = "tiep")]
    on_to: String,
}

pub(super) async fn get(State(web): State<Web>, Query(typed): Query<SignIn>) -> Answer {
    let first = account::needs_first(&web.app).await?;
    shown(&Page {
        typed,
        refusal: String::new(),
        first,
    })
}

pub(super) async fn post(State(web): State<Web>, Typed(typed): Typed<SignIn>) -> Answer {
    match account::sign_in(&web.app, &typed.login, &typed.password).await {
        Ok(begun) => {
            let mut response = Redirect::to(own_address(&typed.on_to)).into_response();
            session::begin(&mut response, &begun.token, web.serving);
            Ok(response)
        }
        Err(Error::Refused(refusal)) => {
            let refusal = vi::refused(&refusal);
            // The name stays, the password does not travel back.
            let typed = SignIn {
                password: String::new(),
                ..typed
            };
            refused(&Page {
                typed,
                refusal,
                first: false,
            })
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn leave(State(web): State<Web>, visitor: Visitor) -> Answer {
    account::sign_out(&web.app, &visitor.actor, &visitor.token).await?;
    let mut response = Redirect::to("/dang-nhap").into_response();
    session::end(&mut response, web.serving);
    Ok(response)
}

/// Never to another site: only a path of ours, and no `//host`.
fn own_address(wanted: &str) -> &str {
    let own = wanted.starts_with('/')
        && !wanted.starts_with("//")
        && !wanted.contains(['\\', '\r', '\n']);
    if own { wanted } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::own_address;

    #[test]
    fn signing_in_never_leads_to_another_site() {
        assert_eq!(own_address("/ke-hoach?nam=2026"), "/ke-hoach?nam=2026");
        for elsewhere in ["//x.vn", "https://x.vn", "/\\x.vn", "javascript:0", ""] {
            assert_eq!(own_address(elsewhere), "/", "{elsewhere}");
        }
    }
}
