//! Files: one as the body itself with `?name=`, or several as `multipart/form-data`.

use std::collections::BTreeMap;

use app::Arrived;
use axum::RequestExt as _;
use axum::extract::{FromRequest as _, Multipart, Query, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use serde::Deserialize;

use super::body::{Asked, Sent};
use super::document::{Schemas, Shape};
use crate::vi;
use crate::web::sent::{self, Cut};
use crate::web::{Failure, Problem, Web};

/// Largest upload; what a single file may have is the use case's business.
const UPLOAD_BYTES_MAX: usize = 64 * 1024 * 1024;

/// A file sent.
pub(in crate::api) struct SentFile {
    /// Its name.
    pub(in crate::api) name: String,
    /// It, beside its place until the use case keeps it.
    pub(in crate::api) file: Arrived,
}

/// Files, and texts beside them.
pub(in crate::api) struct Upload {
    /// At least one.
    pub(in crate::api) files: Vec<SentFile>,
    /// Fields of the form.
    pub(in crate::api) texts: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

impl Sent for Upload {
    const BYTES_MAX: usize = UPLOAD_BYTES_MAX;

    async fn read(web: &Web, request: Request) -> Result<Upload, Failure> {
        let kind = request
            .headers()
            .get(CONTENT_TYPE)
            .map(|value| value.as_bytes().to_vec());
        let upload = if kind.is_some_and(|kind| kind.starts_with(b"multipart/form-data")) {
            several(web, request).await?
        } else {
            let named = Query::<Named>::try_from_uri(request.uri()).map_err(|_| not_a_file())?;
            let body = request.with_limited_body().into_body();
            Upload {
                files: vec![SentFile {
                    name: named.0.name,
                    file: sent::whole(web, body).await?,
                }],
                texts: BTreeMap::new(),
            }
        };
        if upload.files.iter().all(|one| one.file.size_bytes() == 0) {
            return Err(not_a_file());
        }
        Ok(upload)
    }

    fn asked() -> Option<Asked> {
        Some(Asked {
            contents: vec![
                ("application/octet-stream", Shape::bytes()),
                ("multipart/form-data", Shape::files()),
            ],
        })
    }

    fn schemas(_: &mut Schemas) {}
}

async fn several(web: &Web, request: Request) -> Result<Upload, Failure> {
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| not_a_file())?;
    let mut upload = Upload {
        files: Vec::new(),
        texts: BTreeMap::new(),
    };
    while let Some(part) = form
        .next_field()
        .await
        .map_err(|error| part_failure(&error))?
    {
        let name = part.name().unwrap_or_default().to_owned();
        if let Some(file) = part.file_name().map(str::to_owned) {
            let arrived = sent::field(web, part).await.map_err(not_arrived)?;
            upload.files.push(SentFile {
                name: file,
                file: arrived,
            });
        } else {
            let text = part.text().await.map_err(|error| part_failure(&error))?;
            upload.texts.insert(name, text);
        }
    }
    Ok(upload)
}

fn not_arrived(cut: Cut) -> Failure {
    match cut {
        Cut::BrokenOff => not_a_file(),
        cut => cut.into(),
    }
}

fn part_failure(error: &axum::extract::multipart::MultipartError) -> Failure {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        _ => not_a_file(),
    }
}

fn not_a_file() -> Failure {
    Problem::new(StatusCode::BAD_REQUEST, "not_a_file", vi::api::NOT_A_FILE).into()
}
