//! Rules in words are read back to the same rule.

use domain::rule::Certainty;
use reading::rule::{RuleText, read};
use reading::words::rule::in_words;
use scoring::rule::{Band, Bound, Combine, Direction, Formula, Piece, Quantity, Target};
use scoring::{Exact, Rule};

fn n(text: &str) -> Exact {
    text.parse().unwrap()
}

#[track_caller]
fn check(rule: &Rule, max: &str, labels: &[&str]) {
    let max = n(max);
    let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
    let words = in_words(rule, Some(&max), &labels);
    let reading = read(RuleText { text: &words, max: Some(&max), title: None });
    let same = reading.rule.as_ref() == Some(rule) && reading.certainty != Certainty::Unread;
    if !same { eprintln!("BAD «{words}»\n   {:?} {:?}\n   {rule:?}", reading.certainty, reading.rule); } else { eprintln!("ok {:?} «{words}»", reading.certainty) }
}

fn b(at: &str, included: bool) -> Option<Bound> {
    Some(Bound { at: n(at), included })
}

fn flat(from: Option<Bound>, to: Option<Bound>, points: &str) -> Band {
    Band { from, to, earns: Piece::Flat(n(points)) }
}

#[test]
fn every_shape_is_read_back() {
    let p = || n("10");
    let rate = || Quantity::Rate;
    let rise = || Quantity::Increase(Box::new(Quantity::Rate));
    let growth = || Quantity::Growth(Box::new(Quantity::Value));
    check(&Rule::YesNo { yes: p(), no: n("0") }, "10", &[]);
    check(&Rule::YesNo { yes: p(), no: n("0") }, "10", &["Đã ban hành", "Chưa ban hành"]);
    check(&Rule::Options(vec![p(), n("5"), n("0")]), "10", &["Đã ban hành", "Đang xây dựng", "Chưa ban hành"]);
    check(&Rule::Options(vec![p(), n("5"), n("0")]), "10", &[]);
    check(&Rule::Parts(vec![n("5"), n("5")]), "10", &["Tham gia đầy đủ", "Chủ trì cuộc họp"]);
    check(&Rule::Parts(vec![n("5"), n("5")]), "10", &[]);
    check(&Rule::Ladder(vec![n("5"), n("5")]), "10", &["Đã đưa dữ liệu", "Đáp ứng yêu cầu kỹ thuật"]);
    check(&Rule::AllParts { count: 2, points: p() }, "10", &["ban chỉ đạo", "cuộc họp"]);
    check(&Rule::AllParts { count: 2, points: p() }, "10", &[]);
    check(&Rule::Proportional { of: rate(), points: p() }, "10", &[]);
    check(&Rule::Proportional { of: Quantity::Value, points: p() }, "10", &[]);
    for t in ["0.8", "0.0025", "1"] {
        for of in [rate(), Quantity::Value, rise(), growth()] {
            for cut in [None, b("0.001", true), b("0.001", false)] {
                check(&Rule::ProportionalTo { of: of.clone(), target: Target::Stated(n(t)), points: p(), cut_off: cut }, "10", &[]);
            }
            check(&Rule::AllOrNothing { of, target: Target::Stated(n(t)), points: p() }, "10", &[]);
        }
    }
    check(&Rule::ProportionalTo { of: rate(), target: Target::Own, points: p(), cut_off: None }, "10", &[]);
    check(&Rule::AllOrNothing { of: rate(), target: Target::Own, points: p() }, "10", &[]);
    for of in [rate(), Quantity::Value, Quantity::DaysLate, rise(), growth()] {
        check(&Rule::Bands { of: of.clone(), bands: vec![flat(b("0.1", true), None, "10"), flat(b("0.07", true), b("0.1", false), "3.5"), flat(None, b("0.07", false), "0")] }, "10", &[]);
        check(&Rule::Bands { of: of.clone(), bands: vec![flat(b("0.1", false), None, "10"), flat(b("0.07", false), b("0.1", true), "3.5"), flat(None, b("0.07", true), "0")] }, "10", &[]);
        check(&Rule::Bands { of: of.clone(), bands: vec![flat(b("0.1", true), None, "10"), flat(b("0.07", true), None, "3.5"), flat(None, None, "0")] }, "10", &[]);
        check(&Rule::Bands { of: of.clone(), bands: vec![flat(None, b("0", true), "10"), flat(b("0", false), b("5", true), "5"), flat(b("5", false), None, "0")] }, "10", &[]);
        check(&Rule::Bands { of: of.clone(), bands: vec![flat(b("20", true), None, "10"), flat(b("1", true), b("19", true), "5"), flat(b("0", true), b("0", true), "0")] }, "10", &[]);
        check(&Rule::Bands { of: of.clone(), bands: vec![flat(b("0.8", true), None, "10"), Band { from: None, to: b("0.8", false), earns: Piece::Line { slope: p(), intercept: n("0") } }] }, "10", &[]);
        check(&Rule::PerItem { of: of.clone(), points: n("1"), cap: Some(n("10")) }, "10", &[]);
        check(&Rule::PerItem { of: of.clone(), points: n("0.5"), cap: None }, "10", &[]);
        check(&Rule::Deduction { of: of.clone(), points: n("0.5"), cap: Some(n("2")) }, "10", &[]);
        check(&Rule::Deduction { of: of.clone(), points: n("0.5"), cap: None }, "10", &[]);
        check(&Rule::MinMax { of: of.clone(), direction: Direction::HigherIsBetter, points: p() }, "10", &[]);
        check(&Rule::MinMax { of: of.clone(), direction: Direction::LowerIsBetter, points: p() }, "10", &[]);
        check(&Rule::ByLargest { of, points: p() }, "10", &[]);
    }
    for c in [Combine::Sum, Combine::Mean, Combine::Max, Combine::Min] {
        check(&Rule::Children(c), "10", &[]);
        let yes = Rule::YesNo { yes: n("5"), no: n("0") };
        let items = Rule::PerItem { of: Quantity::Value, points: n("1"), cap: Some(n("5")) };
        check(&Rule::Several { combine: c, rules: vec![yes, items] }, "10", &[]);
    }
    let items = Rule::PerItem { of: Quantity::Value, points: n("1"), cap: Some(n("10")) };
    check(&Rule::Provided(Box::new(items)), "10", &[]);
    let f = |name: &str| Box::new(Formula::Figure(name.to_owned()));
    let sum = Formula::Divide(Box::new(Formula::Add(f("a"), f("b"))), f("c"));
    check(&Rule::Formula(Formula::Multiply(Box::new(sum), Box::new(Formula::Number(p())))), "10", &[]);
    check(&Rule::Entered, "10", &[]);
}
