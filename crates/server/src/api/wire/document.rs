//! The OpenAPI 3.1 document, made from the operations as they are registered.
//!
//! Shapes come from the structs that are sent and read (`utoipa::ToSchema`); the rest is said here
//! once: tags, preconditions, keys, problem documents, who may call.

use std::collections::BTreeMap;

use axum::http::Method;
use serde::Serialize;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema as _, ToSchema};

use super::api::Operation;
use crate::web::{Access, FieldProblem, ProblemDocument};

/// Shapes by name.
#[derive(Default)]
pub(in crate::api) struct Schemas {
    all: Vec<(String, RefOr<Schema>)>,
}

impl Schemas {
    /// Adds a shape and those it names.
    pub(in crate::api) fn add<T: ToSchema>(&mut self) {
        self.all.push((T::name().into_owned(), T::schema()));
        T::schemas(&mut self.all);
    }

    /// Names that stand for two different shapes: a mistake that only a test can see.
    #[cfg(test)]
    pub(in crate::api) fn ambiguous(&self) -> Vec<&str> {
        let differs = |name: &str, schema| {
            self.all
                .iter()
                .any(|(other, shape)| other == name && shape != schema)
        };
        self.all
            .iter()
            .filter(|(name, schema)| differs(name, schema))
            .map(|(name, _)| name.as_str())
            .collect()
    }
}

/// What a body is.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(in crate::api) enum Shape {
    /// A named shape.
    Named {
        #[serde(rename = "$ref")]
        reference: String,
    },
    /// Our list: `{"items": […], "next": …}`.
    Page {
        r#type: &'static str,
        required: [&'static str; 2],
        properties: Box<PageFields>,
    },
    /// Bytes.
    Bytes {
        r#type: &'static str,
        format: &'static str,
    },
    /// A form with files.
    Form {
        r#type: &'static str,
        properties: BTreeMap<&'static str, Shape>,
    },
}

#[derive(Clone, Debug, Serialize)]
pub(in crate::api) struct PageFields {
    items: Items,
    next: Next,
}

#[derive(Clone, Debug, Serialize)]
struct Items {
    r#type: &'static str,
    items: Shape,
}

#[derive(Clone, Debug, Serialize)]
struct Next {
    r#type: [&'static str; 2],
    description: &'static str,
}

impl Shape {
    pub(in crate::api) fn of<T: ToSchema>() -> Shape {
        Shape::Named {
            reference: format!("#/components/schemas/{}", T::name()),
        }
    }

    pub(in crate::api) fn list_of<T: ToSchema>() -> Shape {
        let next = Next {
            r#type: ["string", "null"],
            description: "Address of the next page; null: this is the last.",
        };
        let items = Items {
            r#type: "array",
            items: Shape::of::<T>(),
        };
        Shape::Page {
            r#type: "object",
            required: ["items", "next"],
            properties: Box::new(PageFields { items, next }),
        }
    }

    pub(in crate::api) fn bytes() -> Shape {
        Shape::Bytes {
            r#type: "string",
            format: "binary",
        }
    }

    pub(in crate::api) fn files() -> Shape {
        Shape::Form {
            r#type: "object",
            properties: BTreeMap::from([("file", Shape::bytes())]),
        }
    }
}

/// The document.
#[derive(Serialize)]
pub(in crate::api) struct Document {
    openapi: &'static str,
    info: Info,
    paths: BTreeMap<&'static str, BTreeMap<String, Described>>,
    components: Components,
}

#[derive(Serialize)]
struct Info {
    title: &'static str,
    version: &'static str,
    summary: &'static str,
    license: License,
}

#[derive(Serialize)]
struct License {
    name: &'static str,
    identifier: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Described {
    operation_id: &'static str,
    summary: &'static str,
    tags: [&'static str; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parameters: Vec<Parameter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_body: Option<RequestBody>,
    responses: BTreeMap<String, Response>,
    security: Vec<BTreeMap<&'static str, [&'static str; 0]>>,
}

#[derive(Serialize)]
struct Parameter {
    name: String,
    r#in: &'static str,
    required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'static str>,
    schema: RefOr<Schema>,
}

#[derive(Serialize)]
struct RequestBody {
    required: bool,
    content: BTreeMap<&'static str, Content>,
}

#[derive(Serialize)]
struct Content {
    schema: Shape,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Response {
    Ours {
        description: &'static str,
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        headers: BTreeMap<&'static str, Header>,
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        content: BTreeMap<&'static str, Content>,
    },
    Problem {
        #[serde(rename = "$ref")]
        reference: &'static str,
    },
}

#[derive(Serialize)]
struct Header {
    description: &'static str,
    schema: RefOr<Schema>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Components {
    schemas: BTreeMap<String, RefOr<Schema>>,
    responses: BTreeMap<&'static str, Response>,
    security_schemes: BTreeMap<&'static str, Scheme>,
}

#[derive(Serialize)]
struct Scheme {
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    scheme: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#in: Option<&'static str>,
    description: &'static str,
}

/// The document of these operations.
pub(in crate::api) fn of(operations: &[Operation]) -> Document {
    let mut paths: BTreeMap<&'static str, BTreeMap<String, Described>> = BTreeMap::new();
    for operation in operations {
        let method = operation.method.as_str().to_ascii_lowercase();
        paths
            .entry(operation.path)
            .or_default()
            .insert(method, described(operation));
    }
    let schemas = schemas(operations).all.into_iter().collect();
    Document {
        openapi: "3.1.0",
        info: Info {
            title: "Chấm điểm DTI",
            version: env!("CARGO_PKG_VERSION"),
            summary: "Kế hoạch, phân công, số liệu, minh chứng và điểm DTI của một hệ thống chamdiem.",
            license: License {
                name: "Apache License 2.0",
                identifier: "Apache-2.0",
            },
        },
        paths,
        components: Components {
            schemas,
            responses: BTreeMap::from([("Problem", problem())]),
            security_schemes: schemes(),
        },
    }
}

/// The shapes that the operations name.
pub(in crate::api) fn schemas(operations: &[Operation]) -> Schemas {
    let mut schemas = Schemas::default();
    schemas.add::<ProblemDocument>();
    schemas.add::<FieldProblem>();
    for operation in operations {
        (operation.schemas)(&mut schemas);
    }
    schemas
}

fn described(operation: &Operation) -> Described {
    let signed_in = [
        BTreeMap::from([("token", [])]),
        BTreeMap::from([("session", [])]),
    ];
    Described {
        operation_id: operation.id,
        summary: operation.summary,
        tags: [operation.tag],
        parameters: parameters(operation),
        request_body: operation.asked.as_ref().map(|asked| RequestBody {
            required: true,
            content: asked
                .contents
                .iter()
                .map(|(kind, shape)| {
                    (
                        *kind,
                        Content {
                            schema: shape.clone(),
                        },
                    )
                })
                .collect(),
        }),
        responses: responses(operation),
        security: match operation.access {
            Access::Public => vec![BTreeMap::new()],
            Access::SignedIn | Access::May(_) => signed_in.into(),
        },
    }
}

/// Whether it sends a file, which can be asked for in parts.
fn sends_file(operation: &Operation) -> bool {
    let content = operation.given.content.as_ref();
    content.is_some_and(|(_, shape)| matches!(shape, Shape::Bytes { .. }))
}

fn parameters(operation: &Operation) -> Vec<Parameter> {
    let words = operation
        .path
        .split('/')
        .filter_map(|word| word.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Parameter> = words
        .map(|name| Parameter {
            name: name.to_owned(),
            r#in: "path",
            required: true,
            description: None,
            schema: String::schema(),
        })
        .collect();
    if let RefOr::T(Schema::Object(object)) = &operation.query {
        parameters.extend(object.properties.iter().map(|(name, schema)| Parameter {
            name: name.clone(),
            r#in: "query",
            required: object.required.contains(name),
            description: None,
            schema: schema.clone(),
        }));
    }
    let header = |name: &str, required, description| Parameter {
        name: name.to_owned(),
        r#in: "header",
        required,
        description: Some(description),
        schema: String::schema(),
    };
    if sends_file(operation) {
        parameters.extend([
            header(
                "Range",
                false,
                "One range of bytes, `bytes=0-1023`; several mean the whole.",
            ),
            header(
                "If-Range",
                false,
                "The tag of the file that is known: of another one the whole is sent.",
            ),
        ]);
    }
    match operation.method {
        Method::GET => parameters.push(header(
            "If-None-Match",
            false,
            "Tags that are known: 304 when one still holds.",
        )),
        Method::POST => parameters.push(header(
            "Idempotency-Key",
            false,
            "Sent again with the same key within 24 hours, the request is not done again.",
        )),
        _ => parameters.push(header(
            "If-Match",
            true,
            "The tag of what was read; 412 when there is a newer version.",
        )),
    }
    parameters
}

fn responses(operation: &Operation) -> BTreeMap<String, Response> {
    let mut responses: BTreeMap<String, Response> = failures(operation)
        .into_iter()
        .map(|status| {
            (
                status.to_string(),
                Response::Problem {
                    reference: "#/components/responses/Problem",
                },
            )
        })
        .collect();
    let given = &operation.given;
    let etag = Header {
        description: "Version and representation.",
        schema: String::schema(),
    };
    let content = given
        .content
        .iter()
        .map(|(kind, shape)| {
            (
                *kind,
                Content {
                    schema: shape.clone(),
                },
            )
        })
        .collect();
    let headers = if given.content.is_some() {
        BTreeMap::from([("ETag", etag)])
    } else {
        BTreeMap::new()
    };
    let done = Response::Ours {
        description: "Done.",
        headers,
        content,
    };
    responses.insert(given.status.to_string(), done);
    if operation.method == Method::GET {
        let same = Response::Ours {
            description: "Not changed.",
            headers: BTreeMap::new(),
            content: BTreeMap::new(),
        };
        responses.insert("304".to_owned(), same);
    }
    if sends_file(operation) {
        let part = Response::Ours {
            description: "The part that was asked for; where it stands is in Content-Range.",
            headers: BTreeMap::new(),
            content: BTreeMap::new(),
        };
        responses.insert("206".to_owned(), part);
    }
    responses
}

/// Statuses of the problem documents that an operation can answer with.
fn failures(operation: &Operation) -> Vec<u16> {
    let mut failures = vec![400, 500];
    if operation.access != Access::Public {
        failures.extend([401, 403, 404]);
    }
    if operation.asked.is_some() {
        failures.extend([413, 415]);
    }
    if sends_file(operation) {
        failures.push(416);
    }
    match operation.method {
        Method::GET => {}
        Method::POST => failures.extend([409, 412, 422, 428]),
        _ => failures.extend([412, 422, 428]),
    }
    failures
}

fn problem() -> Response {
    let schema = Shape::of::<ProblemDocument>();
    Response::Ours {
        description: "A problem document (RFC 9457): decide by `code`, show `detail`.",
        headers: BTreeMap::new(),
        content: BTreeMap::from([("application/problem+json", Content { schema })]),
    }
}

fn schemes() -> BTreeMap<&'static str, Scheme> {
    let token = Scheme {
        r#type: "http",
        scheme: Some("bearer"),
        name: None,
        r#in: None,
        description: "A token of an account; one with scope `read` may only GET.",
    };
    let session = Scheme {
        r#type: "apiKey",
        scheme: None,
        name: Some("phien"),
        r#in: Some("cookie"),
        description: "A browser's session; changes only from pages of the same origin.",
    };
    BTreeMap::from([("token", token), ("session", session)])
}
