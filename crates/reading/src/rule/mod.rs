//! Scoring rules: from the sentences officials write to [`scoring::Rule`].
//!
//! Text → signs ([`normalise`]) → tokens → clauses, each a condition with what it earns → one of
//! the shapes. Whatever is left over that could carry meaning lowers the certainty; what a shape
//! does not account for is `Unread`. No text is a special case.

mod amount;
mod assemble;
mod bands;
mod beside;
mod change;
mod clause;
mod cohort;
mod common;
mod counted;
mod draft;
mod expression;
mod finish;
mod formula;
mod groups;
mod item;
mod lines;
mod normalise;
mod quantity;
mod settle;
mod split;
mod statements;
mod thresholds;
mod tier;
mod token;
mod value;
mod whole;
mod words;

use domain::rule::RuleReading;
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
///
/// ```
/// use domain::rule::Certainty;
/// use reading::rule::{RuleText, read};
/// let max = "10".parse().unwrap();
/// let text = "Tỷ lệ ≥ 80%: 10đ; Tỷ lệ < 80% = tỷ lệ/80%*10đ";
/// let reading = read(RuleText { text, max: Some(&max), title: None });
/// assert_eq!(reading.certainty, Certainty::Certain);
/// ```
pub fn read(rule: RuleText<'_>) -> RuleReading {
    let (text, whole) = token::Text::new(normalise::normalise(rule.text));
    let (title, _) = token::Text::new(normalise::normalise(rule.title.unwrap_or_default()));
    let about = draft::About {
        text: &text,
        title: &title,
        max: rule.max,
    };
    let draft = if whole {
        assemble::assemble(&about)
    } else {
        None
    };
    finish::finish(&about, draft)
}

#[cfg(test)]
mod tests;
