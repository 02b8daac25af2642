//! Words, numbers and signs of a rule text, with their places. Words are compared folded
//! («Tỷ», «TỶ» and «tỷ» agree); words that extraction glued together («Điểmtốiđa») come apart.

use scoring::Exact;
use unicode_normalization::char::decompose_canonical;

use crate::text::decimal_prefix;

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number(Exact),
    Word,
    Ge,
    Le,
    Gt,
    Lt,
    Equal,
    /// `=>`: «not less than» or an arrow, by what follows.
    GeOrArrow,
    Times,
    Slash,
    Plus,
    Dash,
    Percent,
    Colon,
    Semicolon,
    Comma,
    Dot,
    Open,
    Close,
    Line,
    /// A sign that no rule of ours is made with («²», «√»).
    Other,
}

/// A token with its place in the source and, for words, in the folded text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    word: (usize, usize),
    /// No white space before it.
    pub(super) glued: bool,
}

/// A rule text in tokens.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) source: String,
    folded: String,
    pub(super) tokens: Vec<Token>,
}

impl Text {
    /// Cuts a normalised text. More than `LIMIT` tokens are no rule; the rest is dropped and
    /// `whole` says so.
    pub(super) fn new(source: String) -> (Text, bool) {
        const LIMIT: usize = 1500;
        let mut text = Text {
            source,
            ..Text::default()
        };
        let source = std::mem::take(&mut text.source);
        let mut at = 0;
        let mut glued = false;
        while at < source.len() && text.tokens.len() < LIMIT {
            let next = text.take(&source, at, glued);
            glued = next.1;
            at = next.0;
        }
        let whole = at >= source.len();
        text.source = source;
        super::lines::unwrap_lines(&mut text);
        (text, whole)
    }

    /// Takes one token or blank at `at`; gives where to go on and whether what follows is glued.
    fn take(&mut self, source: &str, at: usize, glued: bool) -> (usize, bool) {
        let rest = &source[at..];
        let Some(c) = rest.chars().next() else {
            return (source.len(), false);
        };
        let width = c.len_utf8();
        if c == '\n' {
            self.push(Kind::Line, at, at + width, glued);
            return (at + width, false);
        }
        if c.is_whitespace() {
            return (at + width, false);
        }
        if let Some(length) = generation(rest) {
            self.words(source, at, at + length, glued);
            return (at + length, true);
        }
        if c.is_ascii_digit()
            && let Some((number, left)) = number_prefix(rest)
        {
            let end = source.len() - left.len();
            self.push(Kind::Number(number), at, end, glued);
            return (end, true);
        }
        if c.is_alphabetic() {
            let end = rest
                .char_indices()
                .find(|(_, c)| !c.is_alphabetic() && !is_mark(*c))
                .map_or(source.len(), |(to, _)| at + to);
            self.words(source, at, end, glued);
            return (end, true);
        }
        if let Some((sign, kind)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)) {
            self.push(kind.clone(), at, at + sign.len(), glued);
            return (at + sign.len(), true);
        }
        if c == '½' {
            for kind in [
                Kind::Number(Exact::ONE),
                Kind::Slash,
                Kind::Number(Exact::whole(2)),
            ] {
                self.push(kind, at, at + width, glued);
            }
            return (at + width, true);
        }
        if matches!(
            c,
            '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '&' | '…' | '#' | '`' | '!' | '?'
        ) {
            return (at + width, glued);
        }
        self.push(Kind::Other, at, at + width, glued);
        (at + width, true)
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize, glued: bool) {
        self.tokens.push(Token {
            kind,
            start,
            end,
            word: (0, 0),
            glued,
        });
    }

    fn words(&mut self, source: &str, start: usize, end: usize, glued: bool) {
        let from = self.folded.len();
        source[start..end]
            .chars()
            .for_each(|c| fold_char(c, &mut self.folded));
        let word = self.folded[from..].to_owned();
        let mut parts = Vec::new();
        if !is_syllable(&word) && unglue(&word, 0, &mut parts) {
            let mut at = from;
            for (nth, part) in parts.iter().enumerate() {
                let word = (at, at + part.len());
                let glued = if nth == 0 { glued } else { false };
                self.tokens.push(Token {
                    kind: Kind::Word,
                    start,
                    end,
                    word,
                    glued,
                });
                at += part.len();
            }
        } else {
            let word = (from, self.folded.len());
            self.tokens.push(Token {
                kind: Kind::Word,
                start,
                end,
                word,
                glued,
            });
        }
    }

    /// The folded word at `at`, or nothing for other tokens.
    #[inline]
    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens
            .get(at)
            .map_or("", |token| match &self.folded[token.word.0..token.word.1] {
                "ti" => "ty",
                word => word,
            })
    }

    /// The folded word of a token of this text.
    pub(super) fn folded(&self, token: &Token) -> &str {
        &self.folded[token.word.0..token.word.1]
    }

    /// The kind at `at`.
    pub(super) fn kind(&self, at: usize) -> Option<&Kind> {
        self.tokens.get(at).map(|token| &token.kind)
    }

    /// Whether the token at `at` is of this kind.
    pub(super) fn is(&self, at: usize, kind: &Kind) -> bool {
        self.kind(at) == Some(kind)
    }

    /// The number at `at`.
    pub(super) fn number(&self, at: usize) -> Option<&Exact> {
        match self.kind(at) {
            Some(Kind::Number(number)) => Some(number),
            _ => None,
        }
    }

    /// Where a phrase of folded words at `at` ends. The reader asks this thousands of times for
    /// one rule, so words are compared in place.
    pub(super) fn phrase(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut rest = phrase.as_bytes();
        let mut next = at;
        loop {
            let word = self.word(next).as_bytes();
            if rest.first() != word.first() || !rest.starts_with(word) {
                return None;
            }
            next += 1;
            match rest.get(word.len()) {
                None => return Some(next),
                Some(b' ') => rest = &rest[word.len() + 1..],
                Some(_) => return None,
            }
        }
    }

    /// Where the first of several phrases that stands at `at` ends; list longer ones first.
    pub(super) fn any(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        let first = self.word(at).as_bytes().first();
        first?;
        phrases
            .iter()
            .filter(|phrase| phrase.as_bytes().first() == first)
            .find_map(|phrase| self.phrase(at, phrase))
    }

    /// Whether one of the phrases stands somewhere in the tokens.
    pub(super) fn has(&self, from: usize, to: usize, phrases: &[&str]) -> bool {
        (from..to).any(|at| self.any(at, phrases).is_some_and(|end| end <= to))
    }

    /// Whether a phrase with its marks («trừ», «giảm») stands at `at`; a text without any marks
    /// is taken to mean it. Folded alone, «giám sát» would be «giảm».
    pub(super) fn spelled(&self, at: usize, phrase: &str) -> bool {
        let begins = may_begin(phrase.as_bytes(), self.word(at).as_bytes().first());
        begins
            && phrase.split(' ').enumerate().all(|(nth, word)| {
                let Some(token) = self.tokens.get(at + nth) else {
                    return false;
                };
                if token.kind != Kind::Word || !folds_to(word, self.folded(token)) {
                    return false;
                }
                let own = &self.source[token.start..token.end];
                own == word
                    || own.is_ascii()
                    || own.chars().count() > 7
                    || own.to_lowercase() == word
            })
    }

    /// Whether one of the phrases, with marks, stands somewhere in the tokens.
    pub(super) fn says(&self, from: usize, to: usize, phrases: &[&str]) -> bool {
        (from..to.min(self.tokens.len()))
            .filter(|at| self.is(*at, &Kind::Word))
            .any(|at| {
                let first = self.word(at).as_bytes().first();
                let mut likely = phrases
                    .iter()
                    .filter(|phrase| may_begin(phrase.as_bytes(), first));
                likely.any(|phrase| self.spelled(at, phrase))
            })
    }

    /// The document's own words between two tokens, white space folded.
    pub(super) fn source(&self, from: usize, to: usize) -> String {
        if from >= to || to > self.tokens.len() {
            return String::new();
        }
        let (start, end) = (self.tokens[from].start, self.tokens[to - 1].end);
        self.source
            .get(start..end)
            .unwrap_or_default()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

const SIGNS: [(&str, Kind); 28] = [
    (">=", Kind::Ge),
    ("=>", Kind::GeOrArrow),
    ("<=", Kind::Le),
    ("=<", Kind::Le),
    ("->", Kind::GeOrArrow),
    ("→", Kind::GeOrArrow),
    ("≥", Kind::Ge),
    ("≤", Kind::Le),
    (">", Kind::Gt),
    ("<", Kind::Lt),
    ("=", Kind::Equal),
    ("*", Kind::Times),
    ("×", Kind::Times),
    ("/", Kind::Slash),
    ("+", Kind::Plus),
    ("-", Kind::Dash),
    ("\u{2022}", Kind::Dash),
    ("%", Kind::Percent),
    (":", Kind::Colon),
    (";", Kind::Semicolon),
    (",", Kind::Comma),
    (".", Kind::Dot),
    ("(", Kind::Open),
    (")", Kind::Close),
    ("[", Kind::Open),
    ("]", Kind::Close),
    ("|", Kind::Line),
    ("_", Kind::Dash),
];

/// As [`decimal_prefix`], but «Mức 1 100 bài» is not one thousand one hundred: groups parted by
/// blanks count only when they are zeros or several.
fn number_prefix(text: &str) -> Option<(Exact, &str)> {
    let (number, left) = decimal_prefix(text)?;
    let taken = &text[..text.len() - left.len()];
    match taken.split_once([' ', '\u{a0}']) {
        Some((first, "000")) if !first.is_empty() => Some((number, left)),
        Some((first, groups)) if !groups.contains([' ', '\u{a0}']) => {
            Some((first.parse().ok()?, &text[first.len()..]))
        }
        _ => Some((number, left)),
    }
}

/// «5G», «3D», «4K»: a name that begins with a digit; its length.
fn generation(text: &str) -> Option<usize> {
    const NAMES: [&str; 12] = [
        "2G", "3G", "4G", "5G", "6G", "2g", "3g", "4g", "5g", "6g", "3D", "4K",
    ];
    let name = NAMES.iter().find(|name| text.starts_with(**name))?;
    (!text[name.len()..].starts_with(char::is_alphanumeric)).then_some(name.len())
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn fold_char(c: char, out: &mut String) {
    match c {
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        c => decompose_canonical(c, |part| {
            if !is_mark(part) {
                out.extend(part.to_lowercase());
            }
        }),
    }
}

/// Whether a folded word with this first letter can begin a phrase with marks; letters with
/// marks («đ») are compared later.
fn may_begin(phrase: &[u8], first: Option<&u8>) -> bool {
    match phrase.first() {
        Some(byte) if byte.is_ascii() => first == Some(byte),
        _ => first.is_some(),
    }
}

/// Whether a lower-case word with marks folds to `folded`; allocates nothing.
fn folds_to(word: &str, folded: &str) -> bool {
    let mut folded = folded.chars();
    for c in word.chars() {
        let mut base = if c == 'đ' { 'd' } else { c };
        if !base.is_ascii() {
            let mut first = None;
            decompose_canonical(c, |part| first = first.or(Some(part)));
            base = first.unwrap_or(c);
        }
        if folded.next() != Some(base) {
            return false;
        }
    }
    folded.next().is_none()
}

/// Whether a folded word can be one syllable: consonants, vowels, consonants.
fn is_syllable(word: &str) -> bool {
    let vowel = |byte: &u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let bytes = word.as_bytes();
    let first = bytes.iter().take_while(|byte| !vowel(byte)).count();
    let middle = bytes[first..].iter().take_while(|byte| vowel(byte)).count();
    let last = &bytes[first + middle..];
    // «qu» and «gi» begin syllables too; three vowels are the most there are.
    middle <= 3 && last.len() <= 2 && !last.iter().any(vowel)
}

/// The words that rules are made of, for taking glued ones apart.
const VOCABULARY: [&str; 64] = [
    "ban", "bai", "bao", "bang", "cac", "cao", "cap", "chua", "co", "con", "cong", "cua", "cuoc",
    "da", "dat", "den", "diem", "dong", "du", "dung", "duoc", "duoi", "hanh", "hoac", "hop",
    "hoan", "hang", "it", "khac", "khai", "khi", "khong", "ky", "lai", "lan", "le", "len", "lon",
    "luong", "moi", "nam", "neu", "ngay", "nhat", "nua", "qua", "quy", "so", "thang", "thanh",
    "thi", "thieu", "toi", "tong", "trien", "tren", "tro", "truong", "tru", "tu", "tuan", "ty",
    "ti", "va",
];

/// Takes a glued word apart into words of the vocabulary, or not at all.
fn unglue<'a>(word: &'a str, depth: usize, parts: &mut Vec<&'a str>) -> bool {
    if word.is_empty() {
        return parts.len() > 1;
    }
    if depth > 6 {
        return false;
    }
    for length in (2..=6).rev() {
        let Some(head) = word.get(..length) else {
            continue;
        };
        if VOCABULARY.contains(&head) {
            parts.push(head);
            if unglue(&word[length..], depth + 1, parts) {
                return true;
            }
            parts.pop();
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let (text, _) = Text::new(text.to_owned());
        (0..text.tokens.len())
            .map(|at| text.word(at).to_owned())
            .filter(|w| !w.is_empty())
            .collect()
    }

    #[test]
    fn glued_words_come_apart_and_foreign_words_stay() {
        assert_eq!(
            words("Điểmtốiđa Tỷlệ cònlại"),
            ["diem", "toi", "da", "ty", "le", "con", "lai"]
        );
        assert_eq!(
            words("Internet online khuyến nghiêng quyết"),
            ["internet", "online", "khuyen", "nghieng", "quyet"]
        );
    }

    #[test]
    fn numbers_end_where_their_unit_begins() {
        let (text, whole) = Text::new("≥7% (3,5đ)".to_owned());
        let kinds: Vec<_> = text.tokens.iter().map(|token| token.kind.clone()).collect();
        let number = |text: &str| Kind::Number(text.parse().unwrap());
        assert!(whole);
        assert_eq!(
            kinds,
            [
                Kind::Ge,
                number("7"),
                Kind::Percent,
                Kind::Open,
                number("3.5"),
                Kind::Word,
                Kind::Close
            ]
        );
        assert_eq!(text.source(4, 6), "3,5đ");
    }
}
