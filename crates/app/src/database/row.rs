//! A row, read by column name. A column that does not hold what is asked is a fault: the schema is
//! ours.

use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

use crate::Fault;

/// A row of either engine.
pub struct Row(Either);

enum Either {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl From<SqliteRow> for Row {
    fn from(row: SqliteRow) -> Row {
        Row(Either::Sqlite(row))
    }
}

impl From<PgRow> for Row {
    fn from(row: PgRow) -> Row {
        Row(Either::Postgres(row))
    }
}

macro_rules! column {
    ($row:expr, $name:expr) => {
        match &$row.0 {
            Either::Sqlite(row) => row.try_get($name),
            Either::Postgres(row) => row.try_get($name),
        }
        .map_err(|error| Fault::new(format!("column {}: {error}", $name)))
    };
}

impl Row {
    /// Text that is there.
    pub fn text(&self, column: &str) -> Result<String, Fault> {
        column!(self, column)
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

fn date(column: &str, text: &str) -> Result<jiff::civil::Date, Fault> {
    text.parse()
        .map_err(|_| Fault::inconsistent("column", column, "no date"))
}
