//! Rules to JSON and back, damaged JSON, and whole answers.

use scoring::Figures;
use serde_json::{Value, json};

use super::{answer, read, write};

/// One of each shape, as people would write them by hand.
fn samples() -> Vec<Value> {
    let bound = |at: &str, included: bool| json!({ "at": at, "included": included });
    let yes_no = json!({ "kind": "yes_no", "yes": "10", "no": "0" });
    let per_item = json!({ "kind": "per_item", "of": "value", "points": "1", "cap": null });
    vec![
        yes_no.clone(),
        json!({ "kind": "options", "points": ["10", "20/3", "0"] }),
        json!({ "kind": "parts", "points": ["5", "2.5"] }),
        json!({ "kind": "ladder", "points": ["5", "2.5"] }),
        json!({ "kind": "all_parts", "count": 2, "points": "10" }),
        json!({ "kind": "proportional", "of": "rate", "points": "10" }),
        json!({ "kind": "proportional_to", "of": "rate", "target": "0.8", "points": "10",
                "cut_off": bound("0.3", true) }),
        json!({ "kind": "proportional_to", "of": { "growth": "value" }, "target": "own",
                "points": "10", "cut_off": null }),
        json!({ "kind": "all_or_nothing", "of": { "increase": "rate" }, "target": "1", "points": "10" }),
        json!({ "kind": "bands", "of": "days_late", "bands": [
            { "from": null, "to": bound("0", true), "points": "10" },
            { "from": bound("0", false), "to": null, "slope": "-1", "intercept": "5" },
        ] }),
        per_item.clone(),
        json!({ "kind": "deduction", "of": "value", "points": "0.5", "cap": "2" }),
        json!({ "kind": "min_max", "of": "rate", "direction": "lower", "points": "10" }),
        json!({ "kind": "by_largest", "of": "value", "points": "10" }),
        json!({ "kind": "children", "combine": "mean" }),
        json!({ "kind": "several", "combine": "sum", "rules": [yes_no, per_item.clone()] }),
        json!({ "kind": "provided", "rule": per_item }),
        json!({ "kind": "formula", "formula": { "multiply": [
            { "divide": [{ "add": [{ "figure": "a" }, "1"] }, { "figure": "b" }] }, "max_points",
        ] } }),
        json!({ "kind": "formula", "formula": { "subtract": ["max_points", { "figure": "a" }] } }),
        json!({ "kind": "entered" }),
    ]
}

#[test]
fn every_shape_comes_back_as_it_was_written() {
    let mut kinds = Vec::new();
    for sample in samples() {
        let rule = read(&sample).unwrap_or_else(|fault| panic!("{sample}: {fault:?}"));
        let mut written = write(&rule);
        // The count is a number in both.
        if let Some(count) = sample.get("count") {
            written["count"] = count.clone();
        }
        assert_eq!(written, sample);
        kinds.push(rule.kind());
    }
    kinds.dedup();
    assert_eq!(kinds.len(), 18, "{kinds:?}");
}

#[track_caller]
fn check_refused(rule: &Value, path: &str, expected: &str) {
    let fault = read(rule).expect_err("no rule");
    assert_eq!(
        (fault.path.as_str(), fault.expected),
        (path, expected),
        "{rule}"
    );
}

#[test]
fn what_is_no_rule_is_refused_with_its_place() {
    check_refused(&json!({}), "", "kind");
    check_refused(&json!({ "kind": "magic" }), "kind", "kind");
    check_refused(&json!({ "kind": "yes_no", "yes": "10" }), "", "no");
    check_refused(
        &json!({ "kind": "yes_no", "yes": "mười", "no": 0 }),
        "yes",
        "number",
    );
    check_refused(
        &json!({ "kind": "options", "points": [1, "x"] }),
        "points[1]",
        "number",
    );
    check_refused(
        &json!({ "kind": "proportional", "points": 1, "of": "x" }),
        "of",
        "of",
    );
    let mut deep = json!({ "kind": "entered" });
    for _ in 0..60 {
        deep = json!({ "kind": "provided", "rule": deep });
    }
    assert_eq!(read(&deep).expect_err("too deep").expected, "depth");
}

/// A small generator of our own: the damage must be the same on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }
}

#[test]
fn damaged_rules_never_panic_and_what_is_read_is_written_back() {
    let samples: Vec<String> = samples().iter().map(Value::to_string).collect();
    let spare = b"0123456789-./eE\"{}[]:,nulltruefalse\\u\xc3\xff";
    let mut chance = Chance(7);
    let mut survived = 0;
    for round in 0..6000 {
        let mut text = samples[round % samples.len()].clone().into_bytes();
        for _ in 0..=chance.below(2) {
            let at = chance.below(text.len());
            match chance.below(6) {
                0 => drop(text.remove(at)),
                4 | 5 => {
                    let digit = text.iter().position(u8::is_ascii_digit);
                    let digits = b"0123456789./-";
                    text[digit.unwrap_or(at)] = digits[chance.below(digits.len())];
                }
                1 => text[at] = spare[chance.below(spare.len())],
                2 => text.insert(at, spare[chance.below(spare.len())]),
                _ => {
                    let other = samples[chance.below(samples.len())].as_bytes();
                    text.splice(at..at, other[chance.below(other.len())..].iter().copied());
                }
            }
        }
        let Ok(value) = serde_json::from_slice::<Value>(&text) else {
            continue;
        };
        let Ok(rule) = read(&value) else { continue };
        survived += 1;
        assert_eq!(read(&write(&rule)).as_ref(), Ok(&rule));
        let figures = Figures {
            yes: Some(true),
            value: Some(scoring::Exact::whole(3)),
            ..Figures::default()
        };
        let because = rule.explain(None, &figures);
        assert!(!reading::words::rule::because(&because).is_empty());
        assert!(!reading::words::rule::in_words(&rule, None, &[]).is_empty());
        let _ = (
            rule.curve(None),
            rule.faults(Some(&scoring::Exact::whole(10))),
            rule.best(None),
        );
    }
    assert!(
        survived > 100,
        "{survived} of the damaged texts are still rules"
    );
}

fn answered(request: &Value) -> Value {
    let answer = answer(request).unwrap_or_else(|refusal| panic!("{refusal}"));
    serde_json::from_str(&answer).expect("answers are JSON")
}

#[test]
fn the_contracts_example_is_answered_as_it_says() {
    let answer = answered(&json!({
        "id": "a",
        "text": "Tỷ lệ ≥80%: 10đ; Tỷ lệ <80% = tỷ lệ/80%*10đ",
        "max": "10",
        "title": "…",
        "inputs": [{ "ratio": "0.4" }, { "num": 30, "den": 40 }, { "ratio": null }],
    }));
    assert_eq!(answer["id"], "a");
    assert_eq!(answer["reading"], "certain");
    assert_eq!(answer["kind"], "proportional_to");
    assert_eq!(answer["points"], json!(["5", "9.375", null]));
    assert_eq!(answer["inputs"][0]["key"], "ratio");
}

#[test]
fn numbers_are_exact_and_what_is_odd_is_noted() {
    let rule = json!({ "kind": "proportional", "of": "rate", "points": 10 });
    let answer = answered(&json!({
        "id": 7, "rule": rule, "max": 10,
        "inputs": [
            { "num": 2, "den": 3 },
            { "ratio": 0.1 },
            { "ratio": "một nửa", "colour": "red" },
            { "ratio": "0.5", "applicable": false },
        ],
    }));
    assert_eq!(
        answer["points"],
        json!(["6.666666666666666667", "1", null, null])
    );
    assert_eq!(answer["points_exact"], json!(["20/3", "1", null, null]));
    let outcomes = json!(["scored", "scored", "missing", "not_applicable"]);
    assert_eq!(answer["outcomes"], outcomes);
    assert_eq!(answer["notes"].as_array().map(Vec::len), Some(2));
}

#[test]
fn an_unread_text_gives_no_points_and_a_bad_request_a_sentence() {
    let text = "Theo hướng dẫn của cơ quan chuyên môn";
    let answer_unread = answered(&json!({ "text": text, "max": 10, "inputs": [{ "value": 5 }] }));
    assert_eq!(answer_unread["reading"], "unread");
    assert_eq!(answer_unread["points"], json!([null]));
    for bad in [
        json!({ "id": 1 }),
        json!({ "text": "Có: 10đ", "max": "mười" }),
        json!({ "text": "Có: 10đ", "inputs": [1] }),
        json!({ "text": "Có: 10đ", "inputs": {} }),
        json!({ "rule": { "kind": "yes_no" } }),
        json!([]),
        json!("x"),
    ] {
        let refusal = answer(&bad).expect_err("refused");
        assert!(
            refusal.starts_with("Không ") && refusal.ends_with('.'),
            "{refusal}"
        );
    }
}
