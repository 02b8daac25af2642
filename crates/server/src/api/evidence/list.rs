//! The library of a unit's proof.

use app::evidence::{self, Filter, State};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::{EvidenceShape, shape};
use crate::api::wire::{Api, Ask, Many, Nothing, field};
use crate::web::{Access, Failure};

/// Pages that are looked at.
const PAGE_MAX: u32 = 100_000;

/// A proof in a list.
#[derive(Serialize, ToSchema)]
struct EvidenceListed {
    /// The proof.
    evidence: EvidenceShape,
    /// How many rows and entries it serves.
    uses: i64,
}

/// Which proofs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Words.
    q: Option<String>,
    /// What sort of document.
    kind: Option<String>,
    /// `all`, `waiting`, `incomplete`, `unused`, `used`, `expiring`, `expired`, `removed`.
    state: Option<String>,
    /// The number of the page before.
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/units/{unit}/evidence",
        Access::May(Action::Read),
        (
            "listEvidence",
            "Kho minh chứng của đơn vị, mới nhất trước; lọc được loại sắp hết hiệu lực",
        ),
        list,
    )
}

async fn list(ask: Ask<Nothing, Wanted>) -> Result<Many<EvidenceListed>, Failure> {
    let unit = ask.unit().await?;
    let asked = &ask.query;
    let state = |word: &String| {
        field(
            "state",
            word,
            State::ALL.into_iter().find(|one| one.name() == word),
        )
    };
    let before = asked
        .after
        .as_ref()
        .map(|after| field("after", after, after.parse().ok()))
        .transpose()?;
    let page = before.unwrap_or(0_u32).min(PAGE_MAX) + 1;
    let filter = Filter {
        words: asked.q.clone().unwrap_or_default(),
        kind: asked.kind.clone(),
        state: asked
            .state
            .as_ref()
            .map(state)
            .transpose()?
            .unwrap_or_default(),
        page,
    };
    let listed = evidence::list(ask.app(), ask.actor(), &unit, &filter).await?;
    let more = i64::from(page) * evidence::PAGE < listed.total;
    let items = listed.items.iter().map(|item| EvidenceListed {
        evidence: shape(&item.evidence),
        uses: item.uses,
    });
    Ok(ask.paged(items.collect(), more.then(|| page.to_string()).as_deref()))
}
