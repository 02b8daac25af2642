//! `/api/v1/imports`: a plan being imported: the file, what was read, the writing of it.

use app::import::{self, NewImport, Opened};
use app::{ImportId, Noun, unit};
use axum::http::Method;
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::findings::{ImportFinding, finding};
use crate::api::wire::{Api, Ask, Created, Done, Many, One, Upload};
use crate::json;
use crate::web::{Access, Failure};

/// An import in a list.
#[derive(Serialize, ToSchema)]
struct ImportListed {
    /// Id.
    id: String,
    /// For which year.
    year: i32,
    /// The file's name.
    file_name: String,
    /// The unit's name.
    unit_name: String,
    /// Id of the plan that was written.
    written: Option<String>,
    /// Since when.
    #[schema(format = DateTime)]
    created_at: String,
}

/// An import.
#[derive(Serialize, ToSchema)]
pub(super) struct Import {
    /// Id.
    id: String,
    /// The unit's word in addresses.
    unit: String,
    /// For which year.
    year: i16,
    /// The file's name.
    file_name: String,
    /// The file's SHA-256.
    sha256: String,
    /// What was read, as `chamdiem plan read --json` gives it.
    #[schema(value_type = Object)]
    reading: serde_json::Value,
    /// What is wrong or unclear, and the ways to settle it.
    findings: Vec<ImportFinding>,
    /// Id of the plan that this one is a new version of.
    amends: Option<String>,
    /// Id of the plan that was written.
    written: Option<String>,
    /// For `If-Match`.
    version: i32,
}

/// What was written.
#[derive(Serialize, ToSchema)]
struct ImportWritten {
    /// Id of the plan.
    plan: String,
}

/// For a file.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ForFile {
    /// The file's name, where the body is the file itself.
    #[serde(rename = "name")]
    _name: Option<String>,
    /// The unit's word in addresses.
    unit: String,
    /// For which year.
    year: i16,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let edit = Access::May(Action::EditPlan);
    let one = "/api/v1/imports/{import}";
    api.get(
        "/api/v1/imports",
        edit,
        ("listImports", "Các bản nhập gần đây"),
        list,
    )
    .post(
        "/api/v1/imports",
        edit,
        ("startImport", "Gửi tệp kế hoạch để đọc"),
        start,
    )
    .get(
        one,
        edit,
        (
            "showImport",
            "Nội dung đọc được và những điểm cần quyết định",
        ),
        show,
    )
    .change(
        Method::DELETE,
        one,
        edit,
        ("discardImport", "Bỏ bản nhập"),
        discard,
    )
    .post(
        "/api/v1/imports/{import}/write",
        edit,
        (
            "writeImport",
            "Ghi thành kế hoạch, tất cả hoặc không gì cả; cần If-Match",
        ),
        write,
    )
    .post(
        "/api/v1/imports/{import}/undo",
        edit,
        ("undoImport", "Hoàn tác việc ghi; cần If-Match"),
        undo,
    )
}

async fn write(ask: Ask) -> Result<Created<ImportWritten>, Failure> {
    let id = ask.id("import", ImportId::parse, Noun::Import)?;
    let plan = import::write(ask.app(), ask.actor(), &id, ask.version()?).await?;
    let location = format!("/api/v1/plans/{plan}");
    Ok(Created {
        location,
        one: One::of(ImportWritten {
            plan: plan.to_string(),
        }),
    })
}

async fn undo(ask: Ask) -> Result<Done, Failure> {
    let id = ask.id("import", ImportId::parse, Noun::Import)?;
    import::undo(ask.app(), ask.actor(), &id, ask.version()?).await?;
    Ok(Done)
}

async fn list(ask: Ask) -> Result<Many<ImportListed>, Failure> {
    let all = import::list(ask.app(), ask.actor()).await?;
    let items = all.into_iter().map(|one| ImportListed {
        id: one.id.to_string(),
        year: one.year,
        file_name: one.file_name,
        unit_name: one.unit_name,
        written: one.written.map(|id| id.to_string()),
        created_at: one.created_at,
    });
    Ok(Many::all(items.collect()))
}

async fn start(ask: Ask<Upload, ForFile>) -> Result<Created<Import>, Failure> {
    let (app, actor) = (ask.web.app.clone(), ask.visitor.actor.clone());
    let unit = unit::by_slug(&app, &actor, &ask.query.unit).await?;
    let mut files = ask.body.files.into_iter();
    let file = files.next().ok_or(Failure::Unreadable)?;
    let new = NewImport {
        unit: unit.id,
        year: ask.query.year,
        file_name: file.name,
        file: file.file,
    };
    let id = import::start(&app, &actor, new).await?;
    let opened = import::open(&app, &actor, &id).await?;
    Ok(Created {
        location: format!("/api/v1/imports/{id}"),
        one: One::at(opened.draft.version, shape(&opened)?),
    })
}

pub(super) fn shape(opened: &Opened) -> Result<Import, Failure> {
    let draft = &opened.draft;
    let findings = opened.noticed.iter().map(|one| finding(opened, one));
    Ok(Import {
        id: draft.id.to_string(),
        unit: opened.unit.slug.clone(),
        year: draft.year,
        file_name: draft.file_name.clone(),
        sha256: draft.sha256.clone(),
        reading: serde_json::from_str(&json::plan::render(&opened.reading.plan))
            .map_err(app::Fault::from)?,
        findings: findings.collect(),
        amends: draft.amends.as_ref().map(ToString::to_string),
        written: draft.written.as_ref().map(ToString::to_string),
        version: draft.version,
    })
}

async fn show(ask: Ask) -> Result<One<Import>, Failure> {
    let id = ask.id("import", ImportId::parse, Noun::Import)?;
    let opened = import::open(ask.app(), ask.actor(), &id).await?;
    Ok(One::at(opened.draft.version, shape(&opened)?))
}
async fn discard(ask: Ask) -> Result<Done, Failure> {
    let id = ask.id("import", ImportId::parse, Noun::Import)?;
    import::discard(ask.app(), ask.actor(), &id, ask.version()?).await?;
    Ok(Done)
}
