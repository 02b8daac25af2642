//! A deadline spread over a year: one occurrence for each time that the duty must be met.
//!
//! «Ít nhất 1 cuộc/quý» is four, «hằng tuần» one for each whole ISO week, a date or a window one,
//! «thường xuyên» one that never falls due, and what waits for an event none until that event is
//! recorded ([`super::started_by`]). Due dates agree with [`DeadlineReading::due`].

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::deadline::{Deadline, DeadlineReading, DueWithin, Every};

/// One time that a duty must be met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// First day of its period, where one is stated.
    pub start: Option<Date>,
    /// Last day on which it is still met; `None` when nothing says by when.
    pub due: Option<Date>,
    /// How often it must happen; 0 for what is counted but owed at no time.
    pub needed: u32,
    /// Which one it is, as data for words.
    pub label: Label,
}

/// Which occurrence it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// The only one: a stated date or window.
    Once,
    /// A period of a recurring duty: week 10, month 3 to 4, quarter 2, half 1, or a year.
    Period {
        /// What is counted.
        every: Every,
        /// The year of the period, which is the year before for a duty met in January.
        year: i16,
        /// The first, from 1.
        first: i8,
        /// The last; the first again unless several are taken together («2 tháng/lần»).
        last: i8,
    },
    /// Started by an event on this day.
    Event {
        /// The day.
        on: Date,
    },
    /// Recurring, but the text does not say how often or in which year.
    Unstated,
    /// Never falls due.
    Ongoing,
}

impl Occurrence {
    /// Whether this is one of several periods, each of which counts its own.
    pub fn is_period(&self) -> bool {
        matches!(self.label, Label::Period { .. })
    }

    /// The last day that still belongs to it: of its period or, where that is later, of its term.
    pub fn through(&self) -> Option<Date> {
        let end = match self.label {
            Label::Period {
                every, year, last, ..
            } => period_end(every, year, last),
            _ => None,
        };
        end.max(self.due)
    }
}

/// Every time that the duty must be met in the plan's `year`, in the order of due dates. A date
/// that a person set (`effective`, for a deadline that lies before its plan) takes the place of the
/// first term's own; the periods of a recurring term keep theirs.
///
/// ```
/// use domain::deadline::{Deadline, DeadlineReading, DueWithin, Every};
/// use domain::work::occurrences;
/// let quarterly = Deadline::Recurring {
///     every: Some(Every::Quarter), interval: 1, min_count: Some(2), due: DueWithin::LastDay, event: None,
/// };
/// let reading = DeadlineReading { deadline: quarterly, also: vec![], due: vec![], findings: vec![] };
/// let all = occurrences(&reading, 2024, None);
/// assert_eq!(all.len(), 4);
/// assert_eq!(all[1].due, Some(jiff::civil::date(2024, 6, 30)));
/// assert_eq!(all[1].needed, 2);
/// ```
pub fn occurrences(
    reading: &DeadlineReading,
    year: i16,
    effective: Option<Date>,
) -> Vec<Occurrence> {
    let mut all = of_term(&reading.deadline, &reading.due, year);
    if let Some(due) = effective.filter(|_| !all.iter().any(Occurrence::is_period)) {
        let start = all.first().and_then(|own| own.start);
        all = vec![once(start.filter(|start| *start <= due), Some(due))];
    }
    for term in &reading.also {
        all.extend(of_term(term, &reading.due, year));
    }
    all.sort_by_key(|one| (one.due.is_none(), one.due, one.start));
    all
}

fn once(start: Option<Date>, due: Option<Date>) -> Occurrence {
    Occurrence {
        start,
        due,
        needed: 1,
        label: Label::Once,
    }
}

fn of_term(deadline: &Deadline, read: &[Date], year: i16) -> Vec<Occurrence> {
    match deadline {
        Deadline::ByDate { last_day, .. } => vec![once(None, Some(*last_day))],
        Deadline::Window { start, end, .. } => vec![once(*start, *end)],
        Deadline::Recurring {
            every,
            interval,
            min_count,
            due,
            ..
        } => {
            let needed = min_count.unwrap_or(1);
            let known = every.filter(|every| *every != Every::Year || *interval <= 1);
            match known {
                Some(every) => stated_year(read, year, |year| {
                    periods(every, (*interval).max(1), *due, year)
                })
                .into_iter()
                .map(|period| Occurrence { needed, ..period })
                .collect(),
                None => vec![Occurrence {
                    needed,
                    label: Label::Unstated,
                    ..once(None, None)
                }],
            }
        }
        Deadline::Continuous => vec![ongoing(None)],
        Deadline::FromDate { start } => vec![ongoing(Some(*start))],
        Deadline::OnEvent { .. }
        | Deadline::Relative { .. }
        | Deadline::Done
        | Deadline::Invalid
        | Deadline::None => Vec::new(),
    }
}

/// The periods of the plan's year; of another («hằng quý năm 2023») where the dates that were read
/// say so.
fn stated_year(
    read: &[Date],
    year: i16,
    periods: impl Fn(i16) -> Vec<Occurrence>,
) -> Vec<Occurrence> {
    let own = periods(year);
    let agrees = |all: &[Occurrence]| {
        let mut due = all.iter().filter_map(|one| one.due);
        due.all(|due| read.contains(&due))
    };
    if read.is_empty() || agrees(&own) {
        return own;
    }
    let mut years: Vec<i16> = read.iter().map(|date| date.year()).collect();
    years.dedup();
    let others = years.into_iter().map(periods);
    others
        .filter(|all| !all.is_empty())
        .find(|all| agrees(all))
        .unwrap_or(own)
}

fn ongoing(start: Option<Date>) -> Occurrence {
    Occurrence {
        start,
        due: None,
        needed: 0,
        label: Label::Ongoing,
    }
}

fn periods(every: Every, interval: u8, due: DueWithin, year: i16) -> Vec<Occurrence> {
    let Some(length) = every.months() else {
        return weeks(interval, due, year);
    };
    let step = i32::from(length) * i32::from(interval);
    // Where groups do not fill a year, each year counts anew and none reaches into the next.
    let from = if 12 % step == 0 { year - 1 } else { year };
    let years = from..=year;
    years
        .flat_map(|of| {
            (0..12)
                .step_by(usize::try_from(step).unwrap_or(12))
                .map(move |at| (of, at))
        })
        .filter_map(|(of, at)| of_months(every, (of, at), step, due))
        .filter(|one| one.due.is_some_and(|due| due.year() == year))
        .collect()
}

/// The group of `step` months that begins `at` months into the year, due in its last period.
fn of_months(
    every: Every,
    (year, at): (i16, i32),
    step: i32,
    due: DueWithin,
) -> Option<Occurrence> {
    let length = i32::from(every.months()?);
    let (month, day) = match due {
        DueWithin::DayOfMonth { month, day } => (i32::from(month.max(1)), day),
        DueWithin::LastDay | DueWithin::Weekday(_) => (length, -1),
    };
    let period = |months: i32| i8::try_from(months / length).ok();
    Some(Occurrence {
        start: first_of(year, at),
        due: Some(clamped(
            first_of(year, at + step - length + month - 1)?,
            day,
        )?),
        needed: 1,
        label: Label::Period {
            every,
            year,
            first: period(at)? + 1,
            last: period(at + step)?,
        },
    })
}

/// Groups of whole ISO weeks inside the year, due in their last week.
fn weeks(interval: u8, due: DueWithin, year: i16) -> Vec<Occurrence> {
    let weekday = match due {
        DueWithin::Weekday(day) => day,
        DueWithin::LastDay | DueWithin::DayOfMonth { .. } => Weekday::Sunday,
    };
    let mondays = whole_weeks(year);
    let groups = mondays.chunks_exact(usize::from(interval));
    groups
        .filter_map(|group| {
            let (first, last) = (*group.first()?, *group.last()?);
            let to_due = i64::from(weekday.to_monday_zero_offset());
            Some(Occurrence {
                start: Some(first),
                due: last.checked_add(to_due.days()).ok(),
                needed: 1,
                label: Label::Period {
                    every: Every::Week,
                    year,
                    first: first.iso_week_date().week(),
                    last: last.iso_week_date().week(),
                },
            })
        })
        .collect()
}

/// Mondays of the ISO weeks that lie wholly inside the year.
fn whole_weeks(year: i16) -> Vec<Date> {
    let Some(first) = first_of(year, 0) else {
        return Vec::new();
    };
    let to_monday = (7 - i64::from(first.weekday().to_monday_zero_offset())) % 7;
    let mondays = (0..53i64).map(|week| first.checked_add((to_monday + week * 7).days()));
    mondays
        .map_while(Result::ok)
        .take_while(|monday| {
            let sunday = monday.checked_add(6.days());
            sunday.is_ok_and(|sunday| sunday.year() == year)
        })
        .collect()
}

/// The first of the month that lies so many months after January.
fn first_of(year: i16, months: i32) -> Option<Date> {
    let year = i16::try_from(i32::from(year) + months.div_euclid(12)).ok()?;
    let month = i8::try_from(months.rem_euclid(12) + 1).ok()?;
    Date::new(year, month, 1).ok()
}

/// That day of the month, or its last when it has no such day; -1 is the last.
fn clamped(first: Date, day: i8) -> Option<Date> {
    let days = first.days_in_month();
    let day = if day == -1 { days } else { day.min(days) };
    Date::new(first.year(), first.month(), day).ok()
}

fn period_end(every: Every, year: i16, last: i8) -> Option<Date> {
    match every.months() {
        Some(length) => {
            let next = i32::from(length) * i32::from(last);
            first_of(year, next)?.yesterday().ok()
        }
        None => jiff::civil::ISOWeekDate::new(year, last, Weekday::Sunday)
            .ok()
            .map(jiff::civil::ISOWeekDate::date),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn reading(deadline: Deadline) -> DeadlineReading {
        DeadlineReading {
            deadline,
            also: Vec::new(),
            due: Vec::new(),
            findings: Vec::new(),
        }
    }

    fn recurring(every: Every, interval: u8, due: DueWithin) -> DeadlineReading {
        reading(Deadline::Recurring {
            every: Some(every),
            interval,
            min_count: Some(1),
            due,
            event: None,
        })
    }

    /// `1/2024 2024-01-01..2024-03-31`, one line each.
    #[track_caller]
    fn check(reading: &DeadlineReading, expected: &[&str]) {
        let lines: Vec<String> = occurrences(reading, 2024, None)
            .iter()
            .map(|one| {
                let date = |date: Option<Date>| date.map_or(String::new(), |d| d.to_string());
                let label = match one.label {
                    Label::Period {
                        year, first, last, ..
                    } if first == last => format!("{first}/{year}"),
                    Label::Period {
                        year, first, last, ..
                    } => format!("{first}-{last}/{year}"),
                    other => format!("{other:?}"),
                };
                format!("{label} {}..{}", date(one.start), date(one.due))
            })
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_quarterly_duty_has_four_occurrences() {
        check(
            &recurring(Every::Quarter, 1, DueWithin::LastDay),
            &[
                "1/2024 2024-01-01..2024-03-31",
                "2/2024 2024-04-01..2024-06-30",
                "3/2024 2024-07-01..2024-09-30",
                "4/2024 2024-10-01..2024-12-31",
            ],
        );
    }

    #[test]
    fn a_duty_due_in_the_next_period_belongs_to_the_one_before() {
        let next = DueWithin::DayOfMonth { month: 4, day: 9 };
        check(
            &recurring(Every::Quarter, 1, next),
            &[
                "4/2023 2023-10-01..2024-01-09",
                "1/2024 2024-01-01..2024-04-09",
                "2/2024 2024-04-01..2024-07-09",
                "3/2024 2024-07-01..2024-10-09",
            ],
        );
    }

    #[test]
    fn several_periods_taken_together_are_due_in_the_last() {
        check(
            &recurring(Every::Month, 5, DueWithin::DayOfMonth { month: 1, day: 30 }),
            &[
                "1-5/2024 2024-01-01..2024-05-30",
                "6-10/2024 2024-06-01..2024-10-30",
            ],
        );
        let fortnights = recurring(Every::Week, 2, DueWithin::Weekday(Weekday::Friday));
        let all = occurrences(&fortnights, 2024, None);
        assert_eq!(all.len(), 26);
        assert_eq!(all[0].start, Some(date(2024, 1, 1)));
        assert_eq!(all[0].due, Some(date(2024, 1, 12)));
    }

    #[test]
    fn a_day_that_a_month_lacks_is_its_last() {
        let day_31 = DueWithin::DayOfMonth { month: 1, day: 31 };
        let all = occurrences(&recurring(Every::Month, 1, day_31), 2024, None);
        assert_eq!(all[1].due, Some(date(2024, 2, 29)));
        assert_eq!(all[3].due, Some(date(2024, 4, 30)));
    }

    #[test]
    fn weeks_are_the_whole_ones_of_the_year() {
        for (year, count) in [(2024, 52), (2026, 51), (2020, 51), (2023, 52)] {
            let weekly = recurring(Every::Week, 1, DueWithin::LastDay);
            let all = occurrences(&weekly, year, None);
            assert_eq!(all.len(), count, "{year}");
            for (before, after) in all.iter().zip(&all[1..]) {
                assert_eq!(before.through().unwrap().tomorrow().ok(), after.start);
            }
        }
    }

    #[test]
    fn what_waits_for_an_event_has_none_and_what_goes_on_has_no_due_date() {
        check(
            &reading(Deadline::OnEvent {
                event: "asked".into(),
            }),
            &[],
        );
        check(&reading(Deadline::Done), &[]);
        check(&reading(Deadline::Continuous), &["Ongoing .."]);
        let from = Deadline::FromDate {
            start: date(2023, 1, 1),
        };
        check(&reading(from), &["Ongoing 2023-01-01.."]);
        check(
            &recurring(Every::Year, 2, DueWithin::LastDay),
            &["Unstated .."],
        );
    }

    #[test]
    fn a_date_that_a_person_set_replaces_the_stated_one() {
        let window = reading(Deadline::Window {
            start: Some(date(2024, 1, 1)),
            end: Some(date(2024, 1, 31)),
            event: None,
        });
        let all = occurrences(&window, 2024, Some(date(2024, 4, 30)));
        assert_eq!(all, [once(Some(date(2024, 1, 1)), Some(date(2024, 4, 30)))]);
        let none = occurrences(&reading(Deadline::None), 2024, Some(date(2024, 4, 30)));
        assert_eq!(none, [once(None, Some(date(2024, 4, 30)))]);
        let yearly = recurring(Every::Year, 1, DueWithin::LastDay);
        assert_eq!(
            occurrences(&yearly, 2024, Some(date(2024, 4, 30)))[0].due,
            Some(date(2024, 12, 31))
        );
    }

    #[test]
    fn other_terms_stand_beside_the_first_in_the_order_of_due_dates() {
        let mut both = recurring(Every::Year, 1, DueWithin::DayOfMonth { month: 12, day: 14 });
        both.also = vec![recurring(Every::HalfYear, 1, DueWithin::LastDay).deadline];
        check(
            &both,
            &[
                "1/2024 2024-01-01..2024-06-30",
                "1/2024 2024-01-01..2024-12-14",
                "2/2024 2024-07-01..2024-12-31",
            ],
        );
    }

    #[test]
    fn no_year_and_no_interval_is_too_far() {
        for year in [i16::MIN + 1, -9999, 0, 9999, i16::MAX] {
            for interval in [0, 1, 7, u8::MAX] {
                for every in [Every::Week, Every::Month, Every::HalfYear, Every::Year] {
                    let reading = recurring(every, interval, DueWithin::LastDay);
                    assert!(occurrences(&reading, year, None).len() <= 53);
                }
            }
        }
    }
}
