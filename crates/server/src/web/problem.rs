//! Problem documents (RFC 9457): how every failure under `/api/` reaches a program.
//!
//! `code` is what a program decides on: the name of the failure or, of a refusal, the name of the
//! refusal. `detail` is the sentence for people. `errors` point at the fields of the body.

use axum::http::header::{CONTENT_TYPE, HeaderName, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::vi;

/// A failure that only the API has, or that carries more than a sentence.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Status.
    pub status: StatusCode,
    /// Stable name for programs.
    pub code: String,
    /// The sentence.
    pub detail: String,
    /// What is wrong with which field.
    pub errors: Vec<FieldProblem>,
    /// More headers: the tag of what stands there now.
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldProblem {
    /// Where it stands, as a JSON pointer (RFC 6901): `/rows/0/title`.
    pub pointer: String,
    /// What is wrong, in Vietnamese.
    pub detail: String,
}

/// What is sent.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Document<'a> {
    /// `urn:chamdiem:` and the code.
    r#type: String,
    /// What kind of failure, in Vietnamese; the same for each status.
    title: &'static str,
    /// The status again.
    status: u16,
    /// What was not done, why, and what to do, in Vietnamese.
    detail: &'a str,
    /// Stable name for programs: `stale`, `account.password_short`.
    code: &'a str,
    /// Fields of the body that are wrong.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldProblem],
}

impl Problem {
    /// Without fields or headers.
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Problem {
        Problem {
            status,
            code: code.to_owned(),
            detail: detail.into(),
            errors: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// With a field that is wrong.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>, detail: impl Into<String>) -> Problem {
        let (pointer, detail) = (pointer.into(), detail.into());
        self.errors.push(FieldProblem { pointer, detail });
        self
    }

    /// With a header; one that cannot be written is left out.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: &str) -> Problem {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    pub(super) fn answer(&self) -> Response {
        let document = Document {
            r#type: format!("urn:chamdiem:{}", self.code),
            title: vi::api::title(self.status),
            status: self.status.as_u16(),
            detail: &self.detail,
            code: &self.code,
            errors: &self.errors,
        };
        let body = serde_json::to_string(&document).unwrap_or_default();
        let kind = [(CONTENT_TYPE, "application/problem+json")];
        let mut response = (self.status, kind, body).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer realm=\"chamdiem\"");
            response.headers_mut().insert(WWW_AUTHENTICATE, scheme);
        }
        for (name, value) in &self.headers {
            response.headers_mut().insert(name, value.clone());
        }
        response
    }
}

/// The stable name of a refusal, from its variants' names: `account.password_short`. A renamed
/// variant is a renamed code, which a test of the names that programs use would show.
pub(super) fn code(refusal: &app::Refusal) -> String {
    let debug = format!("{refusal:?}");
    let mut words = debug.split(|letter: char| !letter.is_ascii_alphanumeric());
    let noun = words.next().unwrap_or_default();
    let reason = words.next().unwrap_or_default();
    format!("{}.{}", snake(noun), snake(reason))
}

fn snake(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::account::Refusal;

    #[track_caller]
    fn check(refusal: Refusal, expected: &str) {
        assert_eq!(code(&app::Refusal::Account(refusal)), expected);
    }

    #[test]
    fn a_refusals_code_is_its_own_name() {
        check(Refusal::NoName, "account.no_name");
        check(
            Refusal::PasswordShort { length: 3 },
            "account.password_short",
        );
        let login = "a(B)".to_owned();
        check(Refusal::LoginTaken { login }, "account.login_taken");
    }
}
