//! The one connection that writes to SQLite, and how writers share its commits.
//!
//! SQLite has one writer, and a durable commit waits for the disk. So changes that come together
//! are committed together: each runs in a savepoint of an open transaction, lets go of the lane,
//! and queues once more to commit. Whoever comes first in that second queue commits for everyone
//! who is done; the rest find it done. Alone, a change commits at once; with thirty at a time, one
//! wait for the disk serves thirty. Nobody is answered before the commit that holds their change.

use std::sync::Arc;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection as _, Executor as _};
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

use crate::Fault;

/// What became of a transaction that several changes share.
type Outcome = Option<Result<(), String>>;

/// The lane and its queue, first come, first served.
#[derive(Clone)]
pub(super) struct Lane {
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    conn: SqliteConnection,
    /// The open transaction; `None`: none is open.
    open: Option<Open>,
    /// A change was given up half-way: its savepoint has to be undone first.
    torn: bool,
}

struct Open {
    /// Changes in it that are whole.
    whole: usize,
    outcome: watch::Sender<Outcome>,
}

/// A change under way: holds the lane.
pub(super) struct Change {
    guard: Option<OwnedMutexGuard<Inner>>,
    lane: Lane,
}

impl Lane {
    pub(super) async fn open(options: &SqliteConnectOptions) -> Result<Lane, Fault> {
        let conn = SqliteConnection::connect_with(options).await?;
        Ok(Lane {
            inner: Arc::new(Mutex::new(Inner {
                conn,
                open: None,
                torn: false,
            })),
        })
    }

    /// Waits for the lane and begins a change.
    pub(super) async fn begin(&self) -> Result<Change, Fault> {
        let mut guard = Arc::clone(&self.inner).lock_owned().await;
        guard.mend().await?;
        let mut change = Change {
            guard: Some(guard),
            lane: self.clone(),
        };
        // Until both statements are through, whoever stops waiting here leaves it torn.
        let inner = change.inner();
        if inner.open.is_none() {
            inner.open = Some(Open {
                whole: 0,
                outcome: watch::Sender::new(None),
            });
            inner.conn.execute("begin immediate").await?;
        }
        inner.conn.execute("savepoint change").await?;
        Ok(change)
    }

    /// Ends the open transaction, if one still is: commits what is whole, or undoes what is not.
    async fn settle(self) {
        let mut inner = self.inner.lock().await;
        if let Err(fault) = inner.settle().await {
            tracing::error!(cause = %fault, "the transaction could not be ended");
        }
    }
}

impl Inner {
    /// Undoes what was given up half-way. How far it came is not known, so a statement that finds
    /// nothing to undo is right too.
    async fn mend(&mut self) -> Result<(), Fault> {
        if !std::mem::take(&mut self.torn) {
            return Ok(());
        }
        if self.open.as_ref().is_some_and(|open| open.whole > 0) {
            let _ = self.conn.execute("rollback to savepoint change").await;
            let _ = self.conn.execute("release savepoint change").await;
        } else {
            self.open = None;
            let _ = self.conn.execute("rollback").await;
        }
        // The connection still has to answer.
        self.conn.execute("select 1").await?;
        Ok(())
    }

    async fn settle(&mut self) -> Result<(), Fault> {
        self.mend().await?;
        let Some(open) = self.open.take() else {
            return Ok(());
        };
        let end = if open.whole > 0 { "commit" } else { "rollback" };
        let ended = self.conn.execute(end).await;
        if ended.is_err() {
            // A commit that failed leaves the transaction open.
            let _ = self.conn.execute("rollback").await;
        }
        let outcome = ended.map(|_| ()).map_err(|error| error.to_string());
        open.outcome.send_replace(Some(outcome));
        Ok(())
    }
}

impl Change {
    fn inner(&mut self) -> &mut Inner {
        let guard = self.guard.as_mut();
        guard.expect("held until the change is kept or given up")
    }

    /// The connection.
    pub(super) fn conn(&mut self) -> &mut SqliteConnection {
        &mut self.inner().conn
    }

    /// Keeps the change: comes back when it is on the disk, or with why it is not.
    pub(super) async fn commit(mut self) -> Result<(), Fault> {
        let inner = self.inner();
        inner.conn.execute("release savepoint change").await?;
        let Some(open) = inner.open.as_mut() else {
            return Err(Fault::new("a change without its transaction"));
        };
        open.whole += 1;
        let mut outcome = open.outcome.subscribe();
        self.guard = None;
        // In a task of its own, so that whoever stops waiting does not leave it undone.
        tokio::spawn(self.lane.clone().settle());
        let ended = outcome
            .wait_for(Option::is_some)
            .await
            .map_err(|_| Fault::new("the transaction ended without an outcome"))?;
        match &*ended {
            Some(Err(why)) => Err(Fault::new(format!("commit: {why}"))),
            _ => Ok(()),
        }
    }
}

impl Drop for Change {
    fn drop(&mut self) {
        if let Some(mut guard) = self.guard.take() {
            guard.torn = true;
            drop(guard);
            if let Ok(runtime) = tokio::runtime::Handle::try_current() {
                runtime.spawn(self.lane.clone().settle());
            }
        }
    }
}
