//! Sentences: app::comment.

use app::comment::Refusal;

/// The sentence.
pub fn sentence(refusal: &Refusal) -> String {
    match *refusal {}
}
