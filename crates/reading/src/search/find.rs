//! Which entries answer a query, and which come first.
//!
//! All words must be there; if no entry has them all, neighbours of the words are tried, and then
//! those entries that have most of them, half at least. First come entries in which the words are
//! marked as typed, then whole titles, phrases in titles, words in titles, phrases in texts, words
//! in texts; of equals, what was changed last.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::cut::Word;
use super::plan::{Group, Plan, Reading, Want, Why};
use super::shelf::{EntryView, Kept, Kind, Shelf};
use super::snippet::{self, Marked};
use super::vocabulary::EntrySet;
use crate::text::fold;

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
    /// How many there are in all.
    pub total: usize,
    /// The query as it was understood, if words had to be corrected: «Có phải bạn tìm: …».
    pub corrected: Option<String>,
    /// The query was longer than is read, see [`super::LONGEST_QUERY`] and [`super::MOST_WORDS`].
    pub cut: bool,
}

/// Which wanted words a spelling satisfies, a bit each.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mask {
    pub(super) any: u32,
    exact: u32,
    marks: u32,
}

impl Mask {
    fn add(&mut self, other: Mask) {
        self.any |= other.any;
        self.exact |= other.exact;
        self.marks |= other.marks;
    }
}

/// What was seen in a title or a text.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    words: Mask,
    /// Ends of wanted words that stood one after the other.
    runs: u32,
    /// All wanted words stood one after the other.
    phrase: bool,
    /// How many words it has, asides not counted.
    length: usize,
}

/// The best hits so far, score and entry, and how many there were.
#[derive(Debug, Default)]
struct Best {
    hits: BinaryHeap<Reverse<(u32, u32)>>,
    total: usize,
}

/// A plan in bits.
#[derive(Debug)]
pub(super) struct Search<'s> {
    shelf: &'s Shelf,
    pub(super) plan: Plan,
    pub(super) masks: Vec<Mask>,
    /// First wants of groups.
    starts: u32,
    /// Wants that were typed with marks.
    marked: u32,
    /// «và» does not break a phrase.
    and: Option<u32>,
    /// The most that a text can add.
    perfect: Seen,
}

impl<'s> Search<'s> {
    fn new(shelf: &'s Shelf, plan: Plan) -> Search<'s> {
        let vocabulary = &shelf.vocabulary;
        let mut masks = vec![Mask::default(); vocabulary.spellings()];
        let mut marked = 0;
        let wanted = u32::MAX >> (32 - plan.wants.len().clamp(1, 32));
        for (at, want) in plan.wants.iter().enumerate() {
            let bit = 1 << at;
            for word in &want.words {
                let exact = if want.exact == Some(*word) { bit } else { 0 };
                for spelling in &vocabulary.word(*word).spellings {
                    let mask = &mut masks[*spelling as usize];
                    mask.any |= bit;
                    mask.exact |= exact;
                }
            }
            if want.marked {
                marked |= bit;
            }
            if let Some(spelling) = want.spelling {
                masks[spelling as usize].marks |= bit;
            }
        }
        Search {
            shelf,
            masks,
            starts: plan
                .groups
                .iter()
                .fold(0, |all, group| all | 1 << group.wants.start),
            marked,
            perfect: Seen {
                words: Mask {
                    any: wanted,
                    exact: bits(&plan, |want| want.exact.is_some()),
                    marks: bits(&plan, |want| want.spelling.is_some()),
                },
                runs: wanted,
                phrase: true,
                length: 0,
            },
            and: vocabulary.find_spelling("va\u{300}"),
            plan,
        }
    }

    fn group_entries(&self, group: &Group) -> EntrySet {
        let entries = self.shelf.kept.len();
        let mut sets = self.plan.wants[group.wants.clone()]
            .iter()
            .map(|want| self.shelf.vocabulary.entries(&want.words, entries));
        let mut all = sets.next().unwrap_or_else(|| EntrySet::empty(entries));
        for set in sets {
            all.keep(&set);
        }
        all
    }

    /// Entries that may hold so many of the groups.
    fn candidates(&self, sets: &[EntrySet], held: usize) -> Vec<u32> {
        if held == sets.len() {
            let Some((first, rest)) = sets.split_first() else {
                return Vec::new();
            };
            let mut all = first.clone();
            for set in rest {
                all.keep(set);
            }
            return all.iter().collect();
        }
        (0..)
            .zip(&self.shelf.kept)
            .map(|(at, _): (u32, &Kept)| at)
            .filter(|at| {
                let count = sets.iter().filter(|set| set.contains(*at as usize)).count();
                count >= held
            })
            .collect()
    }

    /// How an entry answers: how many groups it holds, and its score; none if the title shows
    /// that it holds all it can and still scores no more than `floor`.
    fn judge(&self, kept: &Kept, floor: u32) -> Option<(usize, u32)> {
        let (of_title, mut terms) = kept.terms();
        let title = self.look(terms.by_ref().take(of_title));
        if floor > 0 && self.rate(&title, &self.perfect).1 <= floor {
            return None;
        }
        Some(self.rate(&title, &self.look(terms)))
    }

    fn look(&self, terms: impl Iterator<Item = (u32, bool)>) -> Seen {
        let mut seen = Seen::default();
        let (mut runs, mut phrase) = (0_u32, 0_u32);
        let last = 1_u32 << (self.plan.wants.len() - 1);
        for (spelling, aside) in terms {
            let mask = self.masks[spelling as usize];
            seen.length += usize::from(!aside);
            if mask.any == 0 {
                // The words an aside stands for follow: they go on where it was met.
                if !aside && self.and != Some(spelling) {
                    (runs, phrase) = (0, 0);
                }
                continue;
            }
            seen.words.add(mask);
            let next_run = (runs << 1 | self.starts) & mask.any;
            let next_phrase = (phrase << 1 | 1) & mask.any;
            seen.runs |= next_run;
            seen.phrase |= next_phrase & last != 0;
            if !aside {
                (runs, phrase) = (next_run, next_phrase);
            }
        }
        seen
    }

    fn rate(&self, title: &Seen, text: &Seen) -> (usize, u32) {
        let mut both = title.words;
        both.add(text.words);
        let runs = title.runs | text.runs;
        let held = self
            .plan
            .groups
            .iter()
            .filter(|group| holds(group, both.any, runs));
        let held = held.count();
        let wanted = length(self.plan.wants.len());
        let share = |bits: u32, of: u32| bits.count_ones() * 100 / of.max(1);
        let mut score = share(both.any, wanted) * 40;
        score += share(both.marks & self.marked, self.marked.count_ones()) * 20;
        score += share(both.exact, wanted) * 5;
        score += share(title.words.any, wanted) * 4;
        if title.words.any.count_ones() == wanted {
            score += 300;
        }
        if title.phrase {
            score += 400;
            if title.length == self.plan.wants.len() {
                score += 300;
            }
        }
        if text.phrase {
            score += 200;
        }
        (held, score)
    }

    /// The best of those that hold so many groups, as many as the query shows, and how many hold.
    fn hits(&self, sets: &[EntrySet], held: usize, query: &Query<'_>) -> Best {
        let enough = query.offset.saturating_add(query.limit).max(1);
        let mut best = Best::default();
        // That a set of entries has one is enough to know that it holds, but for phrases.
        let certain =
            held == sets.len() && self.plan.groups.iter().all(|group| group.wants.len() == 1);
        // What was changed last is met first, and so comes first among equals.
        for at in self.candidates(sets, held).into_iter().rev() {
            let Some(view) = self.shelf.view(at) else {
                continue;
            };
            if query.kinds.is_some_and(|kinds| !kinds.contains(&view.kind)) {
                continue;
            }
            let floor = match best.hits.peek() {
                Some(Reverse((score, _))) if certain && best.hits.len() >= enough => *score,
                _ => 0,
            };
            let judged = self.judge(&self.shelf.kept[at as usize], floor);
            if judged.is_some_and(|(holds, _)| holds < held) || !(query.may_see)(&view) {
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

    fn why(&self, kept: &Kept, snippet: &[Why]) -> Vec<Why> {
        let held = self.judge(kept, 0).map_or(0, |(held, _)| held);
        let mut why = snippet.to_vec();
        let spellings: Vec<u32> = kept.terms().1.map(|(spelling, _)| spelling).collect();
        for group in &self.plan.groups {
            let first = spellings
                .iter()
                .find(|at| self.masks[**at as usize].any >> group.wants.start & 1 == 1);
            let Some(first) = first else { continue };
            match group.reading {
                Reading::AsTyped => why.extend(self.neighbour(group, &spellings)),
                Reading::SpelledOut(full) => why.push(Why::SpelledOut {
                    typed: group.typed.clone(),
                    full: full.to_owned(),
                }),
                Reading::Corrected => why.push(Why::Corrected {
                    typed: group.typed.clone(),
                    read: self.read(group, *first, &spellings),
                }),
            }
        }
        if held < self.plan.groups.len() {
            why.push(Why::SomeWords {
                held,
                asked: self.plan.groups.len(),
            });
        }
        why
    }

    /// A known word that was not found, but a neighbour of it.
    fn neighbour(&self, group: &Group, spellings: &[u32]) -> Option<Why> {
        let typed = Word::new(&group.typed);
        let read = |at: &u32| {
            let spelling = self.shelf.vocabulary.spelling(*at);
            let word = &self.shelf.vocabulary.word(spelling.word).text;
            let begins = word.starts_with(&typed.folded) || word.starts_with(&fold(&group.typed));
            (begins, spelling)
        };
        let one = group.wants.len() == 1;
        let mut meant = spellings
            .iter()
            .filter(|at| one && self.masks[**at as usize].any >> group.wants.start & 1 == 1)
            .map(read)
            .peekable();
        let (_, first) = meant.peek()?;
        let read = first.shown.to_string();
        meant.all(|(begins, _)| !begins).then(|| Why::Corrected {
            typed: group.typed.clone(),
            read,
        })
    }

    /// The words of a group as an entry says them.
    fn read(&self, group: &Group, first: u32, spellings: &[u32]) -> String {
        let mut words = vec![&*self.shelf.vocabulary.spelling(first).shown];
        for want in group.wants.clone().skip(1) {
            let said = spellings
                .iter()
                .find(|at| self.masks[**at as usize].any >> want & 1 == 1);
            words.extend(said.map(|at| &*self.shelf.vocabulary.spelling(*at).shown));
        }
        words.join(" ")
    }

    fn hit(&self, score: u32, at: u32) -> Option<Hit> {
        let kept = &self.shelf.kept[at as usize];
        let view = self.shelf.view(at)?;
        let mut abbreviated = Vec::new();
        let title = snippet::whole(kept.title(), self, &mut abbreviated);
        let snippet = snippet::part(kept.text(), self, &mut abbreviated);
        abbreviated.sort();
        abbreviated.dedup();
        Some(Hit {
            id: view.id.to_owned(),
            kind: view.kind,
            score,
            title,
            snippet,
            why: self.why(kept, &abbreviated),
        })
    }

    pub(super) fn spelling(&self, key: &str) -> Option<u32> {
        self.shelf.vocabulary.find_spelling(key)
    }

    /// The query with its corrected words as the best hit says them.
    fn corrected(&self, best: &Hit) -> Option<String> {
        let mut changed = false;
        let words: Vec<&str> = self
            .plan
            .groups
            .iter()
            .map(|group| {
                let better = best.why.iter().find_map(|why| match why {
                    Why::Corrected { typed, read } if *typed == group.typed => Some(read.as_str()),
                    _ => None,
                });
                changed |= better.is_some();
                better.unwrap_or(&group.typed)
            })
            .collect();
        changed.then(|| words.join(" "))
    }
}

fn holds(group: &Group, any: u32, runs: u32) -> bool {
    if group.wants.len() > 1 {
        runs >> (group.wants.end - 1) & 1 == 1
    } else {
        any >> group.wants.start & 1 == 1
    }
}

/// The wants of which this is true.
fn bits(plan: &Plan, is: impl Fn(&Want) -> bool) -> u32 {
    let wants = (0..).zip(&plan.wants);
    wants.fold(0, |all, (at, want): (u32, _)| {
        all | u32::from(is(want)) << at
    })
}

fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
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
        if all.total > 0 {
            return strict.found(all, query);
        }
        let loose = Search::new(self, Plan::new(query.words, &self.vocabulary, true));
        let all = loose.hits(&loose.sets(), sets.len(), query);
        if all.total > 0 {
            return loose.found(all, query);
        }
        for held in (sets.len().div_ceil(2)..sets.len()).rev() {
            let hits = strict.hits(&sets, held, query);
            if hits.total > 0 {
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
    fn sets(&self) -> Vec<EntrySet> {
        let groups = self.plan.groups.iter();
        groups.map(|group| self.group_entries(group)).collect()
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
            corrected: first.and_then(|hit| self.corrected(&hit)),
            cut: self.plan.cut,
        }
    }
}
