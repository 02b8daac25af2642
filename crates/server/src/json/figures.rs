//! The figures of one request: keys of the contract to [`Figures`], exactly.
//!
//! A value that cannot be read counts as not known and is noted; a key that nothing asks for is
//! noted and passed over.

use scoring::{Exact, Figures};
use serde_json::{Map, Value};

use super::exact;

/// Longer names of figures are no names.
const NAME_CHARS_MAX: usize = 64;

/// Something about the figures that a person should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The value of this key could not be read and counts as not known.
    Unreadable {
        /// The key.
        key: String,
        /// The value as it stands.
        value: String,
    },
    /// The rule does not ask for this key.
    NotAsked {
        /// The key.
        key: String,
    },
}

/// The figures, with what was odd about them. `asked` are the rule's own inputs, for names beyond
/// the contract's.
pub fn read(object: &Map<String, Value>, asked: &[&str]) -> (Figures, Vec<Note>) {
    let mut figures = Figures::default();
    let mut notes = Vec::new();
    for (key, value) in object.iter().filter(|(_, value)| !value.is_null()) {
        match set(&mut figures, key, value) {
            Set::Done => {}
            Set::Unreadable => {
                notes.push(Note::Unreadable {
                    key: key.clone(),
                    value: value.to_string(),
                });
            }
            Set::Named(exact) => {
                if !asked.contains(&key.as_str()) {
                    notes.push(Note::NotAsked { key: key.clone() });
                }
                figures.named.insert(key.clone(), exact);
            }
            Set::Unknown => notes.push(Note::NotAsked { key: key.clone() }),
        }
    }
    (figures, notes)
}

enum Set {
    Done,
    Unreadable,
    Named(Exact),
    Unknown,
}

fn set(figures: &mut Figures, key: &str, value: &Value) -> Set {
    match key {
        "applicable" => put(&mut figures.applicable, truth(value)),
        "yes" => put(&mut figures.yes, truth(value)),
        "option" => put(&mut figures.option, index(value)),
        "parts" => put(&mut figures.parts, list(value, truth)),
        "children" => put(&mut figures.children, list(value, exact::read)),
        "ratio" => put(&mut figures.ratio, exact::read(value)),
        "num" => put(&mut figures.num, exact::read(value)),
        "den" => put(&mut figures.den, exact::read(value)),
        "value" => put(&mut figures.value, exact::read(value)),
        "cohort_min" => put(&mut figures.cohort_min, exact::read(value)),
        "cohort_max" => put(&mut figures.cohort_max, exact::read(value)),
        "target" => put(&mut figures.target, exact::read(value)),
        "days_late" => put(&mut figures.days_late, exact::read(value)),
        "previous" => put(&mut figures.previous, exact::read(value)),
        _ if key.chars().count() > NAME_CHARS_MAX => Set::Unknown,
        _ => exact::read(value).map_or(Set::Unknown, Set::Named),
    }
}

fn put<T>(slot: &mut Option<T>, value: Option<T>) -> Set {
    let read = value.is_some();
    *slot = value;
    if read { Set::Done } else { Set::Unreadable }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) if text == "true" => Some(true),
        Value::String(text) if text == "false" => Some(false),
        _ => None,
    }
}

fn index(value: &Value) -> Option<u32> {
    u32::try_from(exact::read(value)?.to_i64()?).ok()
}

/// Null inside a list is not known; anything unreadable spoils the list.
fn list<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<Vec<Option<T>>> {
    let item = |value: &Value| {
        if value.is_null() {
            Some(None)
        } else {
            read(value).map(Some)
        }
    };
    value.as_array()?.iter().map(item).collect()
}
