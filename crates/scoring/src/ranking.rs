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
