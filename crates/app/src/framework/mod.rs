//! Bộ chỉ số: pillars and indicators with their rules, and the figures that the rules ask for.
//!
//! `adopt` makes one of a plan's annex, `draft` writes one by hand, `choose` settles what a rule means while it is a draft,
//! [`Edition`] is what scoring and pages work with. Points of units are `figure`'s.

mod adopt;
pub(crate) mod asks;
mod block;
pub(crate) mod charge;
mod choose;
pub mod draft;
pub(crate) mod edition;
mod list;
mod matching;
mod refusal;
pub(crate) mod rollup;
pub(crate) mod shelf;
pub(crate) mod sql;

pub use adopt::{Adopted, Adoption, adopt};
pub use block::Blocks;
pub use charge::{Charge, charge_of};
pub use choose::{Choice, Warnings, choose, issue, issue_with};
pub use edition::{Ask, Edition, EditionLine, EditionPillar};
pub use list::{Listed, OpenIn, list, open_in, show};
pub use matching::matching;
pub use refusal::Refusal;
pub use rollup::{How, RATE, RollUp, Test};
pub use shelf::scoring;

use crate::Fault;

/// How far a framework is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FrameworkState {
    /// Its readings can still be chosen.
    Draft,
    /// In force: its rules stand.
    Issued,
    /// No longer used.
    Withdrawn,
}

impl FrameworkState {
    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            FrameworkState::Draft => "draft",
            FrameworkState::Issued => "issued",
            FrameworkState::Withdrawn => "withdrawn",
        }
    }

    pub(crate) fn stored(name: &str) -> Result<FrameworkState, Fault> {
        [
            FrameworkState::Draft,
            FrameworkState::Issued,
            FrameworkState::Withdrawn,
        ]
        .into_iter()
        .find(|state| state.name() == name)
        .ok_or_else(|| Fault::inconsistent("framework", name, "state"))
    }
}
