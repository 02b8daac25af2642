//! `/api/v1`: the same use cases as the pages, for programs.
//!
//! One file for each resource: its shapes with serde, its handlers, its `routes`. What all of them
//! share stands in `wire`. To add a resource: write its file, name it below; the document at
//! `/api/openapi.json` and the tests that walk it follow by themselves. How often a program may
//! ask is not limited here: the proxy in front does that.

mod accounts;
mod audit;
mod cascade;
mod changes;
mod comments;
mod desk;
mod drafts;
mod entries;
mod evidence;
mod exceptions;
mod frameworks;
mod imports;
mod judging;
mod lineage;
mod me;
mod notices;
mod overview;
mod papers;
mod parties;
mod periods;
mod phases;
mod plans;
mod registry;
mod results;
mod rows;
mod search;
mod shape;
mod snapshots;
mod surveys;
mod tokens;
mod units;
mod wire;
mod work;

use std::sync::LazyLock;

use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse as _;

use crate::web::{Access, Answer, Site};
use wire::{Api, Operation};

/// Every resource.
fn resources(api: Api) -> Api {
    let nouns = [
        me::routes,
        tokens::routes,
        accounts::routes,
        units::routes,
        lineage::routes,
        registry::routes,
        parties::routes,
        periods::routes,
        phases::routes,
        exceptions::routes,
        snapshots::routes,
        frameworks::routes,
        drafts::routes,
        desk::routes,
        plans::routes,
        rows::routes,
        changes::routes,
        cascade::routes,
        work::routes,
        comments::routes,
        notices::routes,
        imports::routes,
        entries::routes,
        judging::routes,
        results::routes,
        overview::routes,
        evidence::routes,
        surveys::routes,
        papers::routes,
        search::routes,
        audit::routes,
    ];
    nouns.into_iter().fold(api, |api, noun| noun(api))
}

/// Its routes.
pub(crate) fn routes(site: Site) -> Site {
    let (site, _) = resources(Api::on(site)).into_parts();
    site.get("/api/openapi.json", Access::Public, openapi)
}

fn operations() -> Vec<Operation> {
    resources(Api::default()).into_parts().1
}

/// It never changes while the program runs.
static DOCUMENT: LazyLock<Result<String, serde_json::Error>> =
    LazyLock::new(|| serde_json::to_string(&wire::document::of(&operations())));

async fn openapi() -> Answer {
    let document = DOCUMENT
        .as_ref()
        .map_err(|error| app::Fault::new(format!("openapi: {error}")))?;
    Ok(([(CONTENT_TYPE, "application/json")], document.as_str()).into_response())
}

#[cfg(test)]
mod tests;
