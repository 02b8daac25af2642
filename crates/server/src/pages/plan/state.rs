//! `/ke-hoach/{id}/hieu-luc`: issue a draft after a look at what it lacks, withdraw a plan for a
//! reason, bring it back.

use app::plan::{self, Missing, Plan, Seen, State as PlanState};
use app::{Error, Noun};
use askama::Template;
use axum::extract::{Path, State};
use domain::authority::Action;
use serde::Deserialize;

use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "plan/state.html")]
struct Page {
    frame: Frame,
    plan: Plan,
    may_edit: bool,
    needed: Vec<String>,
    lacking: Vec<String>,
    rows: usize,
    reason: String,
    refusal: String,
}

/// What is to become of the plan.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    to: String,
    reason: String,
    version: String,
}

impl Page {
    fn is(&self, state: &str) -> bool {
        self.plan.state.name() == state
    }
}

async fn page(web: &Web, visitor: &Visitor, id: &str) -> Result<Page, Failure> {
    let actor = &visitor.actor;
    let plan = plan::head(&web.app, actor, &super::plan_id(id)?).await?;
    actor.require(Action::IssuePlan, &plan.unit_path)?;
    let lines = plan::rows(&web.app, actor, &plan).await?;
    let findings = plan::findings(&web.app, actor, &plan).await?;
    let open = findings
        .iter()
        .filter(|one| one.settlement.is_none() && one.severity == "error");
    let missing = plan::missing(&plan, &lines, open.count());
    let words = |needed: bool| {
        let some = missing
            .iter()
            .filter(|what| Missing::is_needed(**what) == needed);
        some.map(|what| vi::planning::missing(*what)).collect()
    };
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Plans).await?,
        may_edit: plan.is_editable_by(actor),
        needed: words(true),
        lacking: words(false),
        rows: lines.iter().filter(|line| line.row.is_work()).count(),
        plan,
        reason: String::new(),
        refusal: String::new(),
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    shown(&page(&web, &visitor, &id).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(wanted): Typed<Wanted>,
) -> Answer {
    let plan_id = super::plan_id(&id)?;
    let version = wanted.version.parse().unwrap_or(0);
    let (app, actor) = (&web.app, &visitor.actor);
    let done = match PlanState::parse(&wanted.to) {
        Some(PlanState::Issued) => plan::issue(app, actor, &plan_id, version).await,
        Some(PlanState::Withdrawn) => {
            let seen = Seen {
                version,
                reason: wanted.reason.clone(),
            };
            plan::withdraw(app, actor, &plan_id, seen).await
        }
        Some(PlanState::Draft) => plan::restore(app, actor, &plan_id, version).await,
        None => return Err(Failure::NotFound(Noun::Page)),
    };
    match done {
        Ok(()) => on_to(&format!("/ke-hoach/{id}")),
        Err(Error::Refused(why)) => {
            let mut page = page(&web, &visitor, &id).await?;
            page.reason = wanted.reason;
            page.refusal = vi::refused(&why);
            refused(&page)
        }
        Err(Error::Stale(noun)) => {
            let mut page = page(&web, &visitor, &id).await?;
            page.reason = wanted.reason;
            page.refusal = vi::failure::stale(noun);
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}
