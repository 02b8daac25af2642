//! Ranks still possible, against trying every outcome.

use proptest::prelude::*;
use scoring::Exact;
use scoring::framework::TieRule;
use scoring::ranking::{Contender, Span, rank_spans, ranks};

/// Quarters between the ends: four units then have room to differ inside a whole.
fn outcomes((least, most): (i64, i64)) -> Vec<Exact> {
    (least * 4..=most * 4)
        .filter_map(|quarters| Exact::ratio(quarters, 4))
        .collect()
}

fn tried(ends: &[(i64, i64)], ties: TieRule) -> Vec<(u32, u32)> {
    let mut found = vec![(u32::MAX, 0); ends.len()];
    let choices: Vec<Vec<Exact>> = ends.iter().map(|ends| outcomes(*ends)).collect();
    let mut at = vec![0; ends.len()];
    loop {
        let contenders: Vec<Contender> = at
            .iter()
            .zip(&choices)
            .map(|(at, choices)| Contender {
                block: 0,
                number: choices[*at].clone(),
            })
            .collect();
        for (found, rank) in found.iter_mut().zip(ranks(&contenders, ties)) {
            *found = (found.0.min(rank), found.1.max(rank));
        }
        let Some(next) = (0..at.len()).find(|one| at[*one] + 1 < choices[*one].len()) else {
            return found;
        };
        at[next] += 1;
        at[..next].fill(0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn ranks_still_possible_are_those_that_some_outcome_gives(
        ends in prop::collection::vec((0i64..3, 0i64..3), 1..5),
    ) {
        let ends: Vec<(i64, i64)> = ends
            .into_iter()
            .map(|(one, other)| (one.min(other), one.max(other)))
            .collect();
        let spans: Vec<Span> = ends
            .iter()
            .map(|(least, most)| Span {
                block: 0,
                least: Exact::whole(*least),
                most: Exact::whole(*most),
            })
            .collect();
        for ties in [TieRule::Competition, TieRule::Dense] {
            prop_assert_eq!(rank_spans(&spans, ties), tried(&ends, ties), "{:?}", ties);
        }
    }
}

#[test]
fn units_of_different_blocks_take_no_rank_from_each_other() {
    let span = |block, number| Span {
        block,
        least: Exact::whole(number),
        most: Exact::whole(number),
    };
    let spans = [span(1, 5), span(0, 9), span(1, 5)];
    assert_eq!(
        rank_spans(&spans, TieRule::Competition),
        [(1, 1), (1, 1), (1, 1)]
    );
}
