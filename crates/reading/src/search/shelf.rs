//! What is kept of each entry, and how entries come and go.
//!
//! Entries get rising numbers; one that is replaced or taken away leaves a gap, and when there are
//! more gaps than entries, everything is numbered anew. The words of an entry are kept as numbers
//! in the order of the text, twice where a word stands twice, so that phrases can be told.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cut::{runs, terms};
use super::memo::Memo;
use super::snippet::boundary;
use super::vocabulary::{Vocabulary, read, write};
use crate::text::squash;

/// Bytes of title and text that are searched; what is beyond is cut off.
pub const LONGEST_TEXT: usize = 8192;

/// So many gaps are no reason to number anew.
const GAPS: usize = 32;

/// What sort of record an entry stands for; the numbers are the caller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind(pub u8);

/// A record as it is to be found.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'e> {
    /// Of the record; an older entry of the same id is replaced.
    pub id: &'e str,
    /// Plan, row, party, evidence, remark, …
    pub kind: Kind,
    /// Whose record it is, for [`EntryView`].
    pub unit: &'e str,
    /// Counts more than the text.
    pub title: &'e str,
    /// What else it says.
    pub text: &'e str,
}

/// What decides whether a person may see an entry.
#[derive(Clone, Copy, Debug)]
pub struct EntryView<'e> {
    /// Of the record.
    pub id: &'e str,
    /// What sort of record.
    pub kind: Kind,
    /// Whose record.
    pub unit: &'e str,
    /// The unit's number on this shelf, see [`Shelf::unit_number`]: quicker to compare.
    pub unit_number: u32,
}

#[derive(Debug)]
pub(super) struct Kept {
    id: Arc<str>,
    /// Title and text, one after the other.
    shown: Box<str>,
    /// Where its terms begin in [`Shelf::terms`], and how many bytes they take.
    from: usize,
    bytes: u32,
    title: u32,
    unit: u32,
    kind: Kind,
    gone: bool,
}

impl Kept {
    pub(super) fn title(&self) -> &str {
        &self.shown[..self.title as usize]
    }

    pub(super) fn text(&self) -> &str {
        &self.shown[self.title as usize..]
    }
}

/// The index of everything that can be searched.
///
/// ```
/// use reading::search::{Entry, Kind, Query, Shelf};
/// let mut shelf = Shelf::default();
/// shelf.put(&Entry {
///     id: "1",
///     kind: Kind(0),
///     unit: "xa",
///     title: "Kế hoạch chuyển đổi số",
///     text: "",
/// });
/// let found = shelf.find(&Query::new("CĐS", &|_| true));
/// assert_eq!(found.hits[0].id, "1");
/// ```
#[derive(Debug, Default)]
pub struct Shelf {
    pub(super) vocabulary: Vocabulary,
    pub(super) kept: Vec<Kept>,
    by_id: BTreeMap<Arc<str>, u32>,
    /// Numbers of spellings, entry after entry, so that going through many entries is going
    /// through memory: how many of the title, then all; the low bit says «aside».
    terms: Vec<u8>,
    memo: Memo,
    units: Vec<Box<str>>,
    by_unit: BTreeMap<Box<str>, u32>,
}

impl Shelf {
    /// Puts an entry on the shelf, in the place of an older one of the same id.
    pub fn put(&mut self, entry: &Entry<'_>) {
        self.remove(entry.id);
        let mut shown = cut_off(squash(entry.title));
        let title = shown.len();
        shown.push_str(&squash(entry.text));
        let shown = cut_off(shown);
        let mut numbers = Vec::new();
        self.learn(&shown[..title], &mut numbers);
        let of_title = numbers.len();
        self.learn(&shown[title..], &mut numbers);
        let from = self.terms.len();
        write(length(of_title), &mut self.terms);
        for number in &numbers {
            write(*number, &mut self.terms);
        }
        let id: Arc<str> = entry.id.into();
        let kept = Kept {
            id: Arc::clone(&id),
            shown: shown.into(),
            from,
            bytes: length(self.terms.len() - from),
            title: length(title),
            unit: self.unit(entry.unit),
            kind: entry.kind,
            gone: false,
        };
        let at = length(self.kept.len());
        self.vocabulary.file(
            at,
            &spellings(numbers.into_iter().map(|number| number >> 1)),
        );
        self.by_id.insert(id, at);
        self.kept.push(kept);
    }

    /// Takes an entry from the shelf; says whether it was there.
    pub fn remove(&mut self, id: &str) -> bool {
        let Some(at) = self.by_id.remove(id) else {
            return false;
        };
        let held = spellings(self.terms(at).1.map(|(spelling, _)| spelling));
        self.vocabulary.take_away(&held);
        let kept = &mut self.kept[at as usize];
        kept.shown = Box::default();
        kept.bytes = 0;
        kept.id = Arc::default();
        kept.title = 0;
        kept.gone = true;
        if self.kept.len() > 2 * self.by_id.len() + GAPS {
            self.number_anew();
        }
        true
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// The number under which [`EntryView`] names a unit, if any entry had it.
    pub fn unit_number(&self, unit: &str) -> Option<u32> {
        self.by_unit.get(unit).copied()
    }

    /// An entry as a judge of who may see it needs it; none if it is gone.
    pub(super) fn view(&self, at: u32) -> Option<EntryView<'_>> {
        let kept = &self.kept[at as usize];
        (!kept.gone).then(|| EntryView {
            id: &kept.id,
            kind: kept.kind,
            unit: &self.units[kept.unit as usize],
            unit_number: kept.unit,
        })
    }

    /// The units of all entries there ever were, by their numbers.
    pub fn units(&self) -> impl Iterator<Item = &str> {
        self.units.iter().map(|unit| &**unit)
    }

    /// One more than the highest number of an entry.
    pub(super) fn numbers(&self) -> u32 {
        length(self.kept.len())
    }

    /// How many terms the title of an entry has, and all its terms: spelling, and whether beside
    /// the text.
    pub(super) fn terms(&self, at: u32) -> (usize, impl Iterator<Item = (u32, bool)>) {
        let kept = &self.kept[at as usize];
        let mut numbers = read(&self.terms[kept.from..kept.from + kept.bytes as usize]);
        let title = numbers.next().unwrap_or(0);
        (
            title as usize,
            numbers.map(|number| (number >> 1, number & 1 == 1)),
        )
    }

    /// The terms of a text: spelling and, in the low bit, whether it is an aside.
    fn learn(&mut self, text: &str, numbers: &mut Vec<u32>) {
        for run in runs(text) {
            let written = &text[run];
            if let Some(known) = self.memo.find(written) {
                numbers.extend_from_slice(known);
                continue;
            }
            let from = numbers.len();
            terms(written, |term| {
                let spelling = self.vocabulary.learn(&term.word);
                numbers.push(spelling << 1 | u32::from(term.aside));
            });
            self.memo.keep(written, &numbers[from..]);
        }
    }

    fn unit(&mut self, unit: &str) -> u32 {
        if let Some(number) = self.by_unit.get(unit) {
            return *number;
        }
        let number = length(self.units.len());
        self.units.push(unit.into());
        self.by_unit.insert(unit.into(), number);
        number
    }

    /// Closes the gaps and forgets words that nothing holds any more; the order stays.
    fn number_anew(&mut self) {
        let old = std::mem::take(&mut self.vocabulary);
        let old_terms = std::mem::take(&mut self.terms);
        self.memo = Memo::default();
        let mut renamed: Vec<Option<u32>> = vec![None; old.spellings()];
        self.kept.retain(|kept| !kept.gone);
        self.kept.shrink_to_fit();
        for (at, kept) in (0..).zip(&mut self.kept) {
            let mut numbers = read(&old_terms[kept.from..kept.from + kept.bytes as usize]);
            kept.from = self.terms.len();
            write(numbers.next().unwrap_or(0), &mut self.terms);
            let mut held = Vec::new();
            for number in numbers {
                let new = *renamed[(number >> 1) as usize]
                    .get_or_insert_with(|| self.vocabulary.learn_again(&old, number >> 1));
                write(new << 1 | number & 1, &mut self.terms);
                held.push(new);
            }
            kept.bytes = length(self.terms.len() - kept.from);
            self.vocabulary.file(at, &spellings(held.into_iter()));
            if let Some(place) = self.by_id.get_mut(&kept.id) {
                *place = at;
            }
        }
    }
}

/// Each once, in order.
fn spellings(all: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut all: Vec<u32> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn length(length: usize) -> u32 {
    u32::try_from(length).expect("a shelf of four thousand million entries has no room in memory")
}

fn cut_off(mut text: String) -> String {
    if text.len() > LONGEST_TEXT {
        text.truncate(boundary(&text, LONGEST_TEXT));
    }
    text
}
