//! `/tim-kiem/goi-y?q=…`: the first answers as JSON, for the list under the search box.

use app::search::{self, Asked};
use axum::Json;
use axum::extract::{Query, State};
use axum::response::IntoResponse as _;
use serde::{Deserialize, Serialize};

use crate::vi;
use crate::web::{Answer, Visitor, Web};

/// Answers under the box.
const MOST: usize = 8;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    q: String,
}

#[derive(Serialize)]
struct Suggestion {
    title: String,
    kind: &'static str,
    unit: String,
    address: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Query(typed): Query<Typed>,
) -> Answer {
    let asked = Asked {
        words: typed.q,
        kind: None,
        page: 1,
        most: MOST,
    };
    let answer = search::find(&web.app, &visitor.actor, asked).await?;
    let list: Vec<Suggestion> = answer
        .hits
        .into_iter()
        .map(|hit| Suggestion {
            title: hit.title.text,
            kind: vi::search::kind(hit.kind),
            unit: hit.unit,
            address: hit.address,
        })
        .collect();
    Ok(Json(list).into_response())
}
