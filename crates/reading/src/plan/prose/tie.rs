//! Which annex row a target in the prose belongs to: the one whose title shares the rarest words
//! with the clause, clearly more than any other. Rare words count more (inverse frequency over
//! the rows); two rows that fit alike leave the target without a row.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use domain::plan::{Annex, RowKind};

use crate::text::fold;

/// Titles of all rows, as sets of words.
pub(super) struct Titles {
    rows: Vec<(String, BTreeSet<String>)>,
    /// Rows by word.
    by_word: BTreeMap<String, Vec<usize>>,
}

/// Words too common to tell rows apart.
const COMMON: &[&str] = &[
    "ty", "le", "so", "luong", "muc", "do", "va", "cua", "cac", "cho", "co", "duoc", "trong",
    "tren", "tai", "dia", "ban", "phuong", "xa", "thanh", "pho", "tinh", "huyen", "dat", "toi",
    "thieu", "dam", "bao", "la", "den", "voi", "nam", "theo", "ve", "mot", "nhung", "doi",
];

impl Titles {
    pub(super) fn new(annexes: &[Annex]) -> Titles {
        let mut titles = Titles {
            rows: Vec::new(),
            by_word: BTreeMap::new(),
        };
        for row in annexes.iter().flat_map(|annex| &annex.rows) {
            if matches!(row.kind, RowKind::Banner | RowKind::Heading) {
                continue;
            }
            let words = content(row.title.as_deref().unwrap_or_default());
            let index = titles.rows.len();
            for word in &words {
                titles.by_word.entry(word.clone()).or_default().push(index);
            }
            titles.rows.push((row.path.clone(), words));
        }
        titles
    }

    /// Weight of a word, in thousandths: the rarer among the rows, the more.
    fn weight(&self, word: &str) -> u64 {
        let rows = self.by_word.get(word).map_or(1, Vec::len);
        let share = (self.rows.len() + 1) / rows.max(1);
        // A whole-number logarithm is exact on every machine.
        u64::from(share.max(1).ilog2()) * 1000 + 500
    }

    /// Path of the row that the clause speaks of.
    pub(super) fn row(&self, clause: &str) -> Option<String> {
        // Shares of the title's weight found in the clause, in per cent: a half, and
        // clearly more than the runner-up.
        const ENOUGH: u64 = 50;
        const AHEAD: u64 = 8;
        let words = content(clause);
        let mut found: BTreeMap<usize, u64> = BTreeMap::new();
        for word in &words {
            let weight = self.weight(word);
            for index in self.by_word.get(word).into_iter().flatten() {
                *found.entry(*index).or_default() += weight;
            }
        }
        let own: u64 = words.iter().map(|word| self.weight(word)).sum();
        let mut scores: Vec<(u64, usize)> = found
            .into_iter()
            .map(|(index, shared)| {
                let title: u64 = self.rows[index]
                    .1
                    .iter()
                    .map(|word| self.weight(word))
                    .sum();
                // Twice the shared weight over both: neither a long clause nor a long title wins.
                (200 * shared / (title + own).max(1), index)
            })
            .collect();
        scores.sort_unstable_by(|one, two| two.cmp(one));
        let (best, index) = *scores.first()?;
        let second = scores.get(1).map_or(0, |(score, _)| *score);
        (best >= ENOUGH && best >= second + AHEAD).then(|| self.rows[index].0.clone())
    }
}

/// The words that carry meaning.
fn content(text: &str) -> BTreeSet<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !COMMON.contains(word))
        .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))
        .map(str::to_owned)
        .collect()
}

/// The clause around a target: up to the semicolons beside it.
pub(super) fn clause(sentence: &str, target: &Range<usize>) -> Range<usize> {
    let before = sentence
        .get(..target.start)
        .and_then(|text| text.rfind(';'))
        .map_or(0, |at| at + 1);
    let after = sentence
        .get(target.end..)
        .and_then(|text| text.find(';'))
        .map_or(sentence.len(), |at| target.end + at);
    before..after
}
