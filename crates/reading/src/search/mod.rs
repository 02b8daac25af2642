//! Finding plans, rows, parties, evidence and remarks by what people type.
//!
//! A [`Shelf`] holds entries in memory and knows no database: whoever keeps the entries puts them
//! here in the order in which they were last changed, so that every process finds the same in the
//! same order. Marks, case and the place of the tone do not matter, abbreviations are read both
//! ways, the last word may be half typed, mistyped words are corrected and the correction is
//! named. See [`Shelf::find`] for what comes first.

mod cut;
mod explain;
mod find;
mod judge;
mod lexicon;
mod memo;
mod near;
mod plan;
mod shelf;
mod snippet;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use find::{Found, Hit, Query};
pub use plan::{LONGEST_QUERY, MOST_WORDS, Why};
pub use shelf::{Entry, EntryView, Kind, LONGEST_TEXT, Shelf};
pub use snippet::Marked;
