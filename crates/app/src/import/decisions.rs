//! What a person decided about a plan before it is written: kept as JSON beside the file, never
//! in place of what the file says.

use std::collections::BTreeMap;

use jiff::civil::Date;
use scoring::Exact;
use serde::{Deserialize, Serialize};

use super::settled::RowKey;
use crate::PartyId;

/// Everything decided so far. What is absent is undecided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Decisions {
    /// Cells that a person changed: by row, then by the field's name.
    pub rows: BTreeMap<RowKey, BTreeMap<String, String>>,
    /// Findings settled, by key.
    pub findings: BTreeMap<String, Settlement>,
    /// Who a name means, by the name's canonical form.
    pub parties: BTreeMap<String, PartyChoice>,
    /// Whose work a row is.
    pub triage: BTreeMap<RowKey, Triage>,
    /// State of the amended plan before the new version was written, for undoing.
    pub amended_state: Option<String>,
    /// What was carried over from it.
    pub carried: Carried,
}

/// What a new version took over, so that it does not count as later work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Carried {
    /// Things done.
    pub happenings: i64,
    /// Comments.
    pub comments: i64,
    /// Proof in use.
    pub evidence: i64,
}

/// What was said to a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settlement {
    /// The choice, as [`Choice`] writes it.
    pub choice: String,
    /// A note of the person's.
    pub note: String,
}

/// A way to settle a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// As it stands in the document.
    Keep,
    /// The corrected text (it is taken anyway).
    Repaired,
    /// The damaged text as printed.
    Original,
    /// The rule by the reading of this name.
    Reading(String),
    /// These points as the row's maximum.
    Points(Exact),
    /// This day as the deadline that binds.
    Due(Date),
}

impl Choice {
    /// As kept and as sent by forms: `keep`, `reading:cap_at_max`, `points:12.5`, `due:2026-10-14`.
    pub fn text(&self) -> String {
        match self {
            Choice::Keep => "keep".to_owned(),
            Choice::Repaired => "repaired".to_owned(),
            Choice::Original => "original".to_owned(),
            Choice::Reading(name) => format!("reading:{name}"),
            Choice::Points(points) => format!("points:{points}"),
            Choice::Due(day) => format!("due:{day}"),
        }
    }

    /// The choice of that text.
    pub fn parse(text: &str) -> Option<Choice> {
        let (kind, value) = text.split_once(':').unwrap_or((text, ""));
        match kind {
            "keep" => Some(Choice::Keep),
            "repaired" => Some(Choice::Repaired),
            "original" => Some(Choice::Original),
            "reading" if !value.is_empty() => Some(Choice::Reading(value.to_owned())),
            "points" => value.parse().ok().map(Choice::Points),
            "due" => value.parse().ok().map(Choice::Due),
            _ => None,
        }
    }
}

/// Who a name means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyChoice {
    /// A party that is there; `remember`: the spelling means it from now on.
    Existing {
        /// Which one.
        party: String,
        /// Whether the spelling becomes an alias.
        remember: bool,
    },
    /// A new one: `post`, `person`, `unit`, `group`, `outsider`.
    Create {
        /// Of what kind.
        kind: String,
        /// Under what name.
        name: String,
    },
    /// Nobody: the name stays text.
    Leave,
}

impl PartyChoice {
    /// The party chosen among those that are there.
    pub fn existing(&self) -> Option<PartyId> {
        match self {
            PartyChoice::Existing { party, .. } => PartyId::parse(party),
            _ => None,
        }
    }
}

/// Whose work a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Triage {
    /// Ta chủ trì.
    Leads,
    /// Ta phối hợp.
    Supports,
    /// Không thuộc đơn vị.
    NotOurs,
    /// Nobody said yet.
    Undecided,
}

impl Triage {
    /// All, as offered.
    pub const ALL: [Triage; 4] = [
        Triage::Leads,
        Triage::Supports,
        Triage::NotOurs,
        Triage::Undecided,
    ];

    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            Triage::Leads => "leads",
            Triage::Supports => "supports",
            Triage::NotOurs => "not_ours",
            Triage::Undecided => "undecided",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Triage> {
        Triage::ALL.into_iter().find(|triage| triage.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, whole: bool) {
        let choice = Choice::parse(text);
        assert_eq!(choice.is_some(), whole, "{text}");
        if let Some(choice) = choice {
            assert_eq!(choice.text(), text);
        }
    }

    #[test]
    fn choices_are_read_as_they_are_written() {
        for text in [
            "keep",
            "repaired",
            "original",
            "reading:cap_at_max",
            "points:12.5",
            "due:2026-02-28",
        ] {
            check(text, true);
        }
        for text in ["", "reading:", "points:x", "due:2026-02-30", "drop"] {
            check(text, false);
        }
    }
}
