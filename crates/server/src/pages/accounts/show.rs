//! One account: its roles, links, state.

use app::account::{self, Account};
use app::{AccountId, Error, GrantId, Noun, UnitId};
use askama::Template;
use axum::extract::{Path, State};
use domain::authority::{Action, Role};
use serde::Deserialize;

use super::create::LinkPage;
use crate::pages::choice::Choice;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "accounts/show.html")]
struct Page {
    frame: Frame,
    account: Account,
    /// Roles that the visitor may end.
    endable: Vec<bool>,
    own: bool,
    now: String,
    roles: Vec<Choice>,
    units: Vec<Choice>,
    refusal: String,
}

/// What the forms of the page send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    version: i32,
    role: String,
    unit: String,
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    id: &AccountId,
    (typed, refusal): (&Form, String),
) -> Result<Page, Failure> {
    let account = account::account(&web.app, &visitor.actor, id).await?;
    let units = super::units_for(&web.app, visitor, &account.home, &typed.unit).await?;
    let may = |path: &str| visitor.actor.may(Action::ManageAccounts, path);
    let role_typed = match typed.role.as_str() {
        "" => Role::Officer.name(),
        typed => typed,
    };
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Accounts).await?,
        endable: account
            .grants
            .iter()
            .map(|grant| may(&grant.unit_path))
            .collect(),
        own: visitor.actor.account.as_ref() == Some(id),
        now: web.app.now(),
        // The most modest of the usual ones: nobody is made an administrator by haste.
        roles: Role::ALL
            .map(|role| Choice::of(role.name(), vi::people::role(role), role_typed))
            .into(),
        units,
        account,
        refusal,
    })
}

fn parse(id: &str) -> Result<AccountId, Failure> {
    AccountId::parse(id).ok_or(Failure::NotFound(Noun::Account))
}

/// On to the account; or the account with why not.
async fn done(
    web: &Web,
    visitor: &Visitor,
    (id, typed): (&AccountId, &Form),
    outcome: Result<(), Error>,
) -> Answer {
    match outcome {
        Ok(()) => on_to(&format!("/quan-tri/tai-khoan/{id}")),
        Err(Error::Refused(refusal)) => {
            refused(&page(web, visitor, id, (typed, vi::refused(&refusal))).await?)
        }
        Err(Error::Stale(noun)) => {
            stale(&page(web, visitor, id, (typed, vi::failure::stale(noun))).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// The link, once; or the account with why not.
async fn given(
    web: &Web,
    visitor: &Visitor,
    id: &AccountId,
    outcome: Result<String, Error>,
) -> Answer {
    match outcome {
        Ok(link) => {
            let frame = Frame::at_home(web, visitor, Section::Accounts).await?;
            let name = account::account(&web.app, &visitor.actor, id).await?.name;
            shown(&LinkPage {
                frame,
                name,
                account: id.to_string(),
                link,
            })
        }
        Err(error) => done(web, visitor, (id, &Form::default()), Err(error)).await,
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(account): Path<String>,
) -> Answer {
    let id = parse(&account)?;
    shown(&page(&web, &visitor, &id, (&Form::default(), String::new())).await?)
}

pub(super) async fn link(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let id = parse(&id)?;
    let outcome = account::create_link(&web.app, &visitor.actor, &id).await;
    given(&web, &visitor, &id, outcome).await
}

pub(super) async fn reset(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let id = parse(&id)?;
    let outcome = account::reset(&web.app, &visitor.actor, &id).await;
    given(&web, &visitor, &id, outcome).await
}

pub(super) async fn unlock(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let id = parse(&id)?;
    let outcome = account::unlock(&web.app, &visitor.actor, &id).await;
    done(&web, &visitor, (&id, &Form::default()), outcome).await
}

pub(super) async fn close(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let id = parse(&id)?;
    let outcome = account::close(&web.app, &visitor.actor, &id, form.version).await;
    done(&web, &visitor, (&id, &form), outcome).await
}

pub(super) async fn reopen(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let id = parse(&id)?;
    let outcome = account::reopen(&web.app, &visitor.actor, &id, form.version).await;
    done(&web, &visitor, (&id, &form), outcome).await
}

pub(super) async fn grant(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let id = parse(&id)?;
    let role = Role::parse(&form.role).ok_or(Failure::Unreadable)?;
    let unit = UnitId::parse(&form.unit).ok_or(Failure::NotFound(Noun::Unit))?;
    let outcome = account::grant(&web.app, &visitor.actor, &id, (role, &unit)).await;
    done(&web, &visitor, (&id, &form), outcome).await
}

pub(super) async fn end_grant(
    State(web): State<Web>,
    visitor: Visitor,
    Path((id, grant)): Path<(String, String)>,
) -> Answer {
    let id = parse(&id)?;
    let grant = GrantId::parse(&grant).ok_or(Failure::NotFound(Noun::Account))?;
    let outcome = account::end_grant(&web.app, &visitor.actor, &id, &grant).await;
    done(&web, &visitor, (&id, &Form::default()), outcome).await
}
