//! An event as it is read back: who, when, what, before and after.

use serde_json::Value;

use super::sql;
use crate::database::{Conn, Row};
use crate::{AccountId, Fault, bind};

/// Events of one thing that are shown; the audit page has the older ones.
const HISTORY_MAX: i64 = 200;

/// An event that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its number in the chain.
    pub seq: i32,
    /// When, as stored.
    pub at: String,
    /// Whose account; `None`: the program.
    pub account: Option<AccountId>,
    /// The name as it was then.
    pub actor_name: String,
    /// The unit's word in addresses and its name, of an event in a unit that still stands.
    pub unit: Option<(String, String)>,
    /// `plan.issued`.
    pub kind: String,
    /// The table of what was changed.
    pub subject_kind: String,
    /// Its id.
    pub subject_id: String,
    /// How people know it.
    pub subject_name: String,
    /// The fields before; null for something new.
    pub before: Value,
    /// The fields after; null for something gone.
    pub after: Value,
}

/// What happened to one thing, the last first. Whoever asks has decided that the actor may see
/// that thing.
pub async fn history(
    conn: &mut Conn,
    subject_kind: &str,
    subject_id: &str,
) -> Result<Vec<Recorded>, Fault> {
    conn.all(
        sql::OF_SUBJECT,
        bind![subject_kind, subject_id, HISTORY_MAX],
        read,
    )
    .await
}

pub(crate) fn read(row: &Row) -> Result<Recorded, Fault> {
    let slug = row.text_or_null("unit_slug")?;
    Ok(Recorded {
        seq: row.int("seq")?,
        at: row.text("at")?,
        account: row.text_or_null("account_id")?.map(AccountId::stored),
        actor_name: row.text("actor_name")?,
        unit: slug.zip(row.text_or_null("unit_name")?),
        kind: row.text("kind")?,
        subject_kind: row.text("subject_kind")?,
        subject_id: row.text("subject_id")?,
        subject_name: row.text("subject_name")?,
        before: serde_json::from_str(&row.text("before_json")?)?,
        after: serde_json::from_str(&row.text("after_json")?)?,
    })
}
