//! Phân công: who does a row, how far it is, when its duties fall due, what was done.

mod duty;
mod plan_work;
mod refusal;
pub(crate) mod sql;
mod stored;

pub use duty::{duty_on_entry, duty_on_row};
pub use plan_work::plan_work;
pub use refusal::Refusal;
