//! What a rule text means, in the shape of the contract: in an answer of `rule read` and in the
//! rows of a plan.

use domain::rule::{Certainty, NamedReading, RuleReading};
use scoring::{Exact, Figures, Rule};
use serde::Serialize;
use serde_json::Value;

use super::answer::points;
use super::{bands, write};
use crate::json::exact;
use crate::json::finding::{self, FindingJson};

/// A reading: how sure, the rule as data, in words and as a curve, what to enter.
#[derive(Serialize)]
pub struct ReadingJson<'a> {
    reading: &'static str,
    kind: Option<&'static str>,
    rule: Value,
    max: Option<String>,
    in_words: Option<String>,
    taken: Option<&'static str>,
    readings: Vec<OtherJson>,
    inputs: Vec<InputJson<'a>>,
    labels: &'a [String],
    curve: Option<Vec<Value>>,
    findings: Vec<FindingJson<'a>>,
}

#[derive(Serialize)]
struct InputJson<'a> {
    key: &'a str,
    label: &'a str,
    measure: Option<&'a str>,
}

#[derive(Serialize)]
struct OtherJson {
    name: &'static str,
    kind: &'static str,
    rule: Value,
    in_words: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    points: Vec<Option<String>>,
}

/// The rule, where a person need not say first what it means.
pub(super) fn understood(reading: &RuleReading) -> Option<&Rule> {
    let unread = reading.certainty == Certainty::Unread;
    reading.rule.as_ref().filter(|_| !unread)
}

impl<'a> ReadingJson<'a> {
    /// The reading; the other readings also with the points they give for these figures.
    pub fn of(reading: &'a RuleReading, known: &[Figures]) -> ReadingJson<'a> {
        let max = reading.max.as_ref();
        let rule = understood(reading);
        ReadingJson {
            reading: certainty(reading.certainty),
            kind: rule.map(Rule::kind),
            rule: rule.map_or(Value::Null, write),
            max: max.map(exact::decimal),
            in_words: rule.map(|rule| reading::words::rule::in_words(rule, max, &reading.labels)),
            taken: reading.taken,
            readings: reading
                .others
                .iter()
                .map(|other| other_json(other, max, known))
                .collect(),
            inputs: input_list(reading),
            labels: &reading.labels,
            curve: rule
                .and_then(|rule| rule.curve(max))
                .map(|curve| bands(&curve)),
            findings: finding::all(&reading.findings),
        }
    }
}

/// The reader's own labels; for a structured rule the bare keys.
fn input_list(reading: &RuleReading) -> Vec<InputJson<'_>> {
    if reading.inputs.is_empty() {
        let asked = understood(reading).map(Rule::inputs).unwrap_or_default();
        return asked
            .into_iter()
            .map(|key| InputJson {
                key,
                label: key,
                measure: None,
            })
            .collect();
    }
    reading
        .inputs
        .iter()
        .map(|need| InputJson {
            key: need.key,
            label: &need.label,
            measure: need.measure.as_deref(),
        })
        .collect()
}

fn other_json(other: &NamedReading, max: Option<&Exact>, known: &[Figures]) -> OtherJson {
    OtherJson {
        name: other.name,
        kind: other.rule.kind(),
        rule: write(&other.rule),
        in_words: reading::words::rule::in_words(&other.rule, max, &[]),
        points: known
            .iter()
            .map(|known| points(&other.rule.outcome(max, known)))
            .collect(),
    }
}

/// Its name in the contract.
pub fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "certain",
        Certainty::Assumed => "assumed",
        Certainty::Unread => "unread",
    }
}
