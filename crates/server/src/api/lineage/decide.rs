//! A unit is renamed by a decision; a decision is taken back.

use app::lineage::{self, Rename};
use app::{ChangeId, Noun};
use domain::authority::Action;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{DecisionTaken, decision};
use crate::api::wire::{Api, Ask, Body, Done};
use crate::web::{Access, Failure};

/// Another name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UnitToRename {
    /// The name from then on.
    name: String,
    /// When and why.
    decision: DecisionTaken,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let manage = Access::May(Action::ManagePeople);
    api.post(
        "/api/v1/units/{unit}/renaming",
        manage,
        (
            "renameUnit",
            "Đổi tên đơn vị theo quyết định; cần If-Match của đơn vị",
        ),
        rename,
    )
    .post(
        "/api/v1/unit-changes/{change}/undo",
        manage,
        (
            "undoUnitChange",
            "Hủy một quyết định về đơn vị đã ghi, khi chưa có gì tiếp theo",
        ),
        undo,
    )
}

async fn rename(ask: Ask<Body<UnitToRename>>) -> Result<Done, Failure> {
    let Body(asked) = &ask.body;
    let rename = Rename {
        unit: (ask.unit().await?.id, ask.version()?),
        name: asked.name.clone(),
        decision: decision(&asked.decision)?,
    };
    lineage::rename(ask.app(), ask.actor(), rename).await?;
    Ok(Done)
}

async fn undo(ask: Ask) -> Result<Done, Failure> {
    let change = ask.id("change", ChangeId::parse, Noun::Unit)?;
    lineage::undo(ask.app(), ask.actor(), &change).await?;
    Ok(Done)
}
