//! How well an entry answers: which of the wanted words stand in its title and in its text, whether
//! one after the other, whether with the marks that were typed.
//!
//! A plan becomes bits, one for each wanted word, so that looking at an entry is one pass over the
//! numbers of its spellings.

use super::plan::{Group, Plan, Want};
use super::shelf::Shelf;
use super::vocabulary::EntrySet;

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
pub(super) struct Seen {
    words: Mask,
    /// Ends of wanted words that stood one after the other.
    runs: u32,
    /// All wanted words stood one after the other.
    phrase: bool,
    /// How many words it has, asides not counted.
    length: usize,
}

/// A plan in bits.
#[derive(Debug)]
pub(super) struct Search<'s> {
    pub(super) shelf: &'s Shelf,
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
    pub(super) fn new(shelf: &'s Shelf, plan: Plan) -> Search<'s> {
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

    /// For each group, the entries that hold its words.
    pub(super) fn sets(&self) -> Vec<EntrySet> {
        let groups = self.plan.groups.iter();
        groups.map(|group| self.group_entries(group)).collect()
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
    pub(super) fn candidates(&self, sets: &[EntrySet], held: usize) -> Vec<u32> {
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
        (0..self.shelf.numbers())
            .filter(|at| {
                let count = sets.iter().filter(|set| set.contains(*at as usize)).count();
                count >= held
            })
            .collect()
    }

    /// How an entry answers: how many groups it holds, and its score; none if the title shows
    /// that it holds all it can and still scores no more than `floor`.
    pub(super) fn judge(&self, at: u32, floor: u32) -> Option<(usize, u32)> {
        // No score is higher: only whether it holds was asked, and that is known.
        if floor == u32::MAX {
            return None;
        }
        let (of_title, mut terms) = self.shelf.terms(at);
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

    pub(super) fn spelling(&self, key: &str) -> Option<u32> {
        self.shelf.vocabulary.find_spelling(key)
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
