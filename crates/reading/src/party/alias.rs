//! What abbreviations stand for.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::lexicon::ABBREVIATIONS;
use crate::text::fold;

/// Every abbreviation and what it stands for, as written: searching reads them too.
pub(crate) fn abbreviations() -> &'static [(&'static str, &'static str)] {
    ABBREVIATIONS
}

static EXPANSIONS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    ABBREVIATIONS
        .iter()
        .map(|(short, full)| (fold(short), fold(full)))
        .collect()
});

/// What an abbreviation stands for; both folded, letters only.
pub(super) fn expansion(letters: &str) -> Option<&'static str> {
    EXPANSIONS.get(letters).map(String::as_str)
}
