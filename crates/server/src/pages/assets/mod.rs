//! Style sheet and scripts: in the binary, under names that change with their content, so that a
//! browser keeps them for a year.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse as _;

use crate::web::{Access, Answer, Failure, Site};

/// A file of ours.
struct Asset {
    name: &'static str,
    media_type: &'static str,
    text: &'static str,
}

const ASSETS: [Asset; 6] = [
    Asset {
        name: "style.css",
        media_type: "text/css; charset=utf-8",
        text: include_str!("style.css"),
    },
    Asset {
        name: "app.js",
        media_type: "text/javascript; charset=utf-8",
        text: include_str!("app.js"),
    },
    Asset {
        name: "entry.js",
        media_type: "text/javascript; charset=utf-8",
        text: include_str!("entry.js"),
    },
    Asset {
        name: "evidence.js",
        media_type: "text/javascript; charset=utf-8",
        text: include_str!("evidence.js"),
    },
    Asset {
        name: "import.js",
        media_type: "text/javascript; charset=utf-8",
        text: include_str!("import.js"),
    },
    Asset {
        name: "plan.js",
        media_type: "text/javascript; charset=utf-8",
        text: include_str!("plan.js"),
    },
];

/// Addresses by name.
static ADDRESSES: LazyLock<[(&'static str, String); ASSETS.len()]> = LazyLock::new(|| {
    ASSETS.map(|asset| {
        let mut hasher = DefaultHasher::new();
        asset.text.hash(&mut hasher);
        let address = format!("/tai-nguyen/{:016x}/{}", hasher.finish(), asset.name);
        (asset.name, address)
    })
});

/// The address of a file, for templates.
pub(crate) fn address(name: &str) -> &'static str {
    ADDRESSES
        .iter()
        .find(|(known, _)| *known == name)
        .map_or("", |(_, address)| address.as_str())
}

pub(super) fn routes(site: Site) -> Site {
    site.get("/tai-nguyen/{version}/{name}", Access::Public, get)
}

async fn get(Path((_, name)): Path<(String, String)>) -> Answer {
    let asset = ASSETS
        .iter()
        .find(|asset| asset.name == name)
        .ok_or(Failure::NotFound(app::Noun::Page))?;
    let headers = [
        (CONTENT_TYPE, asset.media_type),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, asset.text).into_response())
}
