//! Walks the whole chain and says where it breaks first.

use super::{chained, sql};
use crate::database::Row;
use crate::{App, Fault, bind};

/// Rows read at once: memory stays small however long the chain is.
const STEP: i64 = 2_000;

/// What the walk found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Events walked.
    pub events: i32,
    /// The last hash: whoever noted an earlier one can compare.
    pub head: String,
    /// The first break; `None`: whole.
    pub broken: Option<Break>,
}

/// Where the chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Break {
    /// An event was removed, or one was put between.
    Gap {
        /// The number that should stand there.
        expected: i32,
        /// The number that does.
        found: i32,
    },
    /// An event was changed after it was written.
    Changed {
        /// Its number.
        seq: i32,
    },
    /// The end was cut off.
    Cut {
        /// The number that the chain's end remembers.
        expected: i32,
        /// The last one there.
        found: i32,
    },
}

struct Stored {
    seq: i32,
    fields: Vec<String>,
    previous: String,
    hash: String,
}

/// Walks the chain.
pub async fn verify(app: &App) -> Result<Verdict, Fault> {
    let mut conn = app.read().await?;
    let (end, head) = conn
        .one(sql::HEAD, &[], |row| {
            Ok((row.int("seq")?, row.text("hash")?))
        })
        .await?;
    let mut last = (0, String::new());
    // Others may go on writing meanwhile: what they add is walked too, and the end that was
    // remembered must be met on the way.
    let mut met = end == 0 && head.is_empty();
    loop {
        let rows = conn.all(sql::WALK, bind![last.0, STEP], stored).await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            if let Some(broken) = check(&row, &last) {
                return Ok(Verdict {
                    events: last.0,
                    head: last.1,
                    broken: Some(broken),
                });
            }
            met |= row.seq == end && row.hash == head;
            last = (row.seq, row.hash);
        }
    }
    Ok(Verdict {
        events: last.0,
        broken: (!met).then_some(Break::Cut {
            expected: end,
            found: last.0,
        }),
        head: last.1,
    })
}

fn check(row: &Stored, last: &(i32, String)) -> Option<Break> {
    if row.seq != last.0 + 1 {
        return Some(Break::Gap {
            expected: last.0 + 1,
            found: row.seq,
        });
    }
    let fields: Vec<&str> = row.fields.iter().map(String::as_str).collect();
    let sound = row.previous == last.1 && chained(&row.previous, &fields) == row.hash;
    (!sound).then_some(Break::Changed { seq: row.seq })
}

fn stored(row: &Row) -> Result<Stored, Fault> {
    let seq = row.int("seq")?;
    let fields = vec![
        seq.to_string(),
        row.text("at")?,
        row.text_or_null("account_id")?.unwrap_or_default(),
        row.text("actor_name")?,
        row.text_or_null("unit_id")?.unwrap_or_default(),
        row.text("kind")?,
        row.text("subject_kind")?,
        row.text("subject_id")?,
        row.text("subject_name")?,
        row.text("before_json")?,
        row.text("after_json")?,
    ];
    Ok(Stored {
        seq,
        fields,
        previous: row.text("previous_hash")?,
        hash: row.text("hash")?,
    })
}
