//! What was done of what was needed: «2/4 cuộc họp», period by period.
//!
//! A happening counts in the period that holds its day. More than enough in one quarter does not
//! make good for a quarter with none: the plan asks for a count in each. Only what comes after the
//! last period is over counts, late, for that last one.

use jiff::civil::Date;

use super::Occurrence;

/// What was done of one occurrence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How often it happened, late ones among them.
    pub done: u32,
    /// How often it must happen.
    pub needed: u32,
    /// How many of `done` came after the last day.
    pub late: u32,
}

impl Progress {
    /// Whether it happened often enough, late or not.
    pub fn is_met(self) -> bool {
        self.done >= self.needed
    }

    /// How many are still to come.
    pub fn missing(self) -> u32 {
        self.needed.saturating_sub(self.done)
    }
}

/// One progress for each occurrence, in their order. A happening before all periods, or between
/// two, belongs to none and is not counted. The order of happenings does not matter.
///
/// ```
/// use domain::work::{Label, Occurrence, progress};
/// use jiff::civil::date;
/// let once = Occurrence { start: None, due: Some(date(2024, 10, 14)), needed: 2, label: Label::Once };
/// let so_far = progress(&[once], &[date(2024, 10, 20), date(2024, 9, 1)]);
/// assert_eq!((so_far[0].done, so_far[0].late), (2, 1));
/// ```
pub fn progress(occurrences: &[Occurrence], happenings: &[Date]) -> Vec<Progress> {
    let mut all: Vec<Progress> = occurrences
        .iter()
        .map(|one| Progress {
            needed: one.needed,
            ..Progress::default()
        })
        .collect();
    let throughs: Vec<Option<Date>> = occurrences.iter().map(Occurrence::through).collect();
    let last = last_period(occurrences, &throughs);
    let mut days = happenings.to_vec();
    days.sort_unstable();
    for day in days {
        let places = occurrences.iter().zip(&throughs).enumerate();
        let best = places
            .filter_map(|(at, (one, through))| {
                let place = place(one, *through, day, last == Some(at))?;
                Some((all[at].is_met(), place, at))
            })
            .min();
        if let Some((_, _, at)) = best {
            all[at].done = all[at].done.saturating_add(1);
            let late = occurrences[at].due.is_some_and(|due| due < day);
            all[at].late = all[at].late.saturating_add(u32::from(late));
        }
    }
    all
}

/// How well a day suits an occurrence; the first named suits best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// In time.
    Within,
    /// In its period, after its last day.
    LateWithin,
    /// After all.
    After,
    /// A single duty met before its window opens is met.
    Before,
}

fn place(one: &Occurrence, through: Option<Date>, day: Date, is_last: bool) -> Option<Place> {
    let started = one.start.is_none_or(|start| start <= day);
    let in_time = one.due.is_none_or(|due| day <= due);
    match (started, in_time) {
        (true, true) => Some(Place::Within),
        (true, false) if through.is_some_and(|through| day <= through) => Some(Place::LateWithin),
        (true, false) => (is_last || !one.is_period()).then_some(Place::After),
        (false, _) => (!one.is_period()).then_some(Place::Before),
    }
}

/// The period that ends last.
fn last_period(occurrences: &[Occurrence], throughs: &[Option<Date>]) -> Option<usize> {
    (0..occurrences.len())
        .filter(|at| occurrences[*at].is_period())
        .max_by_key(|at| throughs[*at])
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::deadline::{Deadline, DeadlineReading, DueWithin, Every};
    use crate::work::{Label, occurrences};

    fn quarterly(min_count: u32, due: DueWithin) -> Vec<Occurrence> {
        let deadline = Deadline::Recurring {
            every: Some(Every::Quarter),
            interval: 1,
            min_count: Some(min_count),
            due,
            event: None,
        };
        let reading = DeadlineReading {
            deadline,
            also: Vec::new(),
            due: Vec::new(),
            findings: Vec::new(),
        };
        occurrences(&reading, 2024, None)
    }

    /// `done/needed`, with `!late` where some are.
    #[track_caller]
    fn check(occurrences: &[Occurrence], happenings: &[Date], expected: &str) {
        let write = |days: &[Date]| {
            let all = progress(occurrences, days);
            let shown = all.iter().map(|one| {
                let late = if one.late > 0 {
                    format!("!{}", one.late)
                } else {
                    String::new()
                };
                format!("{}/{}{late}", one.done, one.needed)
            });
            shown.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(write(happenings), expected);
        let backwards: Vec<Date> = happenings.iter().rev().copied().collect();
        assert_eq!(write(&backwards), expected, "backwards");
    }

    #[test]
    fn meetings_are_counted_in_their_own_quarter() {
        let quarters = quarterly(1, DueWithin::LastDay);
        check(&quarters, &[], "0/1 0/1 0/1 0/1");
        check(
            &quarters,
            &[date(2024, 2, 5), date(2024, 6, 30), date(2024, 4, 1)],
            "1/1 2/1 0/1 0/1",
        );
    }

    #[test]
    fn a_meeting_after_the_year_is_late_for_the_last_quarter_and_one_before_counts_nowhere() {
        let quarters = quarterly(1, DueWithin::LastDay);
        check(&quarters, &[date(2025, 1, 10)], "0/1 0/1 0/1 1/1!1");
        check(&quarters, &[date(2023, 12, 31)], "0/1 0/1 0/1 0/1");
    }

    #[test]
    fn after_the_last_day_but_in_the_quarter_is_late() {
        let reports = quarterly(1, DueWithin::DayOfMonth { month: 3, day: 19 });
        check(
            &reports,
            &[date(2024, 3, 25), date(2024, 6, 19)],
            "1/1!1 1/1 0/1 0/1",
        );
    }

    #[test]
    fn a_report_due_in_the_next_quarter_counts_for_the_one_before_until_that_is_met() {
        let reports = quarterly(1, DueWithin::DayOfMonth { month: 4, day: 9 });
        // Due 9 January (for 2023), 9 April, 9 July, 9 October.
        check(
            &reports,
            &[date(2024, 1, 5), date(2024, 4, 3), date(2024, 4, 8)],
            "1/1 1/1 1/1 0/1",
        );
    }

    #[test]
    fn a_single_duty_counts_whenever_it_happens() {
        let window = [Occurrence {
            start: Some(date(2024, 7, 1)),
            due: Some(date(2024, 9, 30)),
            needed: 1,
            label: Label::Once,
        }];
        check(&window, &[date(2024, 6, 1)], "1/1");
        check(&window, &[date(2024, 10, 1)], "1/1!1");
    }

    #[test]
    fn what_goes_on_is_counted_and_never_owed() {
        let ongoing = [Occurrence {
            start: None,
            due: None,
            needed: 0,
            label: Label::Ongoing,
        }];
        check(&ongoing, &[date(2024, 6, 1), date(2024, 6, 1)], "2/0");
        assert!(progress(&ongoing, &[])[0].is_met());
        assert_eq!(
            progress(&quarterly(3, DueWithin::LastDay), &[])[0].missing(),
            3
        );
    }
}
