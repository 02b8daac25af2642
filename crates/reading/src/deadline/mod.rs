//! Deadlines: from what stands in a «Thời gian» cell or a sentence to [`domain::deadline`].

use domain::deadline::{Deadline, DeadlineReading};
use jiff::civil::Date;

/// Reads a deadline text. `year` is the plan's year, for texts that name none; `plan_date` lets a
/// deadline before the plan be noticed.
pub fn read(text: &str, year: i16, plan_date: Option<Date>) -> DeadlineReading {
    let _ = (text, year, plan_date);
    DeadlineReading {
        deadline: Deadline::None,
        due: Vec::new(),
        findings: Vec::new(),
    }
}

/// The RFC 5545 rule of a recurring deadline: `FREQ=WEEKLY;BYDAY=SU`.
pub fn rrule(deadline: &Deadline) -> Option<String> {
    let _ = deadline;
    None
}
