//! A plan's head as the API shows it.

use app::plan::Plan;
use serde::Serialize;
use utoipa::ToSchema;

/// A plan's head.
#[derive(Serialize, ToSchema)]
#[schema(as = Plan)]
pub(super) struct PlanShape {
    /// Id.
    pub(super) id: String,
    /// The unit's word in addresses.
    unit: String,
    /// The year it is worked in.
    year: i16,
    /// «Kế hoạch», «Quyết định» …
    kind: String,
    /// Number.
    reference: Option<String>,
    /// Date.
    #[schema(format = Date)]
    issued_on: Option<String>,
    /// Place.
    place: Option<String>,
    /// Issuer.
    issuer: Option<String>,
    /// Title.
    title: String,
    /// Who signs.
    signatory: Option<String>,
    /// `draft`, `issued`, `withdrawn`.
    state: &'static str,
    /// Id of the plan above.
    parent: Option<String>,
    /// Id of the plan that it amends or replaces.
    replaces: Option<String>,
    /// Id of the framework made of it.
    framework: Option<String>,
    /// `imported`, `typed`, `copied`.
    origin: String,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// For `If-Match`.
    version: i32,
}

pub(super) fn shape(plan: &Plan) -> PlanShape {
    PlanShape {
        id: plan.id.to_string(),
        unit: plan.unit_slug.clone(),
        year: plan.year,
        kind: plan.kind.clone(),
        reference: plan.reference.clone(),
        issued_on: plan.issued_on.map(|day| day.to_string()),
        place: plan.place.clone(),
        issuer: plan.issuer.clone(),
        title: plan.title.clone(),
        signatory: plan.signatory.clone(),
        state: plan.state.name(),
        parent: plan.parent.as_ref().map(ToString::to_string),
        replaces: plan.replaces.as_ref().map(ToString::to_string),
        framework: plan.framework.as_ref().map(ToString::to_string),
        origin: plan.origin.clone(),
        created_at: plan.created_at.clone(),
        version: plan.version,
    }
}
