//! A second scorer, slow and plain: big fractions throughout, no intervals, nothing shared with
//! the first but the figures. Written from the documents: what is missing adds nothing; a zero
//! denominator is no data; nothing below zero or above the maximum; lines are cut before they are
//! added; the published number is cut once; equal numbers share a rank and the next is skipped.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use proptest::prelude::*;
use scoring::Exact;
use scoring::framework::{Arrangement, Layout};
use scoring::ranking::{Contender, numbers, ranks};
use scoring::scorecard::{Scorer, Scratch, Tally};

use crate::world::{Item, Kind, Known, Leaf, World, world};

type Q = BigRational;

fn q(number: i64) -> Q {
    Q::from_integer(BigInt::from(number))
}

fn hundredths(number: i64) -> Q {
    Q::new(BigInt::from(number), BigInt::from(100))
}

/// What a leaf or a group is worth.
#[derive(Clone, Debug, PartialEq)]
enum Worth {
    Points(Q),
    NotApplicable,
    Missing,
}

struct Expected {
    total: Q,
    attainable: Q,
    missing: u32,
}

fn rate(known: &Known) -> Option<Q> {
    match known {
        Known::Number(number) => Some(hundredths(*number)),
        Known::Counts(_, 0) => None,
        Known::Counts(num, den) => Some(q(*num) / q(*den)),
        _ => None,
    }
}

fn value(known: &Known) -> Option<Q> {
    match known {
        Known::Number(number) => Some(q(*number)),
        _ => None,
    }
}

fn earned(leaf: &Leaf, known: &Known, block: &[&Known]) -> Option<Q> {
    let max = q(leaf.max);
    let of_block = || block.iter().filter_map(|known| value(known));
    Some(match leaf.kind {
        Kind::YesNo => match known {
            Known::Number(number) if number % 2 == 1 => max,
            Known::Number(_) => Q::zero(),
            _ => return None,
        },
        Kind::Rate => rate(known)? * max,
        Kind::RateTo { target } => rate(known)? / hundredths(target) * max,
        Kind::Tiers => {
            let rate = rate(known)?;
            if rate >= hundredths(80) {
                max
            } else if rate >= hundredths(50) {
                max * hundredths(60)
            } else {
                Q::zero()
            }
        }
        Kind::Each { points } => value(known)? * hundredths(points),
        Kind::MinMax => {
            let own = value(known)?;
            let (least, greatest) = (of_block().min()?, of_block().max()?);
            if least == greatest {
                max
            } else {
                (own - &least) / (greatest - least) * max
            }
        }
        Kind::Largest => {
            let own = value(known)?;
            let greatest = of_block().max()?;
            if greatest.is_zero() {
                return None;
            }
            own / greatest * max
        }
        Kind::Taken { each } => value(known)? * hundredths(each),
    })
}

fn cut(number: &Q, digits: u32, how: u8) -> Q {
    let scale = Q::from_integer(BigInt::from(10).pow(digits));
    let scaled = number.abs() * &scale;
    let (whole, rest) = (scaled.floor(), scaled.fract());
    let half = Q::new(BigInt::one(), BigInt::from(2));
    let odd = (whole.to_integer() % BigInt::from(2)).is_one();
    let up = match how {
        0 => rest >= half,
        1 => rest > half || (rest == half && odd),
        _ => false,
    };
    let size = if up { whole + Q::one() } else { whole };
    number.signum() * size / scale
}

impl World {
    fn leaf_worth(&self, leaf: &Leaf, known: &Known, block: &[&Known]) -> Worth {
        let weight = Q::new(BigInt::from(leaf.weight), BigInt::from(2));
        let max = q(leaf.max);
        if matches!(known, Known::NotApplicable) {
            return Worth::NotApplicable;
        }
        let Some(earned) = earned(leaf, known, block) else {
            return Worth::Missing;
        };
        let within = if earned > max { max } else { earned };
        let signed = if leaf.counts == 2 { -within } else { within };
        let weighted = signed * weight;
        Worth::Points(match self.line_digits {
            Some(digits) => cut(&weighted, digits, self.how),
            None => weighted,
        })
    }

    fn leaf_max(leaf: &Leaf) -> Q {
        Q::new(BigInt::from(leaf.max * leaf.weight), BigInt::from(2))
    }

    fn full(&self) -> bool {
        self.not_applicable == 3
    }

    /// Total before scaling, maximum, what is lost to not-applicable, missing.
    fn add_up(&self, unit: usize) -> (Q, Q, Q, u32) {
        let (block, figures) = &self.units[unit];
        let mut sums = [Q::zero(), Q::zero(), Q::zero()];
        let (mut max, mut lost, mut missing) = (Q::zero(), Q::zero(), 0);
        let mut at = 0;
        let mut next = |leaf: &Leaf| {
            let of_block: Vec<&Known> = self
                .units
                .iter()
                .filter(|(other, _)| other == block)
                .map(|(_, figures)| &figures[at])
                .collect();
            let worth = self.leaf_worth(leaf, &figures[at], &of_block);
            at += 1;
            missing += u32::from(leaf.counts != 3 && worth == Worth::Missing);
            worth
        };
        for item in self.pillars.iter().flatten() {
            match item {
                Item::Leaf(leaf) => self.add_leaf(leaf, next(leaf), &mut sums, &mut max, &mut lost),
                Item::Heading(leaves) => {
                    for leaf in leaves {
                        self.add_leaf(leaf, next(leaf), &mut sums, &mut max, &mut lost);
                    }
                }
                Item::Group(combine, own_max, leaves) => {
                    let worths: Vec<Worth> = leaves.iter().map(&mut next).collect();
                    let (points, gone) = self.group(*combine, *own_max, leaves, &worths);
                    sums[0] += points;
                    max += q(*own_max);
                    lost += gone;
                }
            }
        }
        let bonus = match self.bonus_max {
            Some(limit) if sums[1] > q(limit) => q(limit),
            _ => sums[1].clone(),
        };
        let total = &sums[0] + bonus + &sums[2];
        let total = match self.total_max {
            Some(limit) if total > q(limit) => q(limit),
            _ => total,
        };
        (total, max, lost, missing)
    }

    fn add_leaf(&self, leaf: &Leaf, worth: Worth, sums: &mut [Q; 3], max: &mut Q, lost: &mut Q) {
        if leaf.counts == 3 {
            return;
        }
        let leaf_max = World::leaf_max(leaf);
        if leaf.counts == 0 {
            *max += &leaf_max;
        }
        match worth {
            Worth::Points(points) => sums[usize::from(leaf.counts)] += points,
            Worth::NotApplicable if leaf.counts == 0 && self.full() => sums[0] += leaf_max,
            Worth::NotApplicable if leaf.counts == 0 => *lost += leaf_max,
            _ => {}
        }
    }

    /// Points of a group, and how much less its maximum is.
    fn group(&self, combine: u8, max: i64, leaves: &[Leaf], worths: &[Worth]) -> (Q, Q) {
        let mut points = Vec::new();
        let (mut known, mut gone) = (false, Q::zero());
        for (leaf, worth) in leaves.iter().zip(worths) {
            match worth {
                Worth::Points(earned) => {
                    known = true;
                    points.push(earned.clone());
                }
                Worth::Missing => points.push(Q::zero()),
                Worth::NotApplicable if self.full() => {
                    known = true;
                    points.push(World::leaf_max(leaf));
                }
                Worth::NotApplicable => gone += World::leaf_max(leaf),
            }
        }
        let max = q(max);
        if points.is_empty() {
            return (Q::zero(), max);
        }
        let gone = if combine == 0 { gone } else { Q::zero() };
        if !known {
            return (Q::zero(), gone);
        }
        let count = q(i64::try_from(points.len()).unwrap());
        let combined = match combine {
            0 => points.iter().sum(),
            1 => points.iter().sum::<Q>() / count,
            _ => points.into_iter().max().unwrap(),
        };
        let within = if combined > max { max } else { combined };
        (
            self.line_digits
                .map_or_else(|| within.clone(), |digits| cut(&within, digits, self.how)),
            gone,
        )
    }

    fn expected(&self, unit: usize) -> Expected {
        let (total, max, lost, missing) = self.add_up(unit);
        let shrinks = self.not_applicable < 2;
        let attainable = if shrinks { &max - &lost } else { max.clone() };
        let scaled = if self.not_applicable == 1 && !attainable.is_zero() {
            total * max / &attainable
        } else {
            total
        };
        Expected {
            total: scaled,
            attainable,
            missing,
        }
    }

    fn expected_number(&self, unit: usize) -> Q {
        let total = self.expected(unit).total / q(self.divide_by.unwrap_or(1));
        self.total_digits
            .map_or_else(|| total.clone(), |digits| cut(&total, digits, self.how))
    }

    fn expected_rank(&self, unit: usize) -> u32 {
        let own = self.expected_number(unit);
        let mut better: Vec<Q> = (0..self.units.len())
            .filter(|other| self.units[*other].0 == self.units[unit].0)
            .map(|other| self.expected_number(other))
            .filter(|other| *other > own)
            .collect();
        if self.dense {
            better.sort();
            better.dedup();
        }
        u32::try_from(better.len()).unwrap() + 1
    }
}

fn big(exact: &Exact) -> Q {
    exact.to_big()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_fast_scorer_agrees_with_the_plain_one(world in world()) {
        let framework = world.framework();
        let arrangement = Arrangement::of(&framework);
        let layout = Layout::new(&framework, &arrangement);
        let order: Vec<usize> = (0..world.units.len()).collect();
        let answers = world.answers(&layout, &order);
        let scorer = Scorer::new(&layout, &answers);
        let mut scratch = Scratch::default();
        let tallies: Vec<Tally> =
            order.iter().map(|unit| scorer.tally(*unit, &mut scratch)).collect();
        let found = numbers(&scorer, &tallies, &mut scratch);
        for unit in order.iter().copied() {
            let expected = world.expected(unit);
            let tally = &tallies[unit];
            let card = scorer.card(unit, &mut scratch);
            prop_assert_eq!(&card.tally, tally);
            prop_assert_eq!(big(&scorer.exact_total(unit, &mut scratch)), expected.total.clone());
            prop_assert_eq!(big(&tally.attainable), expected.attainable);
            prop_assert_eq!(tally.missing, expected.missing);
            let shown = scorer.cut(tally, &Exact::ONE, 6, &mut scratch);
            prop_assert_eq!(big(&shown), cut(&expected.total, 6, world.how));
            if world.total_digits.is_some() {
                prop_assert_eq!(big(&found[unit]), world.expected_number(unit));
            }
        }
        let contenders: Vec<Contender> = answers.units.iter().zip(found)
            .map(|(unit, number)| Contender { block: unit.block, number })
            .collect();
        let expected: Vec<u32> = order.iter().map(|unit| world.expected_rank(*unit)).collect();
        prop_assert_eq!(ranks(&contenders, framework.ties), expected);
    }
}
