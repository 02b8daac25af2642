//! Running text word by word, for finding phrases in it while keeping its own spelling.

use crate::text::fold;

/// One word and where it stands.
#[derive(Debug)]
pub(in crate::plan) struct Word {
    /// Byte range, punctuation included.
    pub(in crate::plan) start: usize,
    pub(in crate::plan) end: usize,
    /// Folded, punctuation at the ends off.
    pub(in crate::plan) folded: String,
    /// Ends a clause or a sentence.
    pub(in crate::plan) stop: Option<char>,
    /// Opens a parenthesis or a quotation.
    pub(in crate::plan) opens: bool,
    /// Begins with a capital.
    pub(in crate::plan) capital: bool,
}

/// The words of a text.
pub(in crate::plan) fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if !c.is_whitespace() {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            out.push(word(text, from, at));
        }
    }
    out
}

fn word(text: &str, start: usize, end: usize) -> Word {
    let whole = &text[start..end];
    let bare = whole.trim_matches(|c: char| !c.is_alphanumeric());
    let last = whole
        .trim_end_matches([')', '”', '"', '»', '*', '/'])
        .chars()
        .next_back();
    Word {
        start,
        end,
        folded: fold(bare),
        stop: last.filter(|c| matches!(c, '.' | ',' | ';' | ':')),
        opens: whole.starts_with(['(', '“', '"', '«']),
        capital: bare.chars().next().is_some_and(char::is_uppercase),
    }
}

/// Whether the words at `at` are these (folded, apart by spaces).
pub(in crate::plan) fn is_at(words: &[Word], at: usize, phrase: &str) -> bool {
    for (index, wanted) in (at..).zip(phrase.split(' ')) {
        if words.get(index).is_none_or(|word| word.folded != wanted) {
            return false;
        }
    }
    true
}

/// The first of several phrases that stands at `at`, and its length in words.
pub(in crate::plan) fn any_at(words: &[Word], at: usize, phrases: &[&str]) -> Option<usize> {
    let found = phrases.iter().find(|phrase| is_at(words, at, phrase))?;
    Some(found.split(' ').count())
}

/// The first place at or after `from` where one of the phrases stands.
pub(in crate::plan) fn find(words: &[Word], from: usize, phrases: &[&str]) -> Option<usize> {
    (from..words.len()).find(|at| any_at(words, *at, phrases).is_some())
}

/// White space folded, punctuation and joints at the ends off.
pub(in crate::plan) fn tidy(text: &str) -> String {
    let text = crate::text::squash(text);
    let text = text.trim_matches([' ', ',', ';', ':', '.', '-', '–', '/', '*']);
    text.to_owned()
}

/// A full stop before a capital, after a word that is no abbreviation («TP. Hồ Chí Minh»).
pub(in crate::plan) fn ends_sentence(text: &str, at: usize) -> bool {
    let word: String = text[..at]
        .chars()
        .rev()
        .take(12)
        .take_while(|c| !c.is_whitespace())
        .collect();
    let after = text[at + 1..]
        .strip_prefix(' ')
        .and_then(|rest| rest.chars().next());
    let short = word.chars().count() <= 2 && word.chars().any(char::is_alphabetic);
    !short && after.is_some_and(char::is_uppercase)
}

/// Byte ranges of the sentences of a paragraph.
pub(in crate::plan) fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('.') {
        if ends_sentence(text, at) {
            out.push((start, at + 1));
            start = at + 1;
        }
    }
    out.push((start, text.len()));
    out.retain(|(from, to)| text[*from..*to].chars().any(char::is_alphabetic));
    out
}
