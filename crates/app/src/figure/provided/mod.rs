//! Figures that somebody provides for the unit, such as the police or the post: they arrive locked
//! with their source. People of the unit see who provides them, cannot overwrite them (the check is
//! in `draft`), and can say that one is not right; that stands beside the figure until whoever
//! provides it answers.

mod dispute;

pub(super) use dispute::tell;
pub use dispute::{answer, dispute};

use super::sql;
use super::standing::Standing;
use crate::database::{Conn, Row};
use crate::{AccountId, Actor, App, DisputeId, EntryId, Error, Fault, bind};
use domain::authority::Action;

/// A figure that is provided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provided {
    /// Its key in the indicator.
    pub key: String,
    /// Who provides it, by name.
    pub provider: String,
    /// Where it comes from.
    pub source: String,
    /// The day of which it speaks.
    pub as_of: String,
    /// Who confirmed it, and when.
    pub checked: Option<(String, String)>,
    /// What was said against it, oldest first.
    pub disputes: Vec<Dispute>,
    value: String,
    provided_by: Option<AccountId>,
}

impl Provided {
    /// What waits for an answer.
    pub fn waiting(&self) -> Option<&Dispute> {
        self.disputes.iter().find(|one| one.answer.is_none())
    }
}

/// What somebody says against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// Id.
    pub id: DisputeId,
    /// Their words.
    pub said: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
    /// What the provider says to it.
    pub answer: Option<Answer>,
}

/// What the provider says to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Their words.
    pub said: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
}

/// Figures of an entry that are provided, for whoever may see its figures.
pub async fn provided(app: &App, actor: &Actor, entry: &EntryId) -> Result<Vec<Provided>, Error> {
    let mut conn = app.read().await?;
    let standing = Standing::load(&mut conn, entry).await?;
    let reads = (actor, Action::ReadFigures);
    standing.require_to(&mut conn, reads).await?;
    Ok(provided_in(&mut conn, entry).await?)
}

async fn provided_in(conn: &mut Conn, entry: &EntryId) -> Result<Vec<Provided>, Fault> {
    let rows = conn
        .all(sql::PROVIDED, bind![entry.as_str()], |row| {
            Ok((read(row)?, read_dispute(row)?))
        })
        .await?;
    let mut found: Vec<Provided> = Vec::new();
    for (one, dispute) in rows {
        if found.last().is_none_or(|last| last.key != one.key) {
            found.push(one);
        }
        if let Some(last) = found.last_mut() {
            last.disputes.extend(dispute);
        }
    }
    Ok(found)
}

fn read(row: &Row) -> Result<Provided, Fault> {
    Ok(Provided {
        key: row.text("input_key")?,
        provider: row.text_or_null("provider")?.unwrap_or_default(),
        source: row.text("source")?,
        as_of: row.text("as_of")?,
        checked: row
            .text_or_null("checker")?
            .zip(row.text_or_null("checked_at")?),
        disputes: Vec::new(),
        value: row.text("value_id")?,
        provided_by: row.text_or_null("provided_by")?.map(AccountId::stored),
    })
}

fn read_dispute(row: &Row) -> Result<Option<Dispute>, Fault> {
    let Some(id) = row.text_or_null("id")? else {
        return Ok(None);
    };
    let answer = match row.text_or_null("answered_at")? {
        Some(at) => Some(Answer {
            said: row.text("answer")?,
            by: row.text("answered_name")?,
            at,
        }),
        None => None,
    };
    Ok(Some(Dispute {
        id: DisputeId::stored(id),
        said: row.text("said")?,
        by: row.text("said_name")?,
        at: row.text("said_at")?,
        answer,
    }))
}
