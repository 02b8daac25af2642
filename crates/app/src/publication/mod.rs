//! Công bố: results made public, frozen in one file that anyone can check.
//!
//! `draft` puts together what would be published, `publish` freezes it, corrects and withdraws,
//! `public` is what anyone may read without signing in, `verify` checks a file by itself.

pub(crate) mod compute;
pub mod document;
mod draft;
mod public;
mod publish;
mod refusal;
pub(crate) mod sql;
mod verify;

pub use compute::Unsound;
pub use draft::{Preview, preview};
pub(crate) use public::before;
pub use public::{
    Card, CardLine, Publication, PublishedUnit, State, card, file, list, show, units,
};
pub use publish::{NewPublication, publish, withdraw};
pub use refusal::Refusal;
pub use verify::{BYTES_MAX, Difference, Report, Unreadable, What, verify};
