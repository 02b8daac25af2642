//! A cell cut into words with what separates them, and the lexicon looked up word by word.
//!
//! Marks matter («sở» is an office, «số» is a number), but tone marks wander («Uỷ», «Ủy») and
//! extraction loses them. So a word is compared with its tones moved to its end; heads of two
//! words or more, and cells without any mark, are compared without marks.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::lexicon::{self, Kind};
use crate::text::fold;

/// What stands between a word and the one before it; the strongest of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// A space or the start.
    #[default]
    Space,
    /// A new line.
    Line,
    /// A comma, with or without a new line.
    Comma,
    /// A new line with a dash, a bullet or a number.
    Bullet,
    /// A semicolon.
    Semicolon,
}

/// One word.
#[derive(Debug)]
pub(super) struct Word {
    /// Byte range in the cell, punctuation included.
    pub(super) start: usize,
    pub(super) end: usize,
    /// What separates it from the word before.
    pub(super) gap: Gap,
    /// The comparison key with marks, punctuation at the ends removed.
    pub(super) key: String,
    /// The same without marks.
    pub(super) folded: String,
    /// Begins with a capital.
    pub(super) capital: bool,
    /// Has two letters or more, all of them capitals.
    pub(super) capitals: bool,
}

/// Cuts a cell. Nothing separates inside parentheses.
pub(super) fn cut(cell: &str) -> Vec<Word> {
    let last_close = cell.rfind(')').unwrap_or(0);
    let mut words: Vec<Word> = Vec::new();
    let (mut gap, mut start, mut depth) = (Gap::Space, None, 0_u32);
    let mut line_start = true;
    for (at, c) in cell.char_indices().chain([(cell.len(), '\n')]) {
        match c {
            '(' if at < last_close => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let separator = match c {
            ';' => Some(Gap::Semicolon),
            ',' if !between_digits(cell, at) => Some(Gap::Comma),
            '\n' | '\r' => Some(Gap::Line),
            c if c.is_whitespace() => Some(Gap::Space),
            _ => None,
        };
        let Some(separator) = separator else {
            start.get_or_insert(at);
            continue;
        };
        if let Some(from) = start.take() {
            if line_start && is_bullet(&cell[from..at]) {
                gap = gap.max(Gap::Bullet);
            } else {
                words.push(word(cell, from, at, std::mem::take(&mut gap)));
            }
            line_start = false;
        }
        if depth == 0 {
            gap = gap.max(separator);
        }
        line_start |= separator == Gap::Line || separator == Gap::Semicolon;
    }
    words
}

fn between_digits(cell: &str, at: usize) -> bool {
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    at > 0 && digit(cell.as_bytes().get(at - 1)) && digit(cell.as_bytes().get(at + 1))
}

/// «-», «+», «•», «*», «1.», «a)», «(2)».
fn is_bullet(word: &str) -> bool {
    if ["-", "+", "–", "—", "•", "*", "·", "", "‒", "−"].contains(&word) {
        return true;
    }
    let inner = word.trim_start_matches('(').trim_end_matches([')', '.']);
    let numbered = inner.len() <= 2 && inner.bytes().all(|byte| byte.is_ascii_digit());
    let lettered = inner.len() == 1 && inner.bytes().all(|byte| byte.is_ascii_lowercase());
    inner.len() < word.len() && !inner.is_empty() && (numbered || lettered && word.ends_with(')'))
}

fn word(cell: &str, start: usize, end: usize, gap: Gap) -> Word {
    let text = &cell[start..end];
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let capital = bare.chars().next().is_some_and(char::is_uppercase);
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = letters > 1 && !bare.chars().any(char::is_lowercase);
    Word {
        start,
        end,
        gap,
        key: key(bare),
        folded: fold(bare),
        capital,
        capitals,
    }
}

/// Lower case with the tone marks moved to the end of the word.
pub(super) fn key(word: &str) -> String {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let mut out = String::with_capacity(word.len() + 2);
    let mut tones = String::new();
    for c in word.chars().flat_map(char::to_lowercase).nfd() {
        if TONES.contains(&c) {
            tones.push(c);
        } else {
            out.push(c);
        }
    }
    out.push_str(&tones);
    out
}

/// A list of phrases, found by their first word.
pub(super) struct Phrases<T: Copy> {
    marked: BTreeMap<String, Vec<(Vec<String>, T)>>,
    folded: BTreeMap<String, Vec<(Vec<String>, T)>>,
}

impl<T: Copy> Phrases<T> {
    fn new(phrases: impl Iterator<Item = (&'static str, T)>) -> Phrases<T> {
        let (mut marked, mut folded) = (BTreeMap::new(), BTreeMap::new());
        for (phrase, value) in phrases {
            add(&mut marked, phrase.split(' ').map(key).collect(), value);
            add(&mut folded, phrase.split(' ').map(fold).collect(), value);
        }
        Phrases { marked, folded }
    }

    /// The longest phrase at `at`: how many words, and its value. Words may be separated by
    /// spaces and new lines only.
    pub(super) fn find(&self, words: &[Word], at: usize, plain: bool) -> Option<(usize, T)> {
        let first = words.get(at)?;
        let longest =
            |found: Option<&Vec<(Vec<String>, T)>>, least: usize, of: fn(&Word) -> &str| {
                found?
                    .iter()
                    .filter(|(phrase, _)| phrase.len() >= least && matches(words, at, phrase, of))
                    .map(|(phrase, value)| (phrase.len(), *value))
                    .max_by_key(|(count, _)| *count)
            };
        let marked = longest(self.marked.get(&first.key), 1, |word| &word.key);
        let least = if plain { 1 } else { 2 };
        let folded = longest(self.folded.get(&first.folded), least, |word| &word.folded);
        match (marked, folded) {
            (Some(one), Some(two)) if two.0 > one.0 => Some(two),
            (None, found) | (found, _) => found,
        }
    }
}

fn add<T>(map: &mut BTreeMap<String, Vec<(Vec<String>, T)>>, phrase: Vec<String>, value: T) {
    map.entry(phrase[0].clone())
        .or_default()
        .push((phrase, value));
}

fn matches(words: &[Word], at: usize, phrase: &[String], of: fn(&Word) -> &str) -> bool {
    words.get(at..at + phrase.len()).is_some_and(|words| {
        words
            .iter()
            .zip(phrase)
            .all(|(word, wanted)| of(word) == wanted)
            && words[1..].iter().all(|word| word.gap <= Gap::Line)
    })
}

fn plain(list: &'static [&'static str]) -> impl Iterator<Item = (&'static str, ())> {
    list.iter().map(|phrase| (*phrase, ()))
}

pub(super) static HEADS: LazyLock<Phrases<Kind>> = LazyLock::new(|| {
    Phrases::new(
        lexicon::HEADS
            .iter()
            .flat_map(|(kind, list)| list.iter().map(|word| (*word, *kind))),
    )
});
/// Abbreviations that open a party, by their keys.
pub(super) static SHORT_HEADS: LazyLock<BTreeMap<String, Kind>> = LazyLock::new(|| {
    let heads = lexicon::SHORT_HEADS.iter();
    heads
        .flat_map(|(kind, list)| list.iter().map(|short| (key(short), *kind)))
        .collect()
});
pub(super) static GENERIC: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(plain(lexicon::GENERIC)));
pub(super) static NOT_HEADS: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(plain(lexicon::NOT_HEADS)));
pub(super) static HONORIFICS: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(plain(lexicon::HONORIFICS)));
pub(super) static QUANTIFIERS: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(plain(lexicon::QUANTIFIERS)));
pub(super) static SURNAMES: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(plain(lexicon::SURNAMES)));
pub(super) static SENTENCE: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(plain(lexicon::SENTENCE_WORDS)));

/// Whether the cell has no Vietnamese mark at all.
pub(super) fn is_plain(cell: &str) -> bool {
    !cell.chars().any(|c| matches!(c, 'đ' | 'Đ')) && !cell.nfd().any(is_combining_mark)
}
