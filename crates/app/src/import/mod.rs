//! Nhập kế hoạch: a file as read, what a person settles, and the writing of it, all or nothing.

mod refusal;
pub(crate) mod sql;

pub use refusal::Refusal;
