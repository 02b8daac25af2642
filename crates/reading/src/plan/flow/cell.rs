//! How well a run of words looks like a cell of a column; costs are tenths, less is better.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fit::Fit;
use super::heading::Kind;
use super::lexicon;
use super::piece::{Break, Token, is_bullet};
use crate::text::decimal;

/// What the rows divided so far have shown of one column.
#[derive(Clone, Debug, Default)]
struct Column {
    /// How often each cell occurs, by the print of its words.
    cells: BTreeMap<u64, u32>,
    /// Lines that another line of the cell follows.
    full_lines: u32,
    /// Length of the longest line, in characters.
    longest: usize,
}

/// What the rows divided so far have shown.
#[derive(Clone, Debug)]
pub(super) struct Learnt {
    columns: Vec<Column>,
}

/// What does not depend on the column, worked out once for each row.
#[derive(Debug)]
pub(super) struct Facts<'a, 'b> {
    tokens: &'b [Token<'a>],
    /// Whether a party or a time term opens at this word.
    opens: Vec<(bool, bool)>,
    /// Up to this word: verbs of work begun, characters, brackets open less closed.
    sums: Vec<Sums>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    verbs: u32,
    characters: usize,
    brackets: i32,
}

impl<'a, 'b> Facts<'a, 'b> {
    /// Looks at each word once.
    pub(super) fn new(tokens: &'b [Token<'a>]) -> Facts<'a, 'b> {
        let mut sums = vec![Sums::default()];
        let mut opens = Vec::with_capacity(tokens.len());
        for (at, token) in tokens.iter().enumerate() {
            let text = opening(&tokens[at..]);
            opens.push((lexicon::opens_party(&text), lexicon::opens_time(&text)));
            let before = sums[at];
            let count = |wanted| token.word.chars().filter(|c| *c == wanted).count();
            let brackets =
                i32::try_from(count('(')).unwrap_or(0) - i32::try_from(count(')')).unwrap_or(0);
            sums.push(Sums {
                verbs: before.verbs + u32::from(lexicon::opens_verb(&text)),
                characters: before.characters + token.length + 1,
                brackets: before.brackets + brackets,
            });
        }
        Facts {
            tokens,
            opens,
            sums,
        }
    }

    /// Prints of the words from `start` to each of `ends`, in order.
    pub(super) fn prints(&self, start: usize, ends: &[usize]) -> Vec<u64> {
        let mut print = SEED;
        let mut at = start;
        ends.iter()
            .map(|end| {
                while at < *end {
                    print = extend(print, &self.tokens[at].folded);
                    at += 1;
                }
                print
            })
            .collect()
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a over folded words; an empty cell's white space adds nothing.
fn extend(print: u64, word: &str) -> u64 {
    if word.is_empty() {
        return print;
    }
    word.bytes().chain([b' ']).fold(print, |print, byte| {
        (print ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The first words, folded: as many as the longest phrase of the lexicon has.
fn opening(tokens: &[Token<'_>]) -> String {
    let words: Vec<&str> = tokens
        .iter()
        .take(4)
        .map(|token| token.folded.as_str())
        .collect();
    words.join(" ")
}

/// A cost from which a cell is out of the question.
const HOPELESS: i32 = 60;

impl Learnt {
    /// Nothing yet, of so many columns.
    pub(super) fn new(columns: usize) -> Learnt {
        Learnt {
            columns: vec![Column::default(); columns],
        }
    }

    /// Takes in a divided row; a doubtful one teaches nothing.
    pub(super) fn study(&mut self, tokens: &[Token<'_>], fit: &Fit) {
        if fit.doubts > 0 {
            return;
        }
        for (column, range) in self.columns.iter_mut().zip(&fit.cells) {
            let words = || {
                tokens[range.clone()]
                    .iter()
                    .filter(|token| !token.word.is_empty())
            };
            if words().next().is_none() {
                continue;
            }
            let print = words().fold(SEED, |print, token| extend(print, &token.folded));
            *column.cells.entry(print).or_default() += 1;
            let mut length = 0;
            for (at, token) in words().enumerate() {
                let word = token.length;
                if at > 0 && token.gap != Break::Same {
                    column.full_lines += 1;
                    length = 0;
                }
                length += word + usize::from(length > 0);
                column.longest = column.longest.max(length);
            }
        }
    }

    /// Cost of these words as the cell of that column. `range` is not empty; `print` is theirs.
    pub(super) fn cost(
        &self,
        facts: &Facts<'_, '_>,
        range: Range<usize>,
        print: u64,
        (column, kind): (usize, Kind),
    ) -> i32 {
        let learnt = &self.columns[column];
        let seen = learnt.cells.get(&print).copied().unwrap_or(0);
        let known = match seen {
            0 | 1 => 0,
            2..=4 => -15,
            _ => -25,
        };
        let form = if seen > 1 {
            0
        } else {
            ends(facts, &range, kind)
        };
        let cost = form + torn(facts, &range) + looks(facts, &range, kind) + known;
        // What already looks wrong need not be measured too.
        if cost >= HOPELESS {
            return cost;
        }
        cost + learnt.width(&facts.tokens[range])
    }
}

impl Column {
    /// Lines longer than any seen, and lines broken although the next word had room.
    fn width(&self, cell: &[Token<'_>]) -> i32 {
        if self.full_lines < 4 {
            return 0;
        }
        let mut cost = 0;
        let mut length = 0;
        for (at, token) in cell.iter().enumerate() {
            let word = token.length;
            if at > 0 && token.gap != Break::Same {
                let room = length + 1 + word;
                let bullet = is_bullet(token.word);
                if room * 100 < self.longest * 85 && !bullet && !cell[at - 1].glued_after {
                    cost += 12;
                }
                length = 0;
            }
            length += word + usize::from(length > 0);
            if length > self.longest * 115 / 100 {
                // Every word beyond the edge makes it worse.
                cost += 8;
            }
        }
        cost
    }
}

/// Cells open with a capital, a number or a bullet, and do not break off.
fn ends(facts: &Facts<'_, '_>, range: &Range<usize>, kind: Kind) -> i32 {
    let (first, last) = (&facts.tokens[range.start], &facts.tokens[range.end - 1]);
    let mut cost = 0;
    // Time terms open in lower case as often as not.
    if first.word.chars().next().is_some_and(char::is_lowercase) && kind != Kind::Time {
        cost += 30;
    }
    if last.word.ends_with([',', '-']) || lexicon::leaves_open(&last.folded) {
        cost += if last.wide_after { 8 } else { 25 };
    }
    if last.word.ends_with(';') {
        cost += 12;
    }
    if facts.sums[range.end].brackets != facts.sums[range.start].brackets {
        cost += 20;
    }
    cost
}

/// A number or a period torn from the word it belongs to: «Quý | I/2024», «Trước | Quý I».
fn torn(facts: &Facts<'_, '_>, range: &Range<usize>) -> i32 {
    let (last, next) = (&facts.tokens[range.end - 1], facts.tokens.get(range.end));
    let Some(next) = next else { return 0 };
    let number = next
        .word
        .starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V'));
    let torn = number && lexicon::takes_number(&last.folded)
        || lexicon::takes_period(&last.folded) && lexicon::names_period(&next.folded);
    i32::from(torn) * 40
}

fn looks(facts: &Facts<'_, '_>, range: &Range<usize>, kind: Kind) -> i32 {
    let (party, time) = facts.opens[range.start];
    let (from, to) = (facts.sums[range.start], facts.sums[range.end]);
    let length = to.characters - from.characters;
    let words = || {
        facts.tokens[range.clone()]
            .iter()
            .map(|token| token.folded.as_str())
    };
    match kind {
        Kind::Party => {
            let verb = i32::from(to.verbs > from.verbs) * 25;
            let long = i32::from(length > 110) * 15;
            i32::from(!party) * 40 + verb + long + i32::from(time && !party) * 10
        }
        Kind::Time => i32::from(!time) * 45 + i32::from(length > 80) * 15 + i32::from(party) * 10,
        Kind::Title => i32::from(length < 6) * 20,
        Kind::Points => {
            let number = range.len() == 1 && words().all(|word| decimal(word).is_some());
            i32::from(!number) * 60
        }
        Kind::Measure => i32::from(length > 16) * 30,
        Kind::Target => {
            let number = words().any(|word| word.contains(|c: char| c.is_ascii_digit()));
            let state = words()
                .next()
                .is_some_and(|word| matches!(word, "dat" | "hoan" | "co"));
            i32::from(!number && !state) * 30
        }
        Kind::Rule => {
            let points = words().any(|word| {
                word.contains('%') || ["diem", "ty", "cong", "co", "khong"].contains(&word)
            });
            i32::from(!points) * 10
        }
        Kind::Text => i32::from(time && length < 25) * 10 + i32::from(party && length < 40) * 6,
        Kind::Note => 15,
        Kind::Code => 60,
    }
}

/// Cost of an empty cell in a column of this kind, when no white space tells of it.
pub(super) fn empty(kind: Kind) -> i32 {
    match kind {
        Kind::Note => 2,
        Kind::Text | Kind::Rule => 10,
        Kind::Points | Kind::Measure | Kind::Target | Kind::Time => 16,
        Kind::Party => 20,
        Kind::Title | Kind::Code => 80,
    }
}

/// Words that a cell of this kind has at most.
pub(super) fn words_max(kind: Kind) -> usize {
    match kind {
        Kind::Code | Kind::Points => 2,
        Kind::Measure => 6,
        Kind::Target => 20,
        Kind::Time => 30,
        Kind::Party => 80,
        Kind::Title | Kind::Rule | Kind::Text | Kind::Note => usize::MAX,
    }
}
