//! Random frameworks with figures, in words of their own: both scorers are given these.

use proptest::prelude::*;
use scoring::answers::{Answers, Entry, Key};
use scoring::framework::{
    Counts, Framework, Index, Indicator, IndicatorCode, Limits, NotApplicable, Pillar,
    RoundingPlan, TieRule,
};
use scoring::number::Rounding;
use scoring::rule::{Band, Bound, Combine, Direction, Piece, Quantity, Target};
use scoring::{Exact, Rule};

/// Kinds of leaves, with numbers in hundredths where they are not whole.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    YesNo,
    Rate,
    RateTo { target: i64 },
    Tiers,
    Each { points: i64 },
    MinMax,
    Largest,
    Taken { each: i64 },
}

/// A leaf.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    pub kind: Kind,
    pub max: i64,
    /// Halves; 2 is a weight of one.
    pub weight: i64,
    /// 0 adds, 1 bonus, 2 deducts, 3 unscored.
    pub counts: u8,
}

/// A line of a pillar.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    Leaf(Leaf),
    /// Children under a heading.
    Heading(Vec<Leaf>),
    /// 0 sum, 1 mean, 2 max; of the children; with its own maximum.
    Group(u8, i64, Vec<Leaf>),
}

/// A figure of a unit for a leaf.
#[derive(Clone, Debug)]
pub(crate) enum Known {
    Nothing,
    NotApplicable,
    /// Used as yes/no, as a count, as an amount.
    Number(i64),
    Counts(i64, i64),
}

#[derive(Clone, Debug)]
pub(crate) struct World {
    pub pillars: Vec<Vec<Item>>,
    /// By unit: the block, and a figure for each leaf in order.
    pub units: Vec<(u8, Vec<Known>)>,
    pub line_digits: Option<u32>,
    pub total_digits: Option<u32>,
    /// 0 half up, 1 half even, 2 down.
    pub how: u8,
    pub divide_by: Option<i64>,
    /// 0 reduce, 1 rescale, 2 zero, 3 full.
    pub not_applicable: u8,
    pub bonus_max: Option<i64>,
    pub total_max: Option<i64>,
    pub dense: bool,
}

impl World {
    pub(crate) fn leaves(&self) -> Vec<&Leaf> {
        self.pillars
            .iter()
            .flatten()
            .flat_map(|item| match item {
                Item::Leaf(leaf) => std::slice::from_ref(leaf),
                Item::Heading(leaves) | Item::Group(_, _, leaves) => leaves,
            })
            .collect()
    }

    pub(crate) fn framework(&self) -> Framework {
        Framework {
            rounding: RoundingPlan {
                line: self.line_digits,
                total: self.total_digits,
                how: [Rounding::HalfUp, Rounding::HalfEven, Rounding::Down][usize::from(self.how)],
            },
            index: self.divide_by.map(|by| Index {
                divide_by: Exact::whole(by),
            }),
            not_applicable: [
                NotApplicable::Reduce,
                NotApplicable::Rescale,
                NotApplicable::Zero,
                NotApplicable::Full,
            ][usize::from(self.not_applicable)],
            ties: if self.dense {
                TieRule::Dense
            } else {
                TieRule::Competition
            },
            limits: Limits {
                bonus: self.bonus_max.map(Exact::whole),
                deduction: None,
                total: self.total_max.map(Exact::whole),
            },
            pillars: self
                .pillars
                .iter()
                .enumerate()
                .map(|(at, items)| Pillar {
                    code: Some(IndicatorCode::new(&format!("P{at}"))),
                    indicators: items
                        .iter()
                        .enumerate()
                        .map(|(no, item)| indicator(item, &format!("{at}.{no}")))
                        .collect(),
                    ..Pillar::default()
                })
                .collect(),
            ..Framework::default()
        }
    }

    /// The figures of the leaves, entered unit by unit in this order of units.
    pub(crate) fn answers(
        &self,
        layout: &scoring::framework::Layout<'_>,
        order: &[usize],
    ) -> Answers {
        let leaves: Vec<usize> = (0..layout.places.len())
            .filter(|at| {
                layout.places[*at].children.is_empty()
                    && !layout.places[*at].indicator.code.as_str().ends_with('g')
            })
            .collect();
        let mut answers = Answers::new(layout.places.len());
        for block in 0..3 {
            answers.push_block(format!("{block}"));
        }
        for unit in order {
            let (block, figures) = &self.units[*unit];
            let at = answers.push_unit(format!("{unit}"), usize::from(*block));
            for ((line, known), leaf) in leaves.iter().zip(figures).zip(self.leaves()) {
                enter(&mut answers, at, *line, known, leaf);
            }
        }
        answers
    }
}

fn enter(answers: &mut Answers, unit: usize, line: usize, known: &Known, leaf: &Leaf) {
    let whole = |mantissa: &i64| Entry::Decimal {
        mantissa: *mantissa,
        scale: 0,
    };
    let entries = match known {
        Known::Nothing => vec![],
        Known::NotApplicable => vec![(Key::Applicable, Entry::Flag(false))],
        Known::Number(number) => match leaf.kind {
            Kind::YesNo => vec![(Key::Yes, Entry::Flag(number % 2 == 1))],
            Kind::Rate | Kind::RateTo { .. } | Kind::Tiers => {
                vec![(
                    Key::Ratio,
                    Entry::Decimal {
                        mantissa: *number,
                        scale: 2,
                    },
                )]
            }
            _ => vec![(Key::Value, whole(number))],
        },
        Known::Counts(num, den) => vec![(Key::Num, whole(num)), (Key::Den, whole(den))],
    };
    for (key, entry) in entries {
        answers.enter(unit, line, key, entry);
    }
}

fn indicator(item: &Item, code: &str) -> Indicator {
    let children = |leaves: &[Leaf]| {
        leaves
            .iter()
            .enumerate()
            .map(|(at, leaf)| leaf_indicator(leaf, &format!("{code}.{at}")))
            .collect()
    };
    match item {
        Item::Leaf(leaf) => leaf_indicator(leaf, code),
        Item::Heading(leaves) => Indicator {
            rule: None,
            max_points: None,
            children: children(leaves),
            ..Indicator::new(&format!("{code}g"), Exact::ZERO, Rule::Entered)
        },
        Item::Group(combine, max, leaves) => Indicator {
            rule: Some(Rule::Children(
                [Combine::Sum, Combine::Mean, Combine::Max][usize::from(*combine)],
            )),
            children: children(leaves),
            ..Indicator::new(&format!("{code}g"), Exact::whole(*max), Rule::Entered)
        },
    }
}

fn leaf_indicator(leaf: &Leaf, code: &str) -> Indicator {
    Indicator {
        weight: (leaf.weight != 2).then(|| Exact::ratio(leaf.weight, 2).unwrap()),
        counts: [
            Counts::Adds,
            Counts::Bonus,
            Counts::Deducts,
            Counts::Unscored,
        ][usize::from(leaf.counts)],
        ..Indicator::new(code, Exact::whole(leaf.max), rule(leaf))
    }
}

fn rule(leaf: &Leaf) -> Rule {
    let points = Exact::whole(leaf.max);
    let hundredths = |number: i64| Exact::ratio(number, 100).unwrap();
    let band = |floor: Option<i64>, share: i64| Band {
        from: floor.map(|floor| Bound {
            at: hundredths(floor),
            included: true,
        }),
        to: None,
        earns: Piece::Flat(points.clone() * hundredths(share)),
    };
    match leaf.kind {
        Kind::YesNo => Rule::YesNo {
            yes: points,
            no: Exact::ZERO,
        },
        Kind::Rate => Rule::Proportional {
            of: Quantity::Rate,
            points,
        },
        Kind::RateTo { target } => Rule::ProportionalTo {
            of: Quantity::Rate,
            target: Target::Stated(hundredths(target)),
            points,
            cut_off: None,
        },
        Kind::Tiers => Rule::Bands {
            of: Quantity::Rate,
            bands: vec![band(Some(80), 100), band(Some(50), 60), band(None, 0)],
        },
        Kind::Each { points: each } => Rule::PerItem {
            of: Quantity::Value,
            points: hundredths(each),
            cap: None,
        },
        Kind::MinMax => Rule::MinMax {
            of: Quantity::Value,
            direction: Direction::HigherIsBetter,
            points,
        },
        Kind::Largest => Rule::ByLargest {
            of: Quantity::Value,
            points,
        },
        Kind::Taken { each } => Rule::Deduction {
            of: Quantity::Value,
            points: hundredths(each),
            cap: None,
        },
    }
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::YesNo),
        Just(Kind::Rate),
        (1i64..150).prop_map(|target| Kind::RateTo { target }),
        Just(Kind::Tiers),
        (1i64..300).prop_map(|points| Kind::Each { points }),
        Just(Kind::MinMax),
        Just(Kind::Largest),
    ]
}

fn leaf(counts: bool) -> impl Strategy<Value = Leaf> {
    let counts = if counts {
        prop_oneof![6 => Just(0u8), 1 => Just(1), 1 => Just(2), 1 => Just(3)].boxed()
    } else {
        Just(0).boxed()
    };
    let weight = prop_oneof![4 => Just(2i64), 1 => 1i64..6];
    (kind(), 1i64..20, weight, counts, 1i64..200).prop_map(|(kind, max, weight, counts, each)| {
        let kind = if counts == 2 {
            Kind::Taken { each }
        } else {
            kind
        };
        Leaf {
            kind,
            max,
            weight,
            counts,
        }
    })
}

fn item() -> impl Strategy<Value = Item> {
    prop_oneof![
        5 => leaf(true).prop_map(Item::Leaf),
        1 => prop::collection::vec(leaf(true), 1..4).prop_map(Item::Heading),
        1 => (0u8..3, 1i64..40, prop::collection::vec(leaf(false), 1..4))
            .prop_map(|(combine, max, leaves)| Item::Group(combine, max, leaves)),
    ]
}

fn known() -> impl Strategy<Value = Known> {
    prop_oneof![
        1 => Just(Known::Nothing),
        1 => Just(Known::NotApplicable),
        // Small numbers make ties and edges; head counts make long fractions.
        3 => (0i64..8).prop_map(Known::Number),
        2 => (0i64..4, 0i64..5).prop_map(|(num, den)| Known::Counts(num, den)),
        2 => (0i64..60_000, 1i64..60_000).prop_map(|(num, den)| Known::Counts(num, den)),
    ]
}

pub(crate) fn world() -> impl Strategy<Value = World> {
    let pillars = prop::collection::vec(prop::collection::vec(item(), 1..6), 1..4);
    let digits = prop_oneof![Just(None), (0u32..5).prop_map(Some)];
    let declared = (
        digits.clone(),
        digits,
        0u8..3,
        prop_oneof![Just(None), Just(Some(1000i64)), (1i64..7).prop_map(Some)],
        0u8..4,
        prop::option::weighted(0.2, 1i64..10),
        prop::option::weighted(0.2, 1i64..60),
        any::<bool>(),
    );
    (pillars, declared).prop_flat_map(|(pillars, declared)| {
        let (
            line_digits,
            total_digits,
            how,
            divide_by,
            not_applicable,
            bonus_max,
            total_max,
            dense,
        ) = declared;
        let world = World {
            pillars,
            units: Vec::new(),
            line_digits,
            total_digits,
            how,
            divide_by,
            not_applicable,
            bonus_max,
            total_max,
            dense,
        };
        let leaves = world.leaves().len();
        prop::collection::vec((0u8..3, prop::collection::vec(known(), leaves)), 1..9).prop_map(
            move |units| World {
                units,
                ..world.clone()
            },
        )
    })
}
