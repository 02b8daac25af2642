//! What everyone does with their own account: another password, their own sessions.

use super::manage::{Account, event, read, read_grant};
use super::session::{is_live, seen};
use super::{Refusal, check_password, sql};
use crate::{Actor, App, Error, bind, secret};

/// One of the actor's own sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// Since when.
    pub created_at: String,
    /// The last request, within five minutes.
    pub seen_at: String,
    /// The one that asks.
    pub current: bool,
}

/// What is typed to change the password.
#[derive(Clone, Debug)]
pub struct PasswordChange {
    /// The one until now.
    pub old: String,
    /// The one from now on.
    pub new: String,
    /// The same again.
    pub again: String,
}

/// The actor's own account.
pub async fn own(app: &App, actor: &Actor) -> Result<Account, Error> {
    let id = actor.account()?;
    let mut conn = app.read().await?;
    let mut account = conn.one(sql::ACCOUNT, bind![id.as_str()], read).await?;
    account.grants = conn
        .all(sql::ACCOUNT_GRANTS, bind![id.as_str()], read_grant)
        .await?;
    Ok(account)
}

/// Changes the actor's own password; their other sessions end.
pub async fn change_password(
    app: &App,
    actor: &Actor,
    session: &str,
    change: PasswordChange,
) -> Result<(), Error> {
    let id = actor.account()?;
    let mut conn = app.read().await?;
    let old = conn
        .one(sql::PASSWORD, bind![id.as_str()], |row| {
            row.text_or_null("password_hash")
        })
        .await?;
    drop(conn);
    let short = change.old.len() <= super::PASSWORD_MAX * 4;
    if !short || !secret::password_matches(change.old, old).await? {
        return Err(Refusal::OldPasswordWrong.into());
    }
    check_password(&change.new)?;
    if change.new != change.again {
        return Err(Refusal::PasswordsDiffer.into());
    }
    let hash = secret::hash_password(change.new).await?;
    let mut tx = app.begin(actor).await?;
    let now = tx.now().to_owned();
    tx.run(sql::SET_PASSWORD, bind![id.as_str(), &hash]).await?;
    let this = secret::token_hash(session);
    tx.run(sql::SESSIONS_END, bind![id.as_str(), &now, &this])
        .await?;
    tx.run(sql::ACCOUNT_LINKS_END, bind![id.as_str(), &now])
        .await?;
    let account = tx.one(sql::ACCOUNT, bind![id.as_str()], read).await?;
    tx.commit(event("account.password_changed", &account))
        .await?;
    Ok(())
}

/// The actor's own sessions that are live, newest first.
pub async fn sessions(app: &App, actor: &Actor, session: &str) -> Result<Vec<OwnSession>, Error> {
    let this = secret::token_hash(session);
    let mut conn = app.read().await?;
    let all = conn
        .all(sql::SESSIONS, bind![actor.account()?.as_str()], |row| {
            let times = seen(row)?;
            let own = OwnSession {
                created_at: row.text("created_at")?,
                seen_at: row.text("seen_at")?,
                current: row.text("token_hash")? == this,
            };
            Ok(is_live(app.timestamp(), times).then_some(own))
        })
        .await?;
    Ok(all.into_iter().flatten().collect())
}

/// Ends the actor's other sessions: a machine left signed in.
pub async fn end_other_sessions(app: &App, actor: &Actor, session: &str) -> Result<(), Error> {
    let id = actor.account()?;
    let mut tx = app.begin(actor).await?;
    let now = tx.now().to_owned();
    let this = secret::token_hash(session);
    tx.run(sql::SESSIONS_END, bind![id.as_str(), &now, &this])
        .await?;
    let account = tx.one(sql::ACCOUNT, bind![id.as_str()], read).await?;
    tx.commit(event("account.sessions_ended", &account)).await?;
    Ok(())
}
