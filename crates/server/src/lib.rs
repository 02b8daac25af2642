//! The one binary: the command line now, pages next.
//!
//! Everything that decides lives elsewhere; here values become JSON and sentences, and bytes come
//! from files and pipes.

pub mod cli;
pub mod json;
pub mod vi;
