//! A scorecard as it is kept: everything that decided it, as texts, so that anyone computes the
//! same from it. The fields stand in the order of their names: that is what «sorted keys» means.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::figure::{Earned, Outcome};
use crate::{Fault, secret};

/// Whose word a scorecard is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Tự chấm: as the unit handed it in.
    Claimed,
    /// Thẩm định.
    Appraised,
    /// Chính thức: after explanation and objection.
    Final,
}

impl Kind {
    /// All, in the order of the year.
    pub const ALL: [Kind; 3] = [Kind::Claimed, Kind::Appraised, Kind::Final];

    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Claimed => "claimed",
            Kind::Appraised => "appraised",
            Kind::Final => "final",
        }
    }

    pub(crate) fn stored(name: &str) -> Result<Kind, Fault> {
        Kind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| Fault::inconsistent("scorecard", name, "kind"))
    }
}

/// A scorecard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The framework's id.
    pub framework: String,
    /// Which edition of it.
    pub framework_version: i32,
    /// Every line, before its children.
    pub lines: Vec<Line>,
    /// The most that the framework gives.
    pub max_points: String,
    /// The period's id.
    pub period: String,
    /// Pillars, in the framework's order.
    pub pillars: Vec<Pillar>,
    /// Points of the whole, exact.
    pub points: String,
    /// The unit's id.
    pub unit: String,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Where somebody decided otherwise than the rule; left out where nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjusted: Option<Adjusted>,
    /// Whether it applies to the unit.
    pub applicable: bool,
    /// As printed.
    pub code: String,
    /// What the rule asks, by key, as stored; what is missing is left out.
    pub inputs: BTreeMap<String, String>,
    /// At most.
    pub max_points: Option<String>,
    /// What became of it: `scored`, `missing` …
    pub outcome: String,
    /// Unique in the framework, as the framework file names lines.
    pub path: String,
    /// Exact; null: unknown.
    pub points: Option<String>,
}

/// Where somebody decided otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjusted {
    /// What the line counts with, exact.
    pub points: String,
    /// Why.
    pub reason: String,
}

/// A pillar's sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pillar {
    /// As printed; empty for lines that stand under none.
    pub code: String,
    /// At most.
    pub max_points: String,
    /// Exact.
    pub points: String,
    /// «Nhận thức số».
    pub title: String,
}

impl Line {
    /// As scoring takes it. What is stored here was made here, so that it reads.
    pub(crate) fn earned(&self) -> Earned {
        Earned {
            points: self.points.as_deref().and_then(|text| text.parse().ok()),
            outcome: Outcome::stored(&self.outcome).unwrap_or(Outcome::Missing),
        }
    }
}

impl Card {
    /// The bytes that are kept and hashed.
    pub fn text(&self) -> Result<String, Fault> {
        Ok(serde_json::to_string(self)?)
    }

    /// Read back.
    pub fn read(text: &str) -> Result<Card, Fault> {
        Ok(serde_json::from_str(text)?)
    }

    /// The hash of a card's text.
    pub fn sha256(text: &str) -> String {
        secret::sha256(text.as_bytes())
    }

    /// The line of that code.
    pub fn line(&self, code: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(value: &serde_json::Value) {
        match value {
            serde_json::Value::Object(fields) => {
                assert!(fields.keys().is_sorted(), "{:?}", fields.keys());
                fields.values().for_each(sorted);
            }
            serde_json::Value::Array(all) => all.iter().for_each(sorted),
            _ => {}
        }
    }

    #[test]
    fn keys_are_sorted_and_a_card_reads_back_the_same() {
        let text = r#"{"framework":"f","framework_version":3,"lines":[{"adjusted":{"points":"20/3","reason":"Thiếu minh chứng"},"applicable":true,"code":"1.1","inputs":{"den":"3","num":"2"},"max_points":"10","outcome":"scored","path":"1.1","points":"20/3"}],"max_points":"10","period":"p","pillars":[{"code":"1","max_points":"10","points":"20/3","title":"Nhận thức số"}],"points":"20/3","unit":"u"}"#;
        let card = Card::read(text).unwrap();
        assert_eq!(card.text().unwrap(), text);
        sorted(&serde_json::from_str(text).unwrap());
        assert_eq!(Card::sha256(text).len(), 64);
    }
}
