//! The one connection that writes to SQLite, and how writers share its commits.
//!
//! SQLite has one writer, and every commit writes each page that it touched. So changes that come
//! together are committed together: each runs in a savepoint of an open transaction, lets go of the
//! lane, and queues once more to commit. Whoever comes first in that second queue commits for
//! everyone who is done; the rest find it done. Alone, a change commits at once. Nobody is answered
//! before the commit that holds their change is on the disk, for which the lane does not wait
//! (`durable`).

use std::sync::Arc;

use rusqlite::Connection;
use tokio::sync::{Mutex, OwnedMutexGuard, watch};

use super::checkpoint::Checkpoints;
use super::durable::{Durable, Outcome};
use super::run;
use crate::Fault;

/// Changes that share a commit at most, so that nobody waits without end for those who come later.
const SHARED_MAX: usize = 8;

/// The lane and its queue, first come, first served.
#[derive(Clone)]
pub(in crate::database) struct Lane {
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    conn: Connection,
    checkpoints: Checkpoints,
    durable: Durable,
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
pub(in crate::database) struct Change {
    guard: Option<OwnedMutexGuard<Inner>>,
    lane: Lane,
}

impl Lane {
    pub(super) fn new(conn: Connection, checkpoints: Checkpoints, durable: Durable) -> Lane {
        Lane {
            inner: Arc::new(Mutex::new(Inner {
                conn,
                checkpoints,
                durable,
                open: None,
                torn: false,
            })),
        }
    }

    /// Waits for the lane and begins a change.
    pub(in crate::database) async fn begin(&self) -> Result<Change, Fault> {
        let mut guard = Arc::clone(&self.inner).lock_owned().await;
        guard.mend()?;
        guard.durable.require_sound()?;
        let mut change = Change {
            guard: Some(guard),
            lane: self.clone(),
        };
        let inner = change.inner();
        if inner.open.is_none() {
            inner.open = Some(Open {
                whole: 0,
                outcome: watch::Sender::new(None),
            });
            inner.say("begin immediate")?;
        }
        inner.say("savepoint change")?;
        Ok(change)
    }

    /// Ends the open transaction, if one still is: commits what is whole, or undoes what is not.
    async fn settle(self) {
        self.inner.lock_owned().await.settle_or_say();
    }
}

impl Inner {
    fn say(&self, statement: &str) -> Result<(), rusqlite::Error> {
        run::run(&self.conn, statement, &[]).map(|_| ())
    }

    /// Undoes what was given up half-way. How far it came is not known, so a statement that finds
    /// nothing to undo is right too.
    fn mend(&mut self) -> Result<(), Fault> {
        if !std::mem::take(&mut self.torn) {
            return Ok(());
        }
        if self.open.as_ref().is_some_and(|open| open.whole > 0) {
            let _ = self.say("rollback to savepoint change");
            let _ = self.say("release savepoint change");
        } else {
            self.open = None;
            let _ = self.say("rollback");
        }
        // The connection still has to answer.
        Ok(self.conn.execute_batch("select 1")?)
    }

    fn settle_or_say(&mut self) {
        if let Err(fault) = self.settle() {
            tracing::error!(cause = %fault, "the transaction could not be ended");
        }
    }

    fn settle(&mut self) -> Result<(), Fault> {
        self.mend()?;
        let Some(open) = self.open.take() else {
            return Ok(());
        };
        let end = if open.whole > 0 { "commit" } else { "rollback" };
        match self.say(end) {
            Ok(()) => {
                self.checkpoints.committed();
                self.durable.committed(open.outcome);
            }
            Err(error) => {
                // A commit that failed leaves the transaction open.
                let _ = self.say("rollback");
                open.outcome.send_replace(Some(Err(error.to_string())));
            }
        }
        Ok(())
    }
}

impl Change {
    fn inner(&mut self) -> &mut Inner {
        let guard = self.guard.as_mut();
        guard.expect("held until the change is kept or given up")
    }

    /// The connection.
    pub(in crate::database) fn conn(&mut self) -> &Connection {
        &self.inner().conn
    }

    /// Keeps the change: comes back when it is on the disk, or with why it is not.
    pub(in crate::database) async fn commit(mut self) -> Result<(), Fault> {
        let inner = self.inner();
        inner.say("release savepoint change")?;
        let Some(open) = inner.open.as_mut() else {
            return Err(Fault::new("a change without its transaction"));
        };
        open.whole += 1;
        let mut outcome = open.outcome.subscribe();
        let full = open.whole >= SHARED_MAX;
        // Else in a task of its own, so that whoever stops waiting does not leave it undone.
        match self.guard.take() {
            Some(mut inner) if full => inner.settle_or_say(),
            _ => drop(tokio::spawn(self.lane.clone().settle())),
        }
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
