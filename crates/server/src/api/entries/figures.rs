//! What a program reports.
//!
//! Inputs are the contract's: decimals with a point, options from 0, parts as a list. They are
//! turned into what a person would have typed, so that both ways are judged by the same reader.

use std::collections::BTreeMap;

use app::figure::{Typed, retyped};
use app::framework::Ask as Asked;
use reading::figure::InputKind;
use serde::Deserialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::api::shape::date;
use crate::api::wire::field;
use crate::json::exact;
use crate::web::Failure;

/// What is reported.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Figures {
    /// By key: `true`, `"0.43"`, `30`, an option from 0, `[true, false]`; null: no data. A key that
    /// is not sent keeps its value.
    #[serde(default)]
    #[schema(value_type = Object)]
    inputs: BTreeMap<String, Json>,
    /// Where the figures come from.
    #[serde(default)]
    source: String,
    /// The day they were true on.
    #[schema(format = Date)]
    as_of: Option<String>,
    /// `estimate`, `provisional`, `final`; as it was unless said.
    #[serde(default)]
    state: String,
    /// Why there is no proof, or what it does not show.
    #[serde(default)]
    explanation: String,
    /// What is expected by the end of the period.
    #[schema(value_type = Option<String>)]
    expected_points: Option<Json>,
    /// Whether the indicator applies; true unless said.
    #[serde(default = "yes")]
    applicable: bool,
    /// Why a final figure is changed.
    #[serde(default)]
    reason: String,
}

fn yes() -> bool {
    true
}

/// As a person would have typed it.
pub(super) fn typed(at: &str, sent: &Figures, asks: &[Asked]) -> Result<Typed, Failure> {
    let mut inputs = BTreeMap::new();
    for (key, value) in &sent.inputs {
        let pointer = format!("{at}/inputs/{key}");
        let ask = field(&pointer, key, asks.iter().find(|ask| ask.key == *key))?;
        let text = field(&pointer, &value.to_string(), stored(ask.kind, value))?;
        let text = if text.is_empty() {
            text
        } else {
            retyped(ask.kind, &text)
        };
        inputs.insert(key.clone(), text);
    }
    let as_of = date(&format!("{at}/as_of"), sent.as_of.as_deref())?;
    let expected = match &sent.expected_points {
        None | Some(Json::Null) => String::new(),
        Some(value) => {
            let points = field(
                &format!("{at}/expected_points"),
                &value.to_string(),
                exact::read(value),
            )?;
            retyped(InputKind::Signed, &points.to_string())
        }
    };
    Ok(Typed {
        inputs,
        source: sent.source.clone(),
        as_of: as_of
            .map(|day| day.strftime("%d/%m/%Y").to_string())
            .unwrap_or_default(),
        state: sent.state.clone(),
        explanation: sent.explanation.clone(),
        expected_points: expected,
        applicable: sent.applicable,
        reason: sent.reason.clone(),
    })
}

/// The contract's value as the application stores it; empty: no data.
fn stored(kind: InputKind, value: &Json) -> Option<String> {
    if value.is_null() {
        return Some(String::new());
    }
    match kind {
        InputKind::Yes => value.as_bool().map(|flag| flag.to_string()),
        InputKind::Option { count } => {
            let at = exact::read(value)?.to_i64()?;
            (0..i64::from(count)).contains(&at).then(|| at.to_string())
        }
        InputKind::Parts { .. } => {
            let word = |part: &Json| match part {
                Json::Null => Some(""),
                Json::Bool(true) => Some("1"),
                Json::Bool(false) => Some("0"),
                _ => None,
            };
            let words: Option<Vec<&str>> = value.as_array()?.iter().map(word).collect();
            words.map(|words| words.join(","))
        }
        InputKind::Children { .. } | InputKind::Date { .. } => None,
        InputKind::Ratio | InputKind::Percent | InputKind::Value | InputKind::Signed => {
            exact::read(value).map(|exact| exact.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: InputKind, json: &str, expected: Option<&str>) {
        let value: Json = serde_json::from_str(json).unwrap();
        let text = stored(kind, &value);
        assert_eq!(text.as_deref(), expected, "{json}");
        // What a person would have typed is read as the same.
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            assert!(
                reading::figure::typed(kind, &retyped(kind, &text)).is_ok(),
                "{text}"
            );
        }
    }

    #[test]
    fn inputs_are_the_contracts() {
        check(InputKind::Yes, "true", Some("true"));
        check(InputKind::Yes, "\"true\"", None);
        check(InputKind::Value, "1234.5", Some("1234.5"));
        check(InputKind::Value, "\"1.234\"", Some("1.234"));
        check(InputKind::Percent, "\"0.43\"", Some("0.43"));
        check(InputKind::Percent, "\"1/3\"", Some("1/3"));
        check(InputKind::Option { count: 3 }, "2", Some("2"));
        check(InputKind::Option { count: 3 }, "3", None);
        check(
            InputKind::Parts { count: 3 },
            "[true, null, false]",
            Some("1,,0"),
        );
        check(InputKind::Parts { count: 3 }, "[1]", None);
        check(InputKind::Value, "null", Some(""));
        check(InputKind::Value, "\"8,6\"", None);
        check(InputKind::Value, "{}", None);
    }
}
