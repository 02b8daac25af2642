//! `/ke-hoach/{id}/xuat.docx`: the whole plan as an official paper with its annexes.

use app::paper;
use axum::extract::{Path, State};
use papers::{Layout, docx};

use crate::pages::download::{self, Kind};
use crate::web::{Answer, Visitor, Web};

pub(super) async fn docx(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let paper = paper::of_plan(&web.app, &visitor.actor, &super::plan_id(&id)?).await?;
    let name = download::paper_name(&paper);
    let bytes = download::written(move || docx::write(&paper, &Layout::default())).await?;
    Ok(download::attached(bytes, Kind::Docx, &name))
}
