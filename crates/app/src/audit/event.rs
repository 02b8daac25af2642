//! One thing that happened.

use serde::Serialize;
use serde_json::Value;

use crate::{AccountId, UnitId};

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The account; `None`: the program.
    pub account: Option<AccountId>,
    /// The name as it is now.
    pub name: String,
}

/// What was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// `plan`, `entry`, `account` …: the table's name.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// How people know it: «1.2.1 Tỷ lệ …».
    pub name: String,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Noun and past participle: `plan.issued`. Stable; the words for people are `server::vi`'s.
    pub kind: &'static str,
    /// In whose unit.
    pub unit: Option<UnitId>,
    /// What was changed.
    pub subject: Subject,
    /// The fields before, as JSON; null for something new.
    pub before: Value,
    /// The fields after; null for something gone.
    pub after: Value,
}

impl Event {
    /// Without fields yet.
    pub fn new(kind: &'static str, subject_kind: &'static str, id: &str, name: &str) -> Event {
        Event {
            kind,
            unit: None,
            subject: Subject {
                kind: subject_kind,
                id: id.to_owned(),
                name: name.to_owned(),
            },
            before: Value::Null,
            after: Value::Null,
        }
    }

    /// In this unit.
    #[must_use]
    pub fn within(mut self, unit: &UnitId) -> Event {
        self.unit = Some(unit.clone());
        self
    }

    /// The fields before. A value that is no JSON is kept as null: it is ours and always is.
    #[must_use]
    pub fn before(mut self, fields: impl Serialize) -> Event {
        self.before = serde_json::to_value(fields).unwrap_or_default();
        self
    }

    /// The fields after.
    #[must_use]
    pub fn after(mut self, fields: impl Serialize) -> Event {
        self.after = serde_json::to_value(fields).unwrap_or_default();
        self
    }
}
