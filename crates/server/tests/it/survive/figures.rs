//! Figures that differ with each sending, as the API takes them and as they are stored.

use std::collections::BTreeMap;

use app::framework::Ask;
use reading::figure::InputKind;
use serde_json::{Value, json};

/// Whether every figure of the row is of a kind that is made here.
pub(super) fn can_be_sent(asks: &[Ask]) -> bool {
    let known = |ask: &Ask| {
        matches!(
            ask.kind,
            InputKind::Yes
                | InputKind::Value
                | InputKind::Percent
                | InputKind::Option { .. }
                | InputKind::Parts { .. }
        ) && !ask.key.starts_with("cohort")
    };
    !asks.is_empty() && asks.iter().all(known)
}

/// What is sent, and what is stored of it, for the sending of that number.
pub(super) fn of(asks: &[Ask], number: usize) -> (Value, BTreeMap<String, String>) {
    let (mut sent, mut stored) = (serde_json::Map::new(), BTreeMap::new());
    let counted = asks.iter().any(|ask| ask.key == "num");
    // Where both parts are counted, nobody types the rate beside them.
    for ask in asks.iter().filter(|ask| !counted || ask.key != "ratio") {
        let (value, text) = one(ask, number);
        sent.insert(ask.key.clone(), value);
        stored.insert(ask.key.clone(), text);
    }
    (Value::Object(sent), stored)
}

fn one(ask: &Ask, number: usize) -> (Value, String) {
    match (ask.kind, ask.key.as_str()) {
        (InputKind::Yes, _) => (
            json!(number.is_multiple_of(2)),
            number.is_multiple_of(2).to_string(),
        ),
        (InputKind::Option { count }, _) => {
            let at = number % usize::try_from(count).unwrap();
            (json!(at), at.to_string())
        }
        (InputKind::Parts { count }, _) => {
            let met: Vec<bool> = (0..count)
                .map(|part| number >> (part % 8) & 1 == 1)
                .collect();
            let words: Vec<&str> = met.iter().map(|met| if *met { "1" } else { "0" }).collect();
            (json!(met), words.join(","))
        }
        (InputKind::Percent, _) => {
            let share = format!("1/{}", 2 + number % 9);
            (json!(share), share)
        }
        (_, "den") => (json!(200 + number % 50), (200 + number % 50).to_string()),
        _ => (json!(number % 200), (number % 200).to_string()),
    }
}
