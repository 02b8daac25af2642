//! Clocks that wait for an event: «15 ngày kể từ ngày ban hành», «khi có yêu cầu».
//!
//! Days are counted as the Civil Code of 2015 counts them: the day of the event is not counted
//! (article 147); a term that ends on a day off ends on the next working day (article 148), where
//! the caller asks for that.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::{Label, Occurrence};
use crate::deadline::Deadline;

/// Which days are worked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Holidays, besides Saturdays and Sundays.
    pub holidays: BTreeSet<Date>,
    /// Days of a weekend that are worked in exchange for a holiday.
    pub worked: BTreeSet<Date>,
    /// What becomes of a last day that is not worked.
    pub last_day: LastDay,
}

/// What becomes of a last day that is not worked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LastDay {
    /// It stands.
    #[default]
    AsCounted,
    /// The next working day takes its place: Civil Code 2015, article 148, clause 5.
    NextWorkingDay,
}

/// Days in a row that are looked through for a working one.
const SEARCH_MAX: usize = 366;
/// The longest term in working days that is counted: some forty years.
const WORKING_DAYS_MAX: u32 = 10_000;

impl Calendar {
    /// Whether offices work on this day.
    pub fn is_worked(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.worked.contains(&day) || !(weekend || self.holidays.contains(&day))
    }

    /// `count` working days after `from`, or before it when below zero; `from` is not counted.
    pub fn working_days(&self, from: Date, count: i32) -> Option<Date> {
        if count.unsigned_abs() > WORKING_DAYS_MAX {
            return None;
        }
        let mut day = from;
        for _ in 0..count.unsigned_abs() {
            day = self.next(day, count.signum())?;
        }
        Some(day)
    }

    /// The nearest working day after (1) or before (-1) this one.
    fn next(&self, from: Date, step: i32) -> Option<Date> {
        let mut day = from;
        for _ in 0..SEARCH_MAX {
            day = day.checked_add(step.days()).ok()?;
            if self.is_worked(day) {
                return Some(day);
            }
        }
        None
    }

    fn settled(&self, day: Date) -> Option<Date> {
        match self.last_day {
            LastDay::NextWorkingDay if !self.is_worked(day) => self.next(day, 1),
            _ => Some(day),
        }
    }
}

/// What an event on this day asks for. `None` when the deadline waits for no event, or when each of
/// its periods has its own (a recurring duty); no due date where the text sets none, where its
/// last day had passed before the event, or where the term is not to be counted.
///
/// ```
/// use domain::deadline::Deadline;
/// use domain::work::{Calendar, started_by};
/// use jiff::civil::date;
/// let deadline = Deadline::Relative {
///     offset: "P5D".into(), working_days: true, event: "the letter came".into(),
/// };
/// // From a Thursday: Friday, then Monday to Thursday.
/// let clock = started_by(date(2024, 5, 9), &deadline, &Calendar::default()).unwrap();
/// assert_eq!(clock.due, Some(date(2024, 5, 16)));
/// ```
pub fn started_by(event_on: Date, deadline: &Deadline, calendar: &Calendar) -> Option<Occurrence> {
    let (start, due) = match deadline {
        Deadline::OnEvent { .. } => (event_on, None),
        Deadline::Relative {
            offset,
            working_days,
            ..
        } => {
            let due = Offset::parse(offset).and_then(|offset| {
                if *working_days {
                    calendar.working_days(event_on, offset.working_days()?)
                } else {
                    calendar.settled(event_on.checked_add(offset.span()?).ok()?)
                }
            });
            // «Trước ngày họp 05 ngày»: the work comes before its event.
            (due.map_or(event_on, |due| due.min(event_on)), due)
        }
        Deadline::ByDate {
            last_day,
            event: Some(_),
        } => (event_on, Some(*last_day).filter(|due| event_on <= *due)),
        Deadline::Window {
            start,
            end,
            event: Some(_),
        } => (
            start.map_or(event_on, |start| start.max(event_on)),
            end.filter(|due| event_on <= *due),
        ),
        _ => return None,
    };
    Some(Occurrence {
        start: Some(start),
        due,
        needed: 1,
        label: Label::Event { on: event_on },
    })
}

/// An ISO 8601 duration: `P15D`, `-P10D`, `P2M`, `PT24H`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Offset {
    below_zero: bool,
    years: u32,
    months: u32,
    weeks: u32,
    days: u32,
}

impl Offset {
    fn parse(text: &str) -> Option<Offset> {
        let (below_zero, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut offset = Offset {
            below_zero,
            ..Offset::default()
        };
        let mut rest = rest.strip_prefix('P').filter(|rest| !rest.is_empty())?;
        let mut of_the_day = false;
        while !rest.is_empty() {
            if let Some(hours) = rest.strip_prefix('T').filter(|_| !of_the_day) {
                (rest, of_the_day) = (hours, true);
            }
            let end = rest.find(|c: char| !c.is_ascii_digit())?;
            let count: u32 = rest[..end].parse().ok()?;
            let letter = rest[end..].chars().next()?;
            rest = &rest[end + letter.len_utf8()..];
            let field = match (of_the_day, letter) {
                (false, 'Y') => &mut offset.years,
                (false, 'M') => &mut offset.months,
                (false, 'W') => &mut offset.weeks,
                (false, 'D') => &mut offset.days,
                (true, 'H') => {
                    // Dates have no hours: a part of a day ends with that day.
                    offset.days = offset.days.checked_add(count.div_ceil(24))?;
                    continue;
                }
                _ => return None,
            };
            *field = field.checked_add(count)?;
        }
        Some(offset)
    }

    fn span(self) -> Option<Span> {
        let span = Span::new()
            .try_years(self.years)
            .and_then(|span| span.try_months(self.months))
            .and_then(|span| span.try_weeks(self.weeks))
            .and_then(|span| span.try_days(self.days))
            .ok()?;
        Some(if self.below_zero { -span } else { span })
    }

    /// A week has five working days; months and years have no fixed number.
    fn working_days(self) -> Option<i32> {
        if self.years > 0 || self.months > 0 {
            return None;
        }
        let days = self.weeks.checked_mul(5)?.checked_add(self.days)?;
        let days = i32::try_from(days).ok()?;
        Some(if self.below_zero { -days } else { days })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn relative(offset: &str, working_days: bool) -> Deadline {
        Deadline::Relative {
            offset: offset.to_owned(),
            working_days,
            event: "the letter came".to_owned(),
        }
    }

    #[track_caller]
    fn check(offset: &str, from: Date, expected: Option<Date>) {
        let clock = started_by(from, &relative(offset, false), &Calendar::default()).unwrap();
        assert_eq!(clock.due, expected, "{offset} from {from}");
    }

    #[track_caller]
    fn check_working(offset: &str, from: Date, expected: Option<Date>) {
        // Reunification and Labour Day 2024; Saturday 4 May was worked for Monday 29 April.
        let calendar = Calendar {
            holidays: [date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1)].into(),
            worked: [date(2024, 5, 4)].into(),
            last_day: LastDay::AsCounted,
        };
        let clock = started_by(from, &relative(offset, true), &calendar).unwrap();
        assert_eq!(clock.due, expected, "{offset} from {from}");
    }

    #[test]
    fn the_day_of_the_event_is_not_counted() {
        check("P15D", date(2024, 3, 1), Some(date(2024, 3, 16)));
        check("P15D", date(2024, 2, 20), Some(date(2024, 3, 6)));
        check("P2W", date(2024, 3, 1), Some(date(2024, 3, 15)));
        check("PT24H", date(2024, 3, 1), Some(date(2024, 3, 2)));
        check("P1DT36H", date(2024, 3, 1), Some(date(2024, 3, 4)));
        check("-P10D", date(2024, 3, 1), Some(date(2024, 2, 20)));
    }

    #[test]
    fn a_month_from_the_31st_ends_with_the_shorter_month() {
        check("P1M", date(2024, 1, 31), Some(date(2024, 2, 29)));
        check("P1Y", date(2024, 2, 29), Some(date(2025, 2, 28)));
        check("P1Y2M", date(2024, 2, 29), Some(date(2025, 4, 29)));
    }

    #[test]
    fn what_cannot_be_counted_has_no_due_date() {
        for offset in [
            "",
            "P",
            "15D",
            "P15",
            "PD",
            "P1X",
            "P1H",
            "PT1D",
            "PT",
            "P99999999999D",
        ] {
            check(offset, date(2024, 1, 1), None);
        }
        check("P999999D", Date::MAX, None);
        check_working("P1M", date(2024, 1, 1), None);
        check_working("P999999D", date(2024, 1, 1), None);
    }

    #[test]
    fn working_days_pass_over_weekends_and_holidays_and_count_days_worked_instead() {
        check_working("P1D", date(2024, 4, 26), Some(date(2024, 5, 2)));
        check_working("P3D", date(2024, 4, 26), Some(date(2024, 5, 4)));
        check_working("P4D", date(2024, 4, 26), Some(date(2024, 5, 6)));
        check_working("P1W", date(2024, 5, 6), Some(date(2024, 5, 13)));
        check_working("-P2D", date(2024, 5, 3), Some(date(2024, 4, 26)));
        check_working("P0D", date(2024, 5, 3), Some(date(2024, 5, 3)));
    }

    #[test]
    fn a_last_day_off_moves_only_where_that_is_asked_for() {
        let calendar = Calendar {
            last_day: LastDay::NextWorkingDay,
            ..Calendar::default()
        };
        let clock = started_by(date(2024, 3, 1), &relative("P15D", false), &calendar).unwrap();
        assert_eq!(clock.due, Some(date(2024, 3, 18))); // the 16th is a Saturday
        check("P15D", date(2024, 3, 1), Some(date(2024, 3, 16)));
    }

    #[test]
    fn a_calendar_without_working_days_gives_no_date() {
        let mut holidays = BTreeSet::new();
        let mut day = date(2024, 1, 1);
        while day < date(2026, 1, 1) {
            holidays.insert(day);
            day = day.tomorrow().unwrap();
        }
        let calendar = Calendar {
            holidays,
            ..Calendar::default()
        };
        assert_eq!(calendar.working_days(date(2024, 1, 1), 1), None);
    }

    #[test]
    fn an_event_starts_what_waited_for_it_and_nothing_else() {
        let calendar = Calendar::default();
        let on = date(2024, 2, 10);
        let asked = Deadline::OnEvent {
            event: "asked for".to_owned(),
        };
        let clock = started_by(on, &asked, &calendar).unwrap();
        assert_eq!((clock.start, clock.due), (Some(on), None));

        let window = |event: Option<&str>| Deadline::Window {
            start: Some(date(2024, 1, 1)),
            end: Some(date(2024, 3, 31)),
            event: event.map(str::to_owned),
        };
        let clock = started_by(on, &window(Some("told to")), &calendar).unwrap();
        assert_eq!(
            (clock.start, clock.due),
            (Some(on), Some(date(2024, 3, 31)))
        );
        let after = started_by(date(2024, 4, 2), &window(Some("told to")), &calendar);
        assert_eq!(after.unwrap().due, None);
        assert_eq!(started_by(on, &window(None), &calendar), None);
        assert_eq!(started_by(on, &Deadline::Continuous, &calendar), None);
    }
}
