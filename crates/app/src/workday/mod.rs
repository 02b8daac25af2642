//! Ngày nghỉ, ngày làm bù: which days are worked.
//!
//! The state's calendar is `domain::work`'s; what stands here is what an administrator entered over
//! it: a bridge of a year that was decided after the program was made, a day off of its own. Terms
//! counted before a day was entered stay as they were: a deadline must not move by itself.

mod list;
mod refusal;
mod set;
pub(crate) mod sql;

use std::ops::RangeInclusive;

use domain::work::{Calendar, LastDay, national};
use jiff::civil::Date;

use crate::database::{Conn, Row};
use crate::{App, Fault, bind};

pub use list::{Line, Said, Year, list};
pub use refusal::Refusal;
pub use set::{NewDay, WHY_MAX, may_set, set};

/// What is said of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Nobody works.
    Off,
    /// Offices work.
    Worked,
}

impl Kind {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Off => "off",
            Kind::Worked => "worked",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Kind> {
        [Kind::Off, Kind::Worked]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// A day that a person entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The day.
    pub day: Date,
    /// What it is.
    pub kind: Kind,
    /// By what decision.
    pub why: String,
    /// Version.
    pub version: i32,
}

fn entered(row: &Row) -> Result<Entered, Fault> {
    let (day, kind) = (row.date("day")?, row.text("kind")?);
    Ok(Entered {
        day,
        kind: Kind::parse(&kind)
            .ok_or_else(|| Fault::inconsistent("work_day", &day.to_string(), "kind"))?,
        why: row.text("why")?,
        version: row.int("version")?,
    })
}

/// Which days are worked in these years, for a term that is counted.
pub(crate) async fn calendar(
    conn: &mut Conn,
    years: RangeInclusive<i16>,
) -> Result<Calendar, Fault> {
    let (first, last) = (
        format!("{:04}-01-01", years.start()),
        format!("{:04}-12-31", years.end()),
    );
    let mut calendar = national(years);
    for one in conn
        .all(sql::BETWEEN, bind![&first, &last], entered)
        .await?
    {
        match one.kind {
            Kind::Off => {
                calendar.worked.remove(&one.day);
                calendar.holidays.insert(one.day);
            }
            Kind::Worked => {
                calendar.worked.insert(one.day);
                calendar.holidays.remove(&one.day);
            }
        }
    }
    Ok(calendar)
}

/// The same around a day from which a term runs, and a last day that is not worked gives way to
/// the next that is (Civil Code 2015, article 148).
pub(crate) async fn terms_from(conn: &mut Conn, day: Date) -> Result<Calendar, Fault> {
    Ok(Calendar {
        last_day: LastDay::NextWorkingDay,
        ..calendar(conn, around(day.year())).await?
    })
}

/// The year, the one before and the one after: terms reach over New Year both ways.
pub(crate) fn around(year: i16) -> RangeInclusive<i16> {
    year.saturating_sub(1)..=year.saturating_add(1)
}

/// Which days are worked around a day, for a page that counts a term before anything is kept.
pub async fn counting_from(app: &App, day: Date) -> Result<Calendar, Fault> {
    let mut conn = app.read().await?;
    terms_from(&mut conn, day).await
}
