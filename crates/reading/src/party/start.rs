//! What a party may begin with: an honorific, «các …», a known head.

use super::lexicon::Kind;
use super::words::{
    GENERIC, Gap, HEADS, HONORIFICS, NOT_HEADS, QUANTIFIERS, SENTENCE, SHORT_HEADS, SURNAMES, Word,
    is_plain,
};

/// What begins here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// «Đ/c Dương».
    Person,
    /// «Các cơ quan», «6 thôn».
    Group,
    /// «Phòng», «UBND», «CC».
    Head(Kind),
}

/// A cell's words with the questions asked of them.
pub(super) struct Starts<'a> {
    words: &'a [Word],
    plain: bool,
}

impl<'a> Starts<'a> {
    pub(super) fn new(cell: &str, words: &'a [Word]) -> Starts<'a> {
        Starts {
            words,
            plain: is_plain(cell),
        }
    }

    /// What begins at this word, if anything.
    pub(super) fn at(&self, at: usize) -> Option<Start> {
        if self.is_person(at) {
            return Some(Start::Person);
        }
        if let Some((count, ())) = QUANTIFIERS.find(self.words, at, self.plain) {
            let goes_on = self
                .words
                .get(at + count)
                .is_some_and(|word| word.gap <= Gap::Line);
            return goes_on.then_some(Start::Group);
        }
        if self.counts_units(at) {
            return Some(Start::Group);
        }
        self.head(at).map(|(_, kind)| Start::Head(kind))
    }

    /// «6 thôn», «03 trường học».
    fn counts_units(&self, at: usize) -> bool {
        let Some(number) = self.words.get(at).map(|word| &word.folded) else {
            return false;
        };
        (1..=3).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && self.is_generic(at + 1)
    }

    /// Length and kind of the head at this word.
    pub(super) fn head(&self, at: usize) -> Option<(usize, Kind)> {
        let word = self.words.get(at)?;
        let found = HEADS.find(self.words, at, self.plain);
        if let Some((count, kind)) = found {
            let denied = NOT_HEADS.find(self.words, at, self.plain);
            if denied.is_none_or(|(longer, ())| longer < count) && !self.is_prevention(at) {
                return Some((count, kind));
            }
            return None;
        }
        self.short_head(word, at).map(|kind| (1, kind))
    }

    /// «phòng, chống mã độc» is no office.
    fn is_prevention(&self, at: usize) -> bool {
        self.words[at].folded == "phong"
            && self
                .words
                .get(at + 1)
                .is_some_and(|word| ["chong", "ngua", "tranh"].contains(&word.folded.as_str()))
    }

    /// «VP-TK», «CC», «TT.ĐU»: capitals whose first piece opens a party.
    fn short_head(&self, word: &Word, at: usize) -> Option<Kind> {
        if !word.capitals && word.key != "p" {
            return None;
        }
        let first = word
            .key
            .split(['-', '–', '.', '/', '&', ':', '+', '_'])
            .next()?;
        // «TT» is a centre or a standing body before a name, and half of «VH, TT» otherwise.
        if first == "tt" {
            let next = self.words.get(at + 1);
            let named =
                next.is_some_and(|next| next.gap <= Gap::Line && (next.capital || next.capitals));
            return (named || word.key.len() > 2).then_some(Kind::Unit);
        }
        SHORT_HEADS.get(first).copied()
    }

    /// Length of the enumerated noun at this word, where no name follows it: «phòng» in «phòng,
    /// ban», not in «phòng Nội vụ».
    pub(super) fn generic(&self, at: usize) -> Option<usize> {
        let (count, ()) = GENERIC.find(self.words, at, self.plain)?;
        let named = self
            .words
            .get(at + count)
            .is_some_and(|word| word.gap == Gap::Space && word.capital && word.folded != "ubnd");
        let first = &self.words[at];
        let short = ["cb", "cc", "vc", "cq", "dv", "cbcc", "cbccvc", "tdp"]
            .contains(&first.folded.as_str());
        (!named && (!short || first.capitals)).then_some(count)
    }

    /// «UBND phường, xã», «UBND các xã»: all of them, so a party of its own.
    pub(super) fn opens_communes(&self, at: usize) -> bool {
        let folded = |at: usize| self.words.get(at).map_or("", |word| word.folded.as_str());
        let listed = self
            .words
            .get(at + 2)
            .is_some_and(|word| word.gap == Gap::Comma);
        let levels = matches!(folded(at + 1), "phuong" | "xa")
            && listed
            && matches!(folded(at + 2), "phuong" | "xa");
        folded(at) == "ubnd" && (folded(at + 1) == "cac" || levels)
    }

    pub(super) fn is_generic(&self, at: usize) -> bool {
        self.generic(at).is_some()
    }

    /// An honorific with something after it.
    pub(super) fn is_person(&self, at: usize) -> bool {
        let Some((count, ())) = HONORIFICS.find(self.words, at, self.plain) else {
            return false;
        };
        let weak = !["d", "đ"]
            .iter()
            .any(|initial| self.words[at].key.starts_with(initial));
        self.words.get(at + count).is_some_and(|word| {
            word.gap <= Gap::Line && (word.capital || !weak && !word.key.is_empty())
        })
    }

    /// Length of a person without a post: an honorific or a family name, and capitalised words
    /// that open no other party.
    pub(super) fn person(&self, at: usize) -> Option<usize> {
        let Some((count, ())) = HONORIFICS.find(self.words, at, self.plain) else {
            return self.named(at);
        };
        let given = self.given(at + count);
        (given > 0).then_some(count + given)
    }

    /// Length of a full name without honorific: «Nguyễn Văn An».
    pub(super) fn named(&self, at: usize) -> Option<usize> {
        SURNAMES.find(self.words, at, self.plain)?;
        let capital = self.words[at].capital && !self.words[at].capitals;
        let count = 1 + self.given(at + 1);
        (capital && count >= 2).then_some(count)
    }

    fn given(&self, at: usize) -> usize {
        self.words[at.min(self.words.len())..]
            .iter()
            .take(5)
            .enumerate()
            .take_while(|(index, word)| {
                let strong = self
                    .head(at + index)
                    .is_some_and(|(count, _)| count > 1 || word.capitals);
                word.capital && !strong && (*index == 0 || word.gap <= Gap::Line)
            })
            .count()
    }

    /// A word of sentences: «thực hiện», «được»; not with a capital, which a name has («Phòng
    /// Thống kê»).
    pub(super) fn is_sentence(&self, at: usize) -> bool {
        SENTENCE.find(self.words, at, self.plain).is_some() && (at == 0 || !self.words[at].capital)
    }
}
