//! `/ke-hoach/{id}/van-ban`: the document itself: head, legal bases, recipients, the plans above
//! and below, what is wrong or unclear in it.

use app::plan::{self, Plan, Sheet};
use askama::Template;
use axum::extract::{Path, State};
use domain::authority::Action;

use crate::pages::{filters, shown};
use crate::vi;
use crate::web::{Answer, Frame, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "plan/document.html")]
struct Page {
    frame: Frame,
    plan: Plan,
    state: (&'static str, &'static str),
    tab: &'static str,
    may_edit: bool,
    may_issue: bool,
    sheet: Sheet,
    origin: &'static str,
    replaced: Option<Plan>,
    below: Vec<Plan>,
    successors: Vec<Plan>,
}

impl Page {
    fn severity(&self, name: &str) -> (&'static str, &'static str) {
        match name {
            "error" => ("overdue", "Lỗi"),
            "warning" => ("waiting-proof", "Cảnh báo"),
            _ => ("not-started", "Lưu ý"),
        }
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let actor = &visitor.actor;
    let mut sheet = plan::sheet(&web.app, actor, &super::plan_id(&id)?).await?;
    let plan = sheet.plan.clone();
    let replaced = match &plan.replaces {
        Some(id) => plan::head(&web.app, actor, id).await.ok(),
        None => None,
    };
    let below = std::mem::take(&mut sheet.below);
    let (successors, below) = below
        .into_iter()
        .partition(|one| one.replaces.as_ref() == Some(&plan.id));
    let frame = Frame::at_home(&web, &visitor, Section::Plans).await?;
    shown(&Page {
        frame,
        state: vi::planning::state(plan.state),
        tab: "document",
        may_edit: plan.is_editable_by(actor),
        may_issue: actor.may(Action::IssuePlan, &plan.unit_path),
        origin: vi::planning::origin(&plan.origin),
        plan,
        sheet,
        replaced,
        below,
        successors,
    })
}
