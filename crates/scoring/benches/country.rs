//! The country: 3,321 communes with a hundred indicators each, ten of which compare units. One
//! figure that others are compared with changes, everything is scored again, and all are ranked.

use std::thread;

use scoring::answers::{Answers, Entry, Key};
use scoring::framework::{Arrangement, Framework, Indicator, Layout, Pillar, RoundingPlan};
use scoring::ranking::{Contender, numbers, ranks};
use scoring::rule::{Direction, Quantity};
use scoring::scorecard::{Scorer, Scratch, Tally};
use scoring::{Exact, Rule};

const COMMUNES: usize = 3_321;
const INDICATORS: usize = 100;

fn main() {
    divan::main();
}

fn framework() -> Framework {
    let indicator = |at: usize| {
        let (of, points) = (Quantity::Rate, Exact::whole(10));
        let rule = if at.is_multiple_of(10) {
            Rule::MinMax {
                of,
                direction: Direction::HigherIsBetter,
                points,
            }
        } else {
            Rule::Proportional { of, points }
        };
        Indicator::new(&at.to_string(), Exact::whole(10), rule)
    };
    let pillar = Pillar {
        indicators: (0..INDICATORS).map(indicator).collect(),
        ..Pillar::default()
    };
    Framework {
        rounding: RoundingPlan {
            total: Some(4),
            ..RoundingPlan::default()
        },
        pillars: vec![pillar],
        ..Framework::default()
    }
}

/// The figures of the country; the first commune's first rate is in `changing`.
fn answers(changing: i64) -> Answers {
    let mut answers = Answers::new(INDICATORS);
    let block = answers.push_block("Xã, phường, đặc khu".to_owned());
    let whole = |mantissa: i64| Entry::Decimal { mantissa, scale: 0 };
    for at in 0..COMMUNES {
        let unit = answers.push_unit(at.to_string(), block);
        let seed = i64::try_from(at).unwrap_or_default();
        for line in 0..INDICATORS {
            let own = i64::try_from(line).unwrap_or_default();
            let part = if (at, line) == (0, 0) {
                changing
            } else {
                1_009 + 37 * own + (seed * 7_919 + own * 104_729) % 17_000
            };
            answers.enter(unit, line, Key::Num, whole(part));
            answers.enter(unit, line, Key::Den, whole(20_011 + 113 * own + seed % 997));
        }
    }
    answers
}

/// On two threads: each takes half of the units.
fn tallies(scorer: &Scorer<'_>) -> Vec<Tally> {
    let stretch = |from: usize, to: usize| -> Vec<Tally> {
        let mut scratch = Scratch::default();
        (from..to)
            .map(|unit| scorer.tally(unit, &mut scratch))
            .collect()
    };
    thread::scope(|scope| {
        let second = scope.spawn(|| stretch(COMMUNES / 2, COMMUNES));
        let mut all = stretch(0, COMMUNES / 2);
        all.extend(second.join().unwrap_or_default());
        all
    })
}

#[divan::bench]
fn score_and_rank_after_one_compared_figure_changed(bencher: divan::Bencher<'_, '_>) {
    let framework = framework();
    let arrangement = Arrangement::of(&framework);
    let layout = Layout::new(&framework, &arrangement);
    let answers = answers(19_999);
    bencher.bench_local(|| {
        // Least and greatest are looked for anew: that is what the change may have moved.
        let scorer = Scorer::new(&layout, &answers);
        let tallies = tallies(&scorer);
        let numbers = numbers(&scorer, &tallies, &mut Scratch::default());
        let contenders: Vec<Contender> = numbers
            .into_iter()
            .map(|number| Contender { block: 0, number })
            .collect();
        divan::black_box(ranks(&contenders, framework.ties))
    });
}
