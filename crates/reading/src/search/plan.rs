//! What the typed words ask for: a row of wanted words, each with the words of the vocabulary that
//! will do, and how they were understood.

use std::ops::Range;

use super::cut::{Word, runs, terms};
use super::near::{near, syllables, telex};
use super::vocabulary::{CODE, Vocabulary, letters};
use crate::text::fold;

/// Letters of a query that are read.
pub const LONGEST_QUERY: usize = 200;
/// Words of a query that are read.
pub const MOST_WORDS: usize = 12;
/// Wanted words, abbreviations spelled out: as many as bits that mark them.
const MOST_WANTED: usize = 32;

/// How something was found that was not typed like that.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// «CĐS» was typed and read as «chuyển đổi số».
    SpelledOut {
        /// As typed.
        typed: String,
        /// What it stands for.
        full: String,
    },
    /// The entry says «CĐS» where «chuyển đổi số» was asked for.
    Abbreviated {
        /// As the entry says.
        written: String,
        /// What it stands for.
        full: String,
    },
    /// A word that no entry holds was read as one that some hold.
    Corrected {
        /// As typed.
        typed: String,
        /// As the entry says.
        read: String,
    },
    /// No entry holds all words; this one holds some.
    SomeWords {
        /// How many of them.
        held: usize,
        /// How many were asked for.
        asked: usize,
    },
}

/// One wanted word.
#[derive(Clone, Debug, Default)]
pub(super) struct Want {
    /// Words of the vocabulary that will do.
    pub(super) words: Vec<u32>,
    /// The one that is exactly what was typed.
    pub(super) exact: Option<u32>,
    /// It was typed with marks.
    pub(super) marked: bool,
    /// The spelling with the marks typed, if any entry has it.
    pub(super) spelling: Option<u32>,
}

/// Wanted words that come from one typed word.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) wants: Range<usize>,
    pub(super) typed: String,
    pub(super) reading: Reading,
}

/// How a typed word was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    AsTyped,
    SpelledOut(&'static str),
    Corrected,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub(super) wants: Vec<Want>,
    pub(super) groups: Vec<Group>,
    /// Not everything typed is used.
    pub(super) cut: bool,
}

impl Plan {
    /// Understands `typed`; `loosely` takes neighbours of known words too.
    pub(super) fn new(typed: &str, vocabulary: &Vocabulary, loosely: bool) -> Plan {
        let mut plan = Plan::default();
        let end = typed
            .char_indices()
            .nth(LONGEST_QUERY)
            .map_or(typed.len(), |(at, _)| at);
        plan.cut = end < typed.len();
        let typed = &typed[..end];
        let mut words = runs(typed).peekable();
        let mut count = 0;
        while let Some(run) = words.next() {
            count += 1;
            let (wants, reading) = Typed {
                written: &typed[run.clone()],
                last: words.peek().is_none(),
                loosely,
                vocabulary,
            }
            .read();
            if count > MOST_WORDS || plan.wants.len() + wants.len() > MOST_WANTED {
                plan.cut = true;
                break;
            }
            let from = plan.wants.len();
            plan.wants.extend(wants);
            plan.groups.push(Group {
                wants: from..plan.wants.len(),
                typed: typed[run].to_owned(),
                reading,
            });
        }
        plan
    }
}

struct Typed<'q> {
    written: &'q str,
    last: bool,
    loosely: bool,
    vocabulary: &'q Vocabulary,
}

impl Typed<'_> {
    fn read(&self) -> (Vec<Want>, Reading) {
        let whole = Word::new(&self.written.replace('–', "-"));
        let mut full = None;
        let mut parts = Vec::new();
        terms(self.written, |term| {
            full = full.or(term.full);
            if !term.aside {
                parts.push(term.word.into_owned());
            }
        });
        let is_number = whole.folded.bytes().any(|byte| byte.is_ascii_digit());
        if is_number || full.is_none() && parts.len() == 1 {
            let known = self.known(&whole);
            // A number that is known is meant as a whole: 1.2.1 is not 3.1.2.1.
            if !known.words.is_empty() {
                return (vec![self.widened(known, &whole)], Reading::AsTyped);
            }
        }
        if let Some(full) = full {
            let wants = parts.iter().map(|part| self.wanted(part)).collect();
            return (wants, Reading::SpelledOut(full));
        }
        match parts.as_slice() {
            [one] => self.correct(one),
            many => {
                let wants = many.iter().map(|part| self.wanted(part)).collect();
                (wants, Reading::AsTyped)
            }
        }
    }

    fn wanted(&self, word: &Word) -> Want {
        let exact = self.vocabulary.find(&word.folded);
        Want {
            words: exact.into_iter().collect(),
            exact,
            ..Want::default()
        }
    }

    /// The word, and what it may be the beginning of.
    fn known(&self, word: &Word) -> Want {
        let mut want = self.wanted(word);
        // A single letter begins too much, if it is a word.
        if self.last && (word.folded.chars().nth(1).is_some() || want.words.is_empty()) {
            // «ty» begins «tyler», not «tinh»; the whole word «ty» is «ti» all the same.
            let beginning = if letters(&word.folded) & CODE == 0 {
                fold(self.written)
            } else {
                word.folded.clone()
            };
            want.words
                .extend(self.vocabulary.beginning_with(&beginning));
        }
        want.marked = word.has_marks();
        if want.marked {
            want.spelling = self.vocabulary.find_spelling(&word.spelled);
        }
        want
    }

    fn widened(&self, mut want: Want, word: &Word) -> Want {
        if self.loosely {
            want.words.extend(near(&word.folded, self.vocabulary));
        }
        want.words.sort_unstable();
        want.words.dedup();
        want
    }

    /// A word that no entry holds.
    fn correct(&self, word: &Word) -> (Vec<Want>, Reading) {
        if let Some((folded, spelled)) = telex(&word.folded)
            && let Some(meant) = self.vocabulary.find(&folded)
        {
            let want = Want {
                words: vec![meant],
                exact: Some(meant),
                marked: true,
                spelling: self.vocabulary.find_spelling(&spelled),
            };
            return (vec![want], Reading::Corrected);
        }
        let one = |words: Vec<u32>| Want {
            words,
            ..Want::default()
        };
        if let Some(words) = syllables(&word.folded, self.vocabulary) {
            let wants = words.into_iter().map(|word| one(vec![word])).collect();
            return (wants, Reading::Corrected);
        }
        let mut words = near(&word.folded, self.vocabulary);
        words.sort_unstable();
        let reading = if words.is_empty() {
            Reading::AsTyped
        } else {
            Reading::Corrected
        };
        (vec![one(words)], reading)
    }
}
