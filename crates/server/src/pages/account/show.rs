//! One's own account.

use app::account::{self, NewToken, OwnSession, PasswordChange, Scope, Token};
use app::feed::{self, Feed, Whose};
use app::{Error, Noun, TokenId};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use serde::Deserialize;

use crate::pages::calendar::{Former, ics};
use crate::pages::choice::{Choice, NO_DAY, day};
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Problems, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "account/show.html")]
struct Page {
    frame: Frame,
    login: String,
    roles: Vec<String>,
    sessions: Vec<OwnSession>,
    tokens: Vec<Token>,
    scopes: Vec<Choice>,
    now: String,
    typed: Form,
    problems: Problems,
    /// A token's secret, shown once.
    secret: String,
    feed: Option<Feed>,
    /// Where forms about the feed go.
    feed_form: &'static str,
    /// Its address, shown once.
    feed_address: String,
}

/// What the forms of the page send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    old: String,
    new: String,
    again: String,
    name: String,
    scope: String,
    last_day: String,
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    (typed, problems): (Form, Problems),
) -> Result<Page, Failure> {
    let actor = &visitor.actor;
    let own = account::own(&web.app, actor).await?;
    let scopes = [(Scope::Read, "Chỉ đọc"), (Scope::Write, "Đọc và ghi")]
        .map(|(scope, label)| Choice::of(scope.name(), label, &typed.scope))
        .into();
    let name = |grant: &account::HeldRole| {
        format!("{} tại {}", vi::people::role(grant.role), grant.unit_name)
    };
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Account).await?,
        login: own.login,
        roles: own.grants.iter().map(name).collect(),
        sessions: account::sessions(&web.app, actor, &visitor.token).await?,
        tokens: account::tokens(&web.app, actor).await?,
        scopes,
        now: web.app.now(),
        typed,
        problems,
        secret: String::new(),
        feed: feed::current(&web.app, actor, &Whose::Mine).await?,
        feed_form: "/tai-khoan/lich",
        feed_address: String::new(),
    })
}

/// The page again, with a sentence at a field; passwords do not travel back.
async fn again(
    web: &Web,
    visitor: &Visitor,
    typed: Form,
    (field, sentence): (&'static str, String),
) -> Answer {
    let mut problems = Problems::default();
    problems.say(field, sentence);
    let typed = Form {
        old: String::new(),
        new: String::new(),
        again: String::new(),
        ..typed
    };
    refused(&page(web, visitor, (typed, problems)).await?)
}

pub(super) async fn get(State(web): State<Web>, visitor: Visitor) -> Answer {
    shown(&page(&web, &visitor, (Form::default(), Problems::default())).await?)
}

pub(super) async fn password(
    State(web): State<Web>,
    visitor: Visitor,
    Typed(form): Typed<Form>,
) -> Answer {
    let change = PasswordChange {
        old: form.old.clone(),
        new: form.new.clone(),
        again: form.again.clone(),
    };
    match account::change_password(&web.app, &visitor.actor, &visitor.token, change).await {
        Ok(()) => on_to("/tai-khoan"),
        Err(Error::Refused(refusal)) => {
            let field = if refusal == account::Refusal::OldPasswordWrong.into() {
                "old"
            } else {
                "new"
            };
            again(&web, &visitor, form, (field, vi::refused(&refusal))).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn end_others(State(web): State<Web>, visitor: Visitor) -> Answer {
    account::end_other_sessions(&web.app, &visitor.actor, &visitor.token).await?;
    on_to("/tai-khoan")
}

pub(super) async fn create_token(
    State(web): State<Web>,
    visitor: Visitor,
    Typed(form): Typed<Form>,
) -> Answer {
    let Some(last_day) = day(&form.last_day) else {
        return again(&web, &visitor, form, ("last_day", NO_DAY.to_owned())).await;
    };
    let scope = Scope::parse(&form.scope).ok_or(Failure::Unreadable)?;
    let new = NewToken {
        name: form.name.clone(),
        scope,
        last_day,
    };
    match account::create_token(&web.app, &visitor.actor, new).await {
        // The secret is shown here and never again, so this is no redirect.
        Ok((_, secret)) => {
            let page = page(&web, &visitor, (Form::default(), Problems::default())).await?;
            shown(&Page { secret, ..page })
        }
        Err(Error::Refused(refusal)) => {
            let nameless = refusal == account::Refusal::NoTokenName.into();
            let field = if nameless { "name" } else { "last_day" };
            again(&web, &visitor, form, (field, vi::refused(&refusal))).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn revoke_token(
    State(web): State<Web>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Answer {
    let id = TokenId::parse(&token).ok_or(Failure::NotFound(Noun::Token))?;
    account::revoke_token(&web.app, &visitor.actor, &id).await?;
    on_to("/tai-khoan")
}

pub(super) async fn make_feed(
    State(web): State<Web>,
    visitor: Visitor,
    headers: HeaderMap,
    Typed(former): Typed<Former>,
) -> Answer {
    let secret = feed::make(&web.app, &visitor.actor, &Whose::Mine, &former.former).await?;
    // Shown here and never again, so this is no redirect.
    let page = page(&web, &visitor, (Form::default(), Problems::default())).await?;
    shown(&Page {
        feed_address: ics::address(&web, &headers, &secret),
        ..page
    })
}

pub(super) async fn revoke_feed(State(web): State<Web>, visitor: Visitor) -> Answer {
    feed::revoke(&web.app, &visitor.actor, &Whose::Mine).await?;
    on_to("/tai-khoan#lich")
}
