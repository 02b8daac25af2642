//! When a route does not do its work: a status, a sentence, and a page or a problem document.
//!
//! A handler returns [`Failure`] with `?`; what it means is decided here, once. Pages that have a
//! form show a refusal themselves, beside what was typed; what reaches here has no form.

use app::{Error, Fault, Noun, Refusal};
use askama::Template;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ALLOW, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use domain::authority::Action;

use super::Problem;
use crate::pages::filters;
use crate::vi;

/// What a handler gives.
pub type Answer = Result<Response, Failure>;

/// Why a route did not do its work.
#[derive(Debug)]
pub enum Failure {
    /// Nobody is signed in.
    NotSignedIn,
    /// The roles do not allow it.
    NotAllowed(Action),
    /// Another site's page sent it.
    Forged,
    /// No such thing.
    NotFound(Noun),
    /// Refused for a reason.
    Refused(Refusal),
    /// Someone else changed it first.
    Stale(Noun),
    /// A form or a body that cannot be read at all.
    Unreadable,
    /// Larger than the route takes.
    TooLarge,
    /// Our fault.
    Fault(Fault),
    /// What only the API says.
    Problem(Box<Problem>),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Failure {
        Failure::Problem(Box::new(problem))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        match error {
            Error::Refused(refusal) => Failure::Refused(refusal),
            Error::NotFound(noun) => Failure::NotFound(noun),
            Error::NotAllowed(action) => Failure::NotAllowed(action),
            Error::Stale(noun) => Failure::Stale(noun),
            Error::Fault(fault) => Failure::Fault(fault),
        }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Failure {
        Failure::Fault(fault)
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Failure {
        Failure::Fault(Fault::new(format!("template: {error}")))
    }
}

impl Failure {
    /// What is shown: carried on the response until `render` knows who asked.
    fn shown(&self) -> Problem {
        let (status, name, sentence) = match self {
            Failure::Problem(problem) => return (**problem).clone(),
            Failure::Refused(refusal) => {
                let code = super::problem::code(refusal);
                return Problem::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    &code,
                    vi::refused(refusal),
                );
            }
            Failure::NotSignedIn => (
                StatusCode::UNAUTHORIZED,
                "not_signed_in",
                vi::failure::NOT_SIGNED_IN.to_owned(),
            ),
            Failure::NotAllowed(action) => (
                StatusCode::FORBIDDEN,
                "not_allowed",
                vi::failure::not_allowed(*action),
            ),
            Failure::Forged => (
                StatusCode::FORBIDDEN,
                "forged",
                vi::failure::FORGED.to_owned(),
            ),
            Failure::NotFound(noun) => (
                StatusCode::NOT_FOUND,
                "not_found",
                vi::failure::not_found(*noun),
            ),
            Failure::Stale(noun) => (StatusCode::CONFLICT, "stale", vi::failure::stale(*noun)),
            Failure::Unreadable => (
                StatusCode::BAD_REQUEST,
                "unreadable",
                vi::failure::UNREADABLE.to_owned(),
            ),
            Failure::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                vi::failure::TOO_LARGE.to_owned(),
            ),
            Failure::Fault(fault) => {
                let number = fault_number();
                tracing::error!(number, cause = %fault, "fault");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "fault",
                    vi::failure::fault(&number),
                )
            }
        };
        Problem::new(status, name, sentence)
    }
}

/// A number under which the log has the cause.
fn fault_number() -> String {
    let id = app::NoticeId::new().to_string().to_uppercase();
    let digits: String = id
        .chars()
        .rev()
        .filter(char::is_ascii_alphanumeric)
        .take(6)
        .collect();
    format!("{}-{}", &digits[..4], &digits[4..])
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let shown = self.shown();
        let mut response = shown.status.into_response();
        response.extensions_mut().insert(shown);
        response
    }
}

#[derive(Template)]
#[template(path = "failure.html")]
struct Page<'a> {
    sentence: &'a str,
    sign_in: Option<String>,
}

/// Gives a failure its page, or its problem document (RFC 9457) under `/api/`.
pub(super) async fn render(request: Request, next: Next) -> Response {
    let api = super::is_api(request.uri().path());
    let reading = request.method() == Method::GET;
    let address = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str())
        .to_owned();
    let mut response = next.run(request).await;
    own_words(&mut response, api);
    let Some(shown) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    if api {
        let mut answer = shown.answer();
        if let Some(allowed) = response.headers_mut().remove(ALLOW) {
            answer.headers_mut().insert(ALLOW, allowed);
        }
        return answer;
    }
    let back = format!("/dang-nhap?tiep={}", encoded(&address));
    if shown.status == StatusCode::UNAUTHORIZED && reading {
        let mut response = StatusCode::SEE_OTHER.into_response();
        if let Ok(value) = HeaderValue::from_str(&back) {
            response.headers_mut().insert(LOCATION, value);
        }
        return response;
    }
    let sign_in = (shown.status == StatusCode::UNAUTHORIZED).then(|| "/dang-nhap".to_owned());
    let page = Page {
        sentence: &shown.detail,
        sign_in,
    };
    let body = page.render().unwrap_or_else(|_| shown.detail.clone());
    let mut response = (shown.status, Html(body)).into_response();
    response.headers_mut().extend(shown.headers);
    response
}

/// The library's own refusals (a body too large, a form of the wrong type, a method that an
/// address does not have) get our sentences.
fn own_words(response: &mut Response, api: bool) {
    if response.extensions().get::<Problem>().is_some() {
        return;
    }
    let plain = response
        .headers()
        .get(CONTENT_TYPE)
        .is_none_or(|value| value.as_bytes().starts_with(b"text/plain"));
    let failure = match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        StatusCode::BAD_REQUEST
        | StatusCode::UNPROCESSABLE_ENTITY
        | StatusCode::UNSUPPORTED_MEDIA_TYPE
            if plain =>
        {
            Failure::Unreadable
        }
        StatusCode::METHOD_NOT_ALLOWED if api => vi::api::no_such_method().into(),
        StatusCode::METHOD_NOT_ALLOWED => Failure::NotFound(Noun::Page),
        _ => return,
    };
    let shown = failure.shown();
    response.extensions_mut().insert(shown);
}

/// For a query: everything but letters, digits and `/` as %XX.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// A panic in a handler is our fault like any other.
pub(super) fn panicked(_: Box<dyn std::any::Any + Send>) -> Response<Body> {
    Failure::Fault(Fault::new("a handler panicked")).into_response()
}
