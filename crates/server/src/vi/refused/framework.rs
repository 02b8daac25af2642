//! Sentences: app::framework.

use app::framework::Refusal;

/// The sentence.
pub fn sentence(refusal: &Refusal) -> String {
    match *refusal {}
}
