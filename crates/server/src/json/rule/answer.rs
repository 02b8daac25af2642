//! `rule read --jsonl`: a request with a text (or a structured rule) and figures, answered with
//! the reading, its words, the points and why.

use domain::rule::{Certainty, RuleReading};
use reading::rule::RuleText;
use scoring::rule::{Because, Outcome};
use scoring::{Exact, Figures, Rule};
use serde::Serialize;
use serde_json::{Map, Value};

use super::read;
use super::reading::{ReadingJson, understood};
use crate::json::{exact, figures};
use crate::vi;

/// The answer as one line of JSON, or the sentence of a refusal.
pub fn answer(request: &Value) -> Result<String, String> {
    let max = max(request)?;
    let reading = reading(request, max.as_ref())?;
    let inputs = inputs(request)?;
    let answer = Answer::of(request, &reading, &inputs);
    serde_json::to_string(&answer).map_err(|_| vi::jsonl::OUR_FAULT.to_owned())
}

fn max(request: &Value) -> Result<Option<Exact>, String> {
    match request.get("max") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(value) => match exact::read(value).or_else(|| with_comma(value)) {
            Some(max) => Ok(Some(max)),
            None => Err(vi::rule::bad_max(
                value.as_str().unwrap_or(&value.to_string()),
            )),
        },
    }
}

/// «7,5» as officials write it.
fn with_comma(value: &Value) -> Option<Exact> {
    reading::text::decimal(value.as_str()?)
}

fn reading(request: &Value, max: Option<&Exact>) -> Result<RuleReading, String> {
    if let Some(text) = request.get("text").and_then(Value::as_str) {
        let title = request.get("title").and_then(Value::as_str);
        return Ok(reading::rule::read(RuleText { text, max, title }));
    }
    let Some(value) = request.get("rule").filter(|value| value.is_object()) else {
        return Err(vi::rule::NO_TEXT.to_owned());
    };
    let rule = read(value).map_err(|fault| vi::rule::bad_rule(&fault))?;
    Ok(RuleReading {
        certainty: Certainty::Certain,
        rule: Some(rule),
        taken: None,
        others: Vec::new(),
        max: max.cloned(),
        inputs: Vec::new(),
        labels: Vec::new(),
        findings: Vec::new(),
    })
}

fn inputs(request: &Value) -> Result<Vec<&Map<String, Value>>, String> {
    match request.get("inputs") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(list)) => {
            let objects: Option<Vec<_>> = list.iter().map(Value::as_object).collect();
            objects.ok_or_else(|| vi::rule::NO_INPUTS.to_owned())
        }
        Some(_) => Err(vi::rule::NO_INPUTS.to_owned()),
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a Value,
    #[serde(flatten)]
    reading: ReadingJson<'a>,
    points: Vec<Option<String>>,
    points_exact: Vec<Option<String>>,
    outcomes: Vec<&'static str>,
    because: Vec<Option<String>>,
    notes: Vec<String>,
}

impl<'a> Answer<'a> {
    fn of(
        request: &'a Value,
        reading: &'a RuleReading,
        inputs: &[&Map<String, Value>],
    ) -> Answer<'a> {
        let max = reading.max.as_ref();
        let rule = understood(reading);
        let asked = rule.map(Rule::inputs).unwrap_or_default();
        let (known, notes) = known(inputs, &asked, rule.is_some());
        let reasons: Vec<Option<Because>> = known
            .iter()
            .map(|known| rule.map(|rule| rule.explain(max, known)))
            .collect();
        let outcomes = reasons
            .iter()
            .map(Option::as_ref)
            .map(|reason| reason.map(|reason| &reason.outcome));
        Answer {
            id: request.get("id").unwrap_or(&Value::Null),
            reading: ReadingJson::of(reading, &known),
            points: outcomes
                .clone()
                .map(|outcome| outcome.and_then(points))
                .collect(),
            points_exact: outcomes
                .clone()
                .map(|outcome| outcome.and_then(fraction))
                .collect(),
            outcomes: outcomes
                .map(|outcome| outcome.map_or("unread", state))
                .collect(),
            because: reasons
                .iter()
                .map(|reason| reason.as_ref().map(reading::words::rule::because))
                .collect(),
            notes,
        }
    }
}

fn known(
    inputs: &[&Map<String, Value>],
    asked: &[&str],
    has_rule: bool,
) -> (Vec<Figures>, Vec<String>) {
    let mut notes = Vec::new();
    let mut all = Vec::with_capacity(inputs.len());
    for (index, object) in inputs.iter().enumerate() {
        let (figures, odd) = figures::read(object, asked);
        if has_rule {
            notes.extend(odd.iter().map(|odd| vi::rule::note(index, odd)));
        }
        all.push(figures);
    }
    (all, notes)
}

fn state(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Scored(_) => "scored",
        Outcome::NotApplicable => "not_applicable",
        Outcome::Missing => "missing",
        Outcome::Unstated => "unstated",
    }
}

pub(super) fn points(outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::Scored(points) => Some(exact::decimal(points)),
        _ => None,
    }
}

fn fraction(outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::Scored(points) => Some(points.to_string()),
        _ => None,
    }
}
