//! Moves what is committed from the log (WAL) into the database file, on a thread and a connection
//! of its own. SQLite would do so within a commit, while every writer waits; done beside them, a
//! commit waits for its own pages only.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rusqlite::Connection;

use crate::Fault;

/// Commits after which the log is moved.
const COMMITS: u32 = 64;
/// Pages of the log at which a commit moves the rest itself: while commits go on without a pause
/// only it can come to the log's end, from where SQLite begins the log anew.
pub(super) const LOG_PAGES_MAX: i32 = 16_000;

/// Tells the thread of commits; it ends when nobody can any more.
pub(super) struct Checkpoints {
    wake: SyncSender<()>,
    commits: u32,
}

impl Checkpoints {
    /// Starts the thread.
    pub(super) fn start(file: &Path) -> Result<Checkpoints, Fault> {
        let conn = super::connection(file)?;
        let (wake, woken) = sync_channel(1);
        std::thread::Builder::new()
            .name("checkpoints".to_owned())
            .spawn(move || run(&conn, &woken))?;
        Ok(Checkpoints { wake, commits: 0 })
    }

    /// Something was committed.
    pub(super) fn committed(&mut self) {
        self.commits += 1;
        // A thread that is still at work finds the rest the next time.
        if self.commits >= COMMITS && self.wake.try_send(()).is_ok() {
            self.commits = 0;
        }
    }
}

fn run(conn: &Connection, woken: &Receiver<()>) {
    while woken.recv().is_ok() {
        // «Passive» waits for nobody and nobody waits for it.
        let moved = conn.query_row("pragma wal_checkpoint(passive)", [], |_| Ok(()));
        if let Err(error) = moved {
            tracing::warn!(cause = %error, "the log was not moved into the database; a commit will");
        }
    }
}
