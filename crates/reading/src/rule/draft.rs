//! A reading in the making: the rule, what is open about it, and what was noticed.

use domain::rule::NamedReading;
use domain::{Finding, FindingCode};
use scoring::{Exact, Rule};

use super::token::Text;

/// What a rule is read from.
#[derive(Clone, Copy, Debug)]
pub(super) struct About<'a> {
    pub(super) text: &'a Text,
    pub(super) title: &'a Text,
    pub(super) max: Option<&'a Exact>,
}

/// A rule with what is open about it. Certain until something is assumed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) rule: Rule,
    /// Name of the default taken; the first one named stays.
    pub(super) taken: Option<&'static str>,
    pub(super) others: Vec<NamedReading>,
    /// Labels of options or parts.
    pub(super) labels: Vec<String>,
    pub(super) findings: Vec<Finding>,
    /// Words for the rate and, where stated, its parts.
    pub(super) quantity: Named,
    /// Points of the best case, where the shape knows them.
    pub(super) best: Option<Exact>,
}

/// What the text calls its figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) whole: Option<String>,
    pub(super) numerator: Option<String>,
    pub(super) denominator: Option<String>,
    pub(super) measure: Option<String>,
    /// Letters with their meaning, for formulas.
    pub(super) letters: Vec<(String, String)>,
}

impl Draft {
    /// A certain rule.
    pub(super) fn new(rule: Rule) -> Draft {
        Draft {
            rule,
            taken: None,
            others: Vec::new(),
            labels: Vec::new(),
            findings: Vec::new(),
            quantity: Named::default(),
            best: None,
        }
    }

    /// Takes a default under a name.
    pub(super) fn assume(&mut self, taken: &'static str) {
        self.taken = self.taken.or(Some(taken));
    }

    /// Another way to read it.
    pub(super) fn or(&mut self, name: &'static str, rule: Rule) {
        if rule != self.rule
            && !self
                .others
                .iter()
                .any(|other| other.rule == rule || other.name == name)
        {
            self.others.push(NamedReading { name, rule });
        }
    }

    /// Something noticed; once each.
    pub(super) fn note<const N: usize>(&mut self, code: FindingCode, values: [String; N]) {
        let finding = Finding::new(code, values);
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}
