//! What happened: every change is an event, chained by hash, in the transaction of the change.
//!
//! The chain is `SHA-256(previous hash, fields)`, so a row that was changed, removed or put between
//! shows. [`verify()`] walks it, [`list()`] is what managers read, [`history`] belongs on a thing's own page.

mod address;
mod event;
mod list;
mod recorded;
pub(crate) mod sql;
mod verify;

pub use address::addresses;
pub use event::{Author, Event, Subject};
pub use list::{Filter, Listed, PAGE, Part, authors, list};
pub(crate) use recorded::read as recorded;
pub use recorded::{Recorded, history};
pub use verify::{Break, Verdict, verify};

use crate::database::Conn;
use crate::{Fault, bind, secret};

/// The end of the chain: number and hash of the last event.
struct Head {
    seq: i32,
    hash: String,
}

/// Appends events; the number of the last one. Taking the head's row makes writers take turns, so this comes last.
pub(crate) async fn append(
    conn: &mut Conn,
    at: &str,
    author: &Author,
    events: &[Event],
) -> Result<i32, Fault> {
    let count = i32::try_from(events.len()).map_err(|_| Fault::new("too many events"))?;
    let head = conn
        .one(sql::ADVANCE, bind![count], |row| {
            Ok(Head {
                seq: row.int("seq")?,
                hash: row.text("hash")?,
            })
        })
        .await?;
    let mut seq = head.seq - count;
    let mut previous = head.hash;
    for event in events {
        seq += 1;
        let hash = insert(
            conn,
            Link {
                seq,
                at,
                author,
                event,
                previous: &previous,
            },
        )
        .await?;
        previous = hash;
    }
    conn.run(sql::SET_HEAD, bind![&previous]).await?;
    Ok(seq)
}

struct Link<'a> {
    seq: i32,
    at: &'a str,
    author: &'a Author,
    event: &'a Event,
    previous: &'a str,
}

async fn insert(conn: &mut Conn, link: Link<'_>) -> Result<String, Fault> {
    let event = link.event;
    let account = link.author.account.as_ref().map(crate::AccountId::as_str);
    let unit = event.unit.as_ref().map(crate::UnitId::as_str);
    let (before, after) = (event.before.to_string(), event.after.to_string());
    let hash = chained(
        link.previous,
        &[
            &link.seq.to_string(),
            link.at,
            account.unwrap_or_default(),
            &link.author.name,
            unit.unwrap_or_default(),
            event.kind,
            event.subject.kind,
            &event.subject.id,
            &event.subject.name,
            &before,
            &after,
        ],
    );
    conn.run(
        sql::INSERT,
        bind![
            link.seq,
            link.at,
            account,
            &link.author.name,
            unit,
            event.kind,
            event.subject.kind,
            &event.subject.id,
            &event.subject.name,
            &before,
            &after,
            link.previous,
            &hash,
        ],
    )
    .await?;
    Ok(hash)
}

/// The hash of an event: over the one before and each field with its length, so that no two
/// different rows read the same.
fn chained(previous: &str, fields: &[&str]) -> String {
    let mut text = String::from(previous);
    for field in fields {
        text.push_str(&format!("\n{}:{field}", field.len()));
    }
    secret::sha256(text.as_bytes())
}
