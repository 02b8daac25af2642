//! A scoring rule as read from a text, with how sure the reading is.

use scoring::{Exact, Rule};

use crate::Finding;

/// How sure a reading is. Wrong points are far worse than `Unread`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The text says exactly this.
    Certain,
    /// A named default was taken where the text leaves something open.
    Assumed,
    /// A person must say what it means; no points are computed.
    Unread,
}

/// One way to read a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedReading {
    /// Stable name (`scale_to_max`, `cap_at_max`).
    pub name: &'static str,
    /// The rule by this reading.
    pub rule: Rule,
}

/// A figure that a rule asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputNeed {
    /// The contract's key: `yes`, `ratio`, `value` …
    pub key: &'static str,
    /// What to enter, in the document's words where it has them.
    pub label: String,
    /// Đơn vị tính.
    pub measure: Option<String>,
}

/// What a rule text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleReading {
    /// How sure.
    pub certainty: Certainty,
    /// The rule; `None` when unread.
    pub rule: Option<Rule>,
    /// Name of the reading taken, when there is a choice.
    pub taken: Option<&'static str>,
    /// The other readings.
    pub others: Vec<NamedReading>,
    /// Maximum points: as given, or inferred from the text with a finding.
    pub max: Option<Exact>,
    /// Figures to enter.
    pub inputs: Vec<InputNeed>,
    /// Labels of options or parts, in the order of the text.
    pub labels: Vec<String>,
    /// What the text leaves open or gets wrong.
    pub findings: Vec<Finding>,
}
