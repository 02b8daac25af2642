//! The connections that read, lent one at a time.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Fault;

/// Connections that read.
pub(in crate::database) struct Readers {
    idle: Arc<Mutex<Vec<Connection>>>,
    turns: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn new(connections: Vec<Connection>) -> Readers {
        Readers {
            turns: Arc::new(Semaphore::new(connections.len())),
            idle: Arc::new(Mutex::new(connections)),
        }
    }

    /// Waits for one that is idle.
    pub(in crate::database) async fn take(&self) -> Result<Reader, Fault> {
        let closed = |_| Fault::new("the database is closed");
        let turn = Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(closed)?;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let conn = idle.pop();
        Ok(Reader {
            conn: Some(conn.ok_or_else(|| Fault::new("a turn without a connection"))?),
            home: Arc::clone(&self.idle),
            _turn: turn,
        })
    }
}

/// One of them; goes back when this goes.
pub(in crate::database) struct Reader {
    conn: Option<Connection>,
    home: Arc<Mutex<Vec<Connection>>>,
    _turn: OwnedSemaphorePermit,
}

impl Reader {
    pub(in crate::database) fn conn(&mut self) -> &Connection {
        self.conn.as_ref().expect("here until this goes")
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // Before the turn goes to somebody else, who would look for it.
        if let Some(conn) = self.conn.take() {
            let mut idle = self.home.lock().unwrap_or_else(PoisonError::into_inner);
            idle.push(conn);
        }
    }
}
