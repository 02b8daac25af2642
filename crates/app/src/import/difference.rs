//! What a new version changes, for a person to look at before it is written.

use domain::plan::Plan;
use reading::plan::compare::Difference;

use super::amend;
use super::draft::Opened;
use crate::{Actor, App, Error, PlanId};

/// A new version against the plan that it amends.
#[derive(Clone, Debug)]
pub struct Amendment {
    /// The plan that is amended.
    pub plan: PlanId,
    /// How people know it.
    pub name: String,
    /// What differs.
    pub difference: Difference,
    /// The plan as it is.
    pub before: Plan,
    /// The plan as it would be.
    pub after: Plan,
    /// Whether figures go on in the same framework.
    pub keeps_framework: bool,
}

/// What differs from the plan chosen as the one amended; `None`: none was.
pub async fn difference(
    app: &App,
    actor: &Actor,
    opened: &Opened,
) -> Result<Option<Amendment>, Error> {
    let before = amend::before(app, actor, opened).await?;
    Ok(before.map(|before| Amendment {
        plan: before.stored.id.clone(),
        name: before.stored.name(),
        keeps_framework: before.keeps_framework(opened),
        before: before.stored.plan,
        after: before.after,
        difference: before.difference,
    }))
}
