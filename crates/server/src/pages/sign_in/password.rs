//! A password set with a link from an administrator.

use app::account::{self, LinkOwner};
use app::{Error, Refusal};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use crate::pages::{filters, refused, shown};
use crate::vi;
use crate::web::{Answer, Typed, Web, session};

#[derive(Template)]
#[template(path = "sign_in/password.html")]
struct Page {
    link: String,
    owner: LinkOwner,
    refusal: String,
}

/// What is typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    password: String,
    again: String,
}

pub(super) async fn get(State(web): State<Web>, Path(link): Path<String>) -> Answer {
    let owner = account::link_owner(&web.app, &link).await?;
    shown(&Page {
        link,
        owner,
        refusal: String::new(),
    })
}

pub(super) async fn post(
    State(web): State<Web>,
    Path(link): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let owner = account::link_owner(&web.app, &link).await?;
    match account::set_password(&web.app, &link, (&form.password, &form.again)).await {
        Ok(owner) => {
            let begun = account::sign_in(&web.app, &owner.login, &form.password).await?;
            let mut response = Redirect::to("/").into_response();
            session::begin(&mut response, &begun.token, web.serving);
            Ok(response)
        }
        // A link that someone used just now has no form any more.
        Err(Error::Refused(refusal)) if refusal != Refusal::from(account::Refusal::LinkInvalid) => {
            refused(&Page {
                link,
                owner,
                refusal: vi::refused(&refusal),
            })
        }
        Err(error) => Err(error.into()),
    }
}
