//! A paper as a Word document or PDF: a draft's is written now, an issued one's is the very file
//! that was kept; its signed copies; and a whole plan as such a paper.

use ::papers::{Layout, Paper, Unwritable, docx as word, pdf as print, xlsx};
use app::paper::{self, State, Which};
use app::{Error, Fault, Noun, PlanId};
use domain::authority::Action;
use serde::Deserialize;
use tokio::io::AsyncReadExt as _;
use utoipa::ToSchema;

use super::id;
use crate::api::wire::{Api, Ask, File, Nothing, Written, field};
use crate::web::{Access, Failure};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const PDF: &str = "application/pdf";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

type Writer = fn(&Paper, &Layout) -> Result<Vec<u8>, Unwritable>;

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let read = Access::May(Action::Read);
    api.get(
        "/api/v1/papers/{paper}/docx",
        read,
        ("downloadPaperDocx", "Tải văn bản dạng Word"),
        docx,
    )
    .get(
        "/api/v1/papers/{paper}/pdf",
        read,
        ("downloadPaperPdf", "Tải văn bản dạng PDF"),
        pdf,
    )
    .get(
        "/api/v1/papers/{paper}/signed/{number}",
        read,
        (
            "downloadSignedPaper",
            "Tải bản đã ký, cả hoặc một phần (Range)",
        ),
        signed,
    )
    .get(
        "/api/v1/plans/{plan}/file",
        read,
        (
            "downloadPlan",
            "Tải cả kế hoạch với phụ lục: docx, pdf; phụ lục dạng xlsx",
        ),
        plan,
    )
}

/// As what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FileWanted {
    /// `docx`, `pdf`, `xlsx`; a Word document unless said.
    r#as: Option<String>,
}

async fn plan(ask: Ask<Nothing, FileWanted>) -> Result<Written, Failure> {
    let wanted = ask.query.r#as.as_deref().unwrap_or("docx");
    let (media_type, write): (_, Writer) = match wanted {
        "docx" => (DOCX, word::write),
        "pdf" => (PDF, print::write),
        "xlsx" => (XLSX, xlsx::annexes),
        other => field("as", other, None)?,
    };
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let plan = app::plan::head(ask.app(), ask.actor(), &id).await?;
    let paper = paper::of_plan(ask.app(), ask.actor(), &id).await?;
    Ok(Written {
        media_type,
        name: format!("{}.{wanted}", plan.name()),
        bytes: put_down(paper, write).await?,
    })
}

/// Written off the threads that serve requests.
async fn put_down(paper: Paper, write: Writer) -> Result<Vec<u8>, Failure> {
    let fault = |cause: String| Failure::Fault(Fault::new(cause));
    let work = move || write(&paper, &Layout::default());
    let done = tokio::task::spawn_blocking(work).await;
    let done = done.map_err(|error| fault(error.to_string()))?;
    done.map_err(|error| fault(error.to_string()))
}

async fn docx(ask: Ask) -> Result<Written, Failure> {
    let (bytes, name) = written(&ask, (Which::Docx, word::write)).await?;
    Ok(Written {
        media_type: DOCX,
        name: format!("{name}.docx"),
        bytes,
    })
}

async fn pdf(ask: Ask) -> Result<Written, Failure> {
    let (bytes, name) = written(&ask, (Which::Pdf, print::write)).await?;
    Ok(Written {
        media_type: PDF,
        name: format!("{name}.pdf"),
        bytes,
    })
}

async fn written(ask: &Ask, (which, write): (Which, Writer)) -> Result<(Vec<u8>, String), Failure> {
    let (app, actor, id) = (ask.app(), ask.actor(), id(ask)?);
    let (sheet, _) = paper::show(app, actor, &id).await?;
    let name = sheet.name();
    if sheet.state == State::Draft {
        let paper = sheet.paper().map_err(Error::from)?;
        return Ok((put_down(paper, write).await?, name));
    }
    let (mut stored, ..) = paper::file(app, actor, &id, which).await?;
    let mut bytes = Vec::new();
    let read = stored.file.read_to_end(&mut bytes).await;
    read.map_err(|error| Fault::new(error.to_string()))?;
    Ok((bytes, name))
}

async fn signed(ask: Ask) -> Result<File, Failure> {
    let number = ask.id("number", |text| text.parse().ok(), Noun::Paper)?;
    let which = Which::Signed(number);
    let file = paper::file(ask.app(), ask.actor(), &id(&ask)?, which).await?;
    let (stored, name, sha256) = file;
    Ok(File {
        media_type: PDF.to_owned(),
        name,
        sha256,
        stored,
        wanted: ask.part(),
    })
}
