//! Tìm kiếm: the table of search entries, and the index in memory that catches up with it.
//!
//! A use case hands what can be found to [`crate::database::Tx::index`]; the entry is written when
//! the transaction commits, under the number of its last event. The audit's chain makes writers
//! take turns, so whoever catches up by number misses nothing, on either engine.

mod find;
mod kind;
mod rights;
mod shelf;
pub(crate) mod sql;

pub(crate) use find::addresses;
pub use find::{Answer, Asked, Hit, PAGE, find};
pub use kind::Kind;
pub(crate) use shelf::Shelf;
pub use shelf::warm;

use crate::database::Conn;
use crate::{Fault, UnitId, bind};

/// What can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchEntry {
    /// `plan`, `plan_row`, `party`, `evidence`, `comment`, `indicator`.
    pub subject_kind: &'static str,
    /// Its id.
    pub subject_id: String,
    /// In whose unit.
    pub unit: UnitId,
    /// What is shown.
    pub title: String,
    /// What is searched beside.
    pub body: String,
    /// Where it opens.
    pub address: String,
    /// No longer there.
    pub removed: bool,
}

pub(crate) async fn write(
    conn: &mut Conn,
    entries: &[SearchEntry],
    seq: i32,
    now: &str,
) -> Result<(), Fault> {
    for entry in entries {
        conn.run(
            sql::PUT,
            bind![
                entry.subject_kind,
                &entry.subject_id,
                entry.unit.as_str(),
                &entry.title,
                &entry.body,
                &entry.address,
                entry.removed.then_some(now),
                seq,
            ],
        )
        .await?;
    }
    Ok(())
}
