//! Parties: who leads and who supports, split out of a cell and recognised through aliases.

mod alias;
mod directory;
mod kind;
mod level;
mod lexicon;
mod split;
mod start;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use alias::abbreviations;
pub use directory::{canonical, review};
pub use kind::{PartyKind, kind};
pub use level::names_communes;
pub use split::{is_party, split};
