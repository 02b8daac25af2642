//! What every page and every API answer shares: sessions, access, failures, headers, the frame.
//!
//! Routes are registered only through [`Site`], which asks for an [`Access`] each time: a route
//! without one cannot be written. What a route does stands in `pages` and `api`.

mod failure;
mod form;
mod frame;
mod guard;
mod headers;
mod here;
pub(crate) mod jobs;
pub(crate) mod listen;
mod log;
pub mod metrics;
pub(crate) mod part;
mod problem;
pub(crate) mod sent;
pub(crate) mod session;
mod site;
mod token;
mod visitor;

pub(crate) use failure::encoded;
pub use failure::{Answer, Failure};
pub use form::{Problems, Typed};
pub use frame::{Frame, Section};
pub use here::Here;
pub(crate) use problem::Document as ProblemDocument;
pub use problem::{FieldProblem, Problem};
pub use site::{Access, RouteInfo, Site};
pub use visitor::{Through, Visitor};

use std::sync::Arc;

use app::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::ACCEPT_RANGES;
use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};

/// Largest body of an ordinary form. Routes that take files say their own.
const FORM_BYTES_MAX: usize = 2 * 1024 * 1024;

/// What handlers get.
#[derive(Clone)]
pub struct Web {
    /// The use cases.
    pub app: App,
    /// How it is served.
    pub serving: Serving,
    /// Counts since the start.
    pub metrics: Arc<metrics::Metrics>,
}

impl Web {
    /// A site on this application.
    pub fn new(app: App, serving: Serving) -> Web {
        Web {
            app,
            serving,
            metrics: Arc::default(),
        }
    }
}

/// How the site is served.
#[derive(Clone, Copy, Debug, Default)]
pub struct Serving {
    /// Behind a proxy that ends TLS: cookies are marked `Secure`.
    pub behind_tls: bool,
}

/// Files of these types are packed inside; packing them again costs time and their length.
const PACKED: NotForContentType = NotForContentType::const_new("application/pdf");

/// A file that can be asked for in parts has the same bytes for everyone: a part of it would not
/// fit to a packed one.
fn whole(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(ACCEPT_RANGES)
}

/// Whether an address is the API's.
fn is_api(path: &str) -> bool {
    path.starts_with("/api/")
}

/// The whole site: pages, API, assets, health.
pub fn router(web: Web) -> Router {
    let site = crate::api::routes(crate::pages::routes(Site::default()));
    site.into_router(web.clone())
        .fallback(guard::not_found)
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .layer(from_fn(guard::same_origin))
        .layer(from_fn_with_state(web.clone(), session::visit))
        // Inside `render`, which knows whether a page or a program asked.
        .layer(CatchPanicLayer::custom(failure::panicked))
        .layer(from_fn(failure::render))
        .layer(from_fn(headers::secure))
        .layer(
            CompressionLayer::new().compress_when(DefaultPredicate::new().and(PACKED).and(whole)),
        )
        .layer(from_fn_with_state(web, log::request))
}

/// Every route with its access, for the test that walks the matrix.
pub fn route_table() -> Vec<RouteInfo> {
    crate::api::routes(crate::pages::routes(Site::default())).info()
}
