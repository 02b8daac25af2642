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

/// What a session asks, as a script of our own page would.
async fn session(
    client: &crate::support::Client,
    path: &str,
    body: serde_json::Value,
) -> super::Answer {
    let request = client
        .request("POST", path)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/json")
        .body(axum::body::Body::from(body.to_string()))
        .unwrap();
    super::answer(client, request).await
}

#[test]
fn accounts_are_made_by_people_and_closed_by_programs() {
    on_sqlite(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let person = json!({ "name": "Trần Văn Bình", "kind": "person" }).to_string();
        let person = program
            .post("/api/v1/units/dong-linh/parties", &person)
            .await;
        let new = json!({ "person": person.json["person"], "login": "binh",
            "roles": ["officer"], "unit": "dong-linh" });
        program
            .post("/api/v1/accounts", &new.to_string())
            .await
            .problem(403, "session_only");
        let made = session(&client, "/api/v1/accounts", new).await;
        assert_eq!(made.status, 201, "{}", made.json);
        let link = made.json["link"].as_str().unwrap();
        assert_eq!(site.visitor().get(link).await.status, 200);
        let place = made.header("location").to_owned();
        let shown = program.get(&place).await;
        assert_eq!(shown.json["roles"][0]["role"], "officer");

        let role = json!({ "role": "reader", "unit": "dong-linh" });
        let given = session(&client, &format!("{place}/roles"), role).await;
        assert_eq!(given.status, 201, "{}", given.json);
        let role = given.header("location").to_owned();
        let tag = program.get(&role).await.header("etag").to_owned();
        let ended = program
            .send("DELETE", &role, &[("if-match", &tag)], "")
            .await;
        assert_eq!(ended.status, 204, "{}", ended.json);

        let tag = program.get(&place).await.header("etag").to_owned();
        let headers = [
            ("content-type", "application/json"),
            ("if-match", tag.as_str()),
        ];
        let closed = program
            .send("PATCH", &place, &headers, r#"{"active": false}"#)
            .await;
        assert_eq!(closed.json["active"], false, "{}", closed.json);
        program
            .send("PATCH", &place, &headers, r#"{"active": true}"#)
            .await
            .problem(412, "stale");
        let closed = program.get("/api/v1/accounts?active=false&q=binh").await;
        assert_eq!(closed.json["items"].as_array().unwrap().len(), 1);
        let reset = json!({ "reset": true });
        let reset = session(&client, &format!("{place}/links"), reset).await;
        reset.problem(422, "account.closed");
    });
}

#[test]
fn a_post_is_handed_over_and_a_spelling_remembered() {
    on_sqlite(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let all = "/api/v1/units/dong-linh/parties";
        let make = async |body: serde_json::Value| {
            let made = program.post(all, &body.to_string()).await;
            assert_eq!(made.status, 201, "{}", made.json);
            made
        };
        let first = make(json!({ "name": "Nguyễn Thị Mai", "kind": "person" })).await;
        let second = make(json!({ "name": "Phạm Văn Long", "kind": "person" })).await;
        let post = make(json!({ "name": "Chánh Văn phòng", "kind": "post",
            "holder": first.json["person"] }))
        .await;
        let place = post.header("location").to_owned();
        let work = program.get(&format!("{place}/work")).await;
        assert_eq!(
            work.json["holders"][0]["name"], "Nguyễn Thị Mai",
            "{}",
            work.json
        );
        let handing = json!({ "leaving": first.json["person"], "to": second.json["person"],
            "from": "2026-10-16", "own_work": true });
        let done = program
            .post(&format!("{place}/hand-overs"), &handing.to_string())
            .await;
        assert_eq!(done.status, 200, "{}", done.json);
        let holders = done.json["holders"].as_array().unwrap();
        assert!(
            holders.iter().any(|one| one["name"] == "Phạm Văn Long"),
            "{}",
            done.json
        );

        let alias = json!({ "text": "CVP" }).to_string();
        let said = program.post(&format!("{place}/aliases"), &alias).await;
        assert_eq!(said.status, 201, "{}", said.json);
        let spelling = said.header("location").to_owned();
        let tag = program.get(&spelling).await.header("etag").to_owned();
        let gone = program
            .send("DELETE", &spelling, &[("if-match", &tag)], "")
            .await;
        assert_eq!(gone.status, 204, "{}", gone.json);
        program.get(&spelling).await.problem(404, "not_found");

        let outsider = make(json!({ "name": "Văn phòng UBND", "kind": "outsider" })).await;
        let other = outsider.header("location").to_owned();
        let into = post.json["id"].as_str().unwrap();
        let would = program.get(&format!("{other}/merge?into={into}")).await;
        assert_eq!(would.json["into"], "Chánh Văn phòng", "{}", would.json);
        let headers = [
            ("content-type", "application/json"),
            ("if-match", would.header("etag")),
        ];
        let body = json!({ "into": into }).to_string();
        let merged = program
            .send("POST", &format!("{other}/merge"), &headers, body)
            .await;
        assert_eq!(merged.status, 204, "{}", merged.json);
        program.get(&other).await.problem(404, "not_found");
    });
}

#[test]
fn a_unit_is_moved_ended_and_taken_back() {
    on_sqlite(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        for (name, kind) in [("Phường Hạ Khê", "commune"), ("Văn phòng", "office")] {
            let body = json!({ "parent": "dong-linh", "name": name, "kind": kind,
                "valid_from": "2026-01-01" });
            let made = program.post("/api/v1/units", &body.to_string()).await;
            assert_eq!(made.status, 201, "{}", made.json);
        }
        let place = "/api/v1/units/van-phong";
        let would = program.get(&format!("{place}/move?to=ha-khe")).await;
        assert_eq!(would.json["from"], "dong-linh", "{}", would.json);
        let send = async |path: &str, body: serde_json::Value| {
            let tag = program.get(place).await.header("etag").to_owned();
            let headers = [
                ("content-type", "application/json"),
                ("if-match", tag.as_str()),
            ];
            program
                .send(
                    "POST",
                    &format!("{place}/{path}"),
                    &headers,
                    body.to_string(),
                )
                .await
        };
        let moved = send("move", json!({ "to": "ha-khe" })).await;
        assert_eq!(moved.json["parent"], "ha-khe", "{}", moved.json);
        program
            .post(&format!("{place}/move"), r#"{"to": "dong-linh"}"#)
            .await
            .problem(428, "if_match_required");
        let ended = send("end", json!({ "last_day": "2026-10-31" })).await;
        assert_eq!(ended.json["valid_to"], "2026-10-31", "{}", ended.json);
        let back = send("reopen", json!({})).await;
        assert!(back.json["valid_to"].is_null(), "{}", back.json);
    });
}
