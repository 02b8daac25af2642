//! What an indicator's rule asks a person to enter: one field for each figure, in the order of the
//! rule. What is computed (points of children, least and greatest of the units) is not asked.

use reading::figure::InputKind;
use reading::text::fold;
use scoring::Rule;
use scoring::rule::{Formula, Quantity};

use crate::stored::reading::FrozenReading;

/// Keys that nobody enters.
const COMPUTED: [&str; 3] = ["children", "cohort_min", "cohort_max"];
/// Deeper than any sentence.
const DEPTH_MAX: u32 = 64;
/// A label of fewer words («tổng số») could mean different figures.
const WORDS_SPECIFIC: usize = 4;

/// One figure to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Need {
    /// The contract's key, or the name by which a formula calls it.
    pub(crate) key: String,
    /// How it is typed, as stored: `yes`, `num`, `den`, `value`, `ratio`, `option`, `parts`,
    /// `number`.
    pub(crate) shape: &'static str,
    /// In the document's words; empty where it has none of its own.
    pub(crate) label: String,
    /// Đơn vị tính.
    pub(crate) measure: Option<String>,
}

impl Need {
    /// Whether its words name the figure well enough that the same words elsewhere mean the same.
    pub(crate) fn is_named(&self, title: &str) -> bool {
        let shareable = matches!(self.shape, "num" | "den" | "value" | "number");
        let words = self.label.split_whitespace().count();
        shareable && words >= WORDS_SPECIFIC && self.label != title && self.key != "previous"
    }
}

/// The figures that the reading asks for; none where nobody has said what the rule means.
pub(crate) fn needs(reading: &FrozenReading) -> Vec<Need> {
    let Some(rule) = &reading.rule else {
        return Vec::new();
    };
    let mut keys: Vec<String> = Vec::new();
    for key in rule.inputs() {
        match key {
            // A rate is counted part and whole, or the rate itself where only that is known.
            "ratio" => keys.extend(["num", "den", "ratio"].map(str::to_owned)),
            key if COMPUTED.contains(&key) => {}
            key => keys.push(key.to_owned()),
        }
    }
    names(rule, &mut keys, 0);
    let mut needs: Vec<Need> = Vec::new();
    for key in keys {
        if needs.iter().all(|need| need.key != key) {
            needs.push(need(reading, rule, key));
        }
    }
    needs
}

fn need(reading: &FrozenReading, rule: &Rule, key: String) -> Need {
    let said = reading.inputs.iter().find(|input| input.key == key);
    Need {
        shape: shape(rule, &key),
        label: said
            .map(|input| input.label.clone())
            .filter(|label| !says_how(label))
            .unwrap_or_default(),
        measure: said.and_then(|input| input.measure.clone()),
        key,
    }
}

/// «Tính theo phương pháp min-max …» says how points are found, not which figure is meant: two rows
/// with the same words ask for two figures.
fn says_how(label: &str) -> bool {
    const WAYS: [&str; 6] = [
        "tinh theo",
        "tinh diem",
        "cham theo",
        "cham diem",
        "theo phuong phap",
        "phuong phap",
    ];
    let label = fold(label);
    WAYS.iter().any(|way| label.starts_with(way))
}

fn shape(rule: &Rule, key: &str) -> &'static str {
    match key {
        "yes" => "yes",
        "num" => "num",
        "den" => "den",
        "value" => "value",
        "ratio" => "ratio",
        "option" => "option",
        "parts" => "parts",
        "previous" | "target" if is_about_rate(rule, 0) => "ratio",
        _ => "number",
    }
}

/// How a figure of that shape is typed; `count` is how many options or parts the rule has.
pub(crate) fn kind(shape: &str, count: u32) -> InputKind {
    match shape {
        "yes" => InputKind::Yes,
        "ratio" => InputKind::Percent,
        "option" => InputKind::Option { count },
        "parts" => InputKind::Parts { count },
        "num" | "den" | "value" => InputKind::Value,
        _ => InputKind::Signed,
    }
}

/// How many options or parts the rule has.
pub(crate) fn count(rule: &Rule) -> u32 {
    count_at(rule, 0)
}

fn count_at(rule: &Rule, depth: u32) -> u32 {
    match rule {
        Rule::Options(all) | Rule::Parts(all) | Rule::Ladder(all) => {
            u32::try_from(all.len()).unwrap_or(u32::MAX)
        }
        Rule::AllParts { count, .. } => *count,
        Rule::Several { rules, .. } if depth < DEPTH_MAX => rules
            .iter()
            .map(|rule| count_at(rule, depth + 1))
            .max()
            .unwrap_or(0),
        Rule::Provided(rule) if depth < DEPTH_MAX => count_at(rule, depth + 1),
        _ => 0,
    }
}

fn is_about_rate(rule: &Rule, depth: u32) -> bool {
    match rule {
        Rule::Several { rules, .. } if depth < DEPTH_MAX => {
            rules.iter().any(|rule| is_about_rate(rule, depth + 1))
        }
        Rule::Provided(rule) if depth < DEPTH_MAX => is_about_rate(rule, depth + 1),
        rule => rule.quantity().is_some_and(Quantity::is_about_rate),
    }
}

/// Names that formulas call and that are no keys of the contract: `Rule::inputs` lists letters only.
fn names(rule: &Rule, into: &mut Vec<String>, depth: u32) {
    match rule {
        Rule::Several { rules, .. } if depth < DEPTH_MAX => {
            for rule in rules {
                names(rule, into, depth + 1);
            }
        }
        Rule::Provided(rule) if depth < DEPTH_MAX => names(rule, into, depth + 1),
        Rule::Formula(formula) => formula_names(formula, into, depth),
        _ => {}
    }
}

fn formula_names(formula: &Formula, into: &mut Vec<String>, depth: u32) {
    match formula {
        Formula::Figure(name) if !COMPUTED.contains(&name.as_str()) && name != "ratio" => {
            into.push(name.clone());
        }
        Formula::Add(left, right)
        | Formula::Subtract(left, right)
        | Formula::Multiply(left, right)
        | Formula::Divide(left, right)
            if depth < DEPTH_MAX =>
        {
            formula_names(left, into, depth + 1);
            formula_names(right, into, depth + 1);
        }
        _ => {}
    }
}
