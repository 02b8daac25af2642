//! A transaction. It ends with an event or it never happened.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use super::Conn;
use crate::Fault;
use crate::audit::{self, Author, Event};
use crate::figure::{Move, Sums};
use crate::search::{self, SearchEntry};

/// Changes that are kept together, with who makes them and when.
pub struct Tx {
    conn: Conn,
    now: String,
    author: Author,
    events: Vec<Event>,
    found: Vec<SearchEntry>,
    moves: Vec<Move>,
    sums: Arc<Sums>,
}

impl Tx {
    pub(crate) fn new(conn: Conn, (now, author): (String, Author), sums: Arc<Sums>) -> Tx {
        Tx {
            conn,
            now,
            author,
            events: Vec::new(),
            found: Vec::new(),
            moves: Vec::new(),
            sums,
        }
    }

    /// The instant of everything in this transaction.
    pub fn now(&self) -> &str {
        &self.now
    }

    /// Who does it, as stored: the account's id, or the program's name.
    pub fn by(&self) -> &str {
        self.author
            .account
            .as_ref()
            .map_or(self.author.name.as_str(), crate::AccountId::as_str)
    }

    /// Who does it, by name.
    pub fn by_name(&self) -> &str {
        &self.author.name
    }

    /// Says that something more happened, before the last event is committed.
    pub fn record(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Says that something can be found from now on, or no longer.
    pub fn index(&mut self, entry: SearchEntry) {
        self.found.push(entry);
    }

    /// Says which points are others once this is kept, for the sums in memory.
    pub(crate) fn moved(&mut self, moves: impl Iterator<Item = Move>) {
        self.moves.extend(moves);
    }

    /// Keeps everything, with what happened. There is no other way to keep anything.
    pub async fn commit(mut self, event: Event) -> Result<(), Fault> {
        self.events.push(event);
        let seq = audit::append(&mut self.conn, &self.now, &self.author, &self.events).await?;
        search::write(&mut self.conn, &self.found, seq, &self.now).await?;
        self.conn.commit().await?;
        if !self.moves.is_empty() {
            self.sums.follow(self.moves);
        }
        Ok(())
    }

    /// Keeps what is no change for people: a session's last sight, a message read, the index.
    pub(crate) async fn commit_quietly(self) -> Result<(), Fault> {
        debug_assert!(self.events.is_empty(), "events are for `commit`");
        self.conn.commit().await
    }
}

impl Deref for Tx {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}
