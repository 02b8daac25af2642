//! Runs one statement, with its values by number.

use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, ToSql};

use crate::Fault;
use crate::database::{Param, Row};

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Param::Text(Some(text)) => ValueRef::Text(text.as_bytes()),
            Param::Int(Some(number)) => ValueRef::Integer(i64::from(*number)),
            Param::Count(count) => ValueRef::Integer(*count),
            Param::Text(None) | Param::Int(None) => ValueRef::Null,
        }))
    }
}

/// Shows every row to `see`, until that has seen enough (`false`).
pub(in crate::database) fn each(
    conn: &Connection,
    sql: &str,
    params: &[Param<'_>],
    mut see: impl FnMut(&Row<'_>) -> Result<bool, Fault>,
) -> Result<(), Fault> {
    let mut statement = prepared(conn, sql, params)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        if !see(&Row::from(row))? {
            break;
        }
    }
    Ok(())
}

/// Runs a statement that gives no rows; the number of rows it changed.
pub(in crate::database) fn run(
    conn: &Connection,
    sql: &str,
    params: &[Param<'_>],
) -> Result<u64, rusqlite::Error> {
    let changed = prepared(conn, sql, params)?.raw_execute()?;
    Ok(u64::try_from(changed).unwrap_or(u64::MAX))
}

/// Runs several statements without values.
pub(in crate::database) fn script(conn: &Connection, sql: &str) -> Result<(), Fault> {
    Ok(conn.execute_batch(sql)?)
}

/// To SQLite `$3` is a name like any other: its number is found here.
fn prepared<'c>(
    conn: &'c Connection,
    sql: &str,
    params: &[Param<'_>],
) -> Result<CachedStatement<'c>, rusqlite::Error> {
    let mut statement = conn.prepare_cached(sql)?;
    for at in 1..=statement.parameter_count() {
        let number = statement
            .parameter_name(at)
            .and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok());
        let param = number.and_then(|number| params.get(number.checked_sub(1)?));
        let wrong = rusqlite::Error::InvalidParameterCount(params.len(), at);
        statement.raw_bind_parameter(at, param.ok_or(wrong)?)?;
    }
    Ok(statement)
}

/// Whether a statement was refused because what it would write is there already.
pub(in crate::database) fn is_unique_violation(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|error| {
        let code = error.extended_code;
        code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY
    })
}
