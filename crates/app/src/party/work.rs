//! Work that hangs on a party: shown before a hand-over, counted before someone leaves, moved.

use super::sql;
use crate::database::{Conn, Tx};
use crate::{Error, Fault, PartyId, bind};

/// An assignment that is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenWork {
    /// The row's id.
    pub row: String,
    /// The plan's id.
    pub plan: String,
    /// The plan's number, or its title.
    pub plan_name: String,
    /// The row's code.
    pub code: Option<String>,
    /// Its title.
    pub title: String,
    /// `lead`, `supporting`, `outside_lead`.
    pub role: String,
    /// The next day on which something is due.
    pub next_due: Option<jiff::civil::Date>,
}

/// Most rows shown; the count says how many there are.
pub const OPEN_WORK_SHOWN: i64 = 50;

/// Open work of a party itself, what is due first at the top.
pub(super) async fn open_work(conn: &mut Conn, party: &PartyId) -> Result<Vec<OpenWork>, Fault> {
    conn.all(
        sql::OPEN_WORK,
        bind![party.as_str(), OPEN_WORK_SHOWN],
        |row| {
            let reference = row.text_or_null("reference")?;
            Ok(OpenWork {
                row: row.text("row_id")?,
                plan: row.text("plan_id")?,
                plan_name: reference.map_or_else(|| row.text("plan_title"), Ok)?,
                code: row.text_or_null("code")?,
                title: row.text("title")?,
                role: row.text("role")?,
                next_due: row.date_or_null("next_due")?,
            })
        },
    )
    .await
}

/// How much of it there is.
pub(super) async fn open_count(conn: &mut Conn, party: &PartyId) -> Result<i64, Fault> {
    conn.one(sql::OPEN_COUNT, bind![party.as_str()], |row| row.count("n"))
        .await
}

/// Every assignment of one party that is not done becomes the other's. Where the other one has
/// the same part of the same row, that one goes on and this one ends.
pub(super) async fn move_open(tx: &mut Tx, from: &PartyId, to: &PartyId) -> Result<(), Error> {
    let (now, bound) = (
        tx.now().to_owned(),
        [from.as_str().into(), to.as_str().into()],
    );
    tx.run(sql::REVIVE_SAME, &bound).await?;
    tx.run(sql::END_SAME, bind![from.as_str(), to.as_str(), &now])
        .await?;
    tx.run(sql::MOVE_OPEN, &bound).await?;
    Ok(())
}
