//! Evidence (minh chứng): what an official document says of itself, and what a plan asks for.
//!
//! [`propose`] reads number, date, issuer, subject and signatory from the text of a file, for a
//! person to confirm; [`requirements`] reads a plan's evidence column, so that a page can say
//! «13/20 bài». Neither decides whether a proof is accepted.

mod paper;
mod period;
mod proof;
mod require;
mod spoken;

#[cfg(test)]
mod tests;

pub use paper::{Confidence, Note, Proposal, Proposed, propose};
pub use period::Period;
pub use proof::Proof;
pub use require::{Requirement, requirements};
