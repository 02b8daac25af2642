//! Rules and figures that nobody wrote, for properties.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use scoring::rule::{Band, Bound, Combine, Direction, Formula, Piece, Quantity, Target};
use scoring::{Exact, Figures, Rule};

/// Twelfths and hundredths from -2 to 20: values meet bounds often enough to matter.
pub(crate) fn number() -> impl Strategy<Value = Exact> {
    prop_oneof![
        (-24i64..=240).prop_map(|n| Exact::ratio(n, 12).unwrap()),
        (-20i64..=120).prop_map(|n| Exact::ratio(n, 100).unwrap()),
        (0i64..=20).prop_map(Exact::whole),
    ]
}

/// Not below zero.
pub(crate) fn positive() -> impl Strategy<Value = Exact> {
    number().prop_map(|number| number.max(Exact::ZERO))
}

fn quantity() -> impl Strategy<Value = Quantity> {
    prop_oneof![
        4 => Just(Quantity::Rate),
        4 => Just(Quantity::Value),
        2 => Just(Quantity::DaysLate),
        1 => Just(Quantity::Increase(Box::new(Quantity::Rate))),
        1 => Just(Quantity::Growth(Box::new(Quantity::Value))),
    ]
}

fn target() -> impl Strategy<Value = Target> {
    prop_oneof![3 => number().prop_map(Target::Stated), 1 => Just(Target::Own)]
}

fn bound() -> impl Strategy<Value = Bound> {
    (number(), any::<bool>()).prop_map(|(at, included)| Bound { at, included })
}

fn band() -> impl Strategy<Value = Band> {
    let piece = prop_oneof![
        3 => number().prop_map(Piece::Flat),
        1 => (number(), number()).prop_map(|(slope, intercept)| Piece::Line { slope, intercept }),
    ];
    let ends = (option::of(bound()), option::of(bound()));
    (ends, piece).prop_map(|((from, to), earns)| Band { from, to, earns })
}

fn formula() -> impl Strategy<Value = Formula> {
    let leaf = prop_oneof![
        number().prop_map(Formula::Number),
        prop_oneof![Just("a"), Just("b"), Just("ratio"), Just("số hộ")]
            .prop_map(|name| Formula::Figure(name.to_owned())),
        Just(Formula::MaxPoints),
    ];
    leaf.prop_recursive(4, 16, 2, |inner| {
        let side = || inner.clone().prop_map(Box::new);
        prop_oneof![
            (side(), side()).prop_map(|(left, right)| Formula::Add(left, right)),
            (side(), side()).prop_map(|(left, right)| Formula::Subtract(left, right)),
            (side(), side()).prop_map(|(left, right)| Formula::Multiply(left, right)),
            (side(), side()).prop_map(|(left, right)| Formula::Divide(left, right)),
        ]
    })
}

fn combine() -> impl Strategy<Value = Combine> {
    prop_oneof![
        Just(Combine::Sum),
        Just(Combine::Mean),
        Just(Combine::Max),
        Just(Combine::Min)
    ]
}

/// Rules on one quantity whose curve can be drawn.
pub(crate) fn single() -> impl Strategy<Value = Rule> {
    let bands = (quantity(), vec(band(), 0..5));
    let toward = (quantity(), target(), number(), option::of(bound()));
    prop_oneof![
        (quantity(), number()).prop_map(|(of, points)| Rule::Proportional { of, points }),
        toward.prop_map(|(of, target, points, cut_off)| Rule::ProportionalTo {
            of,
            target,
            points,
            cut_off,
        }),
        (quantity(), target(), number()).prop_map(|(of, target, points)| Rule::AllOrNothing {
            of,
            target,
            points
        }),
        bands.prop_map(|(of, bands)| Rule::Bands { of, bands }),
        (quantity(), number(), option::of(number())).prop_map(|(of, points, cap)| Rule::PerItem {
            of,
            points,
            cap
        }),
        (quantity(), positive(), option::of(positive()))
            .prop_map(|(of, points, cap)| Rule::Deduction { of, points, cap }),
    ]
}

/// Any rule, nested a little.
pub(crate) fn rule() -> impl Strategy<Value = Rule> {
    let direction = prop_oneof![
        Just(Direction::HigherIsBetter),
        Just(Direction::LowerIsBetter)
    ];
    let leaf = prop_oneof![
        6 => single(),
        1 => (number(), number()).prop_map(|(yes, no)| Rule::YesNo { yes, no }),
        1 => vec(number(), 0..4).prop_map(Rule::Options),
        1 => vec(number(), 0..4).prop_map(Rule::Parts),
        1 => vec(number(), 0..4).prop_map(Rule::Ladder),
        1 => (0u32..4, number()).prop_map(|(count, points)| Rule::AllParts { count, points }),
        1 => (quantity(), direction, number())
            .prop_map(|(of, direction, points)| Rule::MinMax { of, direction, points }),
        1 => (quantity(), number()).prop_map(|(of, points)| Rule::ByLargest { of, points }),
        1 => combine().prop_map(Rule::Children),
        1 => formula().prop_map(Rule::Formula),
        1 => Just(Rule::Entered),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            (combine(), vec(inner.clone(), 0..4))
                .prop_map(|(combine, rules)| Rule::Several { combine, rules }),
            inner.prop_map(|rule| Rule::Provided(Box::new(rule))),
        ]
    })
}

/// Figures, each present more often than not.
pub(crate) fn figures() -> impl Strategy<Value = Figures> {
    let known = || option::weighted(0.8, number());
    let facts = (
        option::weighted(0.2, any::<bool>()),
        option::weighted(0.8, any::<bool>()),
        option::weighted(0.8, 0u32..4),
        option::weighted(0.8, vec(option::weighted(0.9, any::<bool>()), 0..4)),
        option::weighted(0.8, vec(option::weighted(0.9, number()), 0..4)),
    );
    let numbers = (
        known(),
        known(),
        known(),
        known(),
        known(),
        known(),
        known(),
    );
    let rest = (known(), known(), known(), known());
    (facts, numbers, rest).prop_map(|(facts, numbers, rest)| Figures {
        applicable: facts.0,
        yes: facts.1,
        option: facts.2,
        parts: facts.3,
        children: facts.4,
        ratio: numbers.0,
        num: numbers.1,
        den: numbers.2,
        value: numbers.3,
        cohort_min: numbers.4,
        cohort_max: numbers.5,
        target: numbers.6,
        days_late: rest.0,
        previous: rest.1,
        named: [("a", rest.2), ("b", rest.3)]
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .collect(),
    })
}
