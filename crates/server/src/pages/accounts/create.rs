//! An account for someone in a directory: first whom, then login and roles.

use std::collections::BTreeSet;

use app::account::{self, NewAccount};
use app::{Error, HomeUnit, Noun, PersonId, UnitId, party};
use askama::Template;
use axum::extract::{Query, State};
use domain::authority::Role;
use serde::Deserialize;

use crate::pages::choice::Choice;
use crate::pages::{filters, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "accounts/create.html")]
struct Page {
    frame: Frame,
    /// Of the first step: whom the search found.
    found: Vec<party::Candidate>,
    q: String,
    /// Of the second step.
    chosen: Option<Chosen>,
    typed_login: String,
    refusal: String,
}

struct Chosen {
    person: PersonId,
    name: String,
    home: HomeUnit,
    roles: Vec<(Choice, &'static str)>,
    units: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "accounts/link.html")]
pub(super) struct LinkPage {
    pub(super) frame: Frame,
    pub(super) name: String,
    pub(super) account: String,
    pub(super) link: String,
}

/// What is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    nguoi: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Answer {
    let chosen = match PersonId::parse(&asked.nguoi) {
        Some(person) => Some(chosen(&web, &visitor, &person, &[]).await?),
        None => None,
    };
    let found = match chosen {
        Some(_) => Vec::new(),
        None => party::without_account(&web.app, &visitor.actor, &asked.q).await?,
    };
    let typed_login = chosen
        .as_ref()
        .map(|chosen| suggested(&chosen.name))
        .unwrap_or_default();
    let frame = Frame::at_home(&web, &visitor, Section::Accounts).await?;
    let refusal = String::new();
    shown(&Page {
        frame,
        found,
        q: asked.q,
        chosen,
        typed_login,
        refusal,
    })
}

/// «Trần Văn An» → `an.tranvan`: the given name and what stands before it.
fn suggested(name: &str) -> String {
    let folded = reading::text::fold(name);
    let words: Vec<&str> = folded.split(' ').collect();
    match words.as_slice() {
        [before @ .., given] if !before.is_empty() => format!("{given}.{}", before.concat()),
        _ => folded,
    }
}

async fn chosen(
    web: &Web,
    visitor: &Visitor,
    person: &PersonId,
    typed: &[(String, String)],
) -> Result<Chosen, Failure> {
    let (name, home) = party::person_home(&web.app, &visitor.actor, person).await?;
    let value = |name: &str| {
        typed
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value.as_str())
    };
    let ticked = |role: Role| {
        typed
            .iter()
            .any(|(field, value)| field == "role" && value == role.name())
    };
    let roles = Role::ALL
        .map(|role| {
            let (value, label) = (role.name().to_owned(), vi::people::role(role).to_owned());
            (
                Choice {
                    value,
                    label,
                    chosen: ticked(role),
                },
                vi::people::role_hint(role),
            )
        })
        .into();
    let units = super::units_for(&web.app, visitor, &home, value("unit")).await?;
    Ok(Chosen {
        person: person.clone(),
        name,
        home,
        roles,
        units,
    })
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Typed(typed): Typed<Vec<(String, String)>>,
) -> Answer {
    let value = |name: &str| {
        let found = typed.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let person = PersonId::parse(&value("person")).ok_or(Failure::NotFound(Noun::Person))?;
    let chosen = chosen(&web, &visitor, &person, &typed).await?;
    let roles: BTreeSet<Role> = typed
        .iter()
        .filter(|(field, _)| field == "role")
        .filter_map(|(_, value)| Role::parse(value))
        .collect();
    let new = NewAccount {
        person,
        login: value("login"),
        roles,
        unit: UnitId::parse(&value("unit")).ok_or(Failure::NotFound(Noun::Unit))?,
    };
    let frame = Frame::at_home(&web, &visitor, Section::Accounts).await?;
    match account::create(&web.app, &visitor.actor, new).await {
        // The link is shown here and never again, so this is no redirect.
        Ok((id, link)) => shown(&LinkPage {
            frame,
            name: chosen.name,
            account: id.to_string(),
            link,
        }),
        Err(Error::Refused(refusal)) => refused(&Page {
            frame,
            found: Vec::new(),
            q: String::new(),
            chosen: Some(chosen),
            typed_login: value("login"),
            refusal: vi::refused(&refusal),
        }),
        Err(error) => Err(error.into()),
    }
}
