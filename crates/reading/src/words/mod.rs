//! What people read: official Vietnamese for findings, rules and reasons.

pub mod deadline;
pub mod figure;
pub mod finding;
pub mod number;
pub mod rollup;
pub mod rule;
pub mod settlement;
pub mod work;
