//! Which row of one plan is which row of another: by words of the title first, then by code,
//! group and the other cells.
//!
//! An index from words to rows gives each row a few partners to be weighed against, so the cost
//! grows with the rows and not with their square. Pairs are then taken best first.

use std::collections::BTreeMap;

use domain::plan::{Plan, Row, RowKind};

use super::RowAt;
use super::key::{Key, Words, likeness};

/// Words on more rows than this tell rows apart too little to look partners up by.
const COMMON: usize = 48;
/// Partners of one row that are weighed.
const PARTNERS: usize = 24;
/// Titles less alike than this are of different rows, in thousandths.
const LEAST: u32 = 560;
/// The same where both rows have the same code: a title may be reworded.
const LEAST_AT_SAME_PATH: u32 = 350;

/// A row with what is looked at to find its partner.
pub(super) struct Candidate<'p> {
    pub(super) at: RowAt,
    pub(super) row: &'p Row,
    key: Key,
    group: Key,
    evidence: Option<String>,
}

/// Two rows taken for the same one, and how alike their titles are in thousandths.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) before: usize,
    pub(super) after: usize,
    pub(super) title: u32,
}

/// All rows of a plan, annex after annex.
pub(super) fn candidates<'p>(plan: &'p Plan, words: &mut Words) -> Vec<Candidate<'p>> {
    let mut out = Vec::new();
    for (annex_at, annex) in plan.annexes.iter().enumerate() {
        let mut groups: BTreeMap<&str, Key> = BTreeMap::new();
        for (row_at, row) in annex.rows.iter().enumerate() {
            let key = words.key(row.title.as_deref().unwrap_or(""));
            let group = row.parent.as_deref().and_then(|path| groups.get(path));
            let candidate = Candidate {
                at: RowAt {
                    annex: annex_at,
                    row: row_at,
                },
                row,
                group: group.cloned().unwrap_or_default(),
                evidence: row.evidence_text.as_deref().map(crate::text::fold),
                key,
            };
            groups.insert(&row.path, candidate.key.clone());
            out.push(candidate);
        }
    }
    out
}

/// Pairs, in the order of the rows before.
pub(super) fn pairs(before: &[Candidate<'_>], after: &[Candidate<'_>]) -> Vec<Found> {
    let index = Index::new(before);
    let mut weighed: Vec<(u32, Found)> = Vec::new();
    for (at, candidate) in after.iter().enumerate() {
        for partner in index.partners(candidate) {
            let title = likeness(&before[partner].key, &candidate.key);
            let weight = index.weight(&before[partner], candidate, title);
            weighed.extend(weight.map(|weight| {
                let found = Found {
                    before: partner,
                    after: at,
                    title,
                };
                (weight, found)
            }));
        }
    }
    weighed.sort_by_key(|(weight, found)| (u32::MAX - weight, found.before, found.after));
    let (mut free_before, mut free_after) = (vec![true; before.len()], vec![true; after.len()]);
    let mut out = Vec::new();
    for (_, found) in weighed {
        if free_before[found.before] && free_after[found.after] {
            free_before[found.before] = false;
            free_after[found.after] = false;
            out.push(found);
        }
    }
    out.sort_by_key(|found| found.before);
    out
}

/// The rows before, by word, by path, and how often each evidence text stands among them.
struct Index<'c> {
    by_word: BTreeMap<u32, Vec<usize>>,
    by_path: BTreeMap<&'c str, Vec<usize>>,
    by_title: BTreeMap<&'c [u32], Vec<usize>>,
    evidence: BTreeMap<&'c str, usize>,
}

impl<'c> Index<'c> {
    fn new(rows: &'c [Candidate<'_>]) -> Index<'c> {
        let mut index = Index {
            by_word: BTreeMap::new(),
            by_path: BTreeMap::new(),
            by_title: BTreeMap::new(),
            evidence: BTreeMap::new(),
        };
        for (at, candidate) in rows.iter().enumerate() {
            for word in &candidate.key.words {
                index.by_word.entry(*word).or_default().push(at);
            }
            index
                .by_path
                .entry(&candidate.row.path)
                .or_default()
                .push(at);
            index
                .by_title
                .entry(&candidate.key.parts)
                .or_default()
                .push(at);
            if let Some(evidence) = &candidate.evidence {
                *index.evidence.entry(evidence).or_default() += 1;
            }
        }
        index
    }

    /// Rows that share most of the rarer words, those with the same title and with the same path.
    fn partners(&self, candidate: &Candidate<'_>) -> Vec<usize> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for word in &candidate.key.words {
            let rows = self.by_word.get(word).map_or(&[][..], Vec::as_slice);
            if rows.len() <= COMMON {
                for at in rows {
                    *shared.entry(*at).or_default() += 1;
                }
            }
        }
        let mut best: Vec<(usize, usize)> = shared.into_iter().collect();
        best.sort_by_key(|(at, count)| (usize::MAX - count, *at));
        let mut out: Vec<usize> = best.into_iter().take(PARTNERS).map(|(at, _)| at).collect();
        let path = self.by_path.get(candidate.row.path.as_str());
        let title = self.by_title.get(candidate.key.parts.as_slice());
        for rows in [path, title].into_iter().flatten() {
            out.extend(rows.iter().take(PARTNERS));
        }
        // Of many rows with one title, those with this path come first of all.
        out.sort_unstable();
        out.dedup();
        out
    }

    /// How much speaks for the pair; nothing when they cannot be the same row.
    fn weight(&self, before: &Candidate<'_>, after: &Candidate<'_>, title: u32) -> Option<u32> {
        let group = |kind: RowKind| matches!(kind, RowKind::Heading | RowKind::Banner);
        if group(before.row.kind) != group(after.row.kind) {
            return None;
        }
        let path = before.row.path == after.row.path;
        let untitled = before.key.parts.is_empty() && after.key.parts.is_empty();
        let least = if path { LEAST_AT_SAME_PATH } else { LEAST };
        if title < least && !(untitled && path) {
            return None;
        }
        let annex = before.at.annex == after.at.annex;
        let groups = likeness(&before.group, &after.group) >= LEAST;
        Some(
            title
                + 40 * u32::from(path)
                + 30 * u32::from(groups)
                + 10 * u32::from(annex)
                + self.proof(before, after),
        )
    }

    /// The same evidence asked for; the more where few rows ask for it.
    fn proof(&self, before: &Candidate<'_>, after: &Candidate<'_>) -> u32 {
        const RARE: usize = 3;
        let Some(evidence) = before.evidence.as_deref() else {
            return 0;
        };
        if after.evidence.as_deref() != Some(evidence) {
            return 0;
        }
        let rare = self
            .evidence
            .get(evidence)
            .is_some_and(|count| *count <= RARE);
        if rare { 120 } else { 20 }
    }
}
