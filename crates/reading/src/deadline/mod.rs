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

use domain::deadline::{Deadline, DeadlineReading};
use domain::finding::FindingCode;
use jiff::civil::Date;

use crate::text::tokens::Text;

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
    let reading = read_once(text, year, plan_date);
    if reading.deadline != Deadline::Invalid
        || text.len() > BROKEN_MAX
        || reading
            .findings
            .iter()
            .any(|finding| finding.code == FindingCode::DateImpossible)
    {
        return reading;
    }
    // Extraction breaks words («Thư ờng xuyên»): without its spaces the text may be one of time.
    let joined: String = text.split_whitespace().collect();
    let second = read_once(&joined, year, plan_date);
    if second.deadline == Deadline::Invalid {
        reading
    } else {
        second
    }
}

/// Bytes of a text that is tried again without its spaces; longer ones are prose.
const BROKEN_MAX: usize = 80;

fn read_once(text: &str, year: i16, plan_date: Option<Date>) -> DeadlineReading {
    let text = Text::new(text);
    let terms = scan::terms(&text);
    combine::reading(&text, &terms, year, plan_date)
}
