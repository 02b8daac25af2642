//! Bodies that cannot be read: always a problem document of the sender's, never our fault.

use app::account::Scope;
use app::testing::on_sqlite;

use super::Program;
use crate::support::TestSite;

#[test]
fn a_body_that_is_no_json_says_where_it_breaks() {
    on_sqlite(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let deep = "[".repeat(100_000);
        let objects = "{\"name\":".repeat(5_000);
        for body in [
            "",
            " ",
            "{",
            "NaN",
            "{\"name\": NaN}",
            "nul",
            "{}{}",
            "\u{feff}{}",
            "{'a': 1}",
            &deep,
            &objects,
        ] {
            let refused = program.post("/api/v1/tokens", body).await;
            let code = refused.json["code"].as_str().unwrap().to_owned();
            assert!(
                code == "no_json" || code == "wrong_field",
                "{body:.20}: {code}"
            );
            refused.problem(400, &code);
        }
        let kind = [("content-type", "application/json; charset=utf-8")];
        let invalid = b"{\"name\": \"\xff\xfe\"}".to_vec();
        program
            .send("POST", "/api/v1/tokens", &kind, invalid)
            .await
            .problem(400, "no_json");
    });
}

#[test]
fn a_wrong_field_is_pointed_at_in_vietnamese() {
    on_sqlite(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        for (body, pointer, why) in [
            ("{}", "", "thiếu «name»"),
            ("[]", "", "không đúng kiểu"),
            ("null", "", "không đúng kiểu"),
            ("3e999", "", "không đúng kiểu"),
            (
                r#"{"name": 3}"#,
                "/name",
                "không đúng kiểu, cần chuỗi ký tự",
            ),
            (
                r#"{"name": ["a"]}"#,
                "/name",
                "không đúng kiểu, cần chuỗi ký tự",
            ),
            (r#"{"name": "a", "name": "b"}"#, "", "ghi «name» hai lần"),
            (
                r#"{"nmae": "a"}"#,
                "/nmae",
                "có «nmae» là trường không dùng",
            ),
        ] {
            let refused = program.post("/api/v1/tokens", body).await;
            refused.problem(400, "wrong_field");
            assert_eq!(
                refused.json["errors"][0]["pointer"], pointer,
                "{}",
                refused.json
            );
            let said = refused.json["errors"][0]["detail"].as_str().unwrap();
            assert!(said.starts_with(why), "{body}: {said}");
        }
    });
}

#[test]
fn a_value_that_means_nothing_is_refused_at_its_field() {
    on_sqlite(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let body = r#"{"name": "a", "scope": "WRITE", "last_day": "2026-12-31"}"#;
        let refused = program.post("/api/v1/tokens", body).await;
        // The token may not make tokens, and that is said before its fields are looked at.
        refused.problem(403, "session_only");
        let refused = program.get("/api/v1/tokens?trang=2").await;
        refused.problem(400, "bad_query");
        assert!(
            refused.json["errors"][0]["detail"]
                .as_str()
                .unwrap()
                .contains("trang")
        );
    });
}

#[test]
fn a_body_too_large_or_of_another_kind_is_refused() {
    on_sqlite(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let large = format!("{{\"name\": \"{}\"}}", "a".repeat(3 * 1024 * 1024));
        program
            .post("/api/v1/tokens", &large)
            .await
            .problem(413, "too_large");
        for kind in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/jsonx",
            "\u{7f}",
        ] {
            let Ok(kind) = axum::http::HeaderValue::from_str(kind) else {
                continue;
            };
            let headers = [("content-type", kind.to_str().unwrap())];
            program
                .send("POST", "/api/v1/tokens", &headers, "{}")
                .await
                .problem(415, "not_json");
        }
        program
            .send("POST", "/api/v1/tokens", &[], "{}")
            .await
            .problem(415, "not_json");
    });
}
