//! Which entries answer a query, and which come first.
//!
//! All words must be there; if no entry has them all, neighbours of the words are tried, and then
//! those entries that have most of them, half at least. First come entries in which the words are
//! marked as typed, then whole titles, phrases in titles, words in titles, phrases in texts, words
//! in texts; of equals, what was changed last.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::judge::Search;
use super::plan::{Plan, Why};
use super::shelf::{EntryView, Kind, Shelf};
use super::snippet::Marked;
use super::vocabulary::EntrySet;

/// What to look for, for whom, and which part of the answer.
#[derive(Clone, Copy)]
pub struct Query<'q> {
    /// As typed.
    pub words: &'q str,
    /// Only these kinds.
    pub kinds: Option<&'q [Kind]>,
    /// Whether the person who asks may see an entry: asked once for each that would be found.
    pub may_see: &'q dyn Fn(&EntryView<'_>) -> bool,
    /// How many hits at most.
    pub limit: usize,
    /// How many hits to leave out before them.
    pub offset: usize,
}

impl<'q> Query<'q> {
    /// The first twenty hits of any kind.
    pub fn new(words: &'q str, may_see: &'q dyn Fn(&EntryView<'_>) -> bool) -> Query<'q> {
        Query {
            words,
            kinds: None,
            may_see,
            limit: 20,
            offset: 0,
        }
    }
}

/// One entry that answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Of the record.
    pub id: String,
    /// What sort of record.
    pub kind: Kind,
    /// The higher, the earlier; means nothing by itself.
    pub score: u32,
    /// The whole title, with what was found in it.
    pub title: Marked,
    /// The part of the text where most was found.
    pub snippet: Marked,
    /// What was spelled out or corrected to find it.
    pub why: Vec<Why>,
}

/// The answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The part that was asked for.
    pub hits: Vec<Hit>,
    /// How many there are in all, of the kinds asked for.
    pub total: usize,
    /// How many of each kind, whatever kinds were asked for.
    pub by_kind: Vec<(Kind, usize)>,
    /// The query as it was understood, if words had to be corrected: «Có phải bạn tìm: …».
    pub corrected: Option<String>,
    /// The query was longer than is read, see [`super::LONGEST_QUERY`] and [`super::MOST_WORDS`].
    pub cut: bool,
}

/// The best hits so far, score and entry, and how many there were.
#[derive(Debug, Default)]
struct Best {
    hits: BinaryHeap<Reverse<(u32, u32)>>,
    total: usize,
    by_kind: BTreeMap<Kind, usize>,
}

impl Shelf {
    /// The entries that answer, the best first; an empty query has no answer.
    pub fn find(&self, query: &Query<'_>) -> Found {
        let plan = Plan::new(query.words, &self.vocabulary, false);
        let cut = plan.cut;
        if plan.wants.is_empty() {
            return Found {
                cut,
                ..Found::default()
            };
        }
        let strict = Search::new(self, plan);
        let sets = strict.sets();
        let all = strict.hits(&sets, sets.len(), query);
        if !all.by_kind.is_empty() {
            return strict.found(all, query);
        }
        let loose = Search::new(self, Plan::new(query.words, &self.vocabulary, true));
        let all = loose.hits(&loose.sets(), sets.len(), query);
        if !all.by_kind.is_empty() {
            return loose.found(all, query);
        }
        for held in (sets.len().div_ceil(2)..sets.len()).rev() {
            let hits = strict.hits(&sets, held, query);
            if !hits.by_kind.is_empty() {
                return strict.found(hits, query);
            }
        }
        Found {
            cut,
            ..Found::default()
        }
    }
}

impl Search<'_> {
    /// The best of those that hold so many groups, as many as the query shows, and how many hold.
    fn hits(&self, sets: &[EntrySet], held: usize, query: &Query<'_>) -> Best {
        let enough = query.offset.saturating_add(query.limit).max(1);
        let mut best = Best::default();
        // That a set of entries has one is enough to know that it holds, but for phrases.
        let certain =
            held == sets.len() && self.plan.groups.iter().all(|group| group.wants.len() == 1);
        // What was changed last is met first, and so comes first among equals.
        for at in self.candidates(sets, held).into_iter().rev() {
            let Some(view) = self.shelf.view(at).filter(|view| (query.may_see)(view)) else {
                continue;
            };
            let asked = query.kinds.is_none_or(|kinds| kinds.contains(&view.kind));
            let floor = match best.hits.peek() {
                _ if certain && !asked => u32::MAX,
                Some(Reverse((score, _))) if certain && best.hits.len() >= enough => *score,
                _ => 0,
            };
            let judged = self.judge(at, floor);
            if judged.is_some_and(|(holds, _)| holds < held) {
                continue;
            }
            *best.by_kind.entry(view.kind).or_default() += 1;
            if !asked {
                continue;
            }
            best.total += 1;
            if let Some((_, score)) = judged {
                best.hits.push(Reverse((score, at)));
                if best.hits.len() > enough {
                    best.hits.pop();
                }
            }
        }
        best
    }

    fn found(&self, best: Best, query: &Query<'_>) -> Found {
        let ranked = best.hits.into_sorted_vec();
        let first = ranked
            .first()
            .and_then(|Reverse((score, at))| self.hit(*score, *at));
        let shown = ranked.iter().skip(query.offset).take(query.limit);
        Found {
            hits: shown
                .filter_map(|Reverse((score, at))| self.hit(*score, *at))
                .collect(),
            total: best.total,
            by_kind: best.by_kind.into_iter().collect(),
            corrected: first.and_then(|hit| self.corrected(&hit)),
            cut: self.plan.cut,
        }
    }
}
