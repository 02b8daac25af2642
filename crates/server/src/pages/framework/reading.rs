//! How an indicator's rule was read, as the pages of frameworks and of entries show it.

use app::framework::EditionLine;

use crate::vi;

/// A rule beside its text.
pub(crate) struct Reading {
    /// The document's own lines.
    pub(crate) text: Vec<String>,
    /// The rule in our words; empty: not read.
    pub(crate) words: String,
    /// How sure the reading is, in words.
    pub(crate) sure: &'static str,
    /// The same as a class of badges; empty: there is no rule.
    pub(crate) badge: &'static str,
    /// What was noticed about it.
    pub(crate) findings: Vec<String>,
}

impl Reading {
    pub(crate) fn of(line: &EditionLine) -> Reading {
        let text = line.rule_text.as_deref().unwrap_or_default();
        let (frozen, max) = (&line.frozen, line.max_points.as_ref());
        let words = frozen.rule.as_ref();
        let words = words.map(|rule| reading::words::rule::in_words(rule, max, &frozen.labels));
        let findings = frozen.findings.iter();
        Reading {
            text: text.lines().map(str::to_owned).collect(),
            words: words.unwrap_or_default(),
            sure: vi::figure::rule_reading(line.reading.as_deref()),
            badge: match line.reading.as_deref() {
                Some("certain" | "chosen") => "certain",
                Some("assumed") => "assumed",
                Some("unread") => "unread",
                _ => "",
            },
            findings: findings.map(|(_, sentence)| sentence.clone()).collect(),
        }
    }
}
