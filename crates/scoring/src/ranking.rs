//! Ranks within a block, on the numbers as published.

use std::cmp::Reverse;

use crate::Exact;
use crate::framework::TieRule;
use crate::scorecard::{Scorer, Scratch, Tally};

/// A unit to rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contender {
    /// Units of different blocks are not compared.
    pub block: usize,
    /// What is compared: the published number. Equal numbers are a tie.
    pub number: Exact,
}

/// Ranks from 1, in the order of the contenders; the order itself changes nothing.
///
/// ```
/// use scoring::ranking::{Contender, ranks};
/// use scoring::{Exact, framework::TieRule};
/// let four = [9, 7, 7, 5].map(|number| Contender { block: 0, number: Exact::whole(number) });
/// assert_eq!(ranks(&four, TieRule::Competition), [1, 2, 2, 4]);
/// assert_eq!(ranks(&four, TieRule::Dense), [1, 2, 2, 3]);
/// ```
pub fn ranks(contenders: &[Contender], ties: TieRule) -> Vec<u32> {
    let mut order: Vec<usize> = (0..contenders.len()).collect();
    order.sort_by_key(|at| {
        let contender = &contenders[*at];
        (contender.block, Reverse(&contender.number))
    });
    let mut ranks = vec![0; contenders.len()];
    let (mut place, mut rank) = (0, 0);
    let mut before: Option<&Contender> = None;
    for at in order {
        let contender = &contenders[at];
        match before {
            Some(other) if other == contender => place += 1,
            Some(other) if other.block == contender.block => {
                place += 1;
                rank = match ties {
                    TieRule::Competition => place,
                    TieRule::Dense => rank + 1,
                };
            }
            _ => (place, rank) = (1, 1),
        }
        ranks[at] = rank;
        before = Some(contender);
    }
    ranks
}

/// The numbers by which units are ranked: the published ones, cut as the framework declares.
/// Where it declares no cut they order as the exact totals do, and are equal where those are.
pub fn numbers(scorer: &Scorer<'_>, tallies: &[Tally], scratch: &mut Scratch) -> Vec<Exact> {
    let factor = scorer.index_factor();
    match scorer.layout.framework.rounding.total {
        Some(digits) => tallies
            .iter()
            .map(|tally| scorer.cut(tally, &factor, digits, scratch))
            .collect(),
        None => uncut(scorer, tallies, scratch),
    }
}

/// Intervals that touch no other stand for their totals; the others are added up as fractions.
fn uncut(scorer: &Scorer<'_>, tallies: &[Tally], scratch: &mut Scratch) -> Vec<Exact> {
    let mut order: Vec<usize> = (0..tallies.len()).collect();
    order.sort_by_key(|at| tallies[*at].sum.floor());
    let mut numbers = vec![Exact::ZERO; tallies.len()];
    // An interval may reach past its neighbour, so the widest so far is what is compared.
    let apart = |left: Option<&usize>, right: Option<&usize>| match (left, right) {
        (Some(left), Some(right)) => tallies[*left].sum.is_below(&tallies[*right].sum),
        _ => true,
    };
    let scaled = tallies.iter().any(|tally| tally.factor != Exact::ONE);
    let mut widest: Option<usize> = None;
    for (place, at) in order.iter().enumerate() {
        let alone = apart(widest.as_ref(), Some(at)) && apart(Some(at), order.get(place + 1));
        let sum = &tallies[*at].sum;
        numbers[*at] = match sum.exact() {
            Some(exact) if !scaled => exact,
            None if alone && !scaled => sum.low(),
            _ => scorer.exact_total(tallies[*at].unit, scratch),
        };
        let wider = widest.is_none_or(|widest| tallies[widest].sum.ceiling() < sum.ceiling());
        widest = if wider { Some(*at) } else { widest };
    }
    numbers
}

/// What a unit's number can still become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Units of different blocks are not compared.
    pub block: usize,
    /// The least number still possible.
    pub least: Exact,
    /// The greatest.
    pub most: Exact,
}

/// The best and the worst rank that each unit can still have, when every number may end anywhere
/// in its span and no two depend on each other.
///
/// ```
/// use scoring::ranking::{Span, rank_spans};
/// use scoring::{Exact, framework::TieRule};
/// let spans = [(7, 9), (8, 8), (1, 2)].map(|(least, most)| Span {
///     block: 0,
///     least: Exact::whole(least),
///     most: Exact::whole(most),
/// });
/// assert_eq!(rank_spans(&spans, TieRule::Competition), [(1, 2), (1, 2), (3, 3)]);
/// ```
pub fn rank_spans(spans: &[Span], ties: TieRule) -> Vec<(u32, u32)> {
    let blocks = spans.iter().map(|span| span.block).max();
    let mut ranks = vec![(0, 0); spans.len()];
    for block in 0..blocks.map_or(0, |last| last + 1) {
        let own: Vec<usize> = (0..spans.len())
            .filter(|at| spans[*at].block == block)
            .collect();
        let among = Among::new(own.iter().map(|at| &spans[*at]));
        for at in own {
            ranks[at] = among.ranks(&spans[at], ties);
        }
    }
    ranks
}

/// The spans of one block, ordered so that each unit's ranks are two searches.
struct Among<'s> {
    /// From the greatest least number, with in how few different numbers all so far can meet.
    by_least: Vec<(&'s Exact, u32)>,
    /// From the greatest number, with how many different numbers all so far can be.
    by_most: Vec<(&'s Exact, u32)>,
}

impl<'s> Among<'s> {
    fn new(spans: impl Iterator<Item = &'s Span>) -> Among<'s> {
        let mut spans: Vec<&Span> = spans.collect();
        spans.sort_by(|one, other| other.least.cmp(&one.least));
        let (mut meeting, mut count): (Option<&Exact>, u32) = (None, 0);
        let mut by_least = Vec::with_capacity(spans.len());
        for span in &spans {
            // Whoever does not reach the last meeting point opens another.
            if meeting.is_none_or(|point| span.most < *point) {
                meeting = Some(&span.least);
                count += 1;
            }
            by_least.push((&span.least, count));
        }
        spans.sort_by(|one, other| (&other.most, &other.least).cmp(&(&one.most, &one.least)));
        let (mut before, mut count): (Option<&Span>, u32) = (None, 0);
        let mut by_most = Vec::with_capacity(spans.len());
        for span in &spans {
            let same = before.is_some_and(|before| span.least == span.most && *before == **span);
            count += u32::from(!same);
            by_most.push((&span.most, count));
            before = Some(span);
        }
        Among { by_least, by_most }
    }

    fn ranks(&self, span: &Span, ties: TieRule) -> (u32, u32) {
        let above = |all: &[(&Exact, u32)], edge: &Exact| {
            let count = all.partition_point(|(number, _)| *number > edge);
            let different = count.checked_sub(1).map_or(0, |last| all[last].1);
            (u32::try_from(count).unwrap_or(u32::MAX), different)
        };
        let surely = above(&self.by_least, &span.most);
        let perhaps = above(&self.by_most, &span.least);
        // Its own greatest number may be above its least one.
        let own = u32::from(span.most > span.least);
        match ties {
            TieRule::Competition => (1 + surely.0, 1 + perhaps.0 - own),
            TieRule::Dense => (1 + surely.1, 1 + perhaps.1 - own),
        }
    }
}
