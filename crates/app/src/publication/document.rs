//! The file of a publication: everything that decided it and nothing private. No people, no proof,
//! no remarks, no drafts.
//!
//! Fields stand in the order of their names, exact numbers are texts, nothing is indented: writing
//! what was read gives the same bytes, and the hash is over them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Fault, secret};

/// The form of the file.
pub const FORMAT: &str = "chamdiem-publication/1";

/// The whole file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// What is published.
    pub content: Content,
    /// Over the bytes of the content.
    pub sha256: String,
}

/// What is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// What it takes the place of.
    pub corrects: Option<Corrects>,
    /// [`FORMAT`].
    pub format: String,
    /// The framework as it stood.
    pub framework: FrameworkPart,
    /// 1, 2 … of the framework and the period.
    pub number: i32,
    /// The period.
    pub period: PeriodPart,
    /// When.
    pub published_at: String,
    /// Whose framework it is.
    pub publisher: String,
    /// Why it was corrected.
    pub reason: Option<String>,
    /// Its title.
    pub title: String,
    /// Control totals.
    pub totals: Totals,
    /// By block, rank and word in addresses.
    pub units: Vec<UnitPart>,
}

/// An earlier publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corrects {
    /// Its number.
    pub number: i32,
    /// The hash of its file.
    pub sha256: String,
}

/// A period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodPart {
    /// The word in addresses.
    pub code: String,
    /// «Năm 2026».
    pub name: String,
    /// The year.
    pub year: i32,
}

/// A framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameworkPart {
    /// Rounding, ties, limits, index, grades: as frameworks are stored.
    pub declared: Value,
    /// The document that issued it.
    pub legal_basis: Option<String>,
    /// «DTI cấp xã 2026».
    pub name: String,
    /// In order.
    pub pillars: Vec<PillarPart>,
    /// Which edition.
    pub version: i32,
}

/// A pillar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PillarPart {
    /// As printed; empty for rows that stand under none.
    pub code: String,
    /// In order.
    pub indicators: Vec<IndicatorPart>,
    /// As declared.
    pub max_points: Option<String>,
    /// «Nhận thức số».
    pub title: String,
}

/// An indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorPart {
    /// In order.
    pub children: Vec<IndicatorPart>,
    /// As printed.
    pub code: String,
    /// `adds`, `bonus`, `deducts`, `unscored`.
    pub counts: String,
    /// What is asked, by key.
    pub inputs: BTreeMap<String, InputPart>,
    /// What options and parts are called.
    pub labels: Vec<String>,
    /// «Chỉ số bắt buộc».
    pub mandatory: bool,
    /// At most.
    pub max_points: Option<String>,
    /// Structured.
    pub rule: Option<Value>,
    /// In the document's words.
    pub rule_text: Option<String>,
    /// Its title.
    pub title: String,
    /// A rule is written that nobody has read.
    pub unread: bool,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputPart {
    /// In the document's words.
    pub label: String,
    /// Đơn vị tính.
    pub measure: Option<String>,
}

/// Control totals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Totals {
    /// Lines where somebody decided otherwise than the rule.
    pub adjusted: usize,
    /// Lines of all units.
    pub lines: usize,
    /// Points of all units together.
    pub points: String,
    /// Units.
    pub units: usize,
    /// Units that had not handed in, and are not in the file.
    pub without: usize,
}

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitPart {
    /// Which card: `claimed`, `appraised`, `final`.
    pub basis: String,
    /// The kind of unit.
    pub block: String,
    /// Mã đơn vị hành chính.
    pub code: Option<String>,
    /// Xếp loại.
    pub grade: Option<String>,
    /// As many as the framework has indicators, in its order.
    pub lines: Vec<LinePart>,
    /// The maximum that was open to it.
    pub max_points: String,
    /// Name.
    pub name: String,
    /// What is ranked: the index or the points, cut as declared.
    pub number: String,
    /// As many as the framework has pillars.
    pub pillars: Vec<String>,
    /// Of all.
    pub points: String,
    /// Within the block.
    pub rank: u32,
    /// The word in addresses.
    pub unit: String,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinePart {
    /// Whether somebody decided otherwise than the rule.
    pub adjusted: bool,
    /// Whether it applies to the unit.
    pub applicable: bool,
    /// By key, as stored.
    pub inputs: BTreeMap<String, String>,
    /// What became of it.
    pub outcome: String,
    /// Exact; null: unknown.
    pub points: Option<String>,
}

/// As it is written.
pub(crate) fn text(part: &impl Serialize) -> Result<String, Fault> {
    Ok(serde_json::to_string(part)?)
}

impl Content {
    /// The file: the content with its hash.
    pub fn sealed(self) -> Result<Document, Fault> {
        let sha256 = self.sha256()?;
        Ok(Document {
            content: self,
            sha256,
        })
    }

    /// The hash over its bytes.
    pub fn sha256(&self) -> Result<String, Fault> {
        Ok(secret::sha256(text(self)?.as_bytes()))
    }
}
