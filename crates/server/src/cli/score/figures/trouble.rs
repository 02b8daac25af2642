//! What is wrong with lines of a figures file, gathered by reason: ten thousand lines with one
//! fault are one sentence. The words are in `vi::score`.

use std::collections::BTreeMap;

/// Why a figure is not used, or what is doubtful about one that is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trouble {
    /// Fewer cells than columns.
    Short,
    /// A quotation mark that nothing closes.
    Unclosed,
    /// Bytes that are no UTF-8.
    NotUtf8,
    /// No unit.
    NoUnit,
    /// The framework has no such indicator.
    UnknownIndicator(String),
    /// Several indicators have this code; these are their paths.
    AmbiguousIndicator(String, String),
    /// The indicator is a heading: it takes no figures.
    Heading(String),
    /// No such key.
    UnknownKey(String),
    /// The rule of the indicator does not ask for this key.
    UnusedKey(String, String),
    /// The value is no number.
    NotANumber(String),
    /// One comma and three digits: thousands or decimals.
    AmbiguousNumber(String),
    /// The value is neither yes nor no.
    NotYesNo(String),
    /// The value is no list of yes and no, or of numbers.
    NotAList(String),
    /// No such option, or another number of parts than the rule has.
    OutOfRange(String, String),
    /// Below zero where nothing can be.
    Negative(String, String),
    /// A rate of more than 200 %: percent written for a share.
    RatioTooLarge(String),
    /// A rate above 100 %; used.
    RatioAboveOne(String),
    /// The counted part is more than the whole; used.
    NumAboveDen(String),
    /// The same figure twice; used once.
    Repeated(String),
    /// Two different figures for one thing; neither is used.
    Contradicts(String, String),
    /// Lines without a block for a unit that several blocks have.
    BlockUnclear(String),
    /// More units, or more text, than is read.
    TooMany(&'static str),
}

impl Trouble {
    /// Whether the figure is used all the same.
    pub(crate) fn is_used(&self) -> bool {
        matches!(
            self,
            Trouble::RatioAboveOne(_) | Trouble::NumAboveDen(_) | Trouble::Repeated(_)
        )
    }
}

/// Where a reason was first met, and how often in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Met {
    /// Line of the file, from 1.
    pub line: u64,
    /// How many lines.
    pub count: u64,
}

/// All troubles of a file.
#[derive(Debug, Default)]
pub(crate) struct Troubles {
    met: BTreeMap<Trouble, Met>,
    /// Lines whose reasons were too many to keep apart.
    pub beyond: u64,
}

/// Reasons kept apart; what a person can read is far less.
const REASONS_MAX: usize = 10_000;

impl Troubles {
    /// Notes one.
    pub(crate) fn note(&mut self, line: u64, trouble: Trouble) {
        if let Some(met) = self.met.get_mut(&trouble) {
            met.line = met.line.min(line);
            met.count += 1;
        } else if self.met.len() < REASONS_MAX {
            self.met.insert(trouble, Met { line, count: 1 });
        } else {
            self.beyond += 1;
        }
    }

    /// By the line where each was first met.
    pub(crate) fn in_order(&self) -> Vec<(&Trouble, Met)> {
        let mut all: Vec<(&Trouble, Met)> = self
            .met
            .iter()
            .map(|(trouble, met)| (trouble, *met))
            .collect();
        all.sort_by_key(|(_, met)| met.line);
        all
    }
}
