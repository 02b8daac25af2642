//! SQLite in this process. A statement runs where it is asked for: the file is in memory mostly,
//! so to hand it to another thread and back would cost more than the statement itself. Only waits
//! for the disk are a thread's of their own (`durable`, `checkpoint`).

mod checkpoint;
mod durable;
mod lane;
mod readers;
mod run;

pub(super) use lane::{Change, Lane};
pub(super) use readers::{Reader, Readers};
pub(super) use run::{each, is_unique_violation, run, script};

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::Fault;
use checkpoint::Checkpoints;
use durable::Durable;

/// Connections that read while one writes.
const READERS: usize = 8;
/// Kilobytes of pages that the writer keeps; a reader keeps SQLite's two megabytes.
const WRITER_CACHE: i32 = 16_000;
/// Compiled statements that a connection keeps: about as many as there are.
const STATEMENTS_KEPT: usize = 500;

/// Opens a file, creating it; what was acknowledged survives a crash and a loss of power (`durable`).
pub(super) fn open(file: &Path) -> Result<(Lane, Readers), Fault> {
    let writer = connection(file)?;
    writer.pragma_update(None, "cache_size", -WRITER_CACHE)?;
    // What a savepoint would restore stays in memory; else it is written to a file for nothing.
    writer.pragma_update(None, "temp_store", "memory")?;
    writer.pragma_update(None, "wal_autocheckpoint", checkpoint::LOG_PAGES_MAX)?;
    // The wait for the disk is `durable`'s.
    writer.pragma_update(None, "synchronous", "normal")?;
    let mut readers = Vec::new();
    for _ in 0..READERS {
        let reader = connection(file)?;
        reader.pragma_update(None, "query_only", true)?;
        readers.push(reader);
    }
    let checkpoints = Checkpoints::start(file)?;
    // The first look opens the log, which is created where there is none.
    writer.query_row("select count(*) from sqlite_schema", [], |_| Ok(()))?;
    let durable = Durable::log_of(file)?;
    let lane = Lane::new(writer, checkpoints, durable);
    Ok((lane, Readers::new(readers)))
}

fn connection(file: &Path) -> Result<Connection, Fault> {
    let conn = Connection::open(file)?;
    conn.busy_timeout(Duration::from_secs(10))?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.pragma_update(None, "synchronous", "full")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    // A compiled statement stays compiled; else SQLite looks for another plan at each new value.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    Ok(conn)
}
