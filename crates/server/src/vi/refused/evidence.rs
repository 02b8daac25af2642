//! Sentences: app::evidence.

use app::evidence::Refusal;

/// The sentence.
pub fn sentence(refusal: &Refusal) -> String {
    match *refusal {}
}
