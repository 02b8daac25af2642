//! Số liệu: figures of a unit in a period, the entries they feed, the score of each at once.

mod refusal;
pub(crate) mod sql;

pub use refusal::Refusal;
