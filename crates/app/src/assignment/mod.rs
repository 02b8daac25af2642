//! Phân công: who does a row, how far it is, when its duties fall due, what was done.

mod duty;
mod refusal;
pub(crate) mod sql;

pub use duty::{duty_on_entry, duty_on_row};
pub use refusal::Refusal;
