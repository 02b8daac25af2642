//! Khối: which kinds of unit are ranked and compared together. Where a framework says nothing, each
//! kind is a block of its own.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::unit::UnitKind;

/// The names of blocks by kind; kinds of one name are one block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks {
    names: BTreeMap<UnitKind, String>,
}

impl Blocks {
    /// Of these names.
    pub fn new(names: BTreeMap<UnitKind, String>) -> Blocks {
        Blocks { names }
    }

    /// The name of the block of a kind, where it has one.
    pub fn name(&self, kind: UnitKind) -> Option<&str> {
        self.names.get(&kind).map(String::as_str)
    }

    /// The kind that stands for the block of a kind: the first of those that share its name.
    pub fn of(&self, kind: UnitKind) -> UnitKind {
        let Some(name) = self.names.get(&kind) else {
            return kind;
        };
        let same = self.names.iter().find(|(_, other)| *other == name);
        same.map_or(kind, |(first, _)| *first)
    }

    /// The word of a block in files: its name, else its kind's.
    pub fn word(&self, kind: UnitKind) -> &str {
        self.name(kind).unwrap_or(kind.name())
    }

    /// From a framework's settings as stored.
    pub(in crate::framework) fn read(settings: &str) -> Blocks {
        let settings: Value = serde_json::from_str(settings).unwrap_or_default();
        let stored = settings["blocks"].as_object();
        let name = |(kind, name): (&String, &Value)| {
            Some((UnitKind::parse(kind)?, name.as_str()?.to_owned()))
        };
        Blocks {
            names: stored.into_iter().flatten().filter_map(name).collect(),
        }
    }

    /// Puts them into a framework's settings as stored.
    pub(in crate::framework) fn write_into(&self, settings: &str) -> String {
        let mut settings: Value = serde_json::from_str(settings).unwrap_or_default();
        let names = self.names.iter();
        let names: serde_json::Map<String, Value> = names
            .map(|(kind, name)| (kind.name().to_owned(), json!(name)))
            .collect();
        if let Some(fields) = settings.as_object_mut() {
            fields.insert("blocks".to_owned(), Value::Object(names));
        }
        settings.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_one_name_are_one_block_and_come_back_as_stored() {
        let names = [
            (UnitKind::City, "Địa phương".to_owned()),
            (UnitKind::Commune, "Địa phương".to_owned()),
            (UnitKind::Office, "Sở, ngành".to_owned()),
        ];
        let blocks = Blocks::new(names.into());
        assert_eq!(blocks.of(UnitKind::Commune), UnitKind::City);
        assert_eq!(blocks.of(UnitKind::Village), UnitKind::Village);
        assert_eq!(blocks.word(UnitKind::Village), "village");
        let stored = blocks.write_into("{\"ties\":\"dense\"}");
        assert!(stored.contains("dense"));
        assert_eq!(Blocks::read(&stored), blocks);
        assert_eq!(Blocks::read("{}"), Blocks::default());
    }
}
