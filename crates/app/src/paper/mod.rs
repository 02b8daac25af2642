//! Official papers made from what is kept here: a plan with its annexes.
//!
//! This noun gathers values; how a paper looks is the crate `papers`, which knows no database.

mod plan;
pub(crate) mod sql;

pub use plan::of_plan;
