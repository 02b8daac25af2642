//! Deadlines: from what stands in a «Thời gian» cell or a sentence to [`domain::deadline`].
//!
//! The text is cut into tokens, the tokens into time terms, and the terms are put together:
//! «trước 15/10 hằng năm» is a yearly duty due on the 14th. Of several terms the first that binds
//! is the deadline, the others stand beside it, and due dates are those of all. «Thường xuyên»
//! yields to anything more exact beside it. Nothing here fails: what is no time is `Invalid`.

mod combine;
mod dates;
mod due;
mod event;
mod often;
mod scan;
mod span;
mod term;
mod tokens;

use domain::deadline::DeadlineReading;
use jiff::civil::Date;

pub use due::rrule;

/// Reads a deadline text. `year` is the plan's year, for texts that name none; `plan_date` lets a
/// deadline before the plan be noticed.
///
/// ```
/// let reading = reading::deadline::read("Trước ngày 15/10/2024", 2024, None);
/// assert_eq!(reading.due, [jiff::civil::date(2024, 10, 14)]);
/// let weekly = reading::deadline::read("Hằng tuần", 2024, None);
/// assert_eq!(weekly.due.len(), 52);
/// assert_eq!(reading::deadline::rrule(&weekly.deadline).unwrap(), "FREQ=WEEKLY;BYDAY=SU");
/// ```
pub fn read(text: &str, year: i16, plan_date: Option<Date>) -> DeadlineReading {
    let text = tokens::Text::new(text);
    let terms = scan::terms(&text);
    combine::reading(&text, &terms, year, plan_date)
}
