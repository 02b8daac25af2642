//! Links with which people set their password: made by an administrator, shown once, used once.

use jiff::SignedDuration;

use super::manage::{event, load, read, require_over};
use super::{Refusal, check_password, sql};
use crate::database::Tx;
use crate::{AccountId, Actor, App, Error, bind, instant_text, secret};

/// How long a link works.
pub const LINK_HOURS: i64 = 72;

/// Whose password a link sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkOwner {
    /// The account.
    pub account: AccountId,
    /// The person's name.
    pub name: String,
    /// The name to sign in with.
    pub login: String,
}

/// A link with which the account's owner sets a password; earlier links end. The old password
/// works until then.
pub async fn create_link(app: &App, actor: &Actor, id: &AccountId) -> Result<String, Error> {
    let mut tx = app.begin(actor).await?;
    let account = load(&mut tx, actor, id).await?;
    require_over(actor, &account)?;
    require_open(account.active)?;
    let link = give_out(app, &mut tx, id).await?;
    tx.commit(event("account.link_created", &account)).await?;
    Ok(link)
}

/// Takes the password away, ends all sessions, and makes a link to set another one.
pub async fn reset(app: &App, actor: &Actor, id: &AccountId) -> Result<String, Error> {
    let mut tx = app.begin(actor).await?;
    let account = load(&mut tx, actor, id).await?;
    require_over(actor, &account)?;
    require_open(account.active)?;
    // Whoever is signed in knows their password or can have it changed; a lost link would lock
    // them out.
    if actor.account.as_ref() == Some(id) {
        return Err(Refusal::OwnAccount.into());
    }
    let now = tx.now().to_owned();
    tx.run(sql::NO_PASSWORD, bind![id.as_str()]).await?;
    tx.run(sql::UNLOCK, bind![id.as_str()]).await?;
    tx.run(sql::SESSIONS_END, bind![id.as_str(), &now, None::<&str>])
        .await?;
    let link = give_out(app, &mut tx, id).await?;
    tx.commit(event("account.password_reset", &account)).await?;
    Ok(link)
}

fn require_open(active: bool) -> Result<(), Refusal> {
    if active { Ok(()) } else { Err(Refusal::Closed) }
}

/// A new link within a larger change.
pub(super) async fn give_out(app: &App, tx: &mut Tx, id: &AccountId) -> Result<String, Error> {
    let token = secret::token()?;
    let expires = instant_text(app.timestamp() + SignedDuration::from_hours(LINK_HOURS));
    let now = tx.now().to_owned();
    tx.run(sql::ACCOUNT_LINKS_END, bind![id.as_str(), &now])
        .await?;
    tx.run(
        sql::LINK_INSERT,
        bind![
            &secret::token_hash(&token),
            "set_password",
            id.as_str(),
            &now,
            &expires
        ],
    )
    .await?;
    Ok(token)
}

/// Whose password a link would set; refused when it does not work.
pub async fn link_owner(app: &App, token: &str) -> Result<LinkOwner, Error> {
    let mut conn = app.read().await?;
    let found = conn
        .find(
            sql::LINK,
            bind![&secret::token_hash(token), &app.now()],
            |row| Ok((row.text("purpose")?, row.text_or_null("account_id")?)),
        )
        .await?;
    let account = match found {
        Some((purpose, Some(account))) if purpose == "set_password" => account,
        _ => return Err(Refusal::LinkInvalid.into()),
    };
    let account = conn.one(sql::ACCOUNT, bind![&account], read).await?;
    if !account.active {
        return Err(Refusal::LinkInvalid.into());
    }
    Ok(LinkOwner {
        account: account.id,
        name: account.name,
        login: account.login,
    })
}

/// Sets the password with a link, which ends; so do all sessions.
pub async fn set_password(
    app: &App,
    token: &str,
    (new, again): (&str, &str),
) -> Result<LinkOwner, Error> {
    let owner = link_owner(app, token).await?;
    check_password(new)?;
    if new != again {
        return Err(Refusal::PasswordsDiffer.into());
    }
    let hash = secret::hash_password(new.to_owned()).await?;
    let mut tx = app.begin(&Actor::program()).await?;
    let now = tx.now().to_owned();
    // Of two people who use one link at once, one is late.
    if tx
        .run(sql::LINK_USED, bind![&secret::token_hash(token), &now])
        .await?
        == 0
    {
        return Err(Refusal::LinkInvalid.into());
    }
    let id = owner.account.as_str();
    tx.run(sql::SET_PASSWORD, bind![id, &hash]).await?;
    tx.run(sql::SESSIONS_END, bind![id, &now, None::<&str>])
        .await?;
    let account = tx.one(sql::ACCOUNT, bind![id], read).await?;
    tx.commit(event("account.password_set", &account)).await?;
    Ok(owner)
}
