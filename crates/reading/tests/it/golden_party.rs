//! Parties against the hand-made truth: every lead and supporting cell of two real plans.

use reading::party::{is_party, split};

use crate::shared;

/// Each row of the plan's tables.
fn rows(plan: &str) -> Vec<serde_json::Value> {
    let Some(truth) = shared::json(&format!("golden/{plan}.rows.json")) else {
        return Vec::new();
    };
    let tables = truth["tables"].as_array().expect("the truth has tables");
    tables
        .iter()
        .flat_map(|table| table["rows"].as_array().expect("a table has rows").clone())
        .collect()
}

#[track_caller]
fn check(plan: &str) {
    for row in rows(plan) {
        for field in ["lead", "coordinating"] {
            let truth = shared::strings(&row[field]);
            let Some(cell) = row[format!("{field}_raw")]
                .as_str()
                .filter(|_| !truth.is_empty())
            else {
                continue;
            };
            assert_eq!(split(cell), truth, "{} {cell:?}", row["id"]);
            assert!(is_party(cell), "{} {cell:?}", row["id"]);
        }
    }
}

#[test]
fn every_party_cell_of_plan_000_splits_as_by_hand() {
    check("000");
}

#[test]
fn every_party_cell_of_plan_001_splits_as_by_hand() {
    check("001");
}

#[test]
fn other_cells_of_these_plans_are_not_taken_for_parties() {
    for row in ["000", "001"].into_iter().flat_map(rows) {
        for field in [
            "title",
            "deadline_text",
            "evidence_text",
            "rule_text",
            "note",
            "target_text",
        ] {
            let Some(cell) = row[field].as_str() else {
                continue;
            };
            assert!(!is_party(cell), "{} {field} {cell:?}", row["id"]);
        }
    }
}
