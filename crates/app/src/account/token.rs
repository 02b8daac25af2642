//! Mã truy cập: how programs sign in. A token has the rights of its account, a scope and a last
//! day; only its hash is stored, and it is shown once.

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan as _};
use reading::text::squash;

use super::{Refusal, actor, sql};
use crate::audit::Event;
use crate::database::Row;
use crate::{AccountId, Actor, App, Error, Fault, Noun, TokenId, bind, instant_text, secret};

/// What every token begins with, so that scanners for secrets know one.
pub const TOKEN_PREFIX: &str = "chamdiem_";
/// The longest life of a token, in days.
pub const TOKEN_DAYS_MAX: i32 = 366;
/// The last use is written at most this often: reading must not mean writing.
const USED_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// What a token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Reading only.
    Read,
    /// Reading and changing.
    Write,
}

impl Scope {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Read => "read",
            Scope::Write => "write",
        }
    }

    /// The scope of that name.
    pub fn parse(name: &str) -> Option<Scope> {
        [Scope::Read, Scope::Write]
            .into_iter()
            .find(|scope| scope.name() == name)
    }
}

/// A token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Id.
    pub id: TokenId,
    /// What it is for: «đồng bộ một cửa».
    pub name: String,
    /// What it may be used for.
    pub scope: Scope,
    /// Made at.
    pub created_at: String,
    /// Works until.
    pub expires_at: String,
    /// Revoked at.
    pub revoked_at: Option<String>,
    /// Last used at, within five minutes.
    pub last_used_at: Option<String>,
}

/// A token to be made.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// What it may be used for.
    pub scope: Scope,
    /// Its last day.
    pub last_day: Date,
}

/// Makes a token for the actor's own account: the token and its secret, which is never shown
/// again.
pub async fn create_token(
    app: &App,
    actor: &Actor,
    new: NewToken,
) -> Result<(Token, String), Error> {
    let account = actor.account()?;
    let name = squash(&new.name);
    if name.is_empty() {
        return Err(Refusal::NoTokenName.into());
    }
    let latest = app.today().saturating_add(TOKEN_DAYS_MAX.days());
    if new.last_day < app.today() || latest < new.last_day {
        return Err(Refusal::TokenDays {
            last_day: new.last_day,
            latest,
        }
        .into());
    }
    let secret = format!("{TOKEN_PREFIX}{}", secret::token()?);
    let mut tx = app.begin(actor).await?;
    let token = Token {
        id: TokenId::new(),
        name,
        scope: new.scope,
        created_at: tx.now().to_owned(),
        // The end of that day in Vietnam.
        expires_at: format!("{}T17:00:00Z", new.last_day),
        revoked_at: None,
        last_used_at: None,
    };
    tx.run(
        sql::TOKEN_INSERT,
        bind![
            token.id.as_str(),
            &secret::token_hash(&secret),
            account.as_str(),
            &token.name,
            token.scope.name(),
            &token.created_at,
            &token.expires_at
        ],
    )
    .await?;
    let event = Event::new(
        "account.token_created",
        "api_token",
        token.id.as_str(),
        &token.name,
    )
    .after([
        ("scope", token.scope.name()),
        ("expires_at", &token.expires_at),
    ]);
    tx.commit(within_home(event, actor)).await?;
    Ok((token, secret))
}

/// The actor's own tokens, newest first.
pub async fn tokens(app: &App, actor: &Actor) -> Result<Vec<Token>, Error> {
    let account = actor.account()?;
    let mut conn = app.read().await?;
    Ok(conn.all(sql::TOKENS, bind![account.as_str()], read).await?)
}

/// Ends one of the actor's own tokens.
pub async fn revoke_token(app: &App, actor: &Actor, id: &TokenId) -> Result<(), Error> {
    let account = actor.account()?;
    let mut tx = app.begin(actor).await?;
    let now = tx.now().to_owned();
    let name = tx
        .find(
            sql::TOKEN_REVOKE,
            bind![id.as_str(), account.as_str(), &now],
            |row| row.text("name"),
        )
        .await?
        .ok_or(Error::NotFound(Noun::Token))?;
    let event = Event::new("account.token_revoked", "api_token", id.as_str(), &name);
    Ok(tx.commit(within_home(event, actor)).await?)
}

/// Who has this token and for what; `None` when it is unknown, expired or revoked, or its account
/// is closed.
pub async fn token_visitor(app: &App, token: &str) -> Result<Option<(Actor, Scope)>, Fault> {
    let hash = secret::token_hash(token);
    let now = app.now();
    let mut conn = app.read().await?;
    let found = conn
        .find(sql::TOKEN_LIVE, bind![&hash, &now], |row| {
            let scope = scope(row)?;
            let used = row.text_or_null("last_used_at")?;
            Ok((AccountId::stored(row.text("account_id")?), scope, used))
        })
        .await?;
    let Some((account, scope, used)) = found else {
        return Ok(None);
    };
    let who = actor(&mut conn, &account).await?;
    drop(conn);
    let before = instant_text(app.timestamp() - USED_EVERY);
    if who.is_some() && used.is_none_or(|used| used < before) {
        let mut tx = app.begin(&Actor::program()).await?;
        tx.run(sql::TOKEN_USED, bind![&hash, &now]).await?;
        tx.commit_quietly().await?;
    }
    Ok(who.map(|who| (who, scope)))
}

fn read(row: &Row) -> Result<Token, Fault> {
    Ok(Token {
        id: TokenId::stored(row.text("id")?),
        name: row.text("name")?,
        scope: scope(row)?,
        created_at: row.text("created_at")?,
        expires_at: row.text("expires_at")?,
        revoked_at: row.text_or_null("revoked_at")?,
        last_used_at: row.text_or_null("last_used_at")?,
    })
}

fn scope(row: &Row) -> Result<Scope, Fault> {
    Scope::parse(&row.text("scope")?).ok_or_else(|| Fault::inconsistent("api_token", "", "scope"))
}

fn within_home(event: Event, actor: &Actor) -> Event {
    match &actor.home {
        Some(home) => event.within(&home.id),
        None => event,
    }
}
