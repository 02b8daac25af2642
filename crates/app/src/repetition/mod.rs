//! A request sent twice: what the first one was answered, so that the second gets the same and
//! nothing is done twice.
//!
//! A key is taken before the work and in a transaction of its own, so of two that come together
//! one works and the other is told so. A key whose work was cut off stays taken until it expires:
//! nobody knows how far it came, so it is never run again by itself.

pub(crate) mod sql;

use jiff::SignedDuration;

use crate::{Actor, App, Error, Fault, bind, instant_text, secret};

/// How long an answer is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// The status of a key whose work is not done: no answer has it.
const RUNNING: i32 = 0;

/// An answer as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Status.
    pub status: i32,
    /// Body.
    pub body: String,
    /// Its entity tag.
    pub etag: Option<String>,
    /// Where the new thing stands.
    pub location: Option<String>,
}

/// What a key means now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is ours: do the work, then call [`answered`] or [`give_back`].
    First,
    /// The work was done; this was the answer.
    Answered(Answer),
    /// It is being done, or was cut off.
    Unfinished,
    /// The key was used for another request.
    OtherRequest,
}

/// Takes a key for a request, whose parts are hashed together: a long one stands there by its hash.
pub async fn take(app: &App, actor: &Actor, key: &str, request: &[&[u8]]) -> Result<Taken, Error> {
    let account = actor.account()?;
    let hash = request_hash(request);
    let mut tx = app.begin(actor).await?;
    let now = tx.now().to_owned();
    let oldest = instant_text(app.timestamp() - KEPT);
    tx.run(sql::EXPIRE_OF, bind![account.as_str(), &oldest])
        .await?;
    let mine = tx
        .run_unique(
            sql::TAKE,
            bind![account.as_str(), key, &hash, RUNNING, &now],
        )
        .await?;
    let taken = if mine {
        Taken::First
    } else {
        tx.one(sql::FIND, bind![account.as_str(), key], |row| {
            if row.text("request_hash")? != hash {
                return Ok(Taken::OtherRequest);
            }
            let answer = Answer {
                status: row.int("status")?,
                body: row.text("body")?,
                etag: row.text_or_null("etag")?,
                location: row.text_or_null("location")?,
            };
            Ok(match answer.status {
                RUNNING => Taken::Unfinished,
                _ => Taken::Answered(answer),
            })
        })
        .await?
    };
    tx.commit_quietly().await?;
    Ok(taken)
}

/// Keeps the answer for whoever sends the request again.
pub async fn answered(app: &App, actor: &Actor, key: &str, answer: &Answer) -> Result<(), Error> {
    let account = actor.account()?;
    let mut tx = app.begin(actor).await?;
    tx.run(
        sql::ANSWER,
        bind![
            account.as_str(),
            key,
            answer.status,
            &answer.body,
            &answer.etag,
            &answer.location
        ],
    )
    .await?;
    Ok(tx.commit_quietly().await?)
}

/// Gives a key back: the request was refused and nothing was written.
pub async fn give_back(app: &App, actor: &Actor, key: &str) -> Result<(), Error> {
    let account = actor.account()?;
    let mut tx = app.begin(actor).await?;
    tx.run(sql::GIVE_BACK, bind![account.as_str(), key]).await?;
    Ok(tx.commit_quietly().await?)
}

/// At start: forgets what is too old.
pub(crate) async fn sweep(app: &App) -> Result<(), Fault> {
    let oldest = instant_text(app.timestamp() - KEPT);
    let mut tx = app.begin(&Actor::program()).await?;
    tx.run(sql::EXPIRE, bind![&oldest]).await?;
    tx.commit_quietly().await
}

/// Over each part with its length, so that no two requests read the same.
fn request_hash(parts: &[&[u8]]) -> String {
    let mut all = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
    for part in parts {
        all.extend_from_slice(&(part.len() as u64).to_le_bytes());
        all.extend_from_slice(part);
    }
    secret::sha256(&all)
}
