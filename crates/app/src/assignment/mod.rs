//! (to come)
mod refusal;
pub use refusal::Refusal;
