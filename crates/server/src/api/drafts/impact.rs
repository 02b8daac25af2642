//! What a draft would do to the points and ranks of a period that was assessed.

use app::framework::draft::{self, Moved};
use app::{FrameworkId, Noun, period};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::framework;
use crate::api::shape::{decimal, fraction};
use crate::api::wire::{Api, Ask, Many, Nothing, field};
use crate::web::{Access, Failure};

/// An edition and a period on which a draft can be measured.
#[derive(Serialize, ToSchema)]
struct DraftGround {
    /// Id of the edition.
    edition: String,
    /// Its name.
    edition_name: String,
    /// The period's word in addresses.
    period: String,
    /// Units that were assessed.
    units: i64,
}

/// A unit by the edition of that time and by the draft.
#[derive(Serialize, ToSchema)]
struct DraftImpact {
    /// The unit's word in addresses.
    unit: String,
    /// Its name.
    name: String,
    /// The kind that stands for its block in the draft.
    block: &'static str,
    /// What is published, by the edition.
    before: Option<String>,
    /// The same, exactly.
    before_exact: Option<String>,
    /// Its rank.
    before_rank: u32,
    /// What would be published, by the draft.
    after: Option<String>,
    /// The same, exactly.
    after_exact: Option<String>,
    /// Its rank.
    after_rank: u32,
    /// Lines of the draft that the period's figures say nothing about.
    missing: usize,
}

/// On what a draft is measured: on the first of its grounds unless both are said.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MeasuredOn {
    /// Id of the edition.
    edition: Option<String>,
    /// The period's word in addresses.
    period: Option<String>,
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let edit = Access::May(Action::EditFramework);
    api.get(
        "/api/v1/frameworks/{framework}/draft/grounds",
        edit,
        (
            "listDraftGrounds",
            "Các bản và kỳ đã chấm có thể lấy để thử dự thảo",
        ),
        grounds,
    )
    .get(
        "/api/v1/frameworks/{framework}/draft/impact",
        edit,
        (
            "showDraftImpact",
            "Điểm và hạng từng đơn vị theo bản trước và theo dự thảo, trên số liệu của một kỳ",
        ),
        impact,
    )
}

async fn grounds(ask: Ask) -> Result<Many<DraftGround>, Failure> {
    let ground = draft::ground(ask.app(), ask.actor(), &framework(&ask)?).await?;
    let all = ground.measured.into_iter().map(|one| DraftGround {
        edition: one.framework.to_string(),
        edition_name: one.name,
        period: one.code,
        units: one.units,
    });
    Ok(Many::all(all.collect()))
}

fn moved(row: Moved) -> DraftImpact {
    DraftImpact {
        unit: row.slug,
        name: row.name,
        block: row.block.name(),
        before: decimal(Some(&row.before.0)),
        before_exact: fraction(Some(&row.before.0)),
        before_rank: row.before.1,
        after: decimal(Some(&row.after.0)),
        after_exact: fraction(Some(&row.after.0)),
        after_rank: row.after.1,
        missing: row.missing,
    }
}

async fn impact(ask: Ask<Nothing, MeasuredOn>) -> Result<Many<DraftImpact>, Failure> {
    let (app, actor, id) = (ask.app(), ask.actor(), framework(&ask)?);
    let asked = &ask.query;
    let ground = draft::ground(app, actor, &id).await?;
    let first = ground.measured.first();
    let (edition, code) = match (&asked.edition, &asked.period, first) {
        (Some(edition), Some(code), _) => {
            let id = FrameworkId::parse(edition);
            (field("edition", edition, id)?, code.clone())
        }
        (None, None, Some(first)) => (first.framework.clone(), first.code.clone()),
        (None, None, None) => return Err(Failure::NotFound(Noun::Period)),
        _ => field("", "edition, period", None)?,
    };
    let period = period::by_code(app, &code).await?;
    let impact = draft::impact(app, actor, (&id, &ground), (&edition, &period)).await?;
    let rows = impact.rows.into_iter().map(moved).collect();
    ask.page(rows, (asked.limit, asked.after.as_deref()), |row| &row.unit)
}
