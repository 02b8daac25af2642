//! One sentence for every finding: what was noticed, with the values, and what to do.

use domain::Finding;

/// The sentence.
pub fn sentence(finding: &Finding) -> String {
    finding.code.as_str().to_owned()
}
