//! Rules in words again, such that reading them gives the same rule.

use scoring::{Exact, Rule};

/// The rule as an official would write it. `labels` name options and parts.
pub fn in_words(rule: &Rule, max: Option<&Exact>, labels: &[String]) -> String {
    let _ = (rule, max, labels);
    String::new()
}
