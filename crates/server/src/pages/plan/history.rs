//! `/ke-hoach/{id}/lich-su`: amendments with their reasons, everything that happened, rows that
//! were put away and can be brought back.

use app::plan::{self, Happened, Plan, PlanRow};
use askama::Template;
use axum::extract::{Path, State};
use domain::authority::Action;

use crate::pages::{filters, shown};
use crate::vi;
use crate::web::{Answer, Frame, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "plan/history.html")]
struct Page {
    frame: Frame,
    plan: Plan,
    state: (&'static str, &'static str),
    tab: &'static str,
    may_edit: bool,
    may_issue: bool,
    amendments: Vec<Shown>,
    history: Vec<Shown>,
    removed: Vec<PlanRow>,
}

/// Something that happened, in words.
pub(super) struct Shown {
    pub(super) at: String,
    pub(super) who: String,
    pub(super) what: String,
    pub(super) row: Option<(String, String)>,
    pub(super) reason: Option<String>,
    /// Field, before, after; empty where there was nothing.
    pub(super) fields: Vec<(String, String, String)>,
}

impl Shown {
    pub(super) fn of(one: &Happened) -> Shown {
        let fields = one.fields.iter().map(|(name, before, after)| {
            let text = |value: &Option<String>| {
                value
                    .as_deref()
                    .map(|value| vi::planning::value(name, value))
                    .unwrap_or_default()
            };
            (
                vi::planning::field(name).to_owned(),
                text(before),
                text(after),
            )
        });
        let is_row = one.subject_kind == "plan_row";
        Shown {
            at: one.at.clone(),
            who: one.who.clone(),
            what: vi::planning::happened(&one.kind).to_owned(),
            row: is_row.then(|| (one.subject_id.clone(), one.subject_name.clone())),
            reason: one.reason.clone(),
            fields: fields.collect(),
        }
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let actor = &visitor.actor;
    let plan = plan::head(&web.app, actor, &super::plan_id(&id)?).await?;
    let happened = plan::history(&web.app, actor, &plan).await?;
    let removed = plan::removed(&web.app, &plan).await?;
    let frame = Frame::at_home(&web, &visitor, Section::Plans).await?;
    let amendments = happened
        .iter()
        .filter(|one| vi::planning::is_amendment(one));
    shown(&Page {
        frame,
        state: vi::planning::state(plan.state),
        tab: "history",
        may_edit: plan.is_editable_by(actor),
        may_issue: actor.may(Action::IssuePlan, &plan.unit_path),
        amendments: amendments.map(Shown::of).collect(),
        history: happened.iter().map(Shown::of).collect(),
        removed,
        plan,
    })
}
