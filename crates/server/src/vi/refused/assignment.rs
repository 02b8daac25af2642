//! Sentences: app::assignment.

use app::assignment::Refusal;

/// The sentence.
pub fn sentence(refusal: &Refusal) -> String {
    match *refusal {}
}
