//! Bộ chỉ số: indicators with their rules, adopted from an annex, and the figures they ask for.

mod refusal;
pub(crate) mod sql;

pub use refusal::Refusal;
