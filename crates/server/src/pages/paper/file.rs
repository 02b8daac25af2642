//! A paper's files: of a draft as it stands now, of an issued paper the bytes that were frozen.

use app::paper::{self, SheetOfPaper, State as PaperState, Which};
use app::{Error, PaperId};
use axum::extract::{Path, State};
use axum::response::Response;
use papers::{Layout, Paper, Unwritable, docx as word, pdf as print};
use tokio::io::AsyncReadExt as _;

use crate::pages::download::{self, Kind};
use crate::web::{Answer, Failure, Visitor, Web};

type Writer = fn(&Paper, &Layout) -> Result<Vec<u8>, Unwritable>;

pub(super) async fn docx(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    handed_over(
        &web,
        &visitor,
        &super::id(&id)?,
        (Kind::Docx, Which::Docx, word::write),
    )
    .await
}

pub(super) async fn pdf(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    handed_over(
        &web,
        &visitor,
        &super::id(&id)?,
        (Kind::Pdf, Which::Pdf, print::write),
    )
    .await
}

async fn handed_over(
    web: &Web,
    visitor: &Visitor,
    id: &PaperId,
    (kind, which, write): (Kind, Which, Writer),
) -> Result<Response, Failure> {
    let (sheet, _) = paper::show(&web.app, &visitor.actor, id).await?;
    if sheet.state == PaperState::Issued {
        return frozen(web, visitor, (id, &sheet), (kind, which)).await;
    }
    let paper = sheet.paper().map_err(Error::from)?;
    let name = download::paper_name(&paper);
    let bytes = download::written(move || write(&paper, &Layout::default())).await?;
    Ok(download::attached(bytes, kind, &name))
}

async fn frozen(
    web: &Web,
    visitor: &Visitor,
    (id, sheet): (&PaperId, &SheetOfPaper),
    (kind, which): (Kind, Which),
) -> Result<Response, Failure> {
    let (mut stored, ..) = paper::file(&web.app, &visitor.actor, id, which).await?;
    let mut bytes = Vec::new();
    stored
        .file
        .read_to_end(&mut bytes)
        .await
        .map_err(|error| app::Fault::new(error.to_string()))?;
    Ok(download::attached(
        bytes,
        kind,
        &download::plain(&sheet.name()),
    ))
}
