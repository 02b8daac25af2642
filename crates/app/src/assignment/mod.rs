//! Phân công: who does a row, how far it is, when its duties fall due, what was done.

mod agenda;
mod change;
mod duty;
mod happening;
mod panel;
mod plan_work;
mod refusal;
mod row;
pub(crate) mod sql;
mod stored;

pub use agenda::{Agenda, CalendarDay, Colleague, Filter, Task, Whose, calendar, tasks};
pub use change::{Change, change_status};
pub(crate) use duty::{authority_path, highest};
pub use duty::{duty_on_entry, duty_on_row};
pub use happening::{
    Brought, Keep, keep_happening, record_event, record_happening, remove_event, set_due,
};
pub use panel::{Due, Happening, Panel, panel};
pub use plan_work::plan_work;
pub use refusal::Refusal;
pub use row::{Member, NOTE_MAX, WorkRow};
