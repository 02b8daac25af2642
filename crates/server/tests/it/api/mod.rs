//! `/api/v1` through the router, as a program with a token sees it.

mod bodies;
mod drafts;
mod evidence;
mod figures;
mod files;
mod imports;
mod judging;
mod keys;
mod levels;
mod offices;
mod overview;
mod people;
mod plans;
mod tags;
mod tokens;
mod work;

use app::account::{self, NewToken, Scope};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::support::{Client, TestSite};

/// A program with its token.
#[derive(Clone)]
pub(crate) struct Program {
    client: Client,
    token: String,
}

/// What it was answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) json: Value,
    pub(crate) bytes: Vec<u8>,
}

impl Program {
    /// One of the site's first administrator.
    pub(crate) async fn of(site: &TestSite, scope: Scope) -> Program {
        Program::by(site, ("hanh", scope)).await
    }

    /// One of whoever signs in so.
    pub(crate) async fn by(site: &TestSite, (login, scope): (&str, Scope)) -> Program {
        let actor = account::sign_in(&site.trial.app, login, crate::support::PASSWORD)
            .await
            .ok()
            .unwrap()
            .actor;
        let last_day = site.trial.app.today();
        let new = NewToken {
            name: "kiểm thử".to_owned(),
            scope,
            last_day,
        };
        let (_, token) = account::create_token(&site.trial.app, &actor, new)
            .await
            .unwrap();
        Program::with(site, &token)
    }

    pub(crate) fn with(site: &TestSite, token: &str) -> Program {
        Program {
            client: site.visitor(),
            token: token.to_owned(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], "").await
    }

    pub(crate) async fn post(&self, path: &str, body: &str) -> Answer {
        self.send(
            "POST",
            path,
            &[("content-type", "application/json")],
            body.to_owned(),
        )
        .await
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = self
            .client
            .request(method, path)
            .header("authorization", format!("Bearer {}", self.token));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        answer(&self.client, request.body(body.into()).unwrap()).await
    }
}

/// Changes what was read under that tag.
pub(crate) async fn put(
    program: &Program,
    (method, path, tag): (&str, &str, &str),
    body: Value,
) -> Answer {
    let headers = [("content-type", "application/json"), ("if-match", tag)];
    program.send(method, path, &headers, body.to_string()).await
}

/// Sends a request and reads its answer: JSON, or a problem document, or nothing.
pub(crate) async fn answer(client: &Client, request: axum::http::Request<Body>) -> Answer {
    let response = client.answer(request).await;
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    Answer {
        status: parts.status,
        headers: parts.headers,
        json,
        bytes: bytes.into(),
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// A problem document with this status and code, and a sentence.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16, code: &str) {
        assert_eq!(
            (self.status.as_u16(), self.json["code"].as_str()),
            (status, Some(code)),
            "{}",
            self.json
        );
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.json["status"], status);
        assert_eq!(self.json["type"], format!("urn:chamdiem:{code}"));
        assert!(
            self.json["detail"].as_str().unwrap().ends_with('.'),
            "{}",
            self.json
        );
    }
}
