//! A connection: runs one query text on whichever engine is open.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::TryStreamExt as _;
use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, PgConnection, Postgres, SqlSafeStr, Transaction};

use super::row::Row;
use super::sqlite::{self, Change, Reader};
use crate::Fault;

/// A value for `$1`, `$2` … The schema has text and whole numbers, nothing else.
#[derive(Clone, Copy, Debug)]
pub enum Param<'a> {
    /// Text, or null.
    Text(Option<&'a str>),
    /// A whole number, or null.
    Int(Option<i32>),
    /// A count for `limit` and `offset`.
    Count(i64),
}

macro_rules! params {
    ($($from:ty => |$value:ident| $to:expr;)+) => {$(
        impl<'a> From<$from> for Param<'a> {
            fn from($value: $from) -> Param<'a> {
                $to
            }
        }
    )+};
}

params! {
    &'a str => |text| Param::Text(Some(text));
    &'a String => |text| Param::Text(Some(text));
    Option<&'a str> => |text| Param::Text(text);
    Option<&'a String> => |text| Param::Text(text.map(String::as_str));
    &'a Option<String> => |text| Param::Text(text.as_deref());
    i32 => |number| Param::Int(Some(number));
    Option<i32> => |number| Param::Int(number);
    i64 => |count| Param::Count(count);
}

/// Values for a query, in order: `bind![unit.as_str(), year, note]`.
#[macro_export]
macro_rules! bind {
    ($($value:expr),* $(,)?) => {
        [$($crate::database::Param::from($value)),*].as_slice()
    };
}

/// An open connection, in a transaction or only reading.
pub struct Conn {
    link: Link,
    statements: Arc<AtomicU64>,
}

pub(super) enum Link {
    Sqlite(Reader),
    SqliteTx(Change),
    Postgres(PoolConnection<Postgres>),
    PostgresTx(Transaction<'static, Postgres>),
}

enum Engine<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres(&'c mut PgConnection),
}

type Query = sqlx::query::Query<'static, Postgres, sqlx::postgres::PgArguments>;

fn bound(sql: &'static str, params: &[Param<'_>]) -> Query {
    params
        .iter()
        .fold(sqlx::query(sql), |query, param| match *param {
            Param::Text(text) => query.bind(text.map(ToOwned::to_owned)),
            Param::Int(number) => query.bind(number),
            Param::Count(count) => query.bind(count),
        })
}

impl Conn {
    pub(super) fn new(link: Link, statements: Arc<AtomicU64>) -> Conn {
        Conn { link, statements }
    }

    fn engine(&mut self) -> Engine<'_> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        match &mut self.link {
            Link::Sqlite(reader) => Engine::Sqlite(reader.conn()),
            Link::SqliteTx(change) => Engine::Sqlite(change.conn()),
            Link::Postgres(conn) => Engine::Postgres(conn),
            Link::PostgresTx(tx) => Engine::Postgres(tx),
        }
    }

    /// All rows, each read by `read`.
    pub async fn all<T>(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let mut all = Vec::new();
        match self.engine() {
            Engine::Sqlite(conn) => sqlite::each(conn, sql, params, |row| {
                all.push(read(row)?);
                Ok(true)
            })?,
            Engine::Postgres(conn) => {
                // Row by row: a row of the driver is many times as large as what is read from it.
                let mut rows = bound(sql, params).fetch(conn);
                while let Some(row) = rows.try_next().await? {
                    all.push(read(&Row::from(&row))?);
                }
            }
        }
        Ok(all)
    }

    /// The one row that there may be.
    pub async fn find<T>(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        read: impl Fn(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        match self.engine() {
            Engine::Sqlite(conn) => {
                let mut found = None;
                sqlite::each(conn, sql, params, |row| {
                    found = Some(read(row)?);
                    Ok(false)
                })?;
                Ok(found)
            }
            Engine::Postgres(conn) => {
                let row = bound(sql, params).fetch_optional(conn).await?;
                row.as_ref().map(|row| read(&Row::from(row))).transpose()
            }
        }
    }

    /// The one row that there must be (a count, an aggregate, a row just referred to).
    pub async fn one<T>(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        read: impl Fn(&Row<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let found = self.find(sql, params, read).await?;
        found.ok_or_else(|| Fault::new("database: no row where there must be one"))
    }

    /// Runs a statement; the number of rows it changed.
    pub async fn run(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<u64, Fault> {
        match self.engine() {
            Engine::Sqlite(conn) => Ok(sqlite::run(conn, sql, params)?),
            Engine::Postgres(conn) => Ok(bound(sql, params).execute(conn).await?.rows_affected()),
        }
    }

    /// Runs a statement that may break one uniqueness; whether it was kept.
    ///
    /// On PostgreSQL a broken statement ends its transaction, so this is a savepoint of its own.
    pub async fn run_unique(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
    ) -> Result<bool, Fault> {
        self.run("savepoint unique_try", &[]).await?;
        let kept = match self.engine() {
            Engine::Sqlite(conn) => {
                kept(sqlite::run(conn, sql, params), sqlite::is_unique_violation)?
            }
            Engine::Postgres(conn) => {
                let done = bound(sql, params).execute(conn).await;
                kept(done, is_unique_violation)?
            }
        };
        if !kept {
            self.run("rollback to savepoint unique_try", &[]).await?;
        }
        self.run("release savepoint unique_try", &[]).await?;
        Ok(kept)
    }

    /// Runs a file of statements: migrations only.
    pub(super) async fn script(&mut self, sql: &str) -> Result<(), Fault> {
        match self.engine() {
            Engine::Sqlite(conn) => sqlite::script(conn, sql),
            Engine::Postgres(conn) => {
                let sql = AssertSqlSafe(sql.to_owned()).into_sql_str();
                sqlx::raw_sql(sql).execute(conn).await?;
                Ok(())
            }
        }
    }

    pub(super) fn is_sqlite(&self) -> bool {
        matches!(self.link, Link::Sqlite(_) | Link::SqliteTx(_))
    }

    pub(super) async fn commit(self) -> Result<(), Fault> {
        match self.link {
            Link::SqliteTx(change) => change.commit().await?,
            Link::PostgresTx(tx) => tx.commit().await?,
            Link::Sqlite(_) | Link::Postgres(_) => {
                return Err(Fault::new("commit outside a transaction"));
            }
        }
        Ok(())
    }

    /// Asks the engine to compile a statement, for the test that all of them compile.
    #[cfg(any(test, feature = "testing"))]
    pub async fn prepare(&mut self, sql: &'static str) -> Result<(), Fault> {
        use sqlx::Executor as _;
        match self.engine() {
            Engine::Sqlite(conn) => conn.prepare(sql).map(|_| ())?,
            Engine::Postgres(conn) => conn.prepare(sql.into_sql_str()).await.map(|_| ())?,
        }
        Ok(())
    }
}

/// Whether a statement was kept; an error of another kind than the named one stays one.
fn kept<T, E: Into<Fault>>(done: Result<T, E>, broken: fn(&E) -> bool) -> Result<bool, Fault> {
    match done {
        Ok(_) => Ok(true),
        Err(error) if broken(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn is_unique_violation(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}
