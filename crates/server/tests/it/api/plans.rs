//! A program types a plan, works on it, and is told when someone was quicker.

use app::account::Scope;
use app::testing::on_both;
use serde_json::{Value, json};

use super::{Answer, Program};
use crate::support::TestSite;

const JSON: (&str, &str) = ("content-type", "application/json");

async fn change(program: &Program, method: &str, path: &str, tag: &str, body: Value) -> Answer {
    program
        .send(method, path, &[JSON, ("if-match", tag)], body.to_string())
        .await
}

async fn plan(program: &Program) -> String {
    let body =
        json!({ "unit": "dong-linh", "year": 2026, "title": "Kế hoạch chuyển đổi số năm 2026" });
    let made = program.post("/api/v1/plans", &body.to_string()).await;
    assert_eq!(made.status, 201, "{}", made.json);
    assert_eq!(made.json["state"], "draft");
    made.header("location").to_owned()
}

#[test]
fn a_plan_is_typed_changed_and_issued() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let place = plan(&program).await;
        let rows = json!({ "annex": "Phụ lục", "rows": [
            { "fields": { "type": "indicator", "code": "1.1", "title": "Tỷ lệ hồ sơ trực tuyến", "max_points": "8.6" } },
            { "fields": { "title": "Họp ban chỉ đạo", "deadline_text": "Trước ngày 15/12/2026" } },
        ] });
        let added = program
            .post(&format!("{place}/rows"), &rows.to_string())
            .await;
        assert_eq!(added.status, 201, "{}", added.json);
        let first = program.get(&format!("{place}/rows?limit=1")).await;
        assert_eq!(first.json["items"][0]["max_points"], "8.6");
        let next = first.json["next"].as_str().unwrap();
        assert_eq!(first.header("link"), format!("<{next}>; rel=\"next\""));
        let second = program.get(next).await;
        assert_eq!(
            (
                second.json["items"][0]["title"].as_str(),
                &second.json["next"]
            ),
            (Some("Họp ban chỉ đạo"), &Value::Null)
        );
        assert_eq!(second.json["items"][0]["next_due"], "2026-12-14");

        let row = format!("{place}/rows/{}", added.json["ids"][0].as_str().unwrap());
        let read = program.get(&row).await;
        let tag = read.header("etag").to_owned();
        let done = change(
            &program,
            "PATCH",
            &row,
            &tag,
            json!({ "max_points": "20/3", "code": null }),
        )
        .await;
        assert_eq!(done.status, 200, "{}", done.json);
        assert_eq!(done.json["max_points_exact"], "20/3");
        assert_eq!(done.json["code"], Value::Null);
        assert_eq!(
            done.json["title"], "Tỷ lệ hồ sơ trực tuyến",
            "what is not sent stays"
        );
        let stale = change(&program, "PATCH", &row, &tag, json!({ "title": "khác" })).await;
        stale.problem(412, "stale");
        assert_eq!(
            stale.header("etag"),
            done.header("etag"),
            "the newer version is named"
        );

        let tag = program.get(&place).await.header("etag").to_owned();
        change(&program, "POST", &format!("{place}/issue"), &tag, json!({}))
            .await
            .problem(422, "plan.incomplete");
        program
            .post(&format!("{place}/issue"), "{}")
            .await
            .problem(428, "if_match_required");
        let head = json!({ "reference": "12/KH-UBND", "issued_on": "2026-03-02" });
        let named = change(&program, "PATCH", &place, &tag, head).await;
        assert_eq!(named.status, 200, "{}", named.json);
        let tag = named.header("etag").to_owned();
        let issued = change(&program, "POST", &format!("{place}/issue"), &tag, json!({})).await;
        assert_eq!(
            (issued.status.as_u16(), issued.json["state"].as_str()),
            (200, Some("issued")),
            "{}",
            issued.json
        );
        let found = program.get("/api/v1/plans?state=issued&q=chuyen+doi").await;
        assert_eq!(found.json["items"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn a_row_is_worked_on_discussed_found_and_recorded() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let place = plan(&program).await;
        let rows = json!({ "rows": [{ "fields": { "title": "Họp ban chỉ đạo", "deadline_text": "Trước ngày 15/12/2026" } }] });
        let added = program
            .post(&format!("{place}/rows"), &rows.to_string())
            .await;
        let id = added.json["ids"][0].as_str().unwrap().to_owned();
        let row = format!("{place}/rows/{id}");
        let work = program.get(&format!("{row}/work")).await;
        assert_eq!(
            (work.status.as_u16(), work.json["status"].as_str()),
            (200, Some("not_started")),
            "{}",
            work.json
        );
        let told = program
            .post(
                &format!("/api/v1/comments/plan_row:{id}"),
                r#"{"body": "Đã mời họp"}"#,
            )
            .await;
        assert_eq!(told.status, 201, "{}", told.json);
        let thread = program
            .get(&format!("/api/v1/comments/plan_row:{id}"))
            .await;
        assert_eq!(thread.json["items"][0]["body"], "Đã mời họp");
        let found = program.get("/api/v1/search?q=hop+ban+chi+dao").await;
        assert_eq!(
            found.json["hits"][0]["title"].as_str(),
            Some("Họp ban chỉ đạo"),
            "{}",
            found.json
        );
        let events = program.get("/api/v1/units/dong-linh/audit?limit=2").await;
        assert_eq!(events.json["items"].as_array().unwrap().len(), 2);
        let next = program.get(events.json["next"].as_str().unwrap()).await;
        assert!(next.json["items"][0]["seq"].as_i64() < events.json["items"][1]["seq"].as_i64());
        let verdict = program.get("/api/v1/audit/verdict").await;
        assert_eq!(verdict.json["whole"], true);
        for empty in [
            "/api/v1/me/tasks",
            "/api/v1/me/notices",
            "/api/v1/imports",
            "/api/v1/frameworks",
        ] {
            assert_eq!(program.get(empty).await.json["items"], json!([]), "{empty}");
        }
        let periods = program.get("/api/v1/periods").await;
        assert_eq!(periods.json["items"][0]["period"], "2026");
    });
}

#[test]
fn what_was_done_is_taken_back_and_taken_up_again() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let place = plan(&program).await;
        let me = program.get("/api/v1/me").await;
        let parties = program.get("/api/v1/units/dong-linh/parties").await;
        let party = parties.json["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| &one["party"])
            .find(|party| party["person"] == me.json["person"])
            .unwrap();
        let rows = json!({ "rows": [{
            "fields": { "title": "Họp ban chỉ đạo", "deadline_text": "Hằng tháng", "triage": "leads" },
            "assignments": [{ "role": "lead", "party": party["id"] }],
        }] });
        let added = program
            .post(&format!("{place}/rows"), &rows.to_string())
            .await;
        assert_eq!(added.status, 201, "{}", added.json);
        let row = format!("{place}/rows/{}", added.json["ids"][0].as_str().unwrap());
        let done = json!({ "on": "2026-10-01", "note": "Phiên tháng 10" }).to_string();
        let made = program.post(&format!("{row}/happenings"), &done).await;
        assert_eq!(made.status, 201, "{}", made.json);
        let one = made.header("location").to_owned();
        let tag = program.get(&one).await.header("etag").to_owned();
        let gone = change(&program, "DELETE", &one, &tag, json!({})).await;
        assert_eq!(gone.status, 204, "{}", gone.json);
        assert!(program.get(&one).await.json["removed_at"].is_string());
        let back = program.post(&format!("{one}/restore"), "{}").await;
        assert_eq!(back.status, 204, "{}", back.json);
        assert_eq!(program.get(&one).await.json["removed_at"], Value::Null);
        let nobody = "0198c7a0-0000-7000-8000-000000000000";
        program
            .post(&format!("{row}/happenings/{nobody}/restore"), "{}")
            .await
            .problem(404, "not_found");

        let tasks = |query: String| {
            let program = program.clone();
            async move {
                let all = program.get(&format!("/api/v1/me/tasks{query}")).await;
                assert_eq!(all.status, 200, "{}", all.json);
                all.json["items"].as_array().unwrap().len()
            }
        };
        assert_eq!(tasks(String::new()).await, 1);
        assert_eq!(tasks("?duty=supporting".to_owned()).await, 0);
        assert_eq!(tasks("?whole_unit=true&duty=lead".to_owned()).await, 1);
        assert_eq!(tasks(format!("?plan={nobody}")).await, 0);
        program
            .get("/api/v1/me/tasks?duty=both")
            .await
            .problem(422, "bad_field");
    });
}

#[test]
fn a_copy_and_what_a_draft_lacks_are_looked_at_before_anything_is_done() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let place = plan(&program).await;
        let rows = json!({ "rows": [
            { "fields": { "title": "Tổng kết năm 2026", "deadline_text": "Trước ngày 15/12/2026" } },
            { "fields": { "title": "Duy trì trang thông tin" } },
        ] });
        program
            .post(&format!("{place}/rows"), &rows.to_string())
            .await;
        let lacks = program.get(&format!("{place}/missing")).await;
        let lacks = lacks.json["items"].as_array().unwrap();
        let needed: Vec<&str> = lacks
            .iter()
            .filter(|one| one["needed"] == true)
            .map(|one| one["what"].as_str().unwrap())
            .collect();
        assert_eq!(needed, ["reference", "date"]);
        assert!(
            lacks
                .iter()
                .any(|one| one["what"] == "undecided" && one["count"] == 2)
        );
        let look = program.get(&format!("{place}/copies?year=2027")).await;
        assert_eq!(look.status, 200, "{}", look.json);
        assert_eq!(look.json["title"], "Kế hoạch chuyển đổi số năm 2027");
        assert_eq!(look.json["rows"], 2);
        assert_eq!(look.json["changed"].as_array().unwrap().len(), 1);
        assert_eq!(
            look.json["changed"][0]["deadline_text"],
            "Trước ngày 15/12/2027"
        );
        let next = program.get(&format!("{place}/copies")).await;
        assert_eq!(next.json, look.json, "the next year unless said");
        let plans = program.get("/api/v1/plans").await;
        assert_eq!(plans.json["items"].as_array().unwrap().len(), 1);
        program
            .get(&format!("{place}/copies?year=2026"))
            .await
            .problem(422, "plan.same_year");
    });
}

#[test]
fn values_that_mean_nothing_are_refused_at_their_fields() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let place = plan(&program).await;
        for (fields, pointer) in [
            (
                json!({ "title": "a", "max_points": "8,6" }),
                "/rows/0/fields/max_points",
            ),
            (
                json!({ "title": "a", "type": "row" }),
                "/rows/0/fields/type",
            ),
            (
                json!({ "title": "a", "effective_due": "31/12/2026" }),
                "/rows/0/fields/effective_due",
            ),
            (
                json!({ "title": "a", "triage": "" }),
                "/rows/0/fields/triage",
            ),
        ] {
            let body = json!({ "rows": [{ "fields": fields }] }).to_string();
            let refused = program.post(&format!("{place}/rows"), &body).await;
            refused.problem(422, "bad_field");
            assert_eq!(refused.json["errors"][0]["pointer"], pointer);
        }
        program
            .post(&format!("{place}/rows"), r#"{"rows": [{"fields": {}}]}"#)
            .await
            .problem(422, "plan.no_row_title");
        for path in [
            "/rows?limit=0",
            "/rows?limit=501",
            "/rows?limit=x",
            "/rows?after=x",
        ] {
            assert_eq!(
                program.get(&format!("{place}{path}")).await.status,
                400,
                "{path}"
            );
        }
        program
            .get(&format!("{place}/rows?status=late"))
            .await
            .problem(422, "bad_field");
    });
}

#[test]
fn what_is_not_there_is_not_found_by_any_route() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let nobody = "0198c7a0-0000-7000-8000-000000000000";
        for route in server::web::route_table() {
            let api = route.path.starts_with("/api/v1/") && route.path.contains('{');
            if !api || !["GET", "DELETE"].contains(&route.method.as_str()) {
                continue;
            }
            let path: String = route
                .path
                .split('/')
                .map(|word| match word {
                    "{subject}" | "{serves}" => format!("plan_row:{nobody}"),
                    "{unit}" | "{period}" | "{code}" => "khong-co".to_owned(),
                    word if word.starts_with('{') => nobody.to_owned(),
                    word => word.to_owned(),
                })
                .collect::<Vec<_>>()
                .join("/");
            let answer = program
                .send(route.method.as_str(), &path, &[("if-match", "\"1\"")], "")
                .await;
            // Who judges nowhere is not told what there is to judge.
            if answer.status.as_u16() == 403 && path.contains("/apprais") {
                answer.problem(403, "not_allowed");
                continue;
            }
            answer.problem(404, "not_found");
        }
    });
}
