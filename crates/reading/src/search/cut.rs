//! A text cut into the terms it is found by.
//!
//! Words are runs of letters and digits; runs tied by a point, a stroke or a dash («1.2.1»,
//! «36/KH-UBND», «15/10/2025») are also one code. Abbreviations are spelled out where they stand.
//! What was written instead of the words that are counted (the code, the letters of an
//! abbreviation) stands beside them as an *aside*: found, but no part of the running text.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::lexicon::{Full, full, kind_of_document};
use crate::text::fold;

/// A word in the three forms that matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Without marks; «tỷ» and «tỉ» are one.
    pub(super) folded: String,
    /// With marks, the tone last: «hoà» and «hòa» are one.
    pub(super) spelled: String,
    /// As read, in lower case.
    pub(super) shown: String,
}

impl Word {
    /// A run of letters and digits, or a code.
    pub(super) fn new(written: &str) -> Word {
        let mut folded = fold(written);
        let mut letters = String::with_capacity(written.len());
        let mut tone = None;
        for c in written.chars() {
            if c.is_ascii() {
                letters.push(c.to_ascii_lowercase());
                continue;
            }
            decompose_canonical(c, |part| match part {
                '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tone = Some(part),
                part => letters.extend(part.to_lowercase()),
            });
        }
        if i_or_y(&folded) && letters.ends_with('y') {
            folded.pop();
            folded.push('i');
            letters.pop();
            letters.push('i');
        } else if folded.starts_with('0') || folded.contains("/0") {
            folded = without_zeros(&folded);
            letters.clone_from(&folded);
        }
        letters.extend(tone);
        let shown = written.nfc().flat_map(char::to_lowercase).collect();
        Word {
            folded,
            spelled: letters,
            shown,
        }
    }

    /// Whether it was written with any mark.
    pub(super) fn has_marks(&self) -> bool {
        self.folded != self.spelled
    }
}

/// Open syllables written with «i» by some and «y» by others: «tỷ lệ», «kỹ», «quý».
fn i_or_y(folded: &str) -> bool {
    matches!(folded, "hy" | "ky" | "ly" | "my" | "sy" | "ty" | "quy")
}

/// «05/03/2025» is «5/3/2025», «02» is «2».
fn without_zeros(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for (nth, part) in folded.split('/').enumerate() {
        if nth > 0 {
            out.push('/');
        }
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        let short = part.trim_start_matches('0');
        out.push_str(match (digits, short, part) {
            (true, "", part) if !part.is_empty() => "0",
            (true, short, _) => short,
            (false, _, part) => part,
        });
    }
    out
}

/// One term of a text.
#[derive(Debug)]
pub(super) struct Term<'w> {
    pub(super) word: Cow<'w, Word>,
    /// Beside the running words, see the head of this file.
    pub(super) aside: bool,
    /// The bytes it was read from.
    pub(super) range: Range<usize>,
    /// What those bytes were spelled out to.
    pub(super) full: Option<&'static str>,
}

/// Runs of letters, digits and their marks, tied ones together.
pub(super) fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(char::is_alphanumeric)?;
        let mut end = start;
        let mut rest = text[start..].chars().peekable();
        while let Some(c) = rest.next() {
            let tie = matches!(c, '.' | '/' | '-' | '–' | '_')
                && rest.peek().is_some_and(|next| next.is_alphanumeric());
            if !(tie || c.is_alphanumeric() || is_combining_mark(c)) {
                break;
            }
            end += c.len_utf8();
        }
        from = end;
        Some(start..end)
    })
}

fn is_tie(c: char) -> bool {
    matches!(c, '.' | '/' | '-' | '–' | '_')
}

/// Hands every term of `text` to `take`, in order.
pub(super) fn terms(text: &str, mut take: impl FnMut(Term<'_>)) {
    for run in runs(text) {
        let written = &text[run.clone()];
        if written.contains(is_tie) {
            code(text, run, &mut take);
        } else {
            single(Word::new(written), run, &mut take);
        }
    }
}

fn single(word: Word, range: Range<usize>, take: &mut impl FnMut(Term<'_>)) {
    match full(&word.folded) {
        Some(full) => spell_out(&word, full, range, take),
        None => take(Term {
            word: Cow::Owned(word),
            aside: false,
            range,
            full: None,
        }),
    }
}

fn spell_out(
    word: &Word,
    full: &'static Full,
    range: Range<usize>,
    take: &mut impl FnMut(Term<'_>),
) {
    take(Term {
        word: Cow::Borrowed(word),
        aside: true,
        range: range.clone(),
        full: None,
    });
    for part in &full.words {
        take(Term {
            word: Cow::Borrowed(part),
            aside: false,
            range: range.clone(),
            full: Some(full.shown),
        });
    }
}

fn code(text: &str, run: Range<usize>, take: &mut impl FnMut(Term<'_>)) {
    let written = &text[run.clone()];
    let whole = Word::new(&written.replace('–', "-"));
    if let Some(full) = joined(&whole.folded) {
        spell_out(&whole, full, run, take);
        return;
    }
    let is_code = written.chars().any(|c| c.is_ascii_digit())
        || written.chars().filter(|c| c.is_uppercase()).count() >= 2;
    if is_code {
        take(Term {
            word: Cow::Owned(whole),
            aside: true,
            range: run.clone(),
            full: None,
        });
    }
    let mut start = run.start;
    for part in written.split_inclusive(is_tie) {
        let name = part.trim_end_matches(is_tie);
        let range = start..start + name.len();
        start += part.len();
        let word = Word::new(name);
        let kind = if part.ends_with('-') {
            kind_of_document(&word.folded)
        } else {
            None
        };
        match kind {
            Some(full) => spell_out(&word, full, range, take),
            None if name.is_empty() => {}
            None => single(word, range, take),
        }
    }
}

/// «VH-XH» is «VHXH».
pub(super) fn joined(folded: &str) -> Option<&'static Full> {
    if folded.len() > 16 || !folded.contains('-') {
        return None;
    }
    full(&folded.replace('-', ""))
}
