//! What status, due date and today make of an assignment: late, in time, or no longer asked for.

use jiff::civil::Date;

use super::Status;

/// Whether time presses. Derived on the day it is shown, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// «Quá hạn»: the last day has passed and the party still has to act.
    Overdue {
        /// Days since the last day; 1 on the day after.
        days: u32,
    },
    /// The last day is still to come, or is today.
    InTime {
        /// Days until the last day; 0 on that day.
        days: u32,
    },
    /// Nothing says by when: «Thường xuyên», «Khi có yêu cầu».
    Undated,
    /// The party has handed it in, or all is done.
    HandedIn,
    /// «Không áp dụng».
    Exempt,
}

/// How an assignment stands. Sent back after its last day it is overdue again: the party must act.
///
/// ```
/// use domain::work::{Standing, Status, standing};
/// use jiff::civil::date;
/// let due = Some(date(2024, 10, 14));
/// let late = standing(Status::InProgress, due, date(2024, 10, 17));
/// assert_eq!(late, Standing::Overdue { days: 3 });
/// ```
pub fn standing(status: Status, due: Option<Date>, today: Date) -> Standing {
    if status == Status::NotApplicable {
        return Standing::Exempt;
    }
    if !status.is_open() {
        return Standing::HandedIn;
    }
    let Some(due) = due else {
        return Standing::Undated;
    };
    match days_late(today, due) {
        0 => Standing::InTime {
            days: days_late(due, today),
        },
        days => Standing::Overdue { days },
    }
}

/// Days by which `on` lies after the last day `due`; 0 in time.
pub fn days_late(on: Date, due: Date) -> u32 {
    u32::try_from((on - due).get_days()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const DUE: Date = date(2024, 10, 14);

    #[track_caller]
    fn check(status: Status, today: Date, expected: Standing) {
        assert_eq!(standing(status, Some(DUE), today), expected, "{status}");
    }

    #[test]
    fn the_last_day_is_in_time_and_the_next_is_overdue() {
        check(
            Status::NotStarted,
            date(2024, 10, 13),
            Standing::InTime { days: 1 },
        );
        check(Status::WaitingProof, DUE, Standing::InTime { days: 0 });
        check(
            Status::InProgress,
            date(2024, 10, 15),
            Standing::Overdue { days: 1 },
        );
        check(
            Status::Returned,
            date(2025, 10, 14),
            Standing::Overdue { days: 365 },
        );
    }

    #[test]
    fn what_is_handed_in_or_does_not_apply_is_never_overdue() {
        let late = date(2030, 1, 1);
        for status in [Status::Submitted, Status::Appraised, Status::Done] {
            check(status, late, Standing::HandedIn);
        }
        check(Status::NotApplicable, late, Standing::Exempt);
    }

    #[test]
    fn without_a_due_date_nothing_is_overdue() {
        for status in Status::ALL {
            let standing = standing(status, None, Date::MAX);
            assert!(!matches!(standing, Standing::Overdue { .. }), "{status}");
        }
    }

    #[test]
    fn the_ends_of_the_calendar_are_counted_too() {
        let all = standing(Status::NotStarted, Some(Date::MIN), Date::MAX);
        assert!(matches!(all, Standing::Overdue { days } if days > 7_000_000));
    }
}
