//! A program looks at an import before it is written: rows, findings, the difference against the
//! version before.

use app::account::Scope;
use app::testing::on_both;
use serde_json::{Value, json};

use super::work::{PLAN, handed_in, plan_in, send};
use super::{Answer, Program};
use crate::support::TestSite;

async fn items(program: &Program, path: &str) -> Vec<Value> {
    let answer = program.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.json);
    answer.json["items"].as_array().unwrap().clone()
}

#[track_caller]
fn count(answer: &Answer, name: &str) -> u64 {
    answer.json[name].as_u64().unwrap()
}

#[test]
fn an_import_is_looked_at_row_by_row_and_finding_by_finding() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let read = handed_in(&program, PLAN).await;
        let place = read.header("location").to_owned();

        let rows = items(&program, &format!("{place}/rows?limit=500")).await;
        let totals = program.get(&format!("{place}/totals")).await;
        assert_eq!(rows.len() as u64, count(&totals, "rows"));
        let sorted: u64 = totals.json["triage"]
            .as_object()
            .unwrap()
            .values()
            .map(|count| count.as_u64().unwrap())
            .sum();
        let work = rows.iter().filter(|row| !row["triage"].is_null()).count();
        assert_eq!(work as u64, sorted, "{}", totals.json);
        let page = program.get(&format!("{place}/rows?limit=3")).await;
        let next = program.get(page.json["next"].as_str().unwrap()).await;
        assert_eq!(next.json["items"][0], rows[3]);

        let place_of = &rows[3]["row"]["source"];
        let (from, to) = (&place_of["line"], &place_of["line_end"]);
        let lines = items(&program, &format!("{place}/lines?from={from}&to={to}")).await;
        assert_eq!(lines[0]["row"], rows[3]["key"], "{}", rows[3]);
        assert_eq!(&lines[0]["line"], from);
        let title = rows[3]["row"]["title"].as_str().unwrap();
        assert!(lines[0]["text"].as_str().unwrap().contains(title));

        let findings = items(&program, &format!("{place}/findings?limit=500")).await;
        assert_eq!(
            findings.len(),
            read.json["findings"].as_array().unwrap().len()
        );
        let first = &findings[0]["finding"];
        assert!(first["message"].as_str().unwrap().ends_with('.'), "{first}");
        let at_row = findings
            .iter()
            .find(|one| !one["finding"]["row"].is_null())
            .unwrap();
        let key = at_row["finding"]["key"].as_str().unwrap();
        let holder = rows
            .iter()
            .find(|row| row["key"] == at_row["finding"]["row"])
            .unwrap();
        assert!(
            holder["findings"].as_array().unwrap().contains(&key.into()),
            "{holder}"
        );

        let row = rows
            .iter()
            .find(|row| row["row"]["type"] == "indicator")
            .unwrap();
        let row_key = row["key"].as_str().unwrap();
        let decided = json!({
            "rows": { row_key: { "note": "Theo công văn mới" } },
            "findings": { key: { "choice": at_row["proposals"][0]["choice"], "note": "đã xem" } },
            "triage": { row_key: "not_ours" },
        });
        let done = send(&program, "PATCH", &place, (read.header("etag"), decided)).await;
        assert_eq!(done.status, 200, "{}", done.json);
        let rows = items(&program, &format!("{place}/rows?limit=500")).await;
        let row = rows.iter().find(|row| row["key"] == row_key).unwrap();
        assert_eq!(row["row"]["note"], "Theo công văn mới");
        assert_eq!(row["changed"], json!(["note"]));
        assert_eq!(row["triage"], "not_ours");
        let settled = items(&program, &format!("{place}/findings?open=false")).await;
        assert_eq!(settled.len(), 1);
        assert_eq!(settled[0]["finding"]["note"], "đã xem");
        let open = items(&program, &format!("{place}/findings?open=true&limit=500")).await;
        assert_eq!(open.len(), findings.len() - 1);
    });
}

#[test]
fn a_new_version_is_compared_with_the_plan_it_amends() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let plan = plan_in(&program).await;
        // One title reworded, everything else as it was.
        let before = "Kinh phí tuyên truyền an toàn thông tin";
        assert_eq!(PLAN.matches(before).count(), 1, "the sample has changed");
        let text = PLAN.replace(before, &format!("{before} mạng"));
        let read = handed_in(&program, &text).await;
        let place = read.header("location").to_owned();
        let at = format!("{place}/difference");
        let nothing = program.get(&at).await;
        assert_eq!(
            (nothing.status.as_u16(), &nothing.json["plan"]),
            (200, &Value::Null),
            "{}",
            nothing.json
        );
        let twins = items(&program, &format!("{place}/twins")).await;
        assert_eq!(twins[0]["plan"].as_str(), Some(plan.as_str()));
        let amends = json!({ "amends": plan });
        let done = send(&program, "PATCH", &place, (read.header("etag"), amends)).await;
        assert_eq!(done.status, 200, "{}", done.json);

        let shown = program.get(&at).await;
        assert_eq!(shown.json["plan"].as_str(), Some(plan.as_str()));
        // An indicator is called otherwise now: its figures need a framework of their own.
        assert_eq!(shown.json["keeps_framework"], false, "{}", shown.json);
        let rows = shown.json["rows"].as_array().unwrap();
        let changed = rows
            .iter()
            .find(|row| {
                row["after"]["title"]
                    .as_str()
                    .is_some_and(|title| title.ends_with("thông tin mạng"))
            })
            .unwrap_or_else(|| panic!("{}", shown.json));
        assert_eq!(changed["change"], "changed");
        assert_eq!(changed["cells"][0]["field"], "title");
        assert!(
            changed["cells"][0]["before"]
                .as_str()
                .unwrap()
                .contains(before)
        );
        assert_eq!((count(&shown, "added"), count(&shown, "removed")), (0, 0));
        let all = program.get(&format!("{at}?all=true")).await;
        assert!(all.json["rows"].as_array().unwrap().len() > rows.len() + 40);
    });
}
