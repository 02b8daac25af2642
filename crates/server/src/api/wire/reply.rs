//! Answers: one thing, many, something new, done, a file.

use app::Stored;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, LINK, LOCATION};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::document::{Schemas, Shape};
use super::tag;
use crate::web::{Failure, part};

/// What an answer is, for the document.
pub(in crate::api) struct Given {
    /// Status.
    pub status: u16,
    /// Media type and shape; `None`: no body.
    pub content: Option<(&'static str, Shape)>,
}

/// Something that a handler can answer.
pub(in crate::api) trait Reply: Send {
    /// Writes it.
    fn answer(self) -> Result<Response, Failure>;

    /// Describes it.
    fn given() -> Given;

    /// Adds the shapes it names.
    fn schemas(schemas: &mut Schemas);
}

/// One thing, with the version it has.
pub(in crate::api) struct One<T> {
    value: T,
    version: Option<i32>,
}

impl<T> One<T> {
    /// Without a version: its tag is only that of its bytes.
    pub(in crate::api) fn of(value: T) -> One<T> {
        One {
            value,
            version: None,
        }
    }

    /// With a version, for `If-Match`.
    pub(in crate::api) fn at(version: i32, value: T) -> One<T> {
        One {
            value,
            version: Some(version),
        }
    }
}

/// Something new, and where it stands.
pub(in crate::api) struct Created<T> {
    /// Where it stands.
    pub(in crate::api) location: String,
    /// It.
    pub(in crate::api) one: One<T>,
}

/// Something new that holds a secret: it is shown once, and whoever sends the same request again
/// under its key is shown the same without it. So the secret is stored nowhere.
pub(in crate::api) struct Shown<T> {
    /// Where it stands.
    pub(in crate::api) location: String,
    /// With the secret.
    pub(in crate::api) once: T,
    /// Without.
    pub(in crate::api) again: T,
}

/// The body that is kept for a request sent again, where it is another one; on the response until
/// `once` takes it off.
#[derive(Clone)]
pub(super) struct Again(pub(super) Vec<u8>);

/// A page of many things.
#[derive(Serialize)]
pub(in crate::api) struct Many<T> {
    /// The things.
    pub(super) items: Vec<T>,
    /// The address of the next page; null: this is the last.
    pub(super) next: Option<String>,
}

impl<T> Many<T> {
    /// All there are: a list that is bounded by what it is.
    pub(in crate::api) fn all(items: Vec<T>) -> Many<T> {
        Many { items, next: None }
    }
}

/// Done; there is nothing to show.
pub(in crate::api) struct Done;

/// A file as it was given.
pub(in crate::api) struct File {
    /// Its type.
    pub(in crate::api) media_type: String,
    /// Its name.
    pub(in crate::api) name: String,
    /// Its SHA-256: what its tag is.
    pub(in crate::api) sha256: String,
    /// It.
    pub(in crate::api) stored: Stored,
    /// What is asked for of it.
    pub(in crate::api) wanted: part::Wanted,
}

/// A file that is written for this answer.
pub(in crate::api) struct Written {
    /// Its type.
    pub(in crate::api) media_type: &'static str,
    /// Its name.
    pub(in crate::api) name: String,
    /// It.
    pub(in crate::api) bytes: Vec<u8>,
}

impl<T: Serialize + ToSchema + Send> Reply for One<T> {
    fn answer(self) -> Result<Response, Failure> {
        json(StatusCode::OK, self.version, &self.value)
    }

    fn given() -> Given {
        Given {
            status: 200,
            content: Some(("application/json", Shape::of::<T>())),
        }
    }

    fn schemas(schemas: &mut Schemas) {
        schemas.add::<T>();
    }
}

impl<T: Serialize + ToSchema + Send> Reply for Created<T> {
    fn answer(self) -> Result<Response, Failure> {
        let mut response = json(StatusCode::CREATED, self.one.version, &self.one.value)?;
        set(&mut response, LOCATION, &self.location);
        Ok(response)
    }

    fn given() -> Given {
        Given {
            status: 201,
            content: Some(("application/json", Shape::of::<T>())),
        }
    }

    fn schemas(schemas: &mut Schemas) {
        schemas.add::<T>();
    }
}

impl<T: Serialize + ToSchema + Send> Reply for Shown<T> {
    fn answer(self) -> Result<Response, Failure> {
        let mut response = json(StatusCode::CREATED, None, &self.once)?;
        set(&mut response, LOCATION, &self.location);
        let again = serde_json::to_vec(&self.again).map_err(app::Fault::from)?;
        response.extensions_mut().insert(Again(again));
        Ok(response)
    }

    fn given() -> Given {
        Created::<T>::given()
    }

    fn schemas(schemas: &mut Schemas) {
        schemas.add::<T>();
    }
}

impl<T: Serialize + ToSchema + Send> Reply for Many<T> {
    fn answer(self) -> Result<Response, Failure> {
        let mut response = json(StatusCode::OK, None, &self)?;
        if let Some(next) = &self.next {
            set(&mut response, LINK, &format!("<{next}>; rel=\"next\""));
        }
        Ok(response)
    }

    fn given() -> Given {
        Given {
            status: 200,
            content: Some(("application/json", Shape::list_of::<T>())),
        }
    }

    fn schemas(schemas: &mut Schemas) {
        schemas.add::<T>();
    }
}

impl Reply for Done {
    fn answer(self) -> Result<Response, Failure> {
        Ok(StatusCode::NO_CONTENT.into_response())
    }

    fn given() -> Given {
        Given {
            status: 204,
            content: None,
        }
    }

    fn schemas(_: &mut Schemas) {}
}

impl Reply for File {
    fn answer(self) -> Result<Response, Failure> {
        let name = attachment(&self.name);
        let mut response = part::answer(&self.wanted, self.stored, &self.sha256)?;
        set(&mut response, CONTENT_TYPE, &self.media_type);
        set(&mut response, CONTENT_DISPOSITION, &name);
        Ok(response)
    }

    fn given() -> Given {
        Given {
            status: 200,
            content: Some(("application/octet-stream", Shape::bytes())),
        }
    }

    fn schemas(_: &mut Schemas) {}
}

impl Reply for Written {
    fn answer(self) -> Result<Response, Failure> {
        let tag = tag::of(None, &self.bytes);
        let mut response = self.bytes.into_response();
        set(&mut response, CONTENT_TYPE, self.media_type);
        set(&mut response, CONTENT_DISPOSITION, &attachment(&self.name));
        set(&mut response, ETAG, &tag);
        Ok(response)
    }

    fn given() -> Given {
        File::given()
    }

    fn schemas(_: &mut Schemas) {}
}

/// The header that names a file to be kept.
fn attachment(name: &str) -> String {
    let name = crate::web::encoded(name).replace('/', "%2F");
    format!("attachment; filename*=UTF-8''{name}")
}

fn json(
    status: StatusCode,
    version: Option<i32>,
    value: &impl Serialize,
) -> Result<Response, Failure> {
    let body = serde_json::to_vec(value).map_err(app::Fault::from)?;
    let tag = tag::of(version, &body);
    let mut response = (status, body).into_response();
    set(&mut response, CONTENT_TYPE, "application/json");
    set(&mut response, ETAG, &tag);
    Ok(response)
}

fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
