//! The days of a year that are not as the week would have them.

use std::collections::BTreeMap;

use domain::work::{Ground, Holiday, days_off, days_worked};
use jiff::civil::Date;

use super::{Entered, Kind, entered, sql};
use crate::{App, Error, bind};

/// Who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// The state's calendar: a day off.
    Off(Holiday, Ground),
    /// The state's calendar: a Saturday worked.
    Worked,
    /// A person, over it.
    Entered(Entered),
}

/// A day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The day.
    pub day: Date,
    /// What is said of it.
    pub said: Said,
}

impl Line {
    /// Whether offices work.
    pub fn kind(&self) -> Kind {
        match &self.said {
            Said::Off(..) => Kind::Off,
            Said::Worked => Kind::Worked,
            Said::Entered(one) => one.kind,
        }
    }
}

/// A year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// Which.
    pub year: i16,
    /// Its days, in order.
    pub lines: Vec<Line>,
}

impl Year {
    /// Whether some of its days are only the likeliest.
    pub fn is_assumed(&self) -> bool {
        let assumed = |line: &Line| matches!(line.said, Said::Off(_, Ground::Assumed));
        self.lines.iter().any(assumed)
    }
}

/// The days of a year, with what was entered.
pub async fn list(app: &App, year: i16) -> Result<Year, Error> {
    let (first, last) = (format!("{year:04}-01-01"), format!("{year:04}-12-31"));
    let mut conn = app.read().await?;
    let own = conn
        .all(sql::BETWEEN, bind![&first, &last], entered)
        .await?;
    let mut days: BTreeMap<Date, Said> = BTreeMap::new();
    for one in days_off(year) {
        days.insert(one.day, Said::Off(one.holiday, one.ground));
    }
    days.extend(days_worked(year).into_iter().map(|day| (day, Said::Worked)));
    days.extend(own.into_iter().map(|one| (one.day, Said::Entered(one))));
    let lines = days.into_iter().map(|(day, said)| Line { day, said });
    Ok(Year {
        year,
        lines: lines.collect(),
    })
}
