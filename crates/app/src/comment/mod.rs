//! Trao đổi: comments on a plan, a row, an entry, a proof; mentions.

mod refusal;
pub(crate) mod sql;

pub use refusal::Refusal;
