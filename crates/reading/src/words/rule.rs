//! Rules in words again, such that reading them gives the same rule.

use scoring::rule::Because;
use scoring::{Exact, Rule};

/// The rule as an official would write it. `labels` name options and parts.
pub fn in_words(rule: &Rule, max: Option<&Exact>, labels: &[String]) -> String {
    let _ = (rule, max, labels);
    String::new()
}

/// Why the points are what they are.
pub fn because(because: &Because) -> String {
    let _ = because;
    String::new()
}
