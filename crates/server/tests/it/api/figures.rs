//! A program asks what a rule means and why an indicator has its points.

use app::account::Scope;
use app::testing::on_both;
use serde_json::{Value, json};

use super::Program;
use super::work::{plan_in, send};
use crate::support::TestSite;

const ENTRY: &str = "/api/v1/units/dong-linh/periods/2026/entries/1.3";

#[test]
fn a_rule_is_shown_with_its_readings_and_points_with_their_reason() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        plan_in(&program).await;
        let before = program.get(&format!("{ENTRY}/explanation")).await;
        assert_eq!(before.status, 200, "{}", before.json);
        assert_eq!(before.json["points"], Value::Null);
        assert!(before.json["rule_words"].is_string(), "{}", before.json);
        assert!(before.json["rule"].is_object(), "{}", before.json);

        let figures = json!({ "inputs": { "num": 19, "den": 20 }, "source": "Văn phòng",
            "as_of": "2026-09-30", "state": "provisional" });
        let tag = program.get(ENTRY).await.header("etag").to_owned();
        let saved = send(&program, "PUT", ENTRY, (&tag, figures)).await;
        assert_eq!(saved.status, 200, "{}", saved.json);
        let after = program.get(&format!("{ENTRY}/explanation")).await;
        for field in ["points", "points_exact", "because", "outcome"] {
            assert_eq!(after.json[field], saved.json[field], "{field}");
        }

        let overview = "/api/v1/units/dong-linh/periods/2026/overview";
        let overview = program.get(overview).await;
        let framework = overview.json["framework"].as_str().unwrap();
        let all = format!("/api/v1/frameworks/{framework}/indicators");
        let all = format!("{all}?limit=500");
        let all = program.get(&all).await;
        let assumed = all.json["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["reading"] == "assumed" || one["reading"] == "chosen")
            .unwrap_or_else(|| panic!("{}", all.json));
        let id = assumed["id"].as_str().unwrap();
        let at = format!("/api/v1/frameworks/{framework}/indicators/{id}/readings");
        let readings = program.get(&at).await;
        assert_eq!(readings.status, 200, "{}", readings.json);
        assert_eq!(readings.json["text"], assumed["rule_text"]);
        let taken = &readings.json["taken"];
        assert!(taken["words"].is_string(), "{}", readings.json);
        let others = readings.json["others"].as_array().unwrap();
        assert!(!others.is_empty(), "{}", readings.json);
        for other in others {
            assert_ne!(other["name"], taken["name"]);
            assert_ne!(other["rule"], taken["rule"]);
        }
    });
}
