//! One line a request: method, route, status, time. Never the address itself, which can name
//! people, nor anything of the body.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use super::Web;

pub(super) async fn request(State(web): State<Web>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    let took = begun.elapsed();
    web.metrics.count(response.status(), took);
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    tracing::info!(%method, route, status = response.status().as_u16(), ms = took.as_millis());
    // For whoever measures: time in this process, without the network.
    let timing = format!(
        "total;dur={}.{:03}",
        took.as_millis(),
        took.as_micros() % 1000
    );
    if let Ok(value) = HeaderValue::from_str(&timing) {
        response
            .headers_mut()
            .insert(HeaderName::from_static("server-timing"), value);
    }
    response
}
