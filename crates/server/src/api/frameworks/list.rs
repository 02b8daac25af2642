//! Frameworks, one of them, and the issuing of it.

use app::framework;
use app::{FrameworkId, Noun};
use domain::authority::Action;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::shape::{decimal, fraction};
use crate::api::wire::{Api, Ask, Done, Many, One};
use crate::web::{Access, Failure};

/// A framework in a list.
#[derive(Serialize, ToSchema)]
struct FrameworkListed {
    /// Id.
    id: String,
    /// Name.
    name: String,
    /// The document it rests on.
    legal_basis: Option<String>,
    /// `draft`, `issued`, `withdrawn`.
    state: &'static str,
    /// The name of the unit that keeps it.
    unit_name: String,
    /// Indicators.
    indicators: i64,
    /// Of them, with a rule that nobody has read yet.
    unread: i64,
    /// Of them, with a rule read by a default that may be chosen otherwise.
    assumed: i64,
    /// Units that work on it.
    assessments: i64,
}

/// A framework.
#[derive(Serialize, ToSchema)]
struct Framework {
    /// Id.
    id: String,
    /// Name.
    name: String,
    /// The document it rests on.
    legal_basis: Option<String>,
    /// `draft`, `issued`, `withdrawn`.
    state: &'static str,
    /// Pillars in order.
    pillars: Vec<Pillar>,
    /// For `If-Match`.
    version: i32,
}

/// A pillar.
#[derive(Serialize, ToSchema)]
struct Pillar {
    /// Code.
    code: String,
    /// Title.
    title: String,
    /// Maximum as declared.
    max_points: Option<String>,
    /// The same, exactly.
    max_points_exact: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let read = Access::SignedIn;
    api.get(
        "/api/v1/frameworks",
        read,
        ("listFrameworks", "Các bộ chỉ số"),
        list,
    )
    .get(
        "/api/v1/frameworks/{framework}",
        read,
        ("showFramework", "Một bộ chỉ số và các trụ cột"),
        show,
    )
    .post(
        "/api/v1/frameworks/{framework}/issue",
        Access::May(Action::EditFramework),
        ("issueFramework", "Ban hành bộ chỉ số; cần If-Match"),
        issue,
    )
}

async fn list(ask: Ask) -> Result<Many<FrameworkListed>, Failure> {
    let all = framework::list(ask.app(), ask.actor()).await?;
    let shapes = all.into_iter().map(|one| FrameworkListed {
        id: one.id.to_string(),
        name: one.name,
        legal_basis: one.legal_basis,
        state: one.state.name(),
        unit_name: one.unit_name,
        indicators: one.indicators,
        unread: one.unread,
        assumed: one.assumed,
        assessments: one.assessments,
    });
    Ok(Many::all(shapes.collect()))
}

async fn show(ask: Ask) -> Result<One<Framework>, Failure> {
    let id = ask.id("framework", FrameworkId::parse, Noun::Framework)?;
    let (edition, _) = framework::show(ask.app(), ask.actor(), &id).await?;
    let pillars = edition.pillars.iter().map(|pillar| Pillar {
        code: pillar.code.clone(),
        title: pillar.title.clone(),
        max_points: decimal(pillar.declared.as_ref()),
        max_points_exact: fraction(pillar.declared.as_ref()),
    });
    Ok(One::at(
        edition.version,
        Framework {
            id: edition.id.to_string(),
            name: edition.name.clone(),
            legal_basis: edition.legal_basis.clone(),
            state: edition.state.name(),
            pillars: pillars.collect(),
            version: edition.version,
        },
    ))
}

async fn issue(ask: Ask) -> Result<Done, Failure> {
    let id = ask.id("framework", FrameworkId::parse, Noun::Framework)?;
    framework::issue(ask.app(), ask.actor(), &id, ask.version()?).await?;
    Ok(Done)
}
