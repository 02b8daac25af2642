//! Kế hoạch: plans, their rows, amendments.

mod refusal;
pub(crate) mod sql;

pub use refusal::Refusal;
