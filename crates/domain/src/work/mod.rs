//! The work that an assignment asks for: how far it is, when it falls due, what was done of it.
//!
//! [`Status`] is what a person set and is stored; being overdue follows from the due date and
//! today ([`standing()`]) and never is. [`occurrences`] spreads a deadline over a year,
//! [`started_by`] starts a clock that waited for an event, [`progress()`] counts what happened;
//! [`days_off`] are the public holidays.
//! Today is always a parameter.

mod agenda;
mod clock;
mod holiday;
mod occurrence;
mod progress;
mod standing;
mod status;

pub use agenda::{Bucket, Pace, bucket, days};
pub use clock::{Calendar, LastDay, started_by};
pub use holiday::{DayOff, Ground, Holiday, days_off, days_worked, lunar, national};
pub use occurrence::{Label, Occurrence, occurrences};
pub use progress::{Progress, progress};
pub use standing::{Standing, days_late, standing};
pub use status::{Duty, Refusal, STEPS, Status, Step, change};
