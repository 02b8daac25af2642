//! Every target and evidence threshold of the ground truth, found in its line or cell.

use reading::target::find;
use scoring::Exact;
use serde_json::Value;

use crate::shared;

/// The text in which an annotated target stands: a line of the plan or a cell of a row.
fn place(golden: &Value, plans: &[(&str, String)], rows: &Value) -> Option<String> {
    if let Some(line) = golden["line"].as_u64() {
        let document = golden["document"].as_str()?;
        let (_, plan) = plans.iter().find(|(name, _)| *name == document)?;
        return plan
            .lines()
            .nth(usize::try_from(line).ok()? - 1)
            .map(str::to_owned);
    }
    let path = golden["row"].as_str()?.trim_start_matches("PL/");
    let row = find_row(rows, path)?;
    row[golden["field"].as_str()?].as_str().map(str::to_owned)
}

fn find_row<'a>(rows: &'a Value, code: &str) -> Option<&'a Value> {
    match rows {
        Value::Array(list) => list.iter().find_map(|row| find_row(row, code)),
        Value::Object(map) => {
            if map.get("code").and_then(Value::as_str) == Some(code) && map.contains_key("title") {
                return Some(rows);
            }
            map.values().find_map(|row| find_row(row, code))
        }
        _ => None,
    }
}

#[track_caller]
fn check(golden: &Value, text: &str) {
    let found = find(text);
    let named = format!("{} «{text}»: {found:#?}", golden["id"]);
    let value: Exact = golden["value"].to_string().parse().expect("a number");
    let same = found.iter().find(|(target, _)| {
        Some(target.operator.symbol()) == golden["operator"].as_str()
            && target.value.as_ref() == Some(&value)
            && target.measure.as_deref() == golden["unit"].as_str()
    });
    let Some((target, range)) = same else {
        panic!("{named}")
    };
    assert!(text[range.clone()].contains(char::is_numeric), "{named}");
    // The base approximately: a word of the annotator's in ours, for rates.
    let (Some(base), Some("%")) = (golden["base"].as_str(), golden["unit"].as_str()) else {
        return;
    };
    let ours = target.base.as_deref().unwrap_or_default().to_lowercase();
    let shared = base
        .to_lowercase()
        .split([' ', ','])
        .filter(|word| word.len() > 2 && ours.contains(word))
        .count();
    assert!(shared > 0, "{named}");
}

#[test]
fn every_golden_target_is_found_where_it_stands() {
    let Some(golden) = shared::json("golden/targets.json") else {
        return;
    };
    let rows = shared::json("golden/000.rows.json").expect("rows beside the targets");
    let plans: Vec<(&str, String)> = [
        ("000", "plans/000_da130e82f681c5de.txt"),
        ("001", "plans/001_d468f9f1f25a1d59.txt"),
    ]
    .into_iter()
    .filter_map(|(name, path)| Some((name, shared::text(path)?)))
    .collect();
    let mut checked = 0;
    for target in golden.as_array().expect("a list") {
        if matches!(
            target["kind"].as_str(),
            Some("target" | "evidence_threshold")
        ) {
            let text = place(target, &plans, &rows).unwrap_or_else(|| panic!("no place: {target}"));
            check(target, &text);
            checked += 1;
        }
    }
    assert_eq!(checked, 23);
}
