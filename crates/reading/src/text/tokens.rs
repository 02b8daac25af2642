//! A text cut into words, numbers and signs, compared without marks and case.
//!
//! Each token knows where it stands in the original, so that events and targets can be quoted in
//! the document's own words. Words of time that extraction glued together («Trướcngày») are cut
//! again; signs of emphasis and LaTeX (`*`, `$`, `\\`) separate words and are nothing else.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::squash;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Word,
    Number(u32),
    Sign(char),
}

#[derive(Clone, Copy, Debug)]
struct Token {
    kind: Kind,
    folded: (usize, usize),
    shown: (usize, usize),
}

/// A text and its tokens.
#[derive(Debug)]
pub(crate) struct Text<'t> {
    original: &'t str,
    folded: String,
    tokens: Vec<Token>,
}

/// Words of time, for cutting glued ones.
const VOCABULARY: &[&str] = &[
    "truoc", "ngay", "thang", "quy", "nam", "tuan", "hang", "thuong", "xuyen", "trong", "den",
    "het", "tu", "cuoi", "dau", "dinh", "ky", "khi", "co", "moi", "lan", "xong", "cham", "nhat",
    "hoan", "thanh", "ca", "i", "ii", "iii", "iv", "giai", "doan", "yeu", "cau", "da", "ban",
    "hanh", "lien", "tuc", "va", "sau", "ke", "cua", "it", "toi", "thieu", "bat", "theo", "chi",
    "dao", "huong", "dan", "trieu", "tap",
];

impl<'t> Text<'t> {
    /// Cuts `text`.
    pub(crate) fn new(text: &'t str) -> Text<'t> {
        let mut cut = Text {
            original: text,
            folded: String::with_capacity(text.len()),
            tokens: Vec::with_capacity(text.len() / 4 + 2),
        };
        let mut chars = text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            if c.is_whitespace()
                || is_combining_mark(c)
                || matches!(
                    c,
                    '*' | '_' | '$' | '`' | '\\' | '\u{ad}' | '\u{200b}' | '\u{feff}'
                )
            {
                continue;
            }
            let from = cut.folded.len();
            fold_char(c, &mut cut.folded);
            let same = |next: char| {
                (c.is_alphabetic() && (next.is_alphabetic() || is_combining_mark(next)))
                    || (c.is_ascii_digit() && next.is_ascii_digit())
            };
            let mut end = start + c.len_utf8();
            while let Some((at, next)) = chars.next_if(|(_, next)| same(*next)) {
                fold_char(next, &mut cut.folded);
                end = at + next.len_utf8();
            }
            // «quí» is the same quarter, «định kì» the same habit.
            let word = &cut.folded[from..];
            let quarter = word
                .strip_prefix("qui")
                .is_some_and(|rest| rest.bytes().all(|byte| matches!(byte, b'i' | b'v')));
            if quarter {
                cut.folded.replace_range(from..from + 3, "quy");
            } else if word == "ki" {
                cut.folded.replace_range(from.., "ky");
            }
            cut.push(c, (from, cut.folded.len()), (start, end));
        }
        cut
    }

    fn push(&mut self, first: char, folded: (usize, usize), shown: (usize, usize)) {
        let word = &self.folded[folded.0..folded.1];
        let kind = if first.is_ascii_digit() {
            // More digits than any day, count or year has: a number all the same, but no date.
            Kind::Number(word.parse().unwrap_or(u32::MAX))
        } else if first.is_alphabetic() {
            Kind::Word
        } else {
            Kind::Sign(match first {
                '–' | '—' | '−' | '‐' | '‑' | '→' => '-',
                '／' | '⁄' => '/',
                other => other,
            })
        };
        let cuts = if kind == Kind::Word && may_be_glued(word) {
            cut_glued(word)
        } else {
            Vec::new()
        };
        if cuts.is_empty() {
            self.tokens.push(Token {
                kind,
                folded,
                shown,
            });
            return;
        }
        // One folded letter stands for one letter of the original and its marks.
        let letters = self.original[shown.0..shown.1].char_indices();
        let starts: Vec<usize> = letters
            .filter(|(_, c)| !is_combining_mark(*c))
            .map(|(at, _)| shown.0 + at)
            .collect();
        let at = |offset: usize| starts.get(offset).copied().unwrap_or(shown.1);
        let mut from = 0;
        for to in cuts {
            let token = Token {
                kind,
                folded: (folded.0 + from, folded.0 + to),
                shown: (at(from), at(to)),
            };
            self.tokens.push(token);
            from = to;
        }
    }

    /// The original with white space folded.
    pub(crate) fn shown(&self) -> String {
        squash(self.original)
    }

    /// Bytes of the token at `at` in the original.
    pub(crate) fn range(&self, at: usize) -> std::ops::Range<usize> {
        self.tokens
            .get(at)
            .map_or(self.original.len()..self.original.len(), |token| {
                token.shown.0..token.shown.1
            })
    }

    /// The original from the token at `at` on.
    pub(crate) fn rest(&self, at: usize) -> &'t str {
        &self.original[self.range(at).start..]
    }

    /// Index of the first token that begins at this byte or later.
    pub(crate) fn token_from(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.shown.0 < byte)
    }

    /// Number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The folded word at `at`; empty when there is none.
    pub(crate) fn word(&self, at: usize) -> &str {
        match self.tokens.get(at) {
            Some(Token {
                kind: Kind::Word,
                folded,
                ..
            }) => &self.folded[folded.0..folded.1],
            _ => "",
        }
    }

    /// The word at `at` as written, in lower case.
    pub(crate) fn written(&self, at: usize) -> String {
        squash(&self.original[self.range(at)]).to_lowercase()
    }

    /// The number at `at`.
    pub(crate) fn number(&self, at: usize) -> Option<u32> {
        match self.tokens.get(at)?.kind {
            Kind::Number(value) => Some(value),
            Kind::Word | Kind::Sign(_) => None,
        }
    }

    /// How many digits the number at `at` is written with.
    pub(crate) fn digits(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(0, |token| match token.kind {
            Kind::Number(_) => token.shown.1 - token.shown.0,
            Kind::Word | Kind::Sign(_) => 0,
        })
    }

    /// The sign at `at`, or NUL.
    pub(crate) fn sign(&self, at: usize) -> char {
        match self.tokens.get(at) {
            Some(Token {
                kind: Kind::Sign(sign),
                ..
            }) => *sign,
            _ => '\0',
        }
    }

    /// Whether `at` follows the token before it without white space.
    pub(crate) fn touches(&self, at: usize) -> bool {
        at > 0
            && self
                .tokens
                .get(at)
                .is_some_and(|token| self.tokens[at - 1].shown.1 == token.shown.0)
    }

    /// The index after the longest of these phrases (words parted by a space) at `at`.
    pub(crate) fn phrase(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        phrases
            .iter()
            .filter_map(|phrase| self.one_phrase(at, phrase))
            .max()
    }

    fn one_phrase(&self, mut at: usize, phrase: &str) -> Option<usize> {
        for word in phrase.split(' ') {
            if self.word(at) != word {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The original between two tokens, the second excluded, white space folded, without signs at
    /// its ends.
    pub(crate) fn quote(&self, from: usize, to: usize) -> String {
        let Some(first) = self.tokens.get(from).filter(|_| from < to) else {
            return String::new();
        };
        let last = self.tokens[to.min(self.len()) - 1];
        let text = squash(&self.original[first.shown.0..last.shown.1]);
        let sign = |c: char| {
            c.is_whitespace()
                || matches!(c, ',' | ';' | '.' | ':' | '-' | '–' | '…' | '/' | '*' | '_')
        };
        let text = text.trim_matches(sign);
        let text = if text.contains('(') {
            text
        } else {
            text.trim_end_matches(')')
        };
        text.to_owned()
    }

    /// Whether the word at `at`, as written, is `marked` or carries no marks at all.
    pub(crate) fn is_marked(&self, at: usize, marked: &str) -> bool {
        self.original[self.range(at)].is_ascii() || self.written(at) == marked
    }
}

fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    decompose_canonical(c, |part| match part {
        'đ' | 'Đ' => out.push('d'),
        part if is_combining_mark(part) => {}
        part => out.extend(part.to_lowercase()),
    });
}

/// One of these must be inside a glued word: «hanhco» is more often another word.
const OF_TIME: [&str; 6] = ["ngay", "thang", "quy", "nam", "tuan", "xuyen"];

fn may_be_glued(word: &str) -> bool {
    (4..=40).contains(&word.len())
        && word.is_ascii()
        && OF_TIME
            .iter()
            .any(|time| word.len() > time.len() && word.contains(time))
}

/// Where a word that is several words of time without spaces must be cut; empty when it is not.
fn cut_glued(word: &str) -> Vec<usize> {
    // reach[i]: length of the last word of a cutting of word[..i].
    let mut reach = [0usize; 41];
    for end in 1..=word.len() {
        let fits = |known: &&&str| {
            word[..end].ends_with(**known) && (end == known.len() || reach[end - known.len()] > 0)
        };
        reach[end] = VOCABULARY
            .iter()
            .filter(fits)
            .map(|known| known.len())
            .max()
            .unwrap_or(0);
    }
    let mut cuts = Vec::new();
    let mut end = word.len();
    while end > 0 && reach[end] > 0 {
        cuts.push(end);
        end -= reach[end];
    }
    cuts.reverse();
    if cuts.len() > 1 { cuts } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[track_caller]
    fn check(text: &str, words: &[&str]) {
        let text = Text::new(text);
        let got: Vec<&str> = text
            .tokens
            .iter()
            .map(|token| &text.folded[token.folded.0..token.folded.1])
            .collect();
        assert_eq!(got, words);
    }

    #[test]
    fn texts_are_cut_into_words_numbers_and_signs() {
        check("Trước  ngày **15/10**", &["truoc", "ngay", "15", "/", "10"]);
        check("T10–2024", &["t", "10", "–", "2024"]);
        check("17h00", &["17", "h", "00"]);
    }

    #[test]
    fn glued_words_are_cut_and_others_are_not() {
        check("Trướcngày 15", &["truoc", "ngay", "15"]);
        check("ThườngXuyên", &["thuong", "xuyen"]);
        check("QuýIV", &["quy", "iv"]);
        check("nghiêng quyền xuyên", &["nghieng", "quyen", "xuyen"]);
        assert_eq!(Text::new("Trướcngày").quote(1, 2), "ngày");
        let decomposed: String = "Trướcngày".nfd().collect();
        assert_eq!(Text::new(&decomposed).quote(1, 2), "ngày");
    }
}
