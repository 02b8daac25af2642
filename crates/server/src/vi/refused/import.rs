//! Sentences: app::import.

use app::import::Refusal;

/// The sentence.
pub fn sentence(refusal: &Refusal) -> String {
    match *refusal {}
}
