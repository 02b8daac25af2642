//! Tags and preconditions.

use app::account::Scope;
use app::testing::on_sqlite;

use super::Program;
use crate::support::TestSite;

#[test]
fn what_is_known_is_not_sent_again() {
    on_sqlite(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Read).await;
        let read = program.get("/api/v1/me").await;
        let tag = read.header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"'), "{tag}");
        for known in [tag.clone(), format!("\"0\", W/{tag}"), "*".to_owned()] {
            let same = program
                .send("GET", "/api/v1/me", &[("if-none-match", &known)], "")
                .await;
            assert_eq!(
                (same.status.as_u16(), same.header("etag")),
                (304, tag.as_str())
            );
            assert!(same.json.is_null());
        }
        let other = program
            .send("GET", "/api/v1/me", &[("if-none-match", "\"0\"")], "")
            .await;
        assert_eq!(other.status, 200);
    });
}

#[test]
fn a_change_names_the_version_it_was_made_from() {
    on_sqlite(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let listed = program.get("/api/v1/tokens").await;
        let place = format!(
            "/api/v1/tokens/{}",
            listed.json["items"][0]["id"].as_str().unwrap()
        );
        program
            .send("DELETE", &place, &[], "")
            .await
            .problem(428, "if_match_required");
        let current = program.get(&place).await.header("etag").to_owned();
        for other in ["\"khác\"", "W/\"1\"", "khác", "", "\"7.\", \"8\""] {
            let refused = program
                .send("DELETE", &place, &[("if-match", other)], "")
                .await;
            refused.problem(412, "stale");
            assert_eq!(refused.header("etag"), current, "{other}");
        }
        let done = program
            .send("DELETE", &place, &[("if-match", "*")], "")
            .await;
        assert_eq!(done.status, 204);
    });
}
