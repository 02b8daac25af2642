//! What is kept of each entry, and how entries come and go.
//!
//! Entries get rising numbers; one that is replaced or taken away leaves a gap, and when there are
//! more gaps than entries, everything is numbered anew. The words of an entry are kept as numbers
//! in the order of the text, twice where a word stands twice, so that phrases can be told.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cut::terms;
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
    /// Numbers of spellings: how many of the title, then all; the low bit says «aside».
    terms: Box<[u8]>,
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

    /// How many terms the title has, and all terms: spelling, and whether beside the text.
    pub(super) fn terms(&self) -> (usize, impl Iterator<Item = (u32, bool)>) {
        let mut numbers = read(&self.terms);
        let title = numbers.next().unwrap_or(0);
        (
            title as usize,
            numbers.map(|number| (number >> 1, number & 1 == 1)),
        )
    }

    fn spellings(&self) -> Vec<u32> {
        let mut all: Vec<u32> = self.terms().1.map(|(spelling, _)| spelling).collect();
        all.sort_unstable();
        all.dedup();
        all
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
        let mut numbers = self.learn(&shown[..title]);
        let of_title = numbers.len();
        numbers.extend(self.learn(&shown[title..]));
        let mut bytes = Vec::with_capacity(numbers.len() * 2 + 1);
        write(length(of_title), &mut bytes);
        for number in numbers {
            write(number, &mut bytes);
        }
        let id: Arc<str> = entry.id.into();
        let kept = Kept {
            id: Arc::clone(&id),
            shown: shown.into(),
            terms: bytes.into(),
            title: length(title),
            unit: self.unit(entry.unit),
            kind: entry.kind,
            gone: false,
        };
        let at = length(self.kept.len());
        self.vocabulary.file(at, &kept.spellings());
        self.by_id.insert(id, at);
        self.kept.push(kept);
    }

    /// Takes an entry from the shelf; says whether it was there.
    pub fn remove(&mut self, id: &str) -> bool {
        let Some(at) = self.by_id.remove(id) else {
            return false;
        };
        let kept = &mut self.kept[at as usize];
        self.vocabulary.take_away(&kept.spellings());
        kept.shown = Box::default();
        kept.terms = Box::default();
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

    /// The terms of a text: spelling and, in the low bit, whether it is an aside.
    fn learn(&mut self, text: &str) -> Vec<u32> {
        let mut numbers = Vec::new();
        terms(text, |term| {
            let spelling = self.vocabulary.learn(&term.word);
            numbers.push(spelling << 1 | u32::from(term.aside));
        });
        numbers
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
        let mut renamed: Vec<Option<u32>> = vec![None; old.spellings()];
        self.kept.retain(|kept| !kept.gone);
        self.kept.shrink_to_fit();
        for (at, kept) in (0..).zip(&mut self.kept) {
            let (title, terms) = kept.terms();
            let mut bytes = Vec::with_capacity(kept.terms.len() + 8);
            write(length(title), &mut bytes);
            for (spelling, aside) in terms {
                let new = *renamed[spelling as usize]
                    .get_or_insert_with(|| self.vocabulary.learn_again(&old, spelling));
                write(new << 1 | u32::from(aside), &mut bytes);
            }
            kept.terms = bytes.into();
            self.vocabulary.file(at, &kept.spellings());
            if let Some(place) = self.by_id.get_mut(&kept.id) {
                *place = at;
            }
        }
    }
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
