//! When a deadline falls due in one year, and the same as a rule of RFC 5545.

use domain::deadline::{Deadline, DueWithin, Every};
use jiff::civil::{Date, Weekday};

use super::span::{clamped, whole_weeks};

/// Last days on which the duty is still met. Recurring duties give those of `year`; a stated
/// date is given even when it lies outside: the plan says so, and a finding can say that.
pub(super) fn dates(deadline: &Deadline, year: i16) -> Vec<Date> {
    match deadline {
        Deadline::ByDate { last_day, .. } => vec![*last_day],
        Deadline::Window { end, .. } => end.iter().copied().collect(),
        Deadline::Recurring {
            every: Some(every),
            interval,
            due,
            ..
        } => recurring(*every, *interval, *due, year),
        _ => Vec::new(),
    }
}

fn recurring(every: Every, interval: u8, due: DueWithin, year: i16) -> Vec<Date> {
    let interval = usize::from(interval.max(1));
    let Some(length) = every.months() else {
        let day = if let DueWithin::Weekday(day) = due {
            day
        } else {
            Weekday::Sunday
        };
        return whole_weeks(year, day)
            .into_iter()
            .skip(interval - 1)
            .step_by(interval)
            .collect();
    };
    if every == Every::Year && interval > 1 {
        // Which of the years is not said.
        return Vec::new();
    }
    let (months, day) = months(length, interval, due);
    months
        .into_iter()
        .filter_map(|month| clamped(year, (month, day)))
        .collect()
}

/// The months of the year in which a duty falls due, and the day in each; -1 is the last.
fn months(length: i8, interval: usize, due: DueWithin) -> (Vec<i8>, i8) {
    let (month, day) = match due {
        DueWithin::DayOfMonth { month, day } => (month, day),
        DueWithin::LastDay | DueWithin::Weekday(_) => (length, -1),
    };
    let step = usize::try_from(length)
        .unwrap_or(12)
        .saturating_mul(interval);
    // Of «2 tháng/lần», the second of each two months; of a plain period, its own month.
    let shift = step.saturating_sub(usize::try_from(length).unwrap_or(12));
    let first = shift + usize::try_from(month.max(1)).unwrap_or(1);
    let mut months: Vec<i8> = (0..12usize.div_ceil(step))
        .map(|period| (first + period * step - 1) % 12 + 1)
        .filter_map(|month| i8::try_from(month).ok())
        .filter(|_| first <= 12 || step <= 12)
        .collect();
    if interval > 1 && 12 % step != 0 {
        months = (first..=12)
            .step_by(step)
            .filter_map(|month| i8::try_from(month).ok())
            .collect();
    }
    months.sort_unstable();
    months.dedup();
    (months, day)
}

/// The RFC 5545 rule of a recurring deadline: `FREQ=WEEKLY;BYDAY=SU`. Days that a month lacks are
/// written so that the month's last day stands in for them.
pub fn rrule(deadline: &Deadline) -> Option<String> {
    let Deadline::Recurring {
        every: Some(every),
        interval,
        due,
        ..
    } = deadline
    else {
        return None;
    };
    let Some(length) = every.months() else {
        let day = if let DueWithin::Weekday(day) = due {
            *day
        } else {
            Weekday::Sunday
        };
        return Some(format!(
            "FREQ=WEEKLY{};BYDAY={}",
            interval_part(*interval),
            day_name(day)
        ));
    };
    let (months, day) = months(length, usize::from((*interval).max(1)), *due);
    if *every == Every::Year {
        let month = months.first()?;
        let day = if *month == 12 && day == -1 { 31 } else { day };
        let frequency = format!("FREQ=YEARLY{}", interval_part(*interval));
        return Some(format!(
            "{frequency};BYMONTH={month}{}",
            day_part(day, &months)
        ));
    }
    if months.len() == 12 {
        return Some(format!("FREQ=MONTHLY{}", day_part(day, &months)));
    }
    let list: Vec<String> = months.iter().map(ToString::to_string).collect();
    let clamps = day > 28 && months.iter().any(|month| day > shortest(*month));
    // BYSETPOS picks within one interval of FREQ: per month, not per year.
    let frequency = if clamps { "MONTHLY" } else { "YEARLY" };
    Some(format!(
        "FREQ={frequency};BYMONTH={}{}",
        list.join(","),
        day_part(day, &months)
    ))
}

fn interval_part(interval: u8) -> String {
    if interval > 1 {
        format!(";INTERVAL={interval}")
    } else {
        String::new()
    }
}

fn day_part(day: i8, months: &[i8]) -> String {
    if day == -1 || months.iter().all(|month| day <= shortest(*month)) {
        return format!(";BYMONTHDAY={day}");
    }
    let days: Vec<String> = (28..=day).map(|day| day.to_string()).collect();
    format!(";BYMONTHDAY={};BYSETPOS=-1", days.join(","))
}

fn shortest(month: i8) -> i8 {
    match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn day_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}
