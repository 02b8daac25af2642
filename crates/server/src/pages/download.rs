//! Files that a page makes and hands over: written off the threads that serve pages, named so that
//! every system can keep them.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use papers::{Paper, Unwritable};

use crate::web::Failure;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Docx,
    Pdf,
    Xlsx,
}

impl Kind {
    fn ending(self) -> &'static str {
        match self {
            Kind::Docx => "docx",
            Kind::Pdf => "pdf",
            Kind::Xlsx => "xlsx",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Kind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Kind::Pdf => "application/pdf",
            Kind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// What the writer wrote.
pub(super) async fn written(
    write: impl FnOnce() -> Result<Vec<u8>, Unwritable> + Send + 'static,
) -> Result<Vec<u8>, Failure> {
    let fault = |cause: String| Failure::from(app::Error::Fault(app::Fault::new(cause)));
    let done = tokio::task::spawn_blocking(write)
        .await
        .map_err(|error| fault(error.to_string()))?;
    done.map_err(|error| fault(error.to_string()))
}

/// The answer that makes a browser keep it.
pub(super) fn attached(bytes: Vec<u8>, kind: Kind, name: &str) -> Response {
    let headers = [
        (CONTENT_TYPE, kind.media_type().to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.{}\"", kind.ending()),
        ),
    ];
    (headers, bytes).into_response()
}

/// «ke-hoach-27-kh-ubnd-2026» of a paper: letters and digits that no system minds.
pub(super) fn paper_name(paper: &Paper) -> String {
    let reference = paper.head.reference.as_deref().unwrap_or("du-thao");
    let kind = if paper.kind.is_empty() {
        "cong-van"
    } else {
        &paper.kind
    };
    plain(&format!("{kind} {reference} {}", paper.head.year))
}

/// The text with nothing but letters, digits and single hyphens.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    for letter in reading::text::fold(text).chars() {
        if letter.is_ascii_alphanumeric() {
            out.push(letter);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}
