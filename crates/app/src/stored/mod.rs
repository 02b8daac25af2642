//! How values stand in the database and in files: exact numbers and rules as JSON.

pub mod exact;
pub mod rule;
