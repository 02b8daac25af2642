//! A program asks how a unit stands.

use app::account::Scope;
use app::testing::on_both;
use serde_json::{Value, json};

use super::Program;
use super::work::{plan_in, send};
use crate::support::TestSite;

const OVERVIEW: &str = "/api/v1/units/dong-linh/periods/2026/overview";

#[test]
fn the_overview_says_what_is_late_and_where_points_are_at_stake() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let empty = program.get(OVERVIEW).await;
        assert_eq!(empty.json["all"], Value::Null, "{}", empty.json);
        assert_eq!(empty.json["work"]["rows"], 0);

        let plan = plan_in(&program).await;
        let rows = program
            .get(&format!("/api/v1/plans/{plan}/rows?limit=500"))
            .await;
        let one = rows.json["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["type"] == "indicator")
            .unwrap();
        let late = format!("/api/v1/plans/{plan}/rows/{}", one["id"].as_str().unwrap());
        let tag = program.get(&late).await.header("etag").to_owned();
        // It is 15/10/2026.
        let due = json!({ "effective_due": "2026-01-05", "triage": "leads" });
        let done = send(&program, "PATCH", &late, (&tag, due)).await;
        assert_eq!(done.status, 200, "{}", done.json);

        let shown = program.get(OVERVIEW).await;
        assert_eq!(shown.status, 200, "{}", shown.json);
        let first = &shown.json["late"][0];
        assert_eq!(first["row"], one["id"], "{}", shown.json["late"]);
        assert_eq!(first["days"], 283);
        assert!(shown.json["work"]["late"].as_u64().unwrap() >= 1);
        let stakes = shown.json["at_stake"].as_array().unwrap();
        assert_eq!(stakes.len(), 3, "{}", shown.json["at_stake"]);
        assert_eq!(stakes[0]["points"], Value::Null);
        assert_eq!(stakes[0]["points_at_stake"], stakes[0]["max_points"]);
        let pillars = shown.json["pillars"].as_array().unwrap().len();
        let people = shown.json["completeness"].as_array().unwrap();
        assert!(!people.is_empty());
        for row in people {
            assert_eq!(row["pillars"].as_array().unwrap().len(), pillars);
        }
        assert!(!shown.json["recent"].as_array().unwrap().is_empty());

        let framework = shown.json["framework"].as_str().unwrap();
        let same = program
            .get(&format!("{OVERVIEW}?framework={framework}"))
            .await;
        assert_eq!(same.json["all"], shown.json["all"]);
        program
            .get(&format!("{OVERVIEW}?framework={plan}"))
            .await
            .problem(404, "not_found");
    });
}
