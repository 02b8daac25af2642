//! Danh bạ: posts, persons, groups, outsiders; spellings that mean them.

mod refusal;
pub(crate) mod sql;

pub use refusal::Refusal;
