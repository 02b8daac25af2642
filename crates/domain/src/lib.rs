//! The nouns of the work: what a file holds, what a plan says, when work is due, what is wrong.
//!
//! Values only: no clock, no files, no database, no JSON, no Vietnamese. Names follow
//! `docs/glossary.md`.

pub mod authority;
pub mod cascade;
pub mod deadline;
pub mod finding;
pub mod plan;
pub mod restatement;
pub mod rule;
pub mod source;
pub mod target;
pub mod work;

pub use finding::{Finding, FindingCode, Severity};
