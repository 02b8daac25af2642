//! Two engines, one query text. Everything above this folder sees [`Conn`], [`Row`] and [`Tx`] and
//! does not know which engine runs.
//!
//! SQLite has one connection that writes (`sqlite::lane`) and several that read; a transaction
//! begins with `BEGIN IMMEDIATE`, so none ends half-way because another one was first. PostgreSQL
//! has one pool.

mod conn;
mod migrate;
mod row;
mod sqlite;
pub(crate) mod statements;
mod tx;

pub use conn::{Conn, Param};
pub use row::Row;
pub use tx::Tx;

use std::path::Path;
use std::str::FromStr as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};

use crate::Fault;
use conn::Link;
use sqlite::{Lane, Readers};

/// Of PostgreSQL, whose default allows 100 in all.
const POSTGRES_CONNECTIONS: u32 = 20;
/// Compiled statements that a connection keeps: more than there are statements.
const STATEMENTS_KEPT: usize = 600;

/// An open database.
pub(crate) struct Database {
    engine: Pools,
    statements: Arc<AtomicU64>,
}

enum Pools {
    Sqlite { writer: Lane, readers: Readers },
    Postgres(PgPool),
}

impl Database {
    /// Opens a file, creating it.
    pub(crate) fn sqlite(file: &Path) -> Result<Database, Fault> {
        let (writer, readers) = sqlite::open(file)?;
        Ok(Database::of(Pools::Sqlite { writer, readers }))
    }

    /// Connects to `postgres://…`.
    pub(crate) async fn postgres(url: &str) -> Result<Database, Fault> {
        // The address can hold a password, so a fault says only that it cannot be read.
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| Fault::new("the address of the database cannot be read"))?
            .statement_cache_capacity(STATEMENTS_KEPT)
            .application_name("chamdiem");
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(Duration::from_secs(15))
            .connect_with(options)
            .await?;
        Ok(Database::of(Pools::Postgres(pool)))
    }

    fn of(engine: Pools) -> Database {
        Database {
            engine,
            statements: Arc::default(),
        }
    }

    /// Brings the schema up to date.
    pub(crate) async fn migrate(&self) -> Result<(), Fault> {
        migrate::run(self).await
    }

    /// A connection in a transaction that writes.
    pub(crate) async fn begin(&self) -> Result<Conn, Fault> {
        let link = match &self.engine {
            Pools::Sqlite { writer, .. } => Link::SqliteTx(writer.begin().await?),
            Pools::Postgres(pool) => {
                let mut transaction = pool.begin().await?;
                // Writers take turns from the start, as on SQLite: what is read to decide is still
                // so when it is written, and no two can wait for each other.
                let turn = "select pg_advisory_xact_lock(7305)";
                sqlx::query(turn).execute(&mut *transaction).await?;
                Link::PostgresTx(transaction)
            }
        };
        Ok(Conn::new(link, self.statements.clone()))
    }

    /// A connection to read from.
    pub(crate) async fn read(&self) -> Result<Conn, Fault> {
        let link = match &self.engine {
            Pools::Sqlite { readers, .. } => Link::Sqlite(readers.take().await?),
            Pools::Postgres(pool) => Link::Postgres(pool.acquire().await?),
        };
        Ok(Conn::new(link, self.statements.clone()))
    }

    pub(crate) fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }
}

/// Every statement of every noun, for the test that both engines compile all of them.
#[cfg(any(test, feature = "testing"))]
pub fn all_statements() -> impl Iterator<Item = (&'static str, &'static str)> {
    statements::NOUNS
        .iter()
        .flat_map(|noun| noun.iter().copied())
}
