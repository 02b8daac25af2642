//! The first administrator names the office and themselves.

use app::account::{self, FirstAdministrator};
use app::unit::UnitKind;
use app::{Error, Noun};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use crate::pages::{filters, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Typed, Web, session};

#[derive(Template)]
#[template(path = "first/create.html")]
struct Page {
    link: String,
    typed: First,
    refusal: String,
}

/// What is typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct First {
    unit_name: String,
    unit_kind: String,
    name: String,
    login: String,
    password: String,
}

pub(super) async fn get(State(web): State<Web>, Path(link): Path<String>) -> Answer {
    if !account::link_works(&web.app, &link).await? {
        return Err(Failure::Refused(account::Refusal::LinkInvalid.into()));
    }
    shown(&Page {
        link,
        typed: First::default(),
        refusal: String::new(),
    })
}

pub(super) async fn post(
    State(web): State<Web>,
    Path(link): Path<String>,
    Typed(typed): Typed<First>,
) -> Answer {
    let kind = UnitKind::parse(&typed.unit_kind).ok_or(Failure::NotFound(Noun::Unit))?;
    let first = FirstAdministrator {
        unit_name: typed.unit_name.clone(),
        unit_kind: kind,
        name: typed.name.clone(),
        login: typed.login.clone(),
        password: typed.password.clone(),
    };
    match account::create_first(&web.app, &link, first).await {
        Ok(_) => {
            let begun = account::sign_in(&web.app, &typed.login, &typed.password).await?;
            let mut response = Redirect::to("/").into_response();
            session::begin(&mut response, &begun.token, web.serving);
            Ok(response)
        }
        Err(Error::Refused(refusal)) => {
            let refusal = vi::refused(&refusal);
            let typed = First {
                password: String::new(),
                ..typed
            };
            refused(&Page {
                link,
                typed,
                refusal,
            })
        }
        Err(error) => Err(error.into()),
    }
}
