//! `/api/v1/search`: over plans, rows, indicators, parties, proofs, remarks, of what one may see.

use app::search::{self, Asked, Kind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::wire::{Api, Ask, Nothing, One, field};
use crate::web::{Access, Failure};

/// Furthest page that is looked at.
const PAGE_MAX: usize = 500;

/// What is looked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Words, with or without marks, abbreviated or not.
    q: String,
    /// `plan`, `plan_row`, `indicator`, `party`, `evidence`, `comment`.
    kind: Option<String>,
    /// From 1.
    page: Option<usize>,
}

/// What was found.
#[derive(Serialize, ToSchema)]
struct Found {
    /// The page's hits, best first.
    hits: Vec<Hit>,
    /// All there are.
    total: usize,
    /// Hits of each kind.
    counts: Vec<KindCount>,
    /// The words that were looked for instead, where the typed ones are nowhere.
    corrected: Option<String>,
}

/// Something found.
#[derive(Serialize, ToSchema)]
struct Hit {
    /// Kind.
    kind: &'static str,
    /// Title.
    title: String,
    /// The place in its text.
    snippet: String,
    /// Its page for people.
    address: String,
    /// The unit's name.
    unit_name: String,
}

/// How many of a kind.
#[derive(Serialize, ToSchema)]
struct KindCount {
    /// Kind.
    kind: &'static str,
    /// How many.
    count: usize,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let said = (
        "search",
        "Tìm kế hoạch, dòng việc, chỉ số, danh bạ, minh chứng, ý kiến",
    );
    api.about("Tìm kiếm")
        .get("/api/v1/search", Access::SignedIn, said, find)
}

async fn find(ask: Ask<Nothing, Wanted>) -> Result<One<Found>, Failure> {
    let kind = ask
        .query
        .kind
        .as_ref()
        .map(|kind| field("kind", kind, Kind::parse(kind)))
        .transpose()?;
    let page = ask.query.page.unwrap_or(1).clamp(1, PAGE_MAX);
    let asked = Asked {
        words: ask.query.q.clone(),
        kind,
        page,
        most: search::PAGE,
    };
    let answer = search::find(ask.app(), ask.actor(), asked).await?;
    let hits = answer.hits.into_iter().map(|hit| Hit {
        kind: hit.kind.name(),
        title: hit.title.text,
        snippet: hit.snippet.text,
        address: hit.address,
        unit_name: hit.unit,
    });
    let counts = answer.counts.into_iter().map(|(kind, count)| KindCount {
        kind: kind.name(),
        count,
    });
    Ok(One::of(Found {
        hits: hits.collect(),
        total: answer.total,
        counts: counts.collect(),
        corrected: answer.corrected,
    }))
}
