//! Official papers: drafted from what is kept here, edited by a person, issued, signed.
//!
//! This noun gathers values and keeps texts; how a paper looks is the crate `papers`, which knows
//! no database. Every figure of a text is a name tied to what was gathered at one instant
//! ([`Figures`]); people change words, and gather anew when they want other figures.

mod begin;
mod edit;
mod explanation;
mod figures;
mod issue;
mod kept;
mod minutes;
mod notice;
mod plan;
mod refusal;
mod report;
pub(crate) mod sql;
mod tables;

pub use begin::{Subject, begin};
pub use edit::{Words, edit, gather};
pub use explanation::entry_of;
pub use figures::Figures;
pub use issue::{Number, Signed, Which, file, issue, keep_signed};
pub use kept::{Kind, SheetOfPaper, SignedCopy, State, list, show};
pub use plan::of_plan;
pub use refusal::Refusal;
