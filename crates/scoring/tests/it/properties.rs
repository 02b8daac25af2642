//! What holds for every rule, whoever wrote it.

use proptest::prelude::*;
use scoring::rule::{Band, Bound, Fault, Outcome, Piece, Quantity, Target};
use scoring::{Exact, Figures, Rule};

use crate::shapes::{figures, number, positive, rule, single};

fn scored(outcome: &Outcome) -> Option<&Exact> {
    match outcome {
        Outcome::Scored(points) => Some(points),
        _ => None,
    }
}

/// Figures of which only the quantity is known. `previous` is one, so that a change is the figure
/// less one in both ways of comparing.
fn known(of: &Quantity, value: &Exact) -> Figures {
    let mut figures = Figures {
        yes: Some(true),
        ..Figures::default()
    };
    match of {
        Quantity::Rate => figures.ratio = Some(value.clone()),
        Quantity::Value => figures.value = Some(value.clone()),
        Quantity::DaysLate => figures.days_late = Some(value.clone()),
        Quantity::Increase(of) | Quantity::Growth(of) => {
            figures = known(of, &(value.clone() + Exact::ONE));
            figures.previous = Some(Exact::ONE);
        }
    }
    figures
}

fn curve_outcome(curve: &[Band], value: &Exact) -> Outcome {
    match curve.iter().find(|band| band.holds(value)) {
        Some(band) => Outcome::Scored(band.earns.at(value)),
        None => Outcome::Unstated,
    }
}

proptest! {
    #[test]
    fn points_stay_between_zero_and_the_maximum(rule in rule(), max in positive(), figures in figures()) {
        if let Some(points) = scored(&rule.outcome(Some(&max), &figures)) {
            prop_assert!(*points <= max, "{points} > {max}");
            let deducts = rule.reach().is_none_or(|reach| reach <= Exact::ZERO);
            prop_assert!(!points.is_negative() || deducts, "{points}");
        }
    }

    #[test]
    fn the_reason_agrees_with_the_outcome(rule in rule(), max in number(), figures in figures()) {
        let because = rule.explain(Some(&max), &figures);
        prop_assert_eq!(&because.outcome, &rule.outcome(Some(&max), &figures));
        let silent = because.outcome == Outcome::NotApplicable;
        prop_assert_eq!(because.steps.is_empty(), silent);
    }

    #[test]
    fn the_curve_agrees_with_the_outcome(rule in single(), max in positive(), value in number()) {
        let Some(curve) = rule.curve(Some(&max)) else { return Ok(()) };
        let of = rule.quantity().unwrap();
        let outcome = rule.outcome(Some(&max), &known(of, &value));
        if outcome != Outcome::Missing {
            prop_assert_eq!(curve_outcome(&curve, &value), outcome, "{:?}", curve);
        }
    }

    #[test]
    fn stretches_of_a_curve_are_in_order_and_apart(rule in single(), max in positive()) {
        let curve = rule.curve(Some(&max)).unwrap_or_default();
        for pair in curve.windows(2) {
            let (to, from) = (pair[0].to.as_ref().unwrap(), pair[1].from.as_ref().unwrap());
            prop_assert!(to.at < from.at || (to.at == from.at && !(to.included && from.included)));
        }
    }

    #[test]
    fn more_never_earns_less(rule in rising(), max in positive(), low in positive(), more in positive()) {
        let of = rule.quantity().unwrap();
        let high = low.clone() + more;
        let less = rule.outcome(Some(&max), &known(of, &low));
        let more = rule.outcome(Some(&max), &known(of, &high));
        prop_assert!(scored(&less) <= scored(&more), "{low} {high}");
    }

    #[test]
    fn what_is_asked_for_is_enough(rule in rule(), figures in figures()) {
        let asked = rule.inputs();
        let mut kept = Figures { applicable: figures.applicable, named: figures.named.clone(), ..Figures::default() };
        for key in asked {
            match key {
                "yes" => kept.yes = figures.yes,
                "ratio" => (kept.ratio, kept.num, kept.den) =
                    (figures.ratio.clone(), figures.num.clone(), figures.den.clone()),
                "value" => kept.value.clone_from(&figures.value),
                "option" => kept.option = figures.option,
                "parts" => (kept.parts, kept.yes) = (figures.parts.clone(), figures.yes),
                "children" => kept.children.clone_from(&figures.children),
                "cohort_min" => kept.cohort_min.clone_from(&figures.cohort_min),
                "cohort_max" => kept.cohort_max.clone_from(&figures.cohort_max),
                "target" => kept.target.clone_from(&figures.target),
                "days_late" => kept.days_late.clone_from(&figures.days_late),
                "previous" => kept.previous.clone_from(&figures.previous),
                _ => {}
            }
        }
        prop_assert_eq!(rule.outcome(None, &kept), rule.outcome(None, &figures));
    }

    #[test]
    fn nothing_exceeds_the_best(rule in rule(), figures in figures()) {
        let (Some(best), Outcome::Scored(points)) = (rule.best(None), rule.outcome(None, &figures))
        else { return Ok(()) };
        prop_assert!(points <= best.clone().max(Exact::ZERO), "{points} > {best}");
    }

    #[test]
    fn faults_of_a_gap_hold_no_points(rule in single()) {
        let of = rule.quantity().cloned().unwrap();
        for fault in rule.faults(None) {
            if let Fault::Gap { from, to } = fault {
                let inside = inside(from.as_ref(), to.as_ref());
                let outcome = rule.outcome(None, &known(&of, &inside));
                prop_assert!(matches!(outcome, Outcome::Unstated | Outcome::Missing), "{inside}: {outcome:?}");
            }
        }
    }
}

fn inside(from: Option<&Bound>, to: Option<&Bound>) -> Exact {
    match (from, to) {
        (Some(from), Some(to)) => (from.at.clone() + to.at.clone()) / Exact::whole(2),
        (Some(from), None) => from.at.clone() + Exact::ONE,
        (None, Some(to)) => to.at.clone() - Exact::ONE,
        (None, None) => Exact::ZERO,
    }
}

/// Rules in which more is better: shares, targets, items, and tiers with falling floors.
fn rising() -> impl Strategy<Value = Rule> {
    let of = || prop_oneof![Just(Quantity::Rate), Just(Quantity::Value)];
    let target = || positive().prop_map(|at| Target::Stated(at + Exact::ratio(1, 100).unwrap()));
    prop_oneof![
        (of(), positive()).prop_map(|(of, points)| Rule::Proportional { of, points }),
        (of(), target(), positive()).prop_map(|(of, target, points)| Rule::ProportionalTo {
            of,
            target,
            points,
            cut_off: None
        }),
        (of(), target(), positive()).prop_map(|(of, target, points)| Rule::AllOrNothing {
            of,
            target,
            points
        }),
        (of(), positive(), proptest::option::of(positive()))
            .prop_map(|(of, points, cap)| Rule::PerItem { of, points, cap }),
        (
            of(),
            proptest::collection::vec((positive(), positive(), any::<bool>()), 1..5)
        )
            .prop_map(|(of, tiers)| Rule::Bands {
                of,
                bands: falling(tiers)
            }),
    ]
}

fn falling(mut tiers: Vec<(Exact, Exact, bool)>) -> Vec<Band> {
    let mut points: Vec<Exact> = tiers.iter().map(|tier| tier.1.clone()).collect();
    points.sort();
    tiers.sort_by(|left, right| right.0.cmp(&left.0));
    let floors = tiers.into_iter().zip(points.into_iter().rev());
    floors
        .map(|((at, _, included), points)| Band {
            from: Some(Bound { at, included }),
            to: None,
            earns: Piece::Flat(points),
        })
        .collect()
}
