//! Official Vietnamese to domain values, and back to words.
//!
//! Text in, values and findings out; nothing here can fail, nothing here knows file formats.
//! Vietnamese in this crate is what documents say (recognised) and what people read (`words`).

pub mod deadline;
pub mod evidence;
pub mod figure;
pub mod party;
pub mod plan;
pub mod rule;
pub mod search;
pub mod target;
pub mod text;
pub mod words;
