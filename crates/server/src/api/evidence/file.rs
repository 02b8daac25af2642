//! A proof's file: its bytes, what can be shown of it without its program, and what was read from
//! its text.

use app::evidence::{self, Evidence, How};
use app::{EvidenceId, Noun};
use documents::upload::Preview;
use domain::authority::Action;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::wire::{Api, Ask, File, One};
use crate::web::{Access, Failure};

/// What of a proof's file can be shown as plain text, and what was read from it.
#[derive(Serialize, ToSchema)]
struct EvidencePreview {
    /// `text`, `pages`, `picture`, `nothing`: only to be downloaded.
    shown: &'static str,
    /// The first lines; cells of a row are apart by tabs.
    lines: Vec<String>,
    /// Whether there is more.
    cut: bool,
    /// Pages of a PDF.
    pages: Option<usize>,
    /// Of a picture, in pixels.
    width: Option<u32>,
    /// Of a picture, in pixels.
    height: Option<u32>,
    /// What the text says of itself and no person has confirmed yet.
    proposed: Vec<ProposedFact>,
}

/// A fact read from a file.
#[derive(Serialize, ToSchema)]
struct ProposedFact {
    /// `title`, `kind`, `reference`, `issued_on`, `issuer`, `effective_from`, `effective_to`.
    field: &'static str,
    /// What was read.
    value: Option<String>,
    /// Whether the text says exactly this.
    sure: bool,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let read = Access::May(Action::Read);
    api.get(
        "/api/v1/evidence/{evidence}/preview",
        read,
        (
            "previewEvidence",
            "Nội dung xem trước của tệp và những gì đọc được từ tệp: số, ngày, cơ quan, trích yếu",
        ),
        preview,
    )
    .get(
        "/api/v1/evidence/{evidence}/file",
        read,
        (
            "downloadEvidence",
            "Tải tệp, cả hoặc một phần (Range); lượt tải được ghi nhật ký",
        ),
        file,
    )
}

async fn preview(ask: Ask) -> Result<One<EvidencePreview>, Failure> {
    let id = ask.id("evidence", EvidenceId::parse, Noun::Evidence)?;
    let one = evidence::show(ask.app(), ask.actor(), &id).await?.evidence;
    let preview = evidence::preview(ask.app(), ask.actor(), &one).await?;
    let shown = EvidencePreview {
        proposed: proposed(&one),
        ..shown(preview.unwrap_or(Preview::Nothing))
    };
    Ok(One::at(one.version, shown))
}

fn shown(preview: Preview) -> EvidencePreview {
    let nothing = EvidencePreview {
        shown: "nothing",
        lines: Vec::new(),
        cut: false,
        pages: None,
        width: None,
        height: None,
        proposed: Vec::new(),
    };
    match preview {
        Preview::Text { lines, cut } => EvidencePreview {
            shown: "text",
            lines,
            cut,
            ..nothing
        },
        Preview::Pages { pages, lines, cut } => EvidencePreview {
            shown: "pages",
            lines,
            cut,
            pages: Some(pages),
            ..nothing
        },
        Preview::Picture { width, height } => EvidencePreview {
            shown: "picture",
            width: Some(width),
            height: Some(height),
            ..nothing
        },
        Preview::Nothing => nothing,
    }
}

fn proposed(one: &Evidence) -> Vec<ProposedFact> {
    let facts = &one.facts;
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let read = |field: &str| match field {
        "title" => vec![("title", Some(facts.title.clone()))],
        "kind" => vec![("kind", facts.kind.clone())],
        "reference" => vec![("reference", facts.reference.clone())],
        "issued_on" => vec![("issued_on", day(facts.issued_on))],
        "issuer" => vec![("issuer", facts.issuer.clone())],
        // Days in force are read together.
        "effective" => vec![
            ("effective_from", day(facts.effective_from)),
            ("effective_to", day(facts.effective_to)),
        ],
        _ => Vec::new(),
    };
    let facts = one.proposed.iter().flat_map(|(field, sure)| {
        let read = read(field).into_iter();
        read.map(|(field, value)| ProposedFact {
            field,
            value,
            sure: *sure,
        })
    });
    facts.collect()
}

async fn file(ask: Ask) -> Result<File, Failure> {
    let id = ask.id("evidence", EvidenceId::parse, Noun::Evidence)?;
    let opened = evidence::open(ask.app(), ask.actor(), &id, How::Downloaded).await?;
    let file = opened
        .evidence
        .file
        .ok_or(Failure::NotFound(Noun::Evidence))?;
    Ok(File {
        media_type: file.media_type,
        name: file.name,
        sha256: file.sha256,
        stored: opened.stored,
        wanted: ask.part(),
    })
}
