//! Sentences: app::figure.

use app::figure::Refusal;

/// The sentence.
pub fn sentence(refusal: &Refusal) -> String {
    match *refusal {}
}
