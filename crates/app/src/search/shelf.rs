//! The index in memory, behind a lock, and how it catches up with the table.
//!
//! Before each search the changes since the last one are read and put on the shelf: usually none.
//! The first time is the whole table, in steps; [`warm`] does it when a server starts, so that the
//! first search does not wait. Entries are put a few at a time, and searches run between.

use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use reading::search::{Entry, Shelf as Index};
use tokio::sync::Mutex;

use super::kind::{Kind, Sight, number};
use super::rights::entry_id;
use super::sql;
use crate::database::{Conn, Row};
use crate::{App, Fault, bind};

/// Rows read at once.
const STEP: i64 = 5_000;
/// Entries put while the lock is held: a search waits no longer than these take.
const PUT_AT_ONCE: usize = 200;

/// The index in memory.
#[derive(Default)]
pub(crate) struct Shelf {
    index: RwLock<Index>,
    /// Up to where the index has caught up. Held while it catches up, so that it is done once.
    place: Mutex<Place>,
}

/// The last entry taken over, in the order of changes.
#[derive(Clone, Default)]
struct Place {
    seq: i32,
    kind: String,
    id: String,
}

struct Changed {
    place: Place,
    unit: String,
    title: String,
    body: String,
    sight: Sight,
    removed: bool,
}

impl Shelf {
    /// The index as it is.
    pub(super) fn index(&self) -> RwLockReadGuard<'_, Index> {
        // A panic while putting leaves an index that answers; the table is what counts.
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, changed: &[Changed]) {
        for some in changed.chunks(PUT_AT_ONCE) {
            let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
            for one in some {
                one.put(&mut index);
            }
        }
    }
}

/// Reads what changed since, and puts it on the shelf.
pub(super) async fn catch_up(app: &App, conn: &mut Conn) -> Result<(), Fault> {
    let mut place = app.shelf().place.lock().await;
    loop {
        let changed = conn
            .all(
                sql::CHANGED,
                bind![place.seq, &place.kind, &place.id, STEP],
                read,
            )
            .await?;
        let Some(last) = changed.last().map(|last| last.place.clone()) else {
            return Ok(());
        };
        let more = i64::try_from(changed.len()).is_ok_and(|count| count == STEP);
        if changed.len() <= PUT_AT_ONCE {
            app.shelf().put(&changed);
        } else {
            let app = app.clone();
            tokio::task::spawn_blocking(move || app.shelf().put(&changed))
                .await
                .map_err(|_| Fault::new("the search index could not take an entry"))?;
        }
        *place = last;
        if !more {
            return Ok(());
        }
    }
}

/// Fills the index in the background.
pub fn warm(app: &App) {
    let app = app.clone();
    tokio::spawn(async move {
        let filled = async { catch_up(&app, &mut app.read().await?).await };
        if let Err(fault) = filled.await {
            tracing::error!(cause = %fault, "the search index is not filled yet");
        }
    });
}

fn read(row: &Row) -> Result<Changed, Fault> {
    let kind = row.text("subject_kind")?;
    let visibility = row.text_or_null("visibility")?;
    let about = row.text_or_null("about")?;
    Ok(Changed {
        sight: Sight::of(
            Kind::of_subject(&kind),
            visibility.as_deref(),
            about.as_deref(),
        ),
        place: Place {
            seq: row.int("change_seq")?,
            kind,
            id: row.text("subject_id")?,
        },
        unit: row.text("unit_id")?,
        title: row.text("title")?,
        body: row.text("body")?,
        removed: row.text_or_null("removed_at")?.is_some(),
    })
}

impl Changed {
    fn put(&self, index: &mut Index) {
        let id = entry_id(&self.place.kind, &self.place.id);
        if self.removed {
            index.remove(&id);
            return;
        }
        index.put(&Entry {
            id: &id,
            kind: number(Kind::of_subject(&self.place.kind), self.sight),
            unit: &self.unit,
            title: &self.title,
            text: &self.body,
        });
    }
}
