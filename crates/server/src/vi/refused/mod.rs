//! Why a use case was refused, in a sentence: one file for each noun, one exhaustive match each.

mod account;
mod appraisal;
mod assignment;
mod cascade;
mod comment;
mod evidence;
mod figure;
mod framework;
mod import;
mod lineage;
mod paper;
mod party;
mod period;
mod plan;
mod publication;
mod registry;
mod unit;

pub(crate) use appraisal::{conflict, what_is_left};

use app::Refusal;

/// The sentence.
pub fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Account(refusal) => account::sentence(refusal),
        Refusal::Unit(refusal) => unit::sentence(refusal),
        Refusal::Registry(refusal) => registry::sentence(refusal),
        Refusal::Lineage(refusal) => lineage::sentence(refusal),
        Refusal::Party(refusal) => party::sentence(refusal),
        Refusal::Plan(refusal) => plan::sentence(refusal),
        Refusal::Cascade(refusal) => cascade::sentence(refusal),
        Refusal::Import(refusal) => import::sentence(refusal),
        Refusal::Assignment(refusal) => assignment::sentence(refusal),
        Refusal::Comment(refusal) => comment::sentence(refusal),
        Refusal::Framework(refusal) => framework::sentence(refusal),
        Refusal::Period(refusal) => period::sentence(refusal),
        Refusal::Appraisal(refusal) => appraisal::sentence(refusal),
        Refusal::Publication(refusal) => publication::sentence(refusal),
        Refusal::Figure(refusal) => figure::sentence(refusal),
        Refusal::Evidence(refusal) => evidence::sentence(refusal),
        Refusal::Paper(refusal) => paper::sentence(refusal),
        Refusal::Document(refusal) => super::refusal::sentence(refusal),
    }
}
