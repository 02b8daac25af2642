//! Rules in words are read back to the same rule, or not at all; never to another.

use domain::rule::Certainty;
use reading::rule::{RuleText, read};
use reading::words::rule::in_words;
use scoring::rule::{Band, Bound, Combine, Direction, Formula, Outcome, Piece, Quantity, Target};
use scoring::{Exact, Figures, Rule};

fn n(text: &str) -> Exact {
    text.parse().expect("a number")
}

/// The words, and what is read from them.
fn back(rule: &Rule, labels: &[&str]) -> (String, Certainty, Option<Rule>) {
    let max = n("10");
    let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
    let words = in_words(rule, Some(&max), &labels);
    let text = RuleText {
        text: &words,
        max: Some(&max),
        title: None,
    };
    let reading = read(text);
    (words, reading.certainty, reading.rule)
}

#[track_caller]
fn check(rule: &Rule, labels: &[&str]) {
    let (words, certainty, read) = back(rule, labels);
    assert_eq!(read.as_ref(), Some(rule), "«{words}»");
    assert_ne!(certainty, Certainty::Unread, "«{words}»");
}

/// What is certain earns what the rule earns, whatever the figures.
#[track_caller]
fn check_not_another(rule: &Rule) {
    let (words, certainty, read) = back(rule, &[]);
    let Some(read) = read.filter(|_| certainty == Certainty::Certain) else {
        return;
    };
    for known in grid() {
        let max = n("10");
        let outcome = rule.outcome(Some(&max), &known);
        if outcome != Outcome::Missing {
            assert_eq!(
                read.outcome(Some(&max), &known),
                outcome,
                "«{words}» {known:?}"
            );
        }
    }
}

/// Figures around every bound used below.
fn grid() -> Vec<Figures> {
    let mut all = Vec::new();
    for value in [
        "0", "0.0005", "0.001", "0.07", "0.1", "0.5", "0.8", "1", "3", "5", "19", "20", "30",
    ] {
        for yes in [true, false] {
            let value = || Some(n(value));
            all.push(Figures {
                yes: Some(yes),
                ratio: value(),
                value: value(),
                days_late: value(),
                previous: Some(n("0.5")),
                target: Some(n("0.8")),
                cohort_min: Some(n("0")),
                cohort_max: Some(n("20")),
                parts: Some(vec![Some(yes), Some(true)]),
                children: Some(vec![Some(n("1")), value()]),
                ..Figures::default()
            });
        }
    }
    all
}

#[expect(clippy::unnecessary_wraps, reason = "an end of a band may be open")]
fn b(at: &str, included: bool) -> Option<Bound> {
    Some(Bound {
        at: n(at),
        included,
    })
}

fn flat(from: Option<Bound>, to: Option<Bound>, points: &str) -> Band {
    Band {
        from,
        to,
        earns: Piece::Flat(n(points)),
    }
}

fn proportional_to(of: Quantity, target: &str, cut_off: Option<Bound>) -> Rule {
    Rule::ProportionalTo {
        of,
        target: Target::Stated(n(target)),
        points: n("10"),
        cut_off,
    }
}

fn tiers(of: &Quantity) -> [Rule; 4] {
    let bands = |bands| Rule::Bands {
        of: of.clone(),
        bands,
    };
    [
        bands(vec![
            flat(b("0.1", true), None, "10"),
            flat(b("0.07", true), b("0.1", false), "3.5"),
            flat(None, b("0.07", false), "0"),
        ]),
        bands(vec![
            flat(b("0.1", false), None, "10"),
            flat(b("0.07", false), b("0.1", true), "3.5"),
            flat(None, b("0.07", true), "0"),
        ]),
        bands(vec![
            flat(b("0.1", true), None, "10"),
            flat(b("0.07", true), None, "3.5"),
            flat(None, None, "0"),
        ]),
        bands(vec![
            flat(None, b("0", true), "10"),
            flat(b("0", false), b("5", true), "5"),
            flat(b("5", false), None, "0"),
        ]),
    ]
}

fn quantities() -> [Quantity; 5] {
    let rise = Quantity::Increase(Box::new(Quantity::Rate));
    let growth = Quantity::Growth(Box::new(Quantity::Value));
    [
        Quantity::Rate,
        Quantity::Value,
        Quantity::DaysLate,
        rise,
        growth,
    ]
}

#[test]
fn facts_options_and_parts_are_read_back() {
    let yes_no = Rule::YesNo {
        yes: n("10"),
        no: n("0"),
    };
    check(&yes_no, &[]);
    check(&yes_no, &["Đã ban hành", "Chưa ban hành"]);
    let options = Rule::Options(vec![n("10"), n("5"), n("0")]);
    check(&options, &["Đã ban hành", "Đang xây dựng", "Chưa ban hành"]);
    check(
        &Rule::Parts(vec![n("5"), n("5")]),
        &["Tham gia đầy đủ", "Chủ trì cuộc họp"],
    );
    check(&Rule::Children(Combine::Sum), &[]);
}

#[test]
fn rates_counts_and_days_are_read_back() {
    check(
        &Rule::Proportional {
            of: Quantity::Rate,
            points: n("10"),
        },
        &[],
    );
    for of in [Quantity::Rate, Quantity::Value] {
        check(&proportional_to(of.clone(), "0.8", None), &[]);
        check(&proportional_to(of.clone(), "0.0025", None), &[]);
        let target = Target::Stated(n("1"));
        check(
            &Rule::AllOrNothing {
                of: of.clone(),
                target,
                points: n("10"),
            },
            &[],
        );
        let spread = |direction| Rule::MinMax {
            of: of.clone(),
            direction,
            points: n("10"),
        };
        check(&spread(Direction::HigherIsBetter), &[]);
        check(&spread(Direction::LowerIsBetter), &[]);
        check(
            &Rule::ByLargest {
                of,
                points: n("10"),
            },
            &[],
        );
    }
    for of in [Quantity::Rate, Quantity::Value, Quantity::DaysLate] {
        for rule in tiers(&of) {
            check(&rule, &[]);
        }
    }
    let each = |cap| Rule::PerItem {
        of: Quantity::Value,
        points: n("0.5"),
        cap,
    };
    check(&each(None), &[]);
    check(&each(Some(n("10"))), &[]);
}

#[test]
fn nothing_is_read_back_as_another_rule() {
    for of in quantities() {
        let quantity = || of.clone();
        for cut_off in [None, b("0.001", true), b("0.001", false)] {
            check_not_another(&proportional_to(quantity(), "0.8", cut_off));
        }
        for rule in tiers(&of) {
            check_not_another(&rule);
        }
        let line = Piece::Line {
            slope: n("8"),
            intercept: n("2"),
        };
        let line = Band {
            from: None,
            to: b("0.8", false),
            earns: line,
        };
        let bands = vec![flat(b("0.8", true), None, "10"), line];
        check_not_another(&Rule::Bands {
            of: quantity(),
            bands,
        });
        for cap in [None, Some(n("2"))] {
            let (each, cap) = (n("0.5"), || cap.clone());
            check_not_another(&Rule::PerItem {
                of: quantity(),
                points: each.clone(),
                cap: cap(),
            });
            let less = Rule::Deduction {
                of: quantity(),
                points: each,
                cap: cap(),
            };
            check_not_another(&less);
            let from_max = vec![Rule::Formula(Formula::MaxPoints), less];
            check_not_another(&Rule::Several {
                combine: Combine::Sum,
                rules: from_max,
            });
        }
        for target in [Target::Own, Target::Stated(n("0.8"))] {
            let points = n("10");
            check_not_another(&Rule::AllOrNothing {
                of: quantity(),
                target,
                points,
            });
        }
        for direction in [Direction::HigherIsBetter, Direction::LowerIsBetter] {
            check_not_another(&Rule::MinMax {
                of: quantity(),
                direction,
                points: n("10"),
            });
        }
        check_not_another(&Rule::ByLargest {
            of: quantity(),
            points: n("10"),
        });
    }
}

#[test]
fn nor_are_rules_of_several_parts() {
    check_not_another(&Rule::Ladder(vec![n("5"), n("5")]));
    check_not_another(&Rule::AllParts {
        count: 2,
        points: n("10"),
    });
    for combine in [Combine::Sum, Combine::Mean, Combine::Max, Combine::Min] {
        check_not_another(&Rule::Children(combine));
        let yes = Rule::YesNo {
            yes: n("5"),
            no: n("0"),
        };
        let items = Rule::PerItem {
            of: Quantity::Value,
            points: n("1"),
            cap: Some(n("5")),
        };
        check_not_another(&Rule::Provided(Box::new(items.clone())));
        check_not_another(&Rule::Several {
            combine,
            rules: vec![yes, items],
        });
    }
}
