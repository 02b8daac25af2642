//! What is said to be wrong with a rule, and what is not.

use scoring::rule::{Band, Bound, Fault, Piece, Quantity};
use scoring::{Exact, Rule};

fn n(text: &str) -> Exact {
    text.parse().unwrap()
}

/// `0.8]` is a bound that belongs to the stretch, `0.8)` one that does not, empty is open.
fn bound(text: &str) -> Option<Bound> {
    let at = text.get(..text.len().checked_sub(1)?)?;
    Some(Bound {
        at: n(at),
        included: text.ends_with(']'),
    })
}

fn flat(from: &str, to: &str, points: &str) -> Band {
    Band {
        from: bound(from),
        to: bound(to),
        earns: Piece::Flat(n(points)),
    }
}

fn line(from: &str, to: &str, slope: &str) -> Band {
    let earns = Piece::Line {
        slope: n(slope),
        intercept: Exact::ZERO,
    };
    Band {
        from: bound(from),
        to: bound(to),
        earns,
    }
}

fn said(fault: &Fault) -> String {
    let end = |bound: &Option<Bound>| {
        let mark = |bound: &Bound| if bound.included { "]" } else { ")" };
        bound.as_ref().map_or(String::from("…"), |bound| {
            format!("{}{}", bound.at, mark(bound))
        })
    };
    match fault {
        Fault::Overlap {
            value,
            first,
            second,
        } => format!("overlap {value} {first}/{second}"),
        Fault::Gap { from, to } => format!("gap {} {}", end(from), end(to)),
        Fault::Jump { at, below, above } => format!("jump {at} {below}/{above}"),
        Fault::Unreachable { best, max } => format!("unreachable {best}/{max}"),
        Fault::Exceeded { best, max } => format!("exceeded {best}/{max}"),
    }
}

#[track_caller]
fn check(of: Quantity, bands: Vec<Band>, expected: &[&str]) {
    let rule = Rule::Bands { of, bands };
    let faults: Vec<String> = rule.faults(Some(&n("10"))).iter().map(said).collect();
    assert_eq!(faults, expected, "{rule:?}");
}

#[test]
fn falling_floors_neither_overlap_nor_jump() {
    let bands = vec![
        flat("0.1]", "", "10"),
        flat("0.07]", "", "3.5"),
        flat("", "", "0"),
    ];
    check(Quantity::Rate, bands, &[]);
    let bands = vec![
        flat("", "5]", "10"),
        flat("", "10]", "3.5"),
        flat("10)", "", "0"),
    ];
    check(Quantity::DaysLate, bands, &[]);
}

#[test]
fn a_boundary_in_both_tiers_overlaps_and_a_slope_that_does_not_meet_jumps() {
    // «≥ 80 % = 10đ; ≤ 80 % × 10đ».
    let bands = vec![flat("0.8]", "", "10"), line("", "0.8]", "10")];
    check(Quantity::Rate, bands, &["overlap 0.8 0/1", "jump 0.8 8/10"]);
    // «20 bài: 10đ; 10–20 bài: 5đ; dưới 10: 2đ».
    let bands = vec![
        flat("20]", "", "10"),
        flat("10]", "20]", "5"),
        flat("", "10)", "2"),
    ];
    check(Quantity::Value, bands, &["overlap 20 0/1"]);
    let bands = vec![
        flat("10)", "20)", "10"),
        flat("15)", "30)", "5"),
        flat("", "", "0"),
    ];
    check(Quantity::Value, bands, &["overlap 17.5 0/1"]);
}

#[test]
fn what_no_tier_holds_is_a_gap_but_not_between_whole_numbers() {
    let bands = vec![flat("0.1]", "", "10"), flat("0.03]", "0.07]", "3.5")];
    check(Quantity::Rate, bands, &["gap 0] 0.03)", "gap 0.07) 0.1)"]);
    let bands = vec![
        flat("20]", "", "10"),
        flat("10]", "19]", "5"),
        flat("0]", "8]", "0"),
    ];
    check(Quantity::Value, bands, &["gap 8) 10)"]);
    check(
        Quantity::Value,
        vec![flat("4]", "4]", "10"), flat("0]", "3]", "0")],
        &["gap 4) …"],
    );
    check(
        Quantity::Rate,
        vec![flat("0.5]", "1]", "10"), flat("", "0.5)", "0")],
        &[],
    );
}

#[test]
fn the_best_is_compared_with_the_maximum() {
    let max = n("10");
    let faults = |rule: &Rule| rule.faults(Some(&max)).iter().map(said).collect::<Vec<_>>();
    let proportional = |points| Rule::Proportional {
        of: Quantity::Rate,
        points: n(points),
    };
    assert_eq!(faults(&proportional("5")), ["unreachable 5/10"]);
    assert_eq!(faults(&proportional("20")), ["exceeded 20/10"]);
    assert_eq!(faults(&proportional("10")), [""; 0]);
    assert_eq!(
        faults(&Rule::Ladder(vec![n("6"), n("5")])),
        ["exceeded 11/10"]
    );
    let each = |cap| Rule::PerItem {
        of: Quantity::Value,
        points: n("1"),
        cap,
    };
    assert_eq!(faults(&each(None)), [""; 0]);
    assert_eq!(faults(&each(Some(n("8")))), ["unreachable 8/10"]);
    let taken = Rule::Deduction {
        of: Quantity::Value,
        points: n("1"),
        cap: None,
    };
    assert_eq!(faults(&taken), [""; 0]);
}

#[test]
fn a_rule_says_what_it_needs() {
    let items = Rule::PerItem {
        of: Quantity::Value,
        points: n("1"),
        cap: None,
    };
    let rise = Quantity::Increase(Box::new(Quantity::Rate));
    let change = Rule::Proportional {
        of: rise,
        points: n("1"),
    };
    let rule = Rule::Provided(Box::new(Rule::Several {
        combine: scoring::rule::Combine::Sum,
        rules: vec![
            items,
            change,
            Rule::YesNo {
                yes: n("1"),
                no: n("0"),
            },
        ],
    }));
    assert_eq!(rule.inputs(), ["yes", "value", "ratio", "previous"]);
    assert_eq!(rule.kind(), "provided");
}
