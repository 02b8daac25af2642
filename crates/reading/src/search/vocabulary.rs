//! Every word of the shelf, how it is spelled, and which entries hold it.
//!
//! A word is counted without marks; its spellings («số», «sơ») hang below it. Entries are numbers
//! that only grow, so that lists of them are kept as differences, a byte or two each.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::cut::Word;

/// Which entries hold a word: ascending numbers, as differences of seven bits a byte.
#[derive(Debug, Default)]
struct Entries {
    bytes: Vec<u8>,
    /// One more than the last number.
    next: u32,
}

impl Entries {
    fn push(&mut self, entry: u32) {
        write(entry - self.next, &mut self.bytes);
        self.next = entry + 1;
    }

    fn iter(&self) -> impl Iterator<Item = u32> {
        let mut next = 0;
        read(&self.bytes).map(move |step| {
            let entry = next + step;
            next = entry + 1;
            entry
        })
    }
}

/// Appends a number, seven bits a byte, low bits first.
pub(super) fn write(mut number: u32, bytes: &mut Vec<u8>) {
    while let high @ 1.. = number >> 7 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number = high;
    }
    bytes.push(number.to_le_bytes()[0]);
}

/// The numbers that [`write()`] wrote.
pub(super) fn read(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let mut bytes = bytes.iter();
    std::iter::from_fn(move || {
        let mut number = 0;
        let mut shift = 0;
        loop {
            let byte = *bytes.next()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
    })
}

/// A set of entries, a bit each.
#[derive(Clone, Debug)]
pub(super) struct EntrySet(Vec<u64>);

impl EntrySet {
    pub(super) fn empty(entries: usize) -> EntrySet {
        EntrySet(vec![0; entries.div_ceil(64)])
    }

    pub(super) fn keep(&mut self, other: &EntrySet) {
        for (mine, others) in self.0.iter_mut().zip(&other.0) {
            *mine &= others;
        }
    }

    pub(super) fn contains(&self, entry: usize) -> bool {
        self.0[entry / 64] >> (entry % 64) & 1 == 1
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.0).flat_map(|(block, bits)| {
            let mut bits = *bits;
            std::iter::from_fn(move || {
                let bit = bits.trailing_zeros();
                bits &= bits.checked_sub(1)?;
                Some(block * 64 + bit)
            })
        })
    }
}

/// A word without marks.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) text: Box<str>,
    entries: Entries,
    /// Entries that hold it now; those taken away still stand in `entries`.
    pub(super) live: u32,
    /// Which letters it has, see [`letters`].
    pub(super) letters: u32,
    pub(super) spellings: Vec<u32>,
}

/// A word as spelled.
#[derive(Debug)]
pub(super) struct Spelling {
    pub(super) shown: Box<str>,
    key: Box<str>,
    pub(super) word: u32,
    pub(super) live: u32,
}

#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    by_text: BTreeMap<Box<str>, u32>,
    by_spelling: BTreeMap<Box<str>, u32>,
    words: Vec<Known>,
    spellings: Vec<Spelling>,
}

/// A bit for each of a–z, one for other letters, the highest for what is no word but a number or
/// a code.
pub(super) fn letters(folded: &str) -> u32 {
    folded.bytes().fold(0, |set, byte| {
        set | match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            0..=0x7f => CODE,
            _ => 1 << 26,
        }
    })
}

/// The bit of [`letters`] that codes and numbers have.
pub(super) const CODE: u32 = 1 << 31;

fn number(length: usize) -> u32 {
    u32::try_from(length).expect("texts of four thousand million words do not fit into memory")
}

impl Vocabulary {
    /// The number of a spelling, new or known.
    pub(super) fn learn(&mut self, word: &Word) -> u32 {
        if let Some(known) = self.by_spelling.get(word.spelled.as_str()) {
            return *known;
        }
        self.add(&word.folded, &word.spelled, &word.shown)
    }

    /// A spelling of another vocabulary.
    pub(super) fn learn_again(&mut self, of: &Vocabulary, spelling: u32) -> u32 {
        let old = of.spelling(spelling);
        self.add(&of.word(old.word).text, &old.key, &old.shown)
    }

    fn add(&mut self, folded: &str, key: &str, shown: &str) -> u32 {
        let word = match self.by_text.get(folded) {
            Some(word) => *word,
            None => self.add_word(folded),
        };
        let spelling = number(self.spellings.len());
        self.words[word as usize].spellings.push(spelling);
        self.by_spelling.insert(key.into(), spelling);
        self.spellings.push(Spelling {
            shown: shown.into(),
            key: key.into(),
            word,
            live: 0,
        });
        spelling
    }

    fn add_word(&mut self, folded: &str) -> u32 {
        let word = number(self.words.len());
        self.by_text.insert(folded.into(), word);
        self.words.push(Known {
            text: folded.into(),
            entries: Entries::default(),
            live: 0,
            letters: letters(folded),
            spellings: Vec::new(),
        });
        word
    }

    /// Notes that `entry`, higher than any before, holds these spellings; sorted, each once.
    pub(super) fn file(&mut self, entry: u32, spellings: &[u32]) {
        for word in self.words_of(spellings) {
            let word = &mut self.words[word as usize];
            word.entries.push(entry);
            word.live += 1;
        }
        for spelling in spellings {
            self.spellings[*spelling as usize].live += 1;
        }
    }

    /// Notes that an entry with these spellings is gone.
    pub(super) fn take_away(&mut self, spellings: &[u32]) {
        for word in self.words_of(spellings) {
            self.words[word as usize].live -= 1;
        }
        for spelling in spellings {
            self.spellings[*spelling as usize].live -= 1;
        }
    }

    fn words_of(&self, spellings: &[u32]) -> Vec<u32> {
        let mut words: Vec<u32> = spellings.iter().map(|at| self.spelling(*at).word).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    pub(super) fn word(&self, word: u32) -> &Known {
        &self.words[word as usize]
    }

    pub(super) fn spelling(&self, spelling: u32) -> &Spelling {
        &self.spellings[spelling as usize]
    }

    /// How many spellings there are.
    pub(super) fn spellings(&self) -> usize {
        self.spellings.len()
    }

    /// A word that some entry holds now.
    pub(super) fn find(&self, folded: &str) -> Option<u32> {
        let word = *self.by_text.get(folded)?;
        (self.word(word).live > 0).then_some(word)
    }

    /// A spelling, by its key.
    pub(super) fn find_spelling(&self, key: &str) -> Option<u32> {
        self.by_spelling.get(key).copied()
    }

    /// Words that begin so and that some entry holds now.
    pub(super) fn beginning_with(&self, folded: &str) -> Vec<u32> {
        self.by_text
            .range::<str, _>((Bound::Included(folded), Bound::Unbounded))
            .take_while(|(text, _)| text.starts_with(folded))
            .map(|(_, word)| *word)
            .filter(|word| self.word(*word).live > 0)
            .collect()
    }

    /// Words, not codes, that some entry holds now.
    pub(super) fn words(&self) -> impl Iterator<Item = (u32, &Known)> {
        (0..)
            .zip(&self.words)
            .filter(|(_, word)| word.live > 0 && word.letters & CODE == 0)
    }

    /// Entries with any of these words, gone ones among them.
    pub(super) fn entries(&self, words: &[u32], entries: usize) -> EntrySet {
        let mut set = EntrySet::empty(entries);
        for word in words {
            for entry in self.word(*word).entries.iter() {
                set.0[entry as usize / 64] |= 1 << (entry % 64);
            }
        }
        set
    }
}
