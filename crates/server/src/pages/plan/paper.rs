//! `/ke-hoach/{id}/xuat.docx`, `.pdf`, `.xlsx`: the whole plan as an official paper with its
//! annexes, or the annexes as a workbook that computes.

use app::paper;
use axum::extract::{Path, State};
use papers::{Layout, Paper, Unwritable, docx, pdf, xlsx};

use crate::pages::download::{self, Kind};
use crate::web::{Answer, Visitor, Web};

pub(super) async fn docx(web: State<Web>, visitor: Visitor, id: Path<String>) -> Answer {
    handed_over((web, visitor, id), Kind::Docx, docx::write).await
}

pub(super) async fn pdf(web: State<Web>, visitor: Visitor, id: Path<String>) -> Answer {
    handed_over((web, visitor, id), Kind::Pdf, pdf::write).await
}

pub(super) async fn xlsx(web: State<Web>, visitor: Visitor, id: Path<String>) -> Answer {
    handed_over((web, visitor, id), Kind::Xlsx, xlsx::annexes).await
}

type Writer = fn(&Paper, &Layout) -> Result<Vec<u8>, Unwritable>;

async fn handed_over(
    (State(web), visitor, Path(id)): (State<Web>, Visitor, Path<String>),
    kind: Kind,
    write: Writer,
) -> Answer {
    let paper = paper::of_plan(&web.app, &visitor.actor, &super::plan_id(&id)?).await?;
    let name = download::paper_name(&paper);
    let bytes = download::written(move || write(&paper, &Layout::default())).await?;
    Ok(download::attached(bytes, kind, &name))
}
