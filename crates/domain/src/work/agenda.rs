//! When to look at what: the groups of «Việc của tôi», and the days of a calendar.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Occurrence, Status};

/// A group of «Việc của tôi», in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bucket {
    /// The last day has passed.
    Overdue,
    /// The last day is today.
    Today,
    /// Due within seven days.
    Week,
    /// Due within thirty days.
    Month,
    /// Due after that, or at no stated time.
    Later,
    /// Nothing to do until its event is recorded.
    WaitingEvent,
    /// «Thường xuyên».
    Continuous,
    /// Nothing more is asked of the party.
    Done,
}

/// What keeps the time of a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pace {
    /// A date.
    Dated,
    /// An event that has not been recorded.
    AwaitsEvent,
    /// Nothing: it goes on.
    Continuous,
    /// Nothing more: handed in, done or not applicable.
    Over,
}

impl Status {
    /// Whether the party still has to act.
    pub fn is_open(self) -> bool {
        match self {
            Status::NotStarted | Status::InProgress | Status::WaitingProof | Status::Returned => {
                true
            }
            Status::Submitted | Status::Appraised | Status::Done | Status::NotApplicable => false,
        }
    }
}

impl Bucket {
    /// All, in the order in which they are shown.
    pub const ALL: [Bucket; 8] = [
        Bucket::Overdue,
        Bucket::Today,
        Bucket::Week,
        Bucket::Month,
        Bucket::Later,
        Bucket::WaitingEvent,
        Bucket::Continuous,
        Bucket::Done,
    ];
}

/// The group in which work with this due date is shown today. A due date speaks before the pace:
/// what waits for an event and yet has a date is urgent when that date is near.
///
/// ```
/// use domain::work::{Bucket, Pace, bucket};
/// use jiff::civil::date;
/// let friday = date(2024, 10, 11);
/// assert_eq!(bucket(Some(date(2024, 10, 18)), friday, Pace::Dated), Bucket::Week);
/// assert_eq!(bucket(Some(date(2024, 10, 19)), friday, Pace::Dated), Bucket::Month);
/// ```
pub fn bucket(due: Option<Date>, today: Date, pace: Pace) -> Bucket {
    let Some(due) = due.filter(|_| pace != Pace::Over) else {
        return match pace {
            Pace::Dated => Bucket::Later,
            Pace::AwaitsEvent => Bucket::WaitingEvent,
            Pace::Continuous => Bucket::Continuous,
            Pace::Over => Bucket::Done,
        };
    };
    let within = |days: i64| today.checked_add(days.days()).unwrap_or(Date::MAX);
    if due < today {
        Bucket::Overdue
    } else if due == today {
        Bucket::Today
    } else if due <= within(7) {
        Bucket::Week
    } else if due <= within(30) {
        Bucket::Month
    } else {
        Bucket::Later
    }
}

/// What falls due on each day from `from` to `to`, both included, as indexes of `occurrences`.
/// Days on which nothing falls due are absent.
pub fn days(occurrences: &[Occurrence], from: Date, to: Date) -> BTreeMap<Date, Vec<usize>> {
    let mut days: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for (at, one) in occurrences.iter().enumerate() {
        if let Some(due) = one.due.filter(|due| (from..=to).contains(due)) {
            days.entry(due).or_default().push(at);
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::work::{Label, Standing, standing};

    #[track_caller]
    fn check(due: Date, today: Date, expected: Bucket) {
        assert_eq!(bucket(Some(due), today, Pace::Dated), expected, "{due}");
    }

    #[test]
    fn buckets_end_with_the_day_with_seven_and_with_thirty_days() {
        let wednesday = date(2024, 10, 9);
        check(date(2024, 10, 8), wednesday, Bucket::Overdue);
        check(wednesday, wednesday, Bucket::Today);
        check(date(2024, 10, 16), wednesday, Bucket::Week);
        check(date(2024, 10, 17), wednesday, Bucket::Month);
        check(date(2024, 11, 8), wednesday, Bucket::Month);
        check(date(2024, 11, 9), wednesday, Bucket::Later);
    }

    #[test]
    fn the_last_day_of_the_calendar_is_a_day_too() {
        check(Date::MAX, Date::MAX, Bucket::Today);
        check(Date::MAX, date(9999, 12, 25), Bucket::Week);
    }

    #[test]
    fn without_a_date_the_pace_says_where() {
        let today = date(2024, 10, 9);
        assert_eq!(bucket(None, today, Pace::Dated), Bucket::Later);
        assert_eq!(bucket(None, today, Pace::AwaitsEvent), Bucket::WaitingEvent);
        assert_eq!(bucket(None, today, Pace::Continuous), Bucket::Continuous);
        let past = Some(date(2024, 1, 1));
        assert_eq!(bucket(past, today, Pace::Over), Bucket::Done);
        assert_eq!(bucket(past, today, Pace::AwaitsEvent), Bucket::Overdue);
    }

    #[test]
    fn what_is_open_and_late_is_what_stands_overdue() {
        let (due, today) = (Some(date(2024, 1, 1)), date(2024, 1, 2));
        for status in Status::ALL {
            let overdue = standing(status, due, today) == Standing::Overdue { days: 1 };
            assert_eq!(status.is_open(), overdue, "{status}");
        }
    }

    #[test]
    fn a_calendar_holds_the_days_between_both_ends() {
        let due = |day| Occurrence {
            start: None,
            due: day,
            needed: 1,
            label: Label::Once,
        };
        let all = [
            due(Some(date(2024, 3, 31))),
            due(None),
            due(Some(date(2024, 3, 1))),
            due(Some(date(2024, 4, 1))),
            due(Some(date(2024, 3, 31))),
        ];
        let march = days(&all, date(2024, 3, 1), date(2024, 3, 31));
        assert_eq!(
            march.into_iter().collect::<Vec<_>>(),
            [(date(2024, 3, 1), vec![2]), (date(2024, 3, 31), vec![0, 4])]
        );
    }
}
