//! `/healthz`: it serves. `/readyz`: the database answers too.

use axum::extract::State;
use axum::response::IntoResponse as _;

use crate::web::{Access, Answer, Site, Web};

pub(super) fn routes(site: Site) -> Site {
    site.get("/healthz", Access::Public, serves)
        .get("/readyz", Access::Public, ready)
}

async fn serves() -> &'static str {
    "ok"
}

async fn ready(State(web): State<Web>) -> Answer {
    web.app.ready().await?;
    Ok("ok".into_response())
}
