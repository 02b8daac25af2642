//! A row, read by column name. A column that does not hold what is asked is a fault: the schema is
//! ours.

use std::cell::Cell;

use sqlx::Row as _;
use sqlx::postgres::PgRow;

use crate::Fault;

/// A row of either engine.
pub struct Row<'r>(Either<'r>);

enum Either<'r> {
    /// With where the next column is likely to be.
    Sqlite(&'r rusqlite::Row<'r>, Cell<usize>),
    Postgres(&'r PgRow),
}

impl<'r> From<&'r rusqlite::Row<'r>> for Row<'r> {
    fn from(row: &'r rusqlite::Row<'r>) -> Row<'r> {
        Row(Either::Sqlite(row, Cell::new(0)))
    }
}

impl<'r> From<&'r PgRow> for Row<'r> {
    fn from(row: &'r PgRow) -> Row<'r> {
        Row(Either::Postgres(row))
    }
}

macro_rules! column {
    ($row:expr, $name:expr) => {
        match &$row.0 {
            Either::Sqlite(row, next) => place(row, next, $name)
                .and_then(|at| row.get(at))
                .map_err(|error| fault($name, &error)),
            Either::Postgres(row) => row.try_get($name).map_err(|error| fault($name, &error)),
        }
    };
}

/// Where a column is. Rows are mostly read in the order of their columns, so the search begins
/// where the last one ended: a name is compared once, not half as often as there are columns.
fn place(
    row: &rusqlite::Row<'_>,
    next: &Cell<usize>,
    column: &str,
) -> Result<usize, rusqlite::Error> {
    let statement = row.as_ref();
    let count = statement.column_count();
    for step in 0..count {
        let at = (next.get() + step) % count;
        if statement.column_name(at)? == column {
            next.set(at + 1);
            return Ok(at);
        }
    }
    Err(rusqlite::Error::InvalidColumnName(column.to_owned()))
}

impl Row<'_> {
    /// Text that is there.
    pub fn text(&self, column: &str) -> Result<String, Fault> {
        column!(self, column)
    }

    /// The same, lent for as long as the row stands.
    pub fn str(&self, column: &str) -> Result<&str, Fault> {
        match &self.0 {
            Either::Sqlite(row, next) => {
                let value = place(row, next, column).and_then(|at| row.get_ref(at));
                let value = value.map_err(|error| fault(column, &error))?;
                value.as_str().map_err(|error| fault(column, &error))
            }
            Either::Postgres(row) => row.try_get(column).map_err(|error| fault(column, &error)),
        }
    }

    /// Text that may be null.
    pub fn text_or_null(&self, column: &str) -> Result<Option<String>, Fault> {
        column!(self, column)
    }

    /// A whole number that is there.
    pub fn int(&self, column: &str) -> Result<i32, Fault> {
        column!(self, column)
    }

    /// A whole number that may be null.
    pub fn int_or_null(&self, column: &str) -> Result<Option<i32>, Fault> {
        column!(self, column)
    }

    /// What `count(*)` and `sum(…)` give.
    pub fn count(&self, column: &str) -> Result<i64, Fault> {
        column!(self, column)
    }

    /// A flag stored as 0 or 1.
    pub fn flag(&self, column: &str) -> Result<bool, Fault> {
        Ok(self.int(column)? != 0)
    }

    /// A date that is there.
    pub fn date(&self, column: &str) -> Result<jiff::civil::Date, Fault> {
        date(column, &self.text(column)?)
    }

    /// A date that may be null.
    pub fn date_or_null(&self, column: &str) -> Result<Option<jiff::civil::Date>, Fault> {
        self.text_or_null(column)?
            .map(|text| date(column, &text))
            .transpose()
    }

    /// An exact number that may be null.
    pub fn exact_or_null(&self, column: &str) -> Result<Option<scoring::Exact>, Fault> {
        self.text_or_null(column)?
            .map(|text| {
                text.parse()
                    .map_err(|_| Fault::inconsistent("column", column, "no exact number"))
            })
            .transpose()
    }
}

fn fault(column: &str, error: &dyn std::error::Error) -> Fault {
    Fault::new(format!("column {column}: {error}"))
}

fn date(column: &str, text: &str) -> Result<jiff::civil::Date, Fault> {
    text.parse()
        .map_err(|_| Fault::inconsistent("column", column, "no date"))
}
