//! What each shape of rule earns: cases first, then properties over rules nobody wrote.

use scoring::rule::{Band, Bound, Combine, Direction, Formula, Outcome, Piece, Quantity, Target};
use scoring::{Exact, Figures, Rule};

fn n(text: &str) -> Exact {
    text.parse().unwrap()
}

/// `ratio=0.4 yes=true parts=1,0,? children=2,?`.
fn figures(text: &str) -> Figures {
    let mut figures = Figures::default();
    for pair in text.split_whitespace() {
        let (key, value) = pair.split_once('=').unwrap();
        match key {
            "applicable" => figures.applicable = Some(value == "true"),
            "yes" => figures.yes = Some(value == "true"),
            "ratio" => figures.ratio = Some(n(value)),
            "num" => figures.num = Some(n(value)),
            "den" => figures.den = Some(n(value)),
            "value" => figures.value = Some(n(value)),
            "option" => figures.option = Some(value.parse().unwrap()),
            "parts" => figures.parts = Some(value.split(',').map(part).collect()),
            "children" => figures.children = Some(value.split(',').map(child).collect()),
            "min" => figures.cohort_min = Some(n(value)),
            "max" => figures.cohort_max = Some(n(value)),
            "target" => figures.target = Some(n(value)),
            "late" => figures.days_late = Some(n(value)),
            "previous" => figures.previous = Some(n(value)),
            letter => drop(figures.named.insert(letter.to_owned(), n(value))),
        }
    }
    figures
}

fn part(text: &str) -> Option<bool> {
    (text != "?").then_some(text == "1")
}

fn child(text: &str) -> Option<Exact> {
    text.parse().ok()
}

fn outcome_text(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Scored(points) => points.to_string(),
        Outcome::NotApplicable => "not applicable".to_owned(),
        Outcome::Missing => "missing".to_owned(),
        Outcome::Unstated => "unstated".to_owned(),
    }
}

#[track_caller]
fn check(rule: &Rule, max: &str, cases: &[(&str, &str)]) {
    let max = max.parse().ok();
    for (known, expected) in cases {
        let outcome = rule.outcome(max.as_ref(), &figures(known));
        assert_eq!(
            outcome_text(&outcome),
            *expected,
            "{rule:?} max {max:?}: {known}"
        );
    }
}

#[expect(clippy::unnecessary_wraps, reason = "an end of a band may be open")]
fn from(at: &str) -> Option<Bound> {
    Some(Bound {
        at: n(at),
        included: true,
    })
}

#[expect(clippy::unnecessary_wraps, reason = "an end of a band may be open")]
fn beyond(at: &str) -> Option<Bound> {
    Some(Bound {
        at: n(at),
        included: false,
    })
}

fn flat(from: Option<Bound>, to: Option<Bound>, points: &str) -> Band {
    Band {
        from,
        to,
        earns: Piece::Flat(n(points)),
    }
}

fn rate_bands(bands: Vec<Band>) -> Rule {
    Rule::Bands {
        of: Quantity::Rate,
        bands,
    }
}

#[test]
fn yes_no_needs_an_answer() {
    let rule = Rule::YesNo {
        yes: n("10"),
        no: n("0"),
    };
    check(
        &rule,
        "10",
        &[("yes=true", "10"), ("yes=false", "0"), ("", "missing")],
    );
    check(&rule, "5", &[("yes=true", "5")]);
    check(
        &rule,
        "none",
        &[
            ("yes=true", "10"),
            ("applicable=false yes=true", "not applicable"),
        ],
    );
}

#[test]
fn an_option_that_is_not_there_is_missing() {
    let rule = Rule::Options(vec![n("10"), n("5"), n("0")]);
    let cases = [
        ("option=0", "10"),
        ("option=1", "5"),
        ("option=3", "missing"),
        ("", "missing"),
    ];
    check(&rule, "10", &cases);
}

#[test]
fn parts_add_up_once_all_are_known() {
    let rule = Rule::Parts(vec![n("5"), n("2.5")]);
    let cases = [
        ("parts=1,1", "7.5"),
        ("parts=0,1", "2.5"),
        ("parts=0,0", "0"),
        ("parts=1,?", "missing"),
        ("parts=1", "missing"),
        ("parts=1,1,1", "missing"),
        ("yes=true", "missing"),
    ];
    check(&rule, "10", &cases);
}

#[test]
fn a_ladder_ends_at_the_first_unmet_step() {
    let rule = Rule::Ladder(vec![n("2.5"), n("2.5")]);
    let cases = [
        ("parts=1,1", "5"),
        ("parts=1,0", "2.5"),
        ("parts=0,1", "0"),
        ("parts=0,?", "0"),
        ("parts=1,?", "missing"),
        ("parts=?,1", "missing"),
        ("parts=0", "missing"),
    ];
    check(&rule, "5", &cases);
}

#[test]
fn all_parts_or_nothing() {
    let rule = Rule::AllParts {
        count: 2,
        points: n("10"),
    };
    let cases = [
        ("parts=1,1", "10"),
        ("parts=1,0", "0"),
        ("parts=1,?", "missing"),
        ("yes=true", "10"),
        ("yes=false", "0"),
        ("", "missing"),
    ];
    check(&rule, "10", &cases);
}

#[test]
fn a_rate_earns_its_share_and_not_more_than_all() {
    let rule = Rule::Proportional {
        of: Quantity::Rate,
        points: n("10"),
    };
    let cases = [
        ("num=11 den=12", "55/6"),
        ("num=13 den=12", "10"),
        ("num=0 den=0", "missing"),
        ("num=0 den=12", "0"),
        ("num=-1 den=12", "missing"),
        ("num=-1 den=-12", "missing"),
        ("num=3", "missing"),
        ("ratio=0.43", "4.3"),
        ("ratio=1.3", "10"),
        ("ratio=-0.1", "missing"),
        ("value=0.5", "missing"),
    ];
    check(&rule, "10", &cases);
    check(&rule, "none", &[("ratio=1.3", "10")]);
    check(&rule, "5", &[("ratio=0.4", "4"), ("ratio=0.6", "5")]);
}

#[test]
fn below_the_target_a_share_of_it_counts() {
    let to = |cut_off| Rule::ProportionalTo {
        of: Quantity::Rate,
        target: Target::Stated(n("0.8")),
        points: n("10"),
        cut_off,
    };
    let cases = [
        ("ratio=0.8", "10"),
        ("ratio=0.4", "5"),
        ("ratio=0", "0"),
        ("num=43 den=50", "10"),
    ];
    check(&to(None), "10", &cases);
    check(
        &to(None),
        "10",
        &[("num=799999999 den=1000000000", "9.9999999875")],
    );
    check(
        &to(from("0.3")),
        "10",
        &[("ratio=0.3", "3.75"), ("ratio=0.2999", "0")],
    );
    check(
        &to(beyond("0.3")),
        "10",
        &[("ratio=0.3", "0"), ("ratio=0.4", "5")],
    );
}

#[test]
fn a_target_of_ones_own_must_be_known() {
    let of = Quantity::Value;
    let rule = Rule::ProportionalTo {
        of,
        target: Target::Own,
        points: n("10"),
        cut_off: None,
    };
    let cases = [
        ("value=5 target=10", "5"),
        ("value=12 target=10", "10"),
        ("value=5", "missing"),
        ("value=5 target=-1", "missing"),
    ];
    check(&rule, "10", &cases);
}

#[test]
fn all_or_nothing_is_compared_exactly() {
    let target = Target::Stated(n("1"));
    let rule = Rule::AllOrNothing {
        of: Quantity::Rate,
        target,
        points: n("10"),
    };
    let cases = [
        ("num=99999 den=100000", "0"),
        ("num=7 den=7", "10"),
        ("num=0 den=0", "missing"),
    ];
    check(&rule, "10", &cases);
}

#[test]
fn the_first_band_that_holds_decides_and_a_gap_is_unstated() {
    let rule = rate_bands(vec![
        flat(from("0.1"), None, "5"),
        flat(from("0.07"), None, "3.5"),
        flat(from("0.03"), None, "1.5"),
    ]);
    let cases = [
        ("ratio=0.1", "5"),
        ("num=99 den=1000", "3.5"),
        ("ratio=0.03", "1.5"),
        ("ratio=0.02", "unstated"),
        ("ratio=2", "5"),
        ("", "missing"),
    ];
    check(&rule, "5", &cases);
}

#[test]
fn a_rate_above_the_whole_is_the_whole_unless_a_band_speaks_of_more() {
    let closed = rate_bands(vec![
        flat(from("0.8"), from("1"), "10"),
        flat(None, beyond("0.8"), "4"),
    ]);
    check(
        &closed,
        "10",
        &[("num=13 den=12", "10"), ("ratio=0.1", "4")],
    );
    let open = rate_bands(vec![
        flat(beyond("1"), None, "10"),
        flat(None, from("1"), "4"),
    ]);
    check(&open, "10", &[("ratio=1.01", "10"), ("ratio=1", "4")]);
    let line = Piece::Line {
        slope: n("20"),
        intercept: n("-10"),
    };
    let line = rate_bands(vec![Band {
        from: from("0.5"),
        to: None,
        earns: line,
    }]);
    check(
        &line,
        "none",
        &[
            ("ratio=0.75", "5"),
            ("ratio=1.2", "10"),
            ("ratio=0.4", "unstated"),
        ],
    );
}

#[test]
fn early_is_on_time() {
    let bands = vec![
        flat(from("0"), from("0"), "10"),
        flat(beyond("0"), from("5"), "5"),
    ];
    let rule = Rule::Bands {
        of: Quantity::DaysLate,
        bands,
    };
    let cases = [
        ("late=-3", "10"),
        ("late=0", "10"),
        ("late=5", "5"),
        ("late=6", "unstated"),
    ];
    check(&rule, "10", &cases);
}

#[test]
fn items_count_up_to_the_cap_and_the_maximum() {
    let rule = Rule::PerItem {
        of: Quantity::Value,
        points: n("1"),
        cap: Some(n("20")),
    };
    check(
        &rule,
        "none",
        &[
            ("value=7", "7"),
            ("value=25", "20"),
            ("value=-1", "missing"),
        ],
    );
    check(&rule, "15", &[("value=25", "15")]);
}

#[test]
fn min_max_is_the_place_among_the_units_compared() {
    let rule = |direction| Rule::MinMax {
        of: Quantity::Rate,
        direction,
        points: n("10"),
    };
    // The vectors of a plan's staff rate: least 5 %, greatest 25 %.
    let cases = [
        ("num=2 den=20 min=0.05 max=0.25", "2.5"),
        ("num=1 den=20 min=0.05 max=0.25", "0"),
        ("num=5 den=20 min=0.05 max=0.25", "10"),
        ("num=2 den=20 min=0.1 max=0.1", "10"),
        ("num=2 den=20", "missing"),
        ("num=0 den=0 min=0.05 max=0.25", "missing"),
        ("num=2 den=20 min=0.25 max=0.05", "missing"),
    ];
    check(&rule(Direction::HigherIsBetter), "10", &cases);
    check(
        &rule(Direction::LowerIsBetter),
        "10",
        &[("ratio=0.1 min=0.05 max=0.25", "7.5")],
    );
}

#[test]
fn by_the_largest_divides_by_it() {
    let rule = Rule::ByLargest {
        of: Quantity::Value,
        points: n("10"),
    };
    let cases = [
        ("value=3 max=4", "7.5"),
        ("value=5 max=4", "10"),
        ("value=0 max=0", "missing"),
    ];
    check(&rule, "10", &cases);
}

#[test]
fn children_are_combined_once_all_are_known() {
    let rule = Rule::Children;
    check(
        &rule(Combine::Sum),
        "15",
        &[("children=3.5,1,0.4", "4.9"), ("children=1,?", "missing")],
    );
    check(&rule(Combine::Mean), "15", &[("children=1,2,2", "5/3")]);
    check(
        &rule(Combine::Max),
        "15",
        &[("children=1,20", "15"), ("", "missing")],
    );
    check(&rule(Combine::Min), "15", &[("children=1,20", "1")]);
    check(
        &rule(Combine::Sum),
        "0",
        &[("children=-1,-0.5", "-1.5"), ("children=-3,1", "0")],
    );
}

#[test]
fn several_parts_take_their_keys_together() {
    let yes = Rule::YesNo {
        yes: n("5"),
        no: n("0"),
    };
    let items = Rule::PerItem {
        of: Quantity::Value,
        points: n("0.5"),
        cap: Some(n("5")),
    };
    let of = |combine, rules: &[&Rule]| Rule::Several {
        combine,
        rules: rules.iter().map(|rule| (*rule).clone()).collect(),
    };
    let sum = of(Combine::Sum, &[&yes, &items]);
    let cases = [
        ("yes=true value=20", "10"),
        ("yes=true value=2", "6"),
        ("yes=false value=2", "1"),
        ("yes=true", "missing"),
    ];
    check(&sum, "10", &cases);
    check(
        &of(Combine::Max, &[&yes, &items]),
        "10",
        &[("yes=true value=2", "5")],
    );
    let taken = Rule::Deduction {
        of: Quantity::DaysLate,
        points: n("1"),
        cap: None,
    };
    let less = of(Combine::Sum, &[&yes, &taken]);
    check(
        &less,
        "5",
        &[("yes=true late=2", "3"), ("yes=true late=9", "0")],
    );
    let gap = rate_bands(vec![flat(from("0.5"), None, "5")]);
    check(
        &of(Combine::Sum, &[&yes, &gap]),
        "10",
        &[("yes=true ratio=0.4", "unstated")],
    );
    check(&of(Combine::Sum, &[]), "10", &[("yes=true", "missing")]);
}

#[test]
fn without_the_condition_nothing_is_earned() {
    let items = Rule::PerItem {
        of: Quantity::Value,
        points: n("1"),
        cap: None,
    };
    let rule = Rule::Provided(Box::new(items));
    let cases = [
        ("yes=true value=4", "4"),
        ("yes=false value=4", "0"),
        ("yes=false", "0"),
        ("value=4", "missing"),
        ("yes=true", "missing"),
    ];
    check(&rule, "10", &cases);
}

#[test]
fn only_pure_deductions_go_below_zero() {
    let rule = Rule::Deduction {
        of: Quantity::Value,
        points: n("0.5"),
        cap: Some(n("2")),
    };
    check(
        &rule,
        "none",
        &[("value=3", "-1.5"), ("value=9", "-2"), ("value=0", "0")],
    );
    check(&rule, "-1", &[("value=9", "-1")]);
    let late = Rule::Deduction {
        of: Quantity::DaysLate,
        points: n("0.5"),
        cap: None,
    };
    check(&late, "0", &[("late=-4", "0"), ("late=2", "-1")]);
    check(
        &Rule::YesNo {
            yes: n("-5"),
            no: n("0"),
        },
        "none",
        &[("yes=true", "-5")],
    );
    check(
        &Rule::YesNo {
            yes: n("-5"),
            no: n("5"),
        },
        "none",
        &[("yes=true", "0")],
    );
}

#[test]
fn change_is_against_the_figure_before() {
    let rise = Quantity::Increase(Box::new(Quantity::Rate));
    let target = || Target::Stated(n("0.05"));
    let rule = Rule::AllOrNothing {
        of: rise,
        target: target(),
        points: n("10"),
    };
    let cases = [
        ("ratio=0.45 previous=0.4", "10"),
        ("num=449 den=1000 previous=0.4", "0"),
        ("ratio=0.3 previous=0.4", "0"),
        ("ratio=0.45", "missing"),
    ];
    check(&rule, "10", &cases);
    let growth = Quantity::Growth(Box::new(Quantity::Value));
    let (target, points) = (Target::Stated(n("0.1")), n("10"));
    let rule = Rule::ProportionalTo {
        of: growth,
        target,
        points,
        cut_off: None,
    };
    let cases = [
        ("value=105 previous=100", "5"),
        ("value=90 previous=100", "0"),
        ("value=5 previous=0", "missing"),
    ];
    check(&rule, "10", &cases);
}

#[test]
fn a_formula_divides_only_by_something() {
    let figure = |name: &str| Box::new(Formula::Figure(name.to_owned()));
    let sum = Formula::Add(figure("a"), figure("b"));
    let share = Formula::Divide(Box::new(sum), figure("c"));
    let rule = Rule::Formula(Formula::Multiply(
        Box::new(share),
        Box::new(Formula::MaxPoints),
    ));
    let cases = [
        ("a=1 b=2 c=4", "7.5"),
        ("a=5 b=2 c=4", "10"),
        ("a=1 b=2 c=0", "missing"),
        ("a=1 c=4", "missing"),
        ("a=-1 b=2 c=4", "missing"),
    ];
    check(&rule, "10", &cases);
    check(&rule, "none", &[("a=1 b=2 c=4", "missing")]);
    check(&Rule::Formula(*figure("num")), "10", &[("num=3", "3")]);
}

#[test]
fn entered_points_stay_within_the_maximum() {
    check(
        &Rule::Entered,
        "10",
        &[("value=8.6", "8.6"), ("value=12", "10"), ("", "missing")],
    );
}

#[test]
fn nesting_deeper_than_any_sentence_is_missing() {
    let mut rule = Rule::YesNo {
        yes: n("1"),
        no: n("0"),
    };
    for _ in 0..200 {
        rule = Rule::Provided(Box::new(rule));
    }
    check(&rule, "1", &[("yes=true", "missing"), ("yes=false", "0")]);
}
