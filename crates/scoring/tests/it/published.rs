//! Results as they are published, and the edges on which a wrong habit would show.

use scoring::answers::{Answers, Entry, Key};
use scoring::framework::{
    Arrangement, Framework, Index, Indicator, IndicatorCode, Layout, Pillar, RoundingPlan, TieRule,
};
use scoring::number::Rounding;
use scoring::ranking::{Contender, numbers, ranks};
use scoring::rule::Quantity;
use scoring::scorecard::{Scorer, Scratch};
use scoring::sum::Sum;
use scoring::{Exact, Rule};

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

/// The main indicators of provinces by 922/QĐ-BTTTT: weight is the maximum, value is a share.
const WEIGHTS: [i64; 8] = [100, 100, 100, 100, 100, 200, 150, 150];

fn provinces() -> Framework {
    let pillar = |(at, weight): (usize, &i64)| Pillar {
        code: Some(IndicatorCode::new(&(at + 1).to_string())),
        indicators: vec![Indicator::new(
            &(at + 1).to_string(),
            Exact::whole(*weight),
            Rule::Proportional {
                of: Quantity::Rate,
                points: Exact::whole(*weight),
            },
        )],
        ..Pillar::default()
    };
    Framework {
        rounding: RoundingPlan {
            total: Some(4),
            ..RoundingPlan::default()
        },
        index: Some(Index {
            divide_by: Exact::whole(1000),
        }),
        pillars: WEIGHTS.iter().enumerate().map(pillar).collect(),
        ..Framework::default()
    }
}

/// Index and rank of units whose values are given in ten-thousandths.
#[track_caller]
fn check(units: &[[i64; 8]], expected: &[(&str, u32)]) {
    let framework = provinces();
    let arrangement = Arrangement::of(&framework);
    let layout = Layout::new(&framework, &arrangement);
    let mut answers = Answers::new(layout.places.len());
    answers.push_block(String::new());
    for (at, values) in units.iter().enumerate() {
        answers.push_unit(at.to_string(), 0);
        for (line, value) in values.iter().enumerate() {
            answers.enter(
                at,
                line,
                Key::Ratio,
                Entry::Decimal {
                    mantissa: *value,
                    scale: 4,
                },
            );
        }
    }
    let scorer = Scorer::new(&layout, &answers);
    let mut scratch = Scratch::default();
    let tallies: Vec<_> = (0..units.len())
        .map(|unit| scorer.tally(unit, &mut scratch))
        .collect();
    let numbers = numbers(&scorer, &tallies, &mut scratch);
    let contenders: Vec<Contender> = numbers
        .iter()
        .map(|number| Contender {
            block: 0,
            number: number.clone(),
        })
        .collect();
    let found: Vec<(String, u32)> = numbers
        .iter()
        .map(|number| number.to_fixed(4, Rounding::Down))
        .zip(ranks(&contenders, TieRule::Competition))
        .collect();
    let found: Vec<(&str, u32)> = found
        .iter()
        .map(|(index, rank)| (index.as_str(), *rank))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn the_index_is_the_weighted_sum_over_a_thousand_to_four_decimals() {
    check(
        &[
            // 100×0.95 + 100×0.9 + 100×0.8512 + 100×0.7 + 100×0.8 + 200×0.75 + 150×0.5333 + 150×0.61
            [9500, 9000, 8512, 7000, 8000, 7500, 5333, 6100],
            [10000; 8],
            [0; 8],
        ],
        &[("0.7416", 2), ("1.0000", 1), ("0.0000", 3)],
    );
}

#[test]
fn units_equal_to_the_published_digit_share_a_rank_and_the_next_is_skipped() {
    check(
        &[
            // 0.50004 and 0.49996 are both 0.5000; 0.50005 is 0.5001.
            [5004, 5000, 5000, 5000, 5000, 5000, 5000, 5000],
            [4996, 5000, 5000, 5000, 5000, 5000, 5000, 5000],
            [5005, 5000, 5000, 5000, 5000, 5000, 5000, 5000],
            [4000, 5000, 5000, 5000, 5000, 5000, 5000, 5000],
        ],
        &[("0.5000", 2), ("0.5000", 2), ("0.5001", 1), ("0.4900", 4)],
    );
}

#[test]
fn a_sum_that_lies_on_the_edge_is_left_to_fractions() {
    let third = exact("1/3");
    let mut sum = Sum::default();
    // 1/3 + 1/3 + 1/3 + 1/2 of a hundredth: exactly 1.005, which the interval straddles.
    for points in [&third, &third, &third, &exact("0.005")] {
        sum.add(points);
    }
    assert_eq!(sum.rounded(&Exact::ONE, 2, Rounding::HalfUp), None);
    assert_eq!(
        sum.rounded(&Exact::ONE, 1, Rounding::HalfUp),
        Some(exact("1"))
    );
    assert_eq!(sum.exact(), None);
}

#[test]
fn a_sum_of_decimals_is_exact_and_never_asks() {
    let mut sum = Sum::default();
    for _ in 0..1000 {
        sum.add(&exact("0.005"));
    }
    assert_eq!(sum.exact(), Some(exact("5")));
    assert_eq!(
        sum.rounded(&exact("0.201"), 3, Rounding::HalfUp),
        Some(exact("1.005"))
    );
}

#[test]
fn a_number_beyond_two_words_makes_the_sum_say_nothing() {
    let mut sum = Sum::default();
    sum.add(&(exact("9223372036854775807") * exact("9223372036854775807")));
    assert_eq!(sum.rounded(&Exact::ONE, 2, Rounding::HalfUp), None);
    assert!(!sum.is_below(&Sum::default()) && !Sum::default().is_below(&sum));
}
