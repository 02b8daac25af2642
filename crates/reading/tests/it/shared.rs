//! The shared folder with real plans and hand-made truth; absent on most machines.

use std::path::PathBuf;

use serde_json::Value;

/// A file of the shared folder, or `None` (said aloud) where the folder does not stand.
pub(crate) fn text(path: &str) -> Option<String> {
    let file = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")).join(path);
    let text = std::fs::read_to_string(&file).ok();
    if text.is_none() {
        assert!(
            std::env::var_os("CHAMDIEM_REQUIRE_PLANS").is_none(),
            "the shared folder is needed"
        );
        eprintln!("skipped: {} is not here", file.display());
    }
    text
}

/// The same, as JSON.
pub(crate) fn json(path: &str) -> Option<Value> {
    text(path).map(|text| serde_json::from_str(&text).expect("the truth is JSON"))
}

/// The strings of a JSON list.
pub(crate) fn strings(value: &Value) -> Vec<String> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}
