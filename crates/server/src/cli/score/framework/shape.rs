//! The shape of a framework file, TOML or JSON, as the contract shows it.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What a file has beyond what is known; people should hear of it, for it may be a slip.
pub(super) type Rest = BTreeMap<String, serde_json::Value>;

/// The whole file.
#[derive(Deserialize)]
pub(super) struct FrameworkFile {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub rounding: RoundingFile,
    pub index: Option<IndexFile>,
    pub not_applicable: Option<String>,
    pub cohort: Option<String>,
    pub ties: Option<String>,
    #[serde(default)]
    pub limits: LimitsFile,
    #[serde(default, alias = "grades")]
    pub grade: Vec<GradeFile>,
    #[serde(alias = "pillars")]
    pub pillar: Vec<PillarFile>,
    #[serde(flatten)]
    pub rest: Rest,
}

#[derive(Default, Deserialize)]
pub(super) struct RoundingFile {
    pub line: Option<Number>,
    pub total: Option<Number>,
    pub how: Option<String>,
    #[serde(flatten)]
    pub rest: Rest,
}

#[derive(Deserialize)]
pub(super) struct IndexFile {
    pub divide_by: Number,
    #[serde(flatten)]
    pub rest: Rest,
}

#[derive(Default, Deserialize)]
pub(super) struct LimitsFile {
    pub bonus: Option<Number>,
    pub deduction: Option<Number>,
    pub total: Option<Number>,
    #[serde(flatten)]
    pub rest: Rest,
}

#[derive(Deserialize)]
pub(super) struct GradeFile {
    pub name: String,
    pub points: Option<Number>,
    pub percent: Option<Number>,
    pub pillar_percent: Option<Number>,
    #[serde(default)]
    pub mandatory: bool,
    #[serde(flatten)]
    pub rest: Rest,
}

#[derive(Deserialize)]
pub(super) struct PillarFile {
    pub code: Option<Number>,
    #[serde(default)]
    pub title: String,
    pub max_points: Option<Number>,
    pub rule: Option<RuleFile>,
    #[serde(default, alias = "indicators")]
    pub indicator: Vec<IndicatorFile>,
    #[serde(flatten)]
    pub rest: Rest,
}

#[derive(Deserialize)]
pub(super) struct IndicatorFile {
    pub code: Number,
    #[serde(default)]
    pub title: String,
    pub max_points: Option<Number>,
    pub weight: Option<Number>,
    pub counts: Option<String>,
    #[serde(default)]
    pub mandatory: bool,
    pub rule: Option<RuleFile>,
    #[serde(default, alias = "indicators")]
    pub indicator: Vec<IndicatorFile>,
    #[serde(flatten)]
    pub rest: Rest,
}

/// A rule in words, or by its parts.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum RuleFile {
    Text(String),
    Structured(serde_json::Value),
}

/// A number as text, or as the format's own number; also a code, which people write either way.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Number {
    Text(String),
    Whole(i64),
    Decimal(f64),
}

impl Number {
    /// As it was written. The shortest decimal that gives the same float is what was written.
    pub(super) fn text(&self) -> String {
        match self {
            Number::Text(text) => text.trim().to_owned(),
            Number::Whole(number) => number.to_string(),
            Number::Decimal(number) => number.to_string(),
        }
    }
}
