//! Requests that are sent twice.

use app::testing::on_both;
use axum::body::Body;

use super::{Answer, answer};
use crate::support::{Client, TestSite};

async fn make(client: &Client, key: &str, name: &str) -> Answer {
    let body = format!(r#"{{"name": "{name}", "scope": "read", "last_day": "2026-12-31"}}"#);
    let request = client
        .request("POST", "/api/v1/tokens")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/json")
        .header("idempotency-key", key)
        .body(Body::from(body));
    answer(client, request.unwrap()).await
}

async fn made(client: &Client) -> usize {
    let request = client
        .request("GET", "/api/v1/tokens")
        .body(Body::empty())
        .unwrap();
    answer(client, request).await.json["items"]
        .as_array()
        .unwrap()
        .len()
}

#[test]
fn a_request_sent_again_gets_the_same_answer_and_does_nothing() {
    on_both(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        let first = make(&client, "k-1", "báo cáo").await;
        let again = make(&client, "k-1", "báo cáo").await;
        assert_eq!(
            (first.status, &first.json["token"]),
            (again.status, &again.json["token"])
        );
        assert!(first.json["secret"].is_string());
        assert!(again.json["secret"].is_null(), "a secret is stored nowhere");
        let mut conn = site.trial.app.read().await.unwrap();
        let kept = conn
            .one("select body from idempotent_answer", &[], |row| {
                row.text("body")
            })
            .await
            .unwrap();
        assert!(!kept.contains(first.json["secret"].as_str().unwrap()));
        drop(conn);
        for name in ["etag", "location", "content-type"] {
            assert_eq!(first.header(name), again.header(name), "{name}");
        }
        assert_eq!(
            (
                first.header("idempotent-replayed"),
                again.header("idempotent-replayed")
            ),
            ("", "true")
        );
        assert_eq!(made(&client).await, 1);
        make(&client, "k-1", "khác")
            .await
            .problem(422, "key_reused");
        assert_eq!(make(&client, "k-2", "báo cáo").await.status, 201);
        assert_eq!(made(&client).await, 2);
    });
}

#[test]
fn of_requests_that_come_together_one_is_done() {
    on_both(|trial| async move {
        let (_, client) = TestSite::begun(trial).await;
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move { make(&client, "k-1", "báo cáo").await })
            })
            .collect();
        let mut done = Vec::new();
        for task in tasks {
            let answer = task.await.unwrap();
            match answer.status.as_u16() {
                201 => done.push(answer.json),
                _ => answer.problem(409, "unfinished"),
            }
        }
        assert!(!done.is_empty());
        assert!(done.iter().all(|one| one["token"] == done[0]["token"]));
        let shown = done.iter().filter(|one| one["secret"].is_string());
        assert_eq!(shown.count(), 1, "the secret is shown to the first only");
        assert_eq!(made(&client).await, 1);
    });
}

#[test]
fn a_refused_request_gives_its_key_back() {
    on_both(|trial| async move {
        let (_, client) = TestSite::begun(trial).await;
        make(&client, "k-1", " ")
            .await
            .problem(422, "account.no_token_name");
        assert_eq!(make(&client, "k-1", "báo cáo").await.status, 201);
        for key in ["", &"k".repeat(201), "khóa"] {
            make(&client, key, "báo cáo").await.problem(400, "bad_key");
        }
    });
}
