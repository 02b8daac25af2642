//! A program keeps units, the directory and periods.

use app::account::Scope;
use app::testing::on_sqlite;
use serde_json::json;

use super::Program;
use crate::support::TestSite;

#[test]
fn units_parties_and_periods_are_made_listed_and_changed() {
    on_sqlite(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let ward = json!({ "parent": "dong-linh", "name": "Phường Hạ Khê", "kind": "commune" })
            .to_string();
        let made = program.post("/api/v1/units", &ward).await;
        assert_eq!(
            (made.status.as_u16(), made.json["parent"].as_str()),
            (201, Some("dong-linh")),
            "{}",
            made.json
        );
        let place = made.header("location").to_owned();
        let tag = program.get(&place).await.header("etag").to_owned();
        let headers = [
            ("content-type", "application/json"),
            ("if-match", tag.as_str()),
        ];
        let done = program
            .send("PATCH", &place, &headers, r#"{"code": "12345"}"#)
            .await;
        assert_eq!(
            (done.status.as_u16(), done.json["code"].as_str()),
            (200, Some("12345")),
            "{}",
            done.json
        );
        assert_eq!(done.json["name"], "Phường Hạ Khê");
        program
            .send("PATCH", &place, &headers, r#"{"code": null}"#)
            .await
            .problem(412, "stale");

        let post = json!({ "name": "Công chức Văn phòng", "kind": "post" }).to_string();
        let made = program.post(&format!("{place}/parties"), &post).await;
        assert_eq!(made.status, 201, "{}", made.json);
        let shown = program.get(made.header("location")).await;
        assert_eq!(shown.json["party"]["name"], "Công chức Văn phòng");
        let listed = program.get(&format!("{place}/parties")).await;
        assert!(
            listed.json["items"]
                .as_array()
                .unwrap()
                .contains(&shown.json)
        );

        let part = json!({ "year": 2026, "part": "half", "closes_on": "2026-07-15" }).to_string();
        let made = program.post("/api/v1/periods", &part).await;
        assert_eq!(made.status, 201, "{}", made.json);
        let (place, tag) = (
            made.header("location").to_owned(),
            made.header("etag").to_owned(),
        );
        let headers = [
            ("content-type", "application/json"),
            ("if-match", tag.as_str()),
        ];
        let locked = program
            .send("PATCH", &place, &headers, r#"{"locked": true}"#)
            .await;
        assert!(locked.json["locked_at"].is_string(), "{}", locked.json);
        program
            .send("PATCH", &place, &headers, "{}")
            .await
            .problem(422, "bad_field");
    });
}
