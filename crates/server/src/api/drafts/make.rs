//! A draft begins: empty, as a copy of an issued edition, or from a table; and is read whole.

use app::framework::draft::{self, NewDraft};
use app::{FrameworkId, unit};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::framework;
use super::shape::{FrameworkDraft, shape};
use super::tables::read;
use crate::api::wire::{Api, Ask, Body, Created, Many, One, field};
use crate::web::{Access, Failure};

/// A draft to begin.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DraftToMake {
    /// The word in addresses of the unit whose it will be.
    unit: String,
    /// Name.
    name: String,
    /// The document that issues it.
    #[serde(default)]
    legal_basis: String,
    /// Id of the issued edition whose place it takes; without a table its lines are copied.
    follows: Option<String>,
    /// Its lines: rows of text, cells apart by tabs, with a first row of headings.
    table: Option<String>,
}

/// An edition that a draft can take the place of.
#[derive(Serialize, ToSchema)]
struct EditionToFollow {
    /// Id.
    id: String,
    /// Name.
    name: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let edit = Access::May(Action::EditFramework);
    api.post(
        "/api/v1/frameworks",
        edit,
        (
            "createFramework",
            "Soạn bộ chỉ số mới: để trống, chép từ bản đã ban hành, hoặc từ bảng",
        ),
        create,
    )
    .get(
        "/api/v1/framework-editions",
        edit,
        (
            "listEditionsToFollow",
            "Các bản đã ban hành mà dự thảo có thể thay, mới nhất trước",
        ),
        editions,
    )
    .get(
        "/api/v1/frameworks/{framework}/draft",
        edit,
        ("showDraft", "Dự thảo bộ chỉ số với mọi dòng"),
        show,
    )
}

async fn create(ask: Ask<Body<DraftToMake>>) -> Result<Created<FrameworkDraft>, Failure> {
    let (app, actor) = (ask.app(), ask.actor());
    let Body(asked) = &ask.body;
    let follows = asked.follows.as_ref();
    let follows = follows.map(|id| field("/follows", id, FrameworkId::parse(id)));
    let new = NewDraft {
        unit: unit::by_slug(app, actor, &asked.unit).await?.id,
        name: asked.name.clone(),
        legal_basis: asked.legal_basis.clone(),
        follows: follows.transpose()?,
    };
    let id = match &asked.table {
        None => draft::create(app, actor, new).await?,
        Some(table) => {
            let read = read(app, table)?;
            draft::write_table(app, actor, (new, &read)).await?
        }
    };
    let sheet = draft::sheet(app, actor, &id).await?;
    Ok(Created {
        location: format!("/api/v1/frameworks/{id}/draft"),
        one: One::at(sheet.version, shape(&sheet)),
    })
}

async fn editions(ask: Ask) -> Result<Many<EditionToFollow>, Failure> {
    let all = draft::to_follow(ask.app(), ask.actor()).await?;
    let all = all.into_iter().map(|one| EditionToFollow {
        id: one.id.to_string(),
        name: one.name,
    });
    Ok(Many::all(all.collect()))
}

async fn show(ask: Ask) -> Result<One<FrameworkDraft>, Failure> {
    let sheet = draft::sheet(ask.app(), ask.actor(), &framework(&ask)?).await?;
    Ok(One::at(sheet.version, shape(&sheet)))
}
