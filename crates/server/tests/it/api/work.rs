//! A program takes a plan in, reports figures in a block and is told what is missing.

use app::account::Scope;
use app::testing::on_both;
use serde_json::{Value, json};

use super::{Answer, Program};
use crate::support::TestSite;

pub(super) const PLAN: &str = include_str!("../../../../../samples/son-khe/ke-hoach.txt");
const ENTRIES: &str = "/api/v1/units/dong-linh/periods/2026/entries";

pub(super) async fn send(
    program: &Program,
    method: &str,
    path: &str,
    (tag, body): (&str, Value),
) -> Answer {
    let headers = [("content-type", "application/json"), ("if-match", tag)];
    program.send(method, path, &headers, body.to_string()).await
}

/// The text of a plan, handed in.
pub(super) async fn handed_in(program: &Program, text: &str) -> Answer {
    let raw = [("content-type", "application/octet-stream")];
    let path = "/api/v1/imports?name=ke-hoach.txt&unit=dong-linh&year=2026";
    let read = program.send("POST", path, &raw, text.to_owned()).await;
    assert_eq!(read.status, 201, "{}", read.json);
    read
}

/// The plan of the sample, handed in, decided and written; the plan's id.
pub(super) async fn plan_in(program: &Program) -> String {
    let read = handed_in(program, PLAN).await;
    let place = read.header("location").to_owned();
    let mut decided = json!({ "findings": {}, "parties": {} });
    for one in read.json["findings"].as_array().unwrap() {
        if let Some(choice) = one["choices"].get(0) {
            decided["findings"][one["key"].as_str().unwrap()] = json!({ "choice": choice });
        }
    }
    let named = program.get(&format!("{place}/parties")).await;
    for one in named.json["items"].as_array().unwrap() {
        if one["is_open"] == true {
            let key = one["key"].as_str().unwrap();
            decided["parties"][key] = json!({ "kind": "outsider", "name": one["name"] });
        }
    }
    let tag = read.header("etag");
    let done = send(program, "PATCH", &place, (tag, decided)).await;
    assert_eq!(done.status, 200, "{}", done.json);
    let twins = program.get(&format!("{place}/twins")).await;
    assert_eq!(twins.json["items"], json!([]));
    let totals = program.get(&format!("{place}/totals")).await;
    assert_eq!(totals.json["parties_left"], json!([]), "{}", totals.json);
    assert!(
        totals.json["rows"].as_u64().unwrap() > 50,
        "{}",
        totals.json
    );
    let tag = done.header("etag");
    let written = send(program, "POST", &format!("{place}/write"), (tag, json!({}))).await;
    assert_eq!(written.status, 201, "{}", written.json);
    written.json["plan"].as_str().unwrap().to_owned()
}

#[test]
fn a_plan_is_imported_and_figures_are_pasted_with_control_totals() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let plan = plan_in(&program).await;
        let history = program.get(&format!("/api/v1/plans/{plan}/history")).await;
        assert!(!history.json["items"].as_array().unwrap().is_empty());
        let lacking = "/api/v1/units/dong-linh/periods/2026/missing-evidence";
        let lacking = program.get(lacking).await;
        assert!(lacking.json["items"].is_array(), "{}", lacking.json);
        let due = program
            .get("/api/v1/me/calendar?from=2026-01-01&to=2026-12-31&unit=dong-linh")
            .await;
        assert!(due.json["items"].is_array(), "{}", due.json);
        program
            .get("/api/v1/me/calendar?from=2026-01-01&to=2025-12-31")
            .await
            .problem(400, "bad_query");

        let block = "Mã\tTử số\tMẫu số\n1.3\t19\t20\n1.4\t5\t8\n9.9\t1\t2\n1.5\tnhiều\t3\n";
        let paste = json!({ "text": block, "source": "Văn phòng", "as_of": "2026-09-30",
            "state": "provisional" });
        let at = format!("{ENTRIES}/paste");
        let look = program.post(&at, &paste.to_string()).await;
        assert_eq!(look.status, 200, "{}", look.json);
        assert_eq!(look.json["written"], false);
        let total = &look.json["totals"][0];
        assert_eq!(total["column"], "num", "{}", look.json);
        assert_eq!(look.json["unmatched"][0]["row"], 4, "{}", look.json);
        let before = program.get(&format!("{ENTRIES}/1.3")).await;
        let mut unseen = paste.clone();
        unseen["seen"] = json!("khác");
        program
            .post(&at, &unseen.to_string())
            .await
            .problem(422, "bad_field");
        assert_eq!(
            program.get(&format!("{ENTRIES}/1.3")).await.json,
            before.json
        );
        let mut seen = paste;
        seen["seen"] = look.json["seen"].clone();
        let written = program.post(&at, &seen.to_string()).await;
        assert_eq!(written.json["written"], true, "{}", written.json);
        let after = program.get(&format!("{ENTRIES}/1.3")).await;
        assert_ne!(
            after.json["points"], before.json["points"],
            "{}",
            after.json
        );
        let history = program.get(&format!("{ENTRIES}/1.3/history")).await;
        assert_eq!(history.json["changes"][0]["after"]["source"], "Văn phòng");
        program
            .post(&at, &seen.to_string())
            .await
            .problem(422, "bad_field");
    });
}

#[test]
fn many_rows_are_changed_together_or_not_at_all() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let plan = plan_in(&program).await;
        let rows = program
            .get(&format!("/api/v1/plans/{plan}/rows?limit=500"))
            .await;
        let picked: Vec<Value> = rows.json["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| ["task", "indicator"].contains(&row["type"].as_str().unwrap()))
            .take(4)
            .map(|row| json!({ "id": row["id"], "version": row["version"] }))
            .collect();
        assert_eq!(picked.len(), 4, "{}", rows.json);
        let at = format!("/api/v1/plans/{plan}/row-changes");
        let mut stale = picked.clone();
        stale[3]["version"] = json!(99);
        let body = json!({ "rows": stale, "due": "2026-11-30" });
        program
            .post(&at, &body.to_string())
            .await
            .problem(412, "stale");
        let body = json!({ "rows": picked, "due": "2026-11-30" });
        let done = program.post(&at, &body.to_string()).await;
        assert_eq!(done.json["changed"], 4, "{}", done.json);
        let one = picked[3]["id"].as_str().unwrap();
        let one = format!("/api/v1/plans/{plan}/rows/{one}");
        let row = program.get(&one).await;
        assert_eq!(row.json["effective_due"], "2026-11-30", "{}", row.json);
        let history = program.get(&format!("{one}/history")).await;
        assert!(!history.json["items"].as_array().unwrap().is_empty());
        let both = json!({ "rows": picked, "due": "2026-11-30", "triage": "leads" });
        program
            .post(&at, &both.to_string())
            .await
            .problem(422, "bad_field");
    });
}
