//! What holds whatever the figures are.

use proptest::prelude::*;
use scoring::Exact;
use scoring::answers::Answers;
use scoring::framework::{Arrangement, Layout};
use scoring::ranking::{Contender, numbers, ranks};
use scoring::scorecard::{Scorer, Scratch};

use crate::world::{Item, Kind, Known, World, world};

/// Name, rank and total of every unit, by name.
fn results(world: &World, order: &[usize]) -> Vec<(String, u32, Exact)> {
    let framework = world.framework();
    let arrangement = Arrangement::of(&framework);
    let layout = Layout::new(&framework, &arrangement);
    let answers: Answers = world.answers(&layout, order);
    let scorer = Scorer::new(&layout, &answers);
    let mut scratch = Scratch::default();
    let tallies: Vec<_> = (0..order.len())
        .map(|unit| scorer.tally(unit, &mut scratch))
        .collect();
    let found = numbers(&scorer, &tallies, &mut scratch);
    let contenders: Vec<Contender> = answers
        .units
        .iter()
        .zip(found)
        .map(|(unit, number)| Contender {
            block: unit.block,
            number,
        })
        .collect();
    let ranks = ranks(&contenders, framework.ties);
    let mut results: Vec<_> = (0..order.len())
        .map(|unit| {
            let total = scorer.exact_total(unit, &mut scratch);
            (answers.units[unit].name.clone(), ranks[unit], total)
        })
        .collect();
    results.sort();
    results
}

proptest! {
    #[test]
    fn the_order_of_units_changes_nothing(world in world(), turn in 0usize..9) {
        let order: Vec<usize> = (0..world.units.len()).collect();
        let mut other = order.clone();
        other.rotate_left(turn % order.len());
        other.reverse();
        prop_assert_eq!(results(&world, &order), results(&world, &other));
    }

    #[test]
    fn lines_stay_within_their_maximum_and_pillars_add_to_the_total(world in world()) {
        let world = World {
            line_digits: None,
            bonus_max: None,
            total_max: None,
            not_applicable: 0,
            ..world
        };
        let framework = world.framework();
        let arrangement = Arrangement::of(&framework);
        let layout = Layout::new(&framework, &arrangement);
        let order: Vec<usize> = (0..world.units.len()).collect();
        let answers = world.answers(&layout, &order);
        let scorer = Scorer::new(&layout, &answers);
        let mut scratch = Scratch::default();
        for unit in order {
            let card = scorer.card(unit, &mut scratch);
            for (line, place) in card.lines.iter().zip(&layout.places) {
                let (Some(points), Some(max)) = (&line.points, &place.max_points) else { continue };
                prop_assert!(place.indicator.is_heading() || *points <= *max);
                let deducts = matches!(
                    place.indicator.counts,
                    scoring::framework::Counts::Deducts
                );
                prop_assert!(deducts || place.indicator.is_heading() || !points.is_negative());
            }
            let pillars: Exact = scorer.exact_pillars(&card.lines).into_iter().sum();
            let total = scorer.exact_of(&card.lines);
            prop_assert_eq!(&pillars, &total);
            let achieved = scorer.achieved(&card.lines);
            prop_assert_eq!(&achieved.total, &total);
            let open = card.pillars.iter().map(|tally| &tally.attainable);
            prop_assert!(achieved.pillars.iter().map(|(_, open)| open).eq(open));
            prop_assert_eq!(&achieved.attainable, &card.tally.attainable);
        }
    }

    #[test]
    fn scaling_every_figure_leaves_min_max_as_it_is(
        world in world(),
        by in 2i64..1000,
    ) {
        let min_max = World {
            pillars: world
                .pillars
                .into_iter()
                .map(|items| items.into_iter().map(only_min_max).collect())
                .collect(),
            ..world
        };
        let scaled = World {
            units: min_max
                .units
                .iter()
                .map(|(block, figures)| (*block, figures.iter().map(|known| times(known, by)).collect()))
                .collect(),
            ..min_max.clone()
        };
        let order: Vec<usize> = (0..min_max.units.len()).collect();
        prop_assert_eq!(results(&min_max, &order), results(&scaled, &order));
    }
}

fn only_min_max(item: Item) -> Item {
    let change = |mut leaf: crate::world::Leaf| {
        leaf.kind = Kind::MinMax;
        leaf.counts = 0;
        leaf
    };
    match item {
        Item::Leaf(leaf) => Item::Leaf(change(leaf)),
        Item::Heading(leaves) => Item::Heading(leaves.into_iter().map(change).collect()),
        Item::Group(combine, max, leaves) => {
            Item::Group(combine, max, leaves.into_iter().map(change).collect())
        }
    }
}

fn times(known: &Known, by: i64) -> Known {
    match known {
        Known::Number(number) => Known::Number(number * by),
        other => other.clone(),
    }
}
