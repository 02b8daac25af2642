//! Who gets in by a token, and how far.

use app::account::Scope;
use app::testing::{on_both, on_sqlite};
use axum::body::Body;
use serde_json::Value;

use super::{Program, answer};
use crate::support::{PASSWORD, TestSite};

const MAKE: &str = r#"{"name": "báo cáo", "scope": "write", "last_day": "2026-12-31"}"#;

#[test]
fn a_program_comes_in_as_its_account_and_goes_out_when_revoked() {
    on_both(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        let request = client
            .request("POST", "/api/v1/tokens")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json");
        let made = answer(&client, request.body(Body::from(MAKE)).unwrap()).await;
        assert_eq!(made.status, 201, "{}", made.json);
        assert_eq!(made.header("cache-control"), "no-store");
        let place = made.header("location").to_owned();
        let program = Program::with(&site, made.json["secret"].as_str().unwrap());
        let me = program.get("/api/v1/me").await;
        assert_eq!(me.json["name"], "Lê Thị Hạnh");
        assert_eq!(me.json["through"], "token");
        assert_eq!(me.json["unit"]["unit"], "dong-linh");
        program
            .post("/api/v1/tokens", MAKE)
            .await
            .problem(403, "session_only");
        let shown = program.get(&place).await;
        let tag = shown.header("etag").to_owned();
        let gone = program
            .send("DELETE", &place, &[("if-match", &tag)], "")
            .await;
        assert_eq!(gone.status, 204);
        program
            .get("/api/v1/me")
            .await
            .problem(401, "invalid_token");
    });
}

#[test]
fn a_token_that_does_not_work_is_told_so_and_no_more() {
    on_sqlite(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        let good = Program::of(&site, Scope::Write).await;
        for token in ["", "x", "chamdiem_00", &"a".repeat(4000)] {
            let refused = Program::with(&site, token).get("/api/v1/me").await;
            refused.problem(401, "invalid_token");
            assert!(refused.header("www-authenticate").starts_with("Bearer"));
        }
        // A wrong token is not made good by a cookie beside it.
        let request = client
            .request("GET", "/api/v1/me")
            .header("authorization", "Basic aGFuaDp4");
        answer(&client, request.body(Body::empty()).unwrap())
            .await
            .problem(401, "invalid_token");
        let nobody = answer(
            &site.visitor(),
            site.visitor()
                .request("POST", "/api/v1/tokens")
                .body(Body::empty())
                .unwrap(),
        )
        .await;
        nobody.problem(401, "not_signed_in");
        assert_eq!(
            nobody.header("www-authenticate"),
            "Bearer realm=\"chamdiem\""
        );
        site.trial
            .clock
            .set("2026-10-16T17:00:00Z".parse().unwrap());
        good.get("/api/v1/me").await.problem(401, "invalid_token");
    });
}

#[test]
fn a_token_for_reading_changes_nothing_and_opens_no_page() {
    on_sqlite(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Read).await;
        assert_eq!(program.get("/api/v1/tokens").await.status, 200);
        let refused = program.post("/api/v1/tokens", MAKE).await;
        refused.problem(403, "read_only_token");
        assert!(
            refused
                .header("www-authenticate")
                .contains("insufficient_scope")
        );
        assert_eq!(program.get("/").await.status, 303, "pages are for sessions");
    });
}

#[test]
fn a_session_reads_and_changes_only_from_our_own_pages() {
    on_sqlite(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let client = site.sign_in("hanh", PASSWORD).await;
        let read = answer(
            &client,
            client
                .request("GET", "/api/v1/me")
                .body(Body::empty())
                .unwrap(),
        )
        .await;
        assert_eq!(read.json["through"], "session");
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://khac.test"),
            ("accept", "*/*"),
        ] {
            let request = client.request("POST", "/api/v1/tokens").header(name, value);
            let request = request.header("content-type", "application/json");
            answer(&client, request.body(Body::from(MAKE)).unwrap())
                .await
                .problem(403, "forged");
        }
    });
}

#[test]
fn another_accounts_token_is_not_found() {
    on_sqlite(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        for id in [
            "0198c7a0-0000-7000-8000-000000000000",
            "x",
            "%FF",
            "..%2F..",
        ] {
            let refused = program.get(&format!("/api/v1/tokens/{id}")).await;
            refused.problem(404, "not_found");
        }
        program
            .get("/api/v1/khong-co")
            .await
            .problem(404, "not_found");
        let wrong = program
            .send("PUT", "/api/v1/tokens", &[("if-match", "*")], "")
            .await;
        wrong.problem(405, "method_not_allowed");
        assert!(wrong.header("allow").contains("POST"));
    });
}

#[test]
fn the_document_is_for_everyone() {
    on_sqlite(|trial| async move {
        let site = TestSite::new(trial);
        let client = site.visitor();
        let shown = answer(
            &client,
            client
                .request("GET", "/api/openapi.json")
                .body(Body::empty())
                .unwrap(),
        )
        .await;
        assert_eq!(shown.json["openapi"], "3.1.0");
        let schemas = shown.json["components"]["schemas"]
            .as_object()
            .map_or(0, serde_json::Map::len);
        assert!(schemas > 5, "{schemas}");
        assert_ne!(shown.json["paths"], Value::Null);
    });
}
