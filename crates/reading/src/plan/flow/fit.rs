//! The cheapest division of a row's words into its columns, left to right.
//!
//! A dynamic programme over (column, place of the next cut, lines of the cell before): the
//! boundary's distance must agree with the line counts on both sides, and each cell with its
//! column. Cost per row is bounded by the square of its possible cuts.

use std::ops::Range;

use super::cell::{self, Facts, Learnt};
use super::heading::Kind;
use super::piece::{Break, Token, is_bullet};

/// A divided row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fit {
    /// Words of each column, in order; empty ranges for empty cells.
    pub(super) cells: Vec<Range<usize>>,
    /// Boundaries against the geometry and cells unlike their column.
    pub(super) doubts: u8,
}

/// Words of one row that are divided; what follows stays with the last column.
const TOKENS_MAX: usize = 400;
/// A distance that the line counts do not explain.
const MISPLACED: i32 = 40;
/// A blank line where half a line was due: extractors draw that line differently, page by page.
const NEARLY_PLACED: i32 = 8;
/// Half-line distances that a cell may hold at most, in cost.
const TORN_MAX: i32 = 2 * MISPLACED;
/// A cost from which a cell counts as a doubt.
const DOUBTFUL: i32 = 25;

/// A state of the search: cells so far end before `cut`; the last had `lines` (3 means more).
type State = (usize, u8);

#[derive(Clone, Copy, Debug)]
struct Step {
    cost: i32,
    doubts: u8,
    from: State,
}

/// The cheapest way to each state after one column; see [`slot`].
type Layer = Vec<Option<Step>>;

fn slot((cut, lines): State) -> usize {
    cut * 4 + usize::from(lines)
}

fn reached(layer: &Layer) -> impl Iterator<Item = (State, Step)> {
    (0u8..4)
        .cycle()
        .zip(layer)
        .enumerate()
        .filter_map(|(slot, (lines, step))| step.map(|step| ((slot / 4, lines), step)))
}

/// A cell with words.
#[derive(Clone, Copy, Debug)]
struct Filling {
    /// The cut behind it.
    next: usize,
    /// Its lines; 3 means more.
    lines: u8,
    cost: i32,
}

/// A row made ready: what does not depend on what was learnt.
#[derive(Debug)]
pub(super) struct Row<'a, 'b> {
    tokens: &'b [Token<'a>],
    /// Line of each word, counted through the row.
    lines: Vec<u32>,
    /// Where a cell may begin; the end is the last.
    cuts: Vec<usize>,
    facts: Facts<'a, 'b>,
    /// Prints of the words between any two cuts.
    prints: Vec<Vec<u64>>,
}

impl<'a, 'b> Row<'a, 'b> {
    /// Looks at each word and each pair of cuts once.
    pub(super) fn new(tokens: &'b [Token<'a>]) -> Row<'a, 'b> {
        let cuts = cuts(tokens);
        let facts = Facts::new(tokens);
        let prints = cuts
            .iter()
            .map(|start| facts.prints(*start, &cuts))
            .collect();
        Row {
            tokens,
            lines: line_numbers(tokens),
            cuts,
            facts,
            prints,
        }
    }
}

/// Divides a row's words.
pub(super) fn divide(row: &Row<'_, '_>, kinds: &[Kind], learnt: &Learnt) -> Fit {
    let width = row.cuts.len() * 4;
    let mut layers: Vec<Layer> = Vec::with_capacity(kinds.len() + 1);
    // The code stands on one line, before the first cut.
    let mut first: Layer = vec![None; width];
    first[slot((0, 1))] = Some(Step {
        cost: 0,
        doubts: 0,
        from: (0, 1),
    });
    layers.push(first);
    let mut steps = Vec::new();
    for (column, kind) in kinds.iter().enumerate() {
        let last = column + 1 == kinds.len();
        let mut layer: Layer = vec![None; width];
        let mut fillings = vec![None; row.cuts.len()];
        for (state, step) in reached(&layers[column]) {
            steps.clear();
            let at = (column, *kind);
            let filled =
                fillings[state.0].get_or_insert_with(|| row.fillings(state.0, at, last, learnt));
            row.steps(state, *kind, last, filled, &mut steps);
            for (next, cost, doubts) in steps.drain(..) {
                let total = Step {
                    cost: step.cost + cost,
                    doubts: step.doubts.saturating_add(doubts),
                    from: state,
                };
                let known = &mut layer[slot(next)];
                if known.is_none_or(|known| total.cost < known.cost) {
                    *known = Some(total);
                }
            }
        }
        layers.push(layer);
    }
    row.walk_back(&layers)
}

impl Row<'_, '_> {
    /// Every way to fill this column from this state: next state, cost, doubts.
    fn steps(
        &self,
        (cut, lines): State,
        kind: Kind,
        last: bool,
        filled: &[Filling],
        steps: &mut Vec<(State, i32, u8)>,
    ) {
        let start = self.cuts[cut];
        let end = self.tokens.len();
        if !last || start == end {
            steps.push(((cut, lines), self.nothing(start, kind), 0));
        }
        if start == end {
            return;
        }
        if self.tokens[start].word.is_empty() {
            // White space of an empty cell: on one line.
            let misplaced = self.misplaced(start, lines, 1);
            let cost = 2 + cell::empty(kind) / 4 + misplaced;
            if !last || cut + 2 == self.cuts.len() {
                steps.push(((cut + 1, 1), cost, u8::from(misplaced >= MISPLACED)));
            }
        }
        for cell in filled {
            let misplaced = self.misplaced(start, lines, cell.lines);
            let doubts = u8::from(misplaced >= MISPLACED) + u8::from(cell.cost >= DOUBTFUL);
            steps.push(((cell.next, cell.lines), cell.cost + misplaced, doubts));
        }
    }

    /// Every cell of this column that begins at this cut, whatever stands before it.
    fn fillings(&self, cut: usize, at: (usize, Kind), last: bool, learnt: &Learnt) -> Vec<Filling> {
        let start = self.cuts[cut];
        let all = self.cuts.len();
        let ends = if last { all - 1..all } else { cut + 1..all };
        let mut fillings = Vec::new();
        for next in ends {
            let stop = self.cuts[next];
            if !last && stop - start > cell::words_max(at.1) {
                break;
            }
            // An empty cell's white space ends a cell, and so every longer one.
            let Some(words) = self.words(start, stop).filter(|words| !words.is_empty()) else {
                break;
            };
            let torn = self.half_breaks(&words);
            // Boundaries of other cells: this cell and every longer one are out of the question.
            if torn > TORN_MAX && !last {
                break;
            }
            let print = self.prints[cut][next];
            let lines = self.lines[words.end - 1] - self.lines[words.start] + 1;
            fillings.push(Filling {
                next,
                lines: u8::try_from(lines).unwrap_or(u8::MAX).min(3),
                cost: learnt.cost(&self.facts, words.clone(), print, at) + self.half_breaks(&words),
            });
        }
        fillings
    }

    /// The words of a cell between two cuts: no empty cell inside, but white space may trail when
    /// the row ends there.
    fn words(&self, start: usize, stop: usize) -> Option<Range<usize>> {
        let mut end = stop;
        if stop == self.tokens.len() && stop > start + 1 && self.tokens[stop - 1].word.is_empty() {
            end -= 1;
        }
        let words = &self.tokens[start..end];
        (!words.iter().any(|token| token.word.is_empty())).then_some(start..end)
    }

    /// Cost of leaving this column empty without white space of its own.
    fn nothing(&self, start: usize, kind: Kind) -> i32 {
        let traced = start > 0 && {
            let before = &self.tokens[start - 1];
            before.wide_after || before.word.is_empty()
        };
        if traced {
            3 + cell::empty(kind) / 8
        } else {
            cell::empty(kind)
        }
    }

    /// Whether the distance before `start` contradicts the line counts on both sides.
    fn misplaced(&self, start: usize, before: u8, after: u8) -> i32 {
        let sum = before + after;
        let fits = match self.tokens[start].gap {
            Break::Same => sum == 2,
            Break::Half => sum == 3,
            Break::Full if sum == 3 => return NEARLY_PLACED,
            Break::Full => sum >= 4,
            Break::Unknown => true,
        };
        if fits { 0 } else { MISPLACED }
    }

    /// Lines of one cell are a whole line apart, never half.
    fn half_breaks(&self, words: &Range<usize>) -> i32 {
        let inside = &self.tokens[words.start + 1..words.end];
        let halves = inside
            .iter()
            .filter(|token| token.gap == Break::Half)
            .count();
        i32::try_from(halves)
            .unwrap_or(i32::MAX / 100)
            .saturating_mul(MISPLACED)
    }

    fn walk_back(&self, layers: &[Layer]) -> Fit {
        let end = self.cuts.len() - 1;
        let columns = layers.len() - 1;
        let best = reached(&layers[columns])
            .filter(|((cut, _), _)| *cut == end)
            .min_by_key(|(_, step)| step.cost);
        let Some((state, step)) = best else {
            // Nothing fits: all words in the first column, and a doubt for each other one.
            let mut cells = vec![self.tokens.len()..self.tokens.len(); columns];
            if let Some(first) = cells.first_mut() {
                *first = 0..self.tokens.len();
            }
            return Fit { cells, doubts: 6 };
        };
        let mut cells = Vec::with_capacity(columns);
        let mut at = state;
        for layer in layers.iter().skip(1).rev() {
            let Some(Step { from, .. }) = layer[slot(at)] else {
                break;
            };
            cells.push(self.cuts[from.0]..self.cuts[at.0]);
            at = from;
        }
        cells.reverse();
        Fit {
            cells,
            doubts: step.doubts,
        }
    }
}

fn line_numbers(tokens: &[Token<'_>]) -> Vec<u32> {
    let mut line = 0;
    tokens
        .iter()
        .map(|token| {
            line += u32::from(token.gap != Break::Same);
            line
        })
        .collect()
}

/// A cell begins at a new line, or on the same line at a word that may open one.
fn cuts(tokens: &[Token<'_>]) -> Vec<usize> {
    let mut cuts: Vec<usize> = (0..tokens.len().min(TOKENS_MAX))
        .filter(|at| {
            let token = &tokens[*at];
            let first = token.word.chars().next();
            *at == 0
                || token.gap != Break::Same
                || tokens[at - 1].wide_after
                || first.is_none_or(|c| c.is_uppercase() || c.is_ascii_digit())
                || is_bullet(token.word)
        })
        .collect();
    if cuts.is_empty() {
        cuts.push(0);
    }
    if !tokens.is_empty() {
        cuts.push(tokens.len());
    }
    cuts
}
