//! A paper: its words, how they read with their figures, its signed copies.

use ::papers::{Block, Paper};
use app::paper::{self, SheetOfPaper, SignedCopy, State};
use app::{App, Error, PaperId};
use domain::authority::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::id;
use crate::api::wire::{Api, Ask, One};
use crate::web::{Access, Failure, Visitor};

/// A paper.
#[derive(Serialize, ToSchema)]
pub(super) struct PaperSheet {
    /// Id.
    id: String,
    /// The unit's word in addresses.
    unit: String,
    /// `plan`, `report`.
    kind: &'static str,
    /// Id of the plan whose paper it is.
    plan: Option<String>,
    /// `draft`, `issued`.
    state: &'static str,
    /// Number.
    reference: Option<String>,
    /// Date.
    #[schema(format = Date)]
    issued_on: Option<String>,
    /// What a person can change.
    words: PaperWords,
    /// The body with its figures, a paragraph each; tables are left to the file.
    text: Vec<String>,
    /// When its figures were gathered.
    #[schema(format = DateTime)]
    figures_at: String,
    /// SHA-256 of the Word document as issued.
    docx_sha256: Option<String>,
    /// SHA-256 of the PDF as issued.
    pdf_sha256: Option<String>,
    /// Signed copies.
    signed: Vec<PaperSigned>,
    /// For `If-Match`.
    version: i32,
}

/// The words of a paper.
#[derive(Clone, Serialize, serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PaperWords {
    /// Trích yếu.
    pub(super) title: String,
    /// Cơ quan ban hành.
    pub(super) agency: String,
    /// Địa danh.
    pub(super) place: String,
    /// Kính gửi, one line each.
    pub(super) addressed: String,
    /// Căn cứ, one line each.
    pub(super) bases: String,
    /// Nơi nhận, one line each.
    pub(super) recipients: String,
    /// Người ký, one line each.
    pub(super) signatory: String,
    /// One paragraph a line; names in double brackets stand for figures.
    pub(super) body: String,
}

/// A signed copy.
#[derive(Serialize, ToSchema)]
struct PaperSigned {
    /// From 1.
    number: i32,
    /// The file's name.
    name: String,
    /// SHA-256 over its bytes.
    sha256: String,
    /// Its length.
    size_bytes: i32,
    /// When it came.
    #[schema(format = DateTime)]
    at: String,
    /// Who brought it.
    by: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/papers/{paper}",
        Access::May(Action::Read),
        ("showPaper", "Một văn bản: câu chữ, số liệu, bản ký"),
        show,
    )
}

/// The state's word.
pub(super) fn state(state: State) -> &'static str {
    match state {
        State::Draft => "draft",
        State::Issued => "issued",
    }
}

fn text(paper: &Paper) -> Vec<String> {
    let text = paper.body.iter().filter_map(|block| match block {
        Block::Heading(_, text) | Block::Paragraph(text) => Some(text.clone()),
        Block::Table(_) => None,
    });
    text.collect()
}

fn words(sheet: &SheetOfPaper) -> PaperWords {
    let words = sheet.words.clone();
    PaperWords {
        title: words.title,
        agency: words.agency,
        place: words.place,
        addressed: words.addressed,
        bases: words.bases,
        recipients: words.recipients,
        signatory: words.signatory,
        body: words.body,
    }
}

fn signed(copy: SignedCopy) -> PaperSigned {
    PaperSigned {
        number: copy.position,
        name: copy.name,
        sha256: copy.sha256,
        size_bytes: copy.size_bytes,
        at: copy.at,
        by: copy.by,
    }
}

/// The paper as it stands.
pub(super) async fn shown(
    (app, visitor): (&App, &Visitor),
    id: &PaperId,
) -> Result<One<PaperSheet>, Failure> {
    let (sheet, copies) = paper::show(app, &visitor.actor, id).await?;
    let shown = PaperSheet {
        id: sheet.id.to_string(),
        unit: sheet.unit_slug.clone(),
        kind: sheet.kind.name(),
        plan: sheet.plan.as_ref().map(ToString::to_string),
        state: state(sheet.state),
        reference: sheet.reference.clone(),
        issued_on: sheet.issued_on.map(|day| day.to_string()),
        words: words(&sheet),
        text: text(&sheet.paper().map_err(Error::from)?),
        figures_at: sheet.figures_at.clone(),
        docx_sha256: sheet.docx_sha256.clone(),
        pdf_sha256: sheet.pdf_sha256.clone(),
        signed: copies.into_iter().map(signed).collect(),
        version: sheet.version,
    };
    Ok(One::at(sheet.version, shown))
}

async fn show(ask: Ask) -> Result<One<PaperSheet>, Failure> {
    shown((ask.app(), &ask.visitor), &id(&ask)?).await
}
