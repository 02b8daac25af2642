//! Stretches of the calendar as texts name them: a day, a month, a quarter, «6 tháng đầu năm».
//!
//! A text often leaves the year out and means the plan's, so a span keeps its year apart from its
//! days and months and is given one at the end.

use jiff::civil::{Date, ISOWeekDate, Weekday};

/// How exactly a span is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Months,
    Year,
}

/// A month and a day of it; day -1 is the month's last.
pub(super) type MonthDay = (i8, i8);

/// A stretch within a year, or of whole years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) unit: Unit,
    pub(super) first: MonthDay,
    pub(super) last: MonthDay,
    /// The year of the first day, where stated.
    pub(super) year: Option<i16>,
    /// The year of the last day, where it is another.
    pub(super) last_year: Option<i16>,
    /// ISO week of the year, instead of months and days.
    pub(super) week: Option<i8>,
    /// «cuối quý II»: the end is stated, the beginning is not.
    pub(super) end_only: bool,
    /// The text is vague («đầu năm»); these dates are ours.
    pub(super) vague: bool,
}

impl Span {
    pub(super) fn new(unit: Unit, first: MonthDay, last: MonthDay) -> Span {
        Span {
            unit,
            first,
            last,
            year: None,
            last_year: None,
            week: None,
            end_only: false,
            vague: false,
        }
    }

    pub(super) fn day(month: i8, day: i8) -> Span {
        Span::new(Unit::Day, (month, day), (month, day))
    }

    pub(super) fn month(month: i8) -> Span {
        Span::new(Unit::Month, (month, 1), (month, -1))
    }

    pub(super) fn quarter(quarter: i8) -> Span {
        Span::new(Unit::Quarter, (quarter * 3 - 2, 1), (quarter * 3, -1))
    }

    pub(super) fn months(first: i8, last: i8) -> Span {
        Span::new(Unit::Months, (first, 1), (last, -1))
    }

    /// A whole year: the plan's when none is stated.
    pub(super) fn whole_year(year: Option<i16>) -> Span {
        Span {
            year,
            ..Span::new(Unit::Year, (1, 1), (12, -1))
        }
    }

    pub(super) fn in_year(self, year: Option<i16>) -> Span {
        Span {
            year: self.year.or(year),
            ..self
        }
    }

    /// First and last day; `None` when the calendar lacks one of them.
    pub(super) fn resolve(self, year: i16) -> Option<(Date, Date)> {
        let first_year = self.year.unwrap_or(year);
        let last_year = self.last_year.unwrap_or(first_year);
        if let Some(week) = self.week {
            let monday = ISOWeekDate::new(first_year, week, Weekday::Monday)
                .ok()?
                .date();
            return Some((monday, monday.checked_add(jiff::Span::new().days(6)).ok()?));
        }
        Some((date(first_year, self.first)?, date(last_year, self.last)?))
    }
}

/// The date, the month's last day for day -1.
pub(super) fn date(year: i16, (month, day): MonthDay) -> Option<Date> {
    if day == -1 {
        return Date::new(year, month, 1).ok().map(Date::last_of_month);
    }
    Date::new(year, month, day).ok()
}

/// The date, or the month's last day when the month is shorter.
pub(super) fn clamped(year: i16, (month, day): MonthDay) -> Option<Date> {
    let first = Date::new(year, month, 1).ok()?;
    let day = if day == -1 {
        first.days_in_month()
    } else {
        day.min(first.days_in_month())
    };
    Date::new(year, month, day).ok()
}

/// The due dates of a weekly duty: that day of each ISO week that lies wholly inside the year, 51
/// or 52 of them. A week that begins in one year and ends in the next belongs to neither, so also
/// years of 53 ISO weeks (2020, 2026) have 51.
pub(super) fn whole_weeks(year: i16, due: Weekday) -> Vec<Date> {
    let (Ok(first), Ok(last)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else {
        return Vec::new();
    };
    let to_monday = (7 - i64::from(first.weekday().to_monday_zero_offset())) % 7;
    let mut dates = Vec::with_capacity(52);
    let mut monday = first.checked_add(jiff::Span::new().days(to_monday));
    while let Ok(start) = monday {
        let Ok(sunday) = start.checked_add(jiff::Span::new().days(6)) else {
            break;
        };
        if sunday > last {
            break;
        }
        let offset = i64::from(due.to_monday_zero_offset());
        dates.extend(start.checked_add(jiff::Span::new().days(offset)));
        monday = start.checked_add(jiff::Span::new().days(7));
    }
    dates
}
