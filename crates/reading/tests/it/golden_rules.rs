//! The eighty-two scoring rules of plan 001 with their hand-made test vectors: what the
//! contract's inputs can express must agree, and nothing may be wrong while certain.

use std::collections::BTreeMap;

use domain::rule::{Certainty, RuleReading};
use reading::rule::{RuleText, read};
use scoring::rule::Outcome;
use scoring::{Exact, Figures};
use serde_json::Value;

use crate::shared;

fn exact(value: &Value) -> Option<Exact> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.to_string().parse().ok(),
        _ => None,
    }
}

fn flags(input: &Value, names: &[&str]) -> Vec<Option<bool>> {
    names.iter().map(|name| input[name].as_bool()).collect()
}

/// The figures of a vector under the contract's keys; `None` where they cannot say it.
fn figures(code: &str, kind: &str, input: &Value) -> Option<Figures> {
    let mut figures = Figures::default();
    let get = |name: &str| exact(&input[name]);
    match (code, kind) {
        ("5.1", _) => figures.yes = Some(get("approved")? > Exact::ZERO),
        (_, "boolean") => {
            // The gate of evidence belongs to appraisal, not to the rule.
            if input["evidence"] != Value::Bool(true) && input["done"] == Value::Bool(true) {
                return None;
            }
            figures.yes = input["done"].as_bool();
        }
        ("1.1", _) => figures.parts = Some(flags(input, &["bcd", "meeting"])),
        ("1.2", _) => {
            let full = get("invited")? > Exact::ZERO && get("attended")? >= get("invited")?;
            figures.parts = Some(vec![Some(full), Some(get("chaired")? >= Exact::ONE)]);
        }
        ("1.4", _) => {
            figures.yes = input["has_column"].as_bool();
            figures.value = get("articles");
        }
        ("1.6", _) => {
            let whole_year = get("weeks")? == Exact::whole(52);
            figures.value = get("broadcasts").filter(|_| whole_year);
            figures.value.as_ref()?;
        }
        ("5.11", _) => {
            let names = ["c1", "c2", "c3", "c4", "c5", "c6"];
            figures.children = Some(names.iter().map(|name| get(name)).collect());
        }
        ("6.1", _) => figures.parts = Some(flags(input, &["ok", "ipv6"])),
        ("6.2", _) => figures.parts = Some(flags(input, &["published", "technical"])),
        ("6.14", _) => figures.parts = Some(flags(input, &["agency", "personal"])),
        (_, "amount_tiers") => figures.value = get("amount"),
        (_, "count_capped") => figures.value = get("activities"),
        _ => {
            figures.num = get("num");
            figures.den = get("den");
            figures.cohort_min = get("peer_min");
            figures.cohort_max = get("peer_max");
        }
    }
    Some(figures)
}

fn points(reading: &RuleReading, figures: &Figures) -> Option<Exact> {
    match reading
        .rule
        .as_ref()?
        .outcome(reading.max.as_ref(), figures)
    {
        Outcome::Scored(points) => Some(points),
        _ => None,
    }
}

#[test]
fn every_vector_that_the_contract_can_express_agrees() {
    let Some(golden) = shared::json("golden/001.rules.json") else {
        return;
    };
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let (mut vectors, mut inexpressible) = (0, 0);
    for rule in golden["rules"].as_array().unwrap() {
        let code = rule["code"].as_str().unwrap();
        let max = exact(&rule["max"]).filter(|_| rule["max_source"] == "table");
        let reading = read(RuleText {
            text: rule["rule_text"].as_str().unwrap(),
            max: max.as_ref(),
            title: rule["title"].as_str(),
        });
        let certainty = match reading.certainty {
            Certainty::Certain => "certain",
            Certainty::Assumed => "assumed",
            Certainty::Unread => "unread",
        };
        *counts.entry(certainty).or_default() += 1;
        for vector in rule["test_vectors"].as_array().unwrap() {
            let Some(figures) = figures(code, rule["kind"].as_str().unwrap(), &vector["in"]) else {
                inexpressible += 1;
                continue;
            };
            vectors += 1;
            let expected = exact(&vector["exact"]);
            let got = points(&reading, &figures);
            if got != expected {
                wrong.push(format!(
                    "{code} {certainty} {} : {got:?}, not {expected:?}",
                    vector["in"]
                ));
            }
        }
    }
    eprintln!("{vectors} vectors agree or not, {inexpressible} beyond the contract; {counts:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(counts.get("unread"), None);
}
