//! How values stand in the database and in files: exact numbers, rules and what declares how a
//! framework counts, as JSON.

pub mod exact;
pub mod reading;
pub mod rule;
pub mod settings;
