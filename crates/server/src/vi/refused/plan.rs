//! Sentences: app::plan.

use app::plan::Refusal;

/// The sentence.
pub fn sentence(refusal: &Refusal) -> String {
    match *refusal {}
}
