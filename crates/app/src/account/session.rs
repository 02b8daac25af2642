//! Signing in, staying signed in, signing out.

use jiff::{SignedDuration, Timestamp};

use super::{Refusal, actor, login_text, sql};
use crate::audit::Event;
use crate::database::Row;
use crate::{AccountId, Actor, App, Error, Fault, bind, instant_text, party, secret};

/// A session ends after this long without a request.
pub const IDLE_HOURS: i64 = 8;
/// And after this long in any case.
pub const LIFE_HOURS: i64 = 24 * 7;
/// The last sight is written at most this often: reading must not mean writing.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);
/// Wrong passwords in a row that lock an account.
const FAILURES_MAX: i32 = 10;
/// For how long.
const LOCKED_FOR: SignedDuration = SignedDuration::from_mins(15);

/// A session just begun.
pub struct Session {
    /// What the cookie holds; stored nowhere.
    pub token: String,
    /// Who.
    pub actor: Actor,
}

struct Known {
    account: AccountId,
    password_hash: Option<String>,
    failed: i32,
    locked_until: Option<String>,
}

fn known(row: &Row) -> Result<Known, Fault> {
    Ok(Known {
        account: AccountId::stored(row.text("id")?),
        password_hash: row.text_or_null("password_hash")?,
        failed: row.int("failed_count")?,
        locked_until: row.text_or_null("locked_until")?,
    })
}

/// Begins a session.
pub async fn sign_in(app: &App, login: &str, password: &str) -> Result<Session, Error> {
    let login = login_text(login);
    let found = app
        .read()
        .await?
        .find(sql::FOR_SIGN_IN, bind![&login], known)
        .await?;
    if let Some(until) = found.as_ref().and_then(|known| known.locked_until.as_ref())
        && *until > app.now()
    {
        return Err(Refusal::Locked {
            until: until.clone(),
        }
        .into());
    }
    let hash = found.as_ref().and_then(|known| known.password_hash.clone());
    // Longer than any password set here: no work for whoever sends megabytes.
    let short = password.len() <= super::PASSWORD_MAX * 4;
    let matches = short && secret::password_matches(password.to_owned(), hash).await?;
    match found {
        Some(known) if matches => begin(app, &known.account).await,
        Some(known) => Err(failed(app, known).await?),
        None => Err(Refusal::WrongPassword.into()),
    }
}

async fn begin(app: &App, account: &AccountId) -> Result<Session, Error> {
    let mut conn = app.read().await?;
    let who = actor(&mut conn, account)
        .await?
        .ok_or(Refusal::WrongPassword)?;
    drop(conn);
    let token = secret::token()?;
    let mut tx = app.begin(&who).await?;
    let now = tx.now().to_owned();
    tx.run(sql::SUCCEEDED, bind![account.as_str(), &now])
        .await?;
    tx.run(
        sql::SESSION_INSERT,
        bind![&secret::token_hash(&token), account.as_str(), &now],
    )
    .await?;
    tx.commit(Event::new(
        "account.signed_in",
        "account",
        account.as_str(),
        &who.name,
    ))
    .await?;
    Ok(Session { token, actor: who })
}

async fn failed(app: &App, known: Known) -> Result<Error, Error> {
    let failed = known.failed + 1;
    let lock = failed >= FAILURES_MAX;
    let until = lock.then(|| instant_text(app.timestamp() + LOCKED_FOR));
    let mut tx = app.begin(&Actor::program()).await?;
    let kept = if lock { 0 } else { failed };
    tx.run(sql::FAILED, bind![known.account.as_str(), kept, &until])
        .await?;
    let kind = if lock {
        "account.locked"
    } else {
        "account.wrong_password"
    };
    tx.commit(Event::new(kind, "account", known.account.as_str(), ""))
        .await?;
    Ok(match until {
        Some(until) => Refusal::Locked { until }.into(),
        None => Refusal::WrongPassword.into(),
    })
}

/// Who has this cookie; `None` when it is unknown, idle for too long, too old or ended.
pub async fn visitor(app: &App, token: &str) -> Result<Option<Actor>, Fault> {
    party::keep_up(app).await?;
    let hash = secret::token_hash(token);
    let mut conn = app.read().await?;
    let rows = conn
        .all(sql::VISITOR, bind![&hash], |row| {
            Ok((seen(row)?, (super::who(row)?, super::held(row)?)))
        })
        .await?;
    drop(conn);
    let Some(times) = rows.first().map(|(times, _)| *times) else {
        return Ok(None);
    };
    if !is_live(app.timestamp(), times) {
        return Ok(None);
    }
    let who = super::with_grants(rows.into_iter().map(|(_, one)| one).collect());
    if times.seen + SEEN_EVERY < app.timestamp() {
        let mut tx = app.begin(&Actor::program()).await?;
        let now = tx.now().to_owned();
        tx.run(sql::SESSION_SEEN, bind![&hash, &now]).await?;
        tx.commit_quietly().await?;
    }
    Ok(who)
}

/// When a session began and was last used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    created: Timestamp,
    seen: Timestamp,
}

pub(super) fn seen(row: &Row) -> Result<Times, Fault> {
    Ok(Times {
        created: instant(&row.text("created_at")?)?,
        seen: instant(&row.text("seen_at")?)?,
    })
}

/// Whether a session is neither idle for too long nor too old.
pub(super) fn is_live(now: Timestamp, times: Times) -> bool {
    now < times.created + SignedDuration::from_hours(LIFE_HOURS)
        && now < times.seen + SignedDuration::from_hours(IDLE_HOURS)
}

fn instant(text: &str) -> Result<Timestamp, Fault> {
    text.parse()
        .map_err(|_| Fault::inconsistent("session", "", "instant"))
}

/// Ends a session.
pub async fn sign_out(app: &App, who: &Actor, token: &str) -> Result<(), Error> {
    let mut tx = app.begin(who).await?;
    let now = tx.now().to_owned();
    tx.run(sql::SESSION_END, bind![&secret::token_hash(token), &now])
        .await?;
    let account = who.account()?.as_str().to_owned();
    tx.commit(Event::new(
        "account.signed_out",
        "account",
        &account,
        &who.name,
    ))
    .await?;
    Ok(())
}
