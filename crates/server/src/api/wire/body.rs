//! Bodies: JSON into a shape, or why not and where.

use axum::body::Bytes;
use axum::extract::{FromRequest as _, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use utoipa::ToSchema;

use super::ask::Nothing;
use super::document::{Schemas, Shape};
use crate::vi;
use crate::web::{Failure, Problem, Web};

/// Largest JSON body.
pub(super) const JSON_BYTES_MAX: usize = 2 * 1024 * 1024;

/// What a body is, for the document.
pub(in crate::api) struct Asked {
    /// Media type and shape, one for each way.
    pub contents: Vec<(&'static str, Shape)>,
}

/// Something that a request can carry.
pub(in crate::api) trait Sent: Sized + Send {
    /// Largest body.
    const BYTES_MAX: usize;

    /// Reads it.
    fn read(web: &Web, request: Request) -> impl Future<Output = Result<Self, Failure>> + Send;

    /// Describes it; `None`: no body.
    fn asked() -> Option<Asked>;

    /// Adds the shapes it names.
    fn schemas(schemas: &mut Schemas);
}

impl Sent for Nothing {
    const BYTES_MAX: usize = JSON_BYTES_MAX;

    async fn read(_: &Web, _: Request) -> Result<Nothing, Failure> {
        Ok(Nothing {})
    }

    fn asked() -> Option<Asked> {
        None
    }

    fn schemas(_: &mut Schemas) {}
}

/// A JSON body of this shape.
pub(in crate::api) struct Body<T>(pub(in crate::api) T);

impl<T: DeserializeOwned + ToSchema + Send> Sent for Body<T> {
    const BYTES_MAX: usize = JSON_BYTES_MAX;

    async fn read(_: &Web, request: Request) -> Result<Body<T>, Failure> {
        if !is_json(&request) {
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Err(Problem::new(status, "not_json", vi::api::NOT_JSON).into());
        }
        parsed(&whole(request).await?).map(Body)
    }

    fn asked() -> Option<Asked> {
        Some(Asked {
            contents: vec![("application/json", Shape::of::<T>())],
        })
    }

    fn schemas(schemas: &mut Schemas) {
        schemas.add::<T>();
    }
}

/// The whole body, no larger than the route takes.
pub(super) async fn whole(request: Request) -> Result<Bytes, Failure> {
    Bytes::from_request(request, &())
        .await
        .map_err(|refused| match refused.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
            _ => Failure::Unreadable,
        })
}

fn is_json(request: &Request) -> bool {
    let value = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = value
        .and_then(|value| value.split(';').next())
        .unwrap_or_default()
        .trim();
    essence.eq_ignore_ascii_case("application/json")
}

fn parsed<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let body = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer = pointer(error.path());
        unreadable(error.inner(), &pointer)
    })?;
    reader.end().map_err(|error| unreadable(&error, ""))?;
    Ok(body)
}

fn unreadable(error: &serde_json::Error, pointer: &str) -> Failure {
    if matches!(error.classify(), Category::Data) {
        let why = vi::api::json_fault(&error.to_string());
        let detail = vi::api::wrong_field(pointer, &why);
        return Problem::new(StatusCode::BAD_REQUEST, "wrong_field", detail)
            .at(pointer, why)
            .into();
    }
    let detail = vi::api::no_json(error.line(), error.column());
    Problem::new(StatusCode::BAD_REQUEST, "no_json", detail).into()
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(format!("/{index}")),
            Segment::Map { key } => Some(format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

/// A field's text as what it means, or a refusal that points at it.
pub(in crate::api) fn field<T>(pointer: &str, value: &str, meant: Option<T>) -> Result<T, Failure> {
    meant.ok_or_else(|| {
        let why = vi::api::unknown_value(value);
        let detail = vi::api::wrong_field(pointer, &why);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Problem::new(status, "bad_field", detail)
            .at(pointer, why)
            .into()
    })
}
