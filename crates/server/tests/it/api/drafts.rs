//! A framework written, checked, measured and issued by a program.

use app::account::Scope;
use app::testing::on_both;
use serde_json::{Value, json};

use super::{Program, put};
use crate::support::TestSite;

const TABLE: &str = "Mã\tNội dung\tĐiểm tối đa\tCách tính điểm\n1\tNhận thức số\t10\t\n1.1\tCó chuyên mục chuyển đổi số\t10\tCó: 10 điểm; không có: 0 điểm\n";

/// A draft from a table; its address.
async fn draft(program: &Program) -> String {
    let body = json!({ "unit": "dong-linh", "name": "DTI cấp xã 2027", "table": TABLE });
    let made = program.post("/api/v1/frameworks", &body.to_string()).await;
    assert_eq!(made.status, 201, "{}", made.json);
    made.header("location").to_owned()
}

fn line<'j>(sheet: &'j Value, code: &str) -> &'j Value {
    let lines = sheet["lines"].as_array().unwrap();
    let found = lines.iter().find(|line| line["code"] == code);
    found.unwrap_or_else(|| panic!("{code}: {sheet}"))
}

#[test]
fn a_table_is_looked_at_before_it_is_a_draft() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let look = json!({ "table": TABLE }).to_string();
        let read = program
            .post("/api/v1/framework-tables/reading", &look)
            .await;
        let lines = read.json["lines"].as_array().unwrap();
        assert_eq!(lines[1]["reading"], "certain", "{}", read.json);
        let empty = r#"{"table": ""}"#;
        program
            .post("/api/v1/framework-tables/reading", empty)
            .await
            .problem(422, "bad_block");
        let nameless = json!({ "unit": "dong-linh", "name": " " }).to_string();
        program
            .post("/api/v1/frameworks", &nameless)
            .await
            .problem(422, "framework.no_name");
    });
}

#[test]
fn a_draft_from_a_table_is_written_line_by_line() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let place = draft(&program).await;
        let sheet = program.get(&place).await;
        let above = line(&sheet.json, "1")["id"].as_str().unwrap();
        let new = json!({ "kind": "indicator", "parent": above, "title": "Tỷ lệ hồ sơ trực tuyến",
            "max_points": "7.5", "rule_text": "Tỷ lệ × điểm tối đa" });
        let lines = format!("{place}/lines");
        let made = program.post(&lines, &new.to_string()).await;
        assert_eq!(made.status, 201, "{}", made.json);
        assert_eq!(made.json["line"]["code"], "1.2", "the next free one");
        assert_eq!(made.json["line"]["max_points_exact"], "7.5");
        let twice = json!({ "kind": "indicator", "parent": above, "code": "1.2", "title": "Khác" });
        program
            .post(&lines, &twice.to_string())
            .await
            .problem(422, "framework.code_taken");
        let third =
            json!({ "kind": "indicator", "parent": above, "title": "Khác", "max_points": "20/3" });
        program
            .post(&lines, &third.to_string())
            .await
            .problem(422, "bad_field");

        let own = made.header("location").to_owned();
        let tag = program.get(&own).await.header("etag").to_owned();
        let done = put(
            &program,
            ("PATCH", &own, &tag),
            json!({ "max_points": "5" }),
        )
        .await;
        assert_eq!(done.json["line"]["max_points"], "5", "{}", done.json);
        assert_eq!(
            done.json["line"]["rule_text"], "Tỷ lệ × điểm tối đa",
            "what is not sent stays"
        );
        put(&program, ("PATCH", &own, &tag), json!({ "title": "Khác" }))
            .await
            .problem(412, "stale");
        let tag = done.header("etag").to_owned();
        let moved = put(
            &program,
            ("POST", &format!("{own}/moves"), &tag),
            json!({ "to": "up" }),
        )
        .await;
        assert_eq!(moved.status, 200, "{}", moved.json);
        let sheet = program.get(&place).await;
        assert_eq!(sheet.json["lines"][1]["code"], "1.2");

        let findings = program.get(&format!("{place}/findings")).await;
        let differs = findings.json["findings"].as_array().unwrap();
        assert!(
            differs.iter().any(|one| one["code"] == "sum_differs"),
            "{}",
            findings.json
        );
        let issue = place.replace("/draft", "/issue");
        let tag = findings.header("etag").to_owned();
        let flawed = put(&program, ("POST", &issue, &tag), json!({})).await;
        flawed.problem(422, "framework.flawed");
        let top = format!("{lines}/{above}");
        let tag = program.get(&top).await.header("etag").to_owned();
        let summed = put(&program, ("POST", &format!("{top}/sum"), &tag), json!({})).await;
        assert_eq!(summed.json["line"]["max_points"], "15", "{}", summed.json);

        let tag = program.get(&own).await.header("etag").to_owned();
        let gone = put(&program, ("DELETE", &own, &tag), json!({})).await;
        assert_eq!(gone.status, 204);
        program.get(&own).await.problem(404, "not_found");
    });
}

#[test]
fn a_draft_declares_its_settings_and_is_issued_and_followed() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let place = draft(&program).await;
        let at = format!("{place}/settings");
        let read = program.get(&at).await;
        let tag = read.header("etag").to_owned();
        let mut settings = read.json.clone();
        settings["total_digits"] = json!(2);
        settings["total_limit"] = json!("10.5");
        settings["grades"] = json!([
            { "name": "Tốt", "floor": "80", "floor_in": "share", "pillar": null, "mandatory": false },
            { "name": "Đạt", "floor": null, "floor_in": "share", "pillar": null, "mandatory": false },
        ]);
        let done = put(&program, ("PUT", &at, &tag), settings.clone()).await;
        assert_eq!(done.status, 200, "{}", done.json);
        assert_eq!(done.json["grades"][0]["floor"], "80");
        assert_eq!(
            (&done.json["total_limit"], &done.json["total_digits"]),
            (&json!("10.5"), &json!(2))
        );
        put(&program, ("PUT", &at, &tag), settings.clone())
            .await
            .problem(412, "stale");
        let tag = done.header("etag").to_owned();
        settings["total_limit"] = json!("mười");
        put(&program, ("PUT", &at, &tag), settings)
            .await
            .problem(422, "bad_field");

        let issue = place.replace("/draft", "/issue");
        let tag = program.get(&place).await.header("etag").to_owned();
        let issued = put(&program, ("POST", &issue, &tag), json!({})).await;
        assert_eq!(issued.status, 204, "{}", issued.json);
        program.get(&place).await.problem(422, "framework.issued");

        let editions = program.get("/api/v1/framework-editions").await;
        let before = editions.json["items"][0]["id"].as_str().unwrap().to_owned();
        let next = draft(&program).await;
        let tag = program.get(&next).await.header("etag").to_owned();
        let follow = json!({ "follows": before });
        let crosswalk = put(&program, ("PUT", &format!("{next}/follows"), &tag), follow).await;
        assert_eq!(crosswalk.status, 200, "{}", crosswalk.json);
        let pair = &crosswalk.json["pairs"][0];
        assert_eq!(
            (&pair["known"], &pair["from"]["code"]),
            (&json!("same"), &json!("1.1"))
        );
        let tag = crosswalk.header("etag").to_owned();
        let id = pair["line"].as_str().unwrap();
        let at = format!("{next}/crosswalk");
        let wrong = json!({ "lines": { id: "9.9" } });
        put(&program, ("PUT", &at, &tag), wrong)
            .await
            .problem(422, "framework.no_such_line");
        let yes = json!({ "lines": { id: "1.1" } });
        let done = put(&program, ("PUT", &at, &tag), yes).await;
        assert_eq!(done.json["pairs"][0]["known"], "chosen", "{}", done.json);
        assert_eq!(done.json["open"], 0);
        let grounds = program.get(&format!("{next}/grounds")).await;
        assert_eq!(grounds.status, 200, "{}", grounds.json);
    });
}
