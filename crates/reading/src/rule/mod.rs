//! Scoring rules: from the sentences officials write to [`scoring::Rule`].

use domain::rule::{Certainty, RuleReading};
use scoring::Exact;

/// A rule text with what stands around it.
#[derive(Clone, Copy, Debug)]
pub struct RuleText<'a> {
    /// The cell, lines kept.
    pub text: &'a str,
    /// Điểm tối đa of the row, where it has one.
    pub max: Option<&'a Exact>,
    /// The indicator's title.
    pub title: Option<&'a str>,
}

/// Reads a rule; what cannot be read is `Unread` with a finding, never a guess.
pub fn read(rule: RuleText<'_>) -> RuleReading {
    RuleReading {
        certainty: Certainty::Unread,
        rule: None,
        taken: None,
        others: Vec::new(),
        max: rule.max.cloned(),
        inputs: Vec::new(),
        labels: Vec::new(),
        findings: Vec::new(),
    }
}
