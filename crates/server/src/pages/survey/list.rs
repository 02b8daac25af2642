//! `/ky/…/khao-sat`: surveys of a unit: those it is asked, those it asks.

use app::survey::{self, Received, State as Stand, Survey};
use askama::Template;
use axum::extract::State;
use domain::authority::Action;
use jiff::civil::Date;

use crate::pages::{filters, shown};
use crate::vi;
use crate::web::{Answer, Frame, Here, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "survey/list.html")]
struct Page {
    frame: Frame,
    base: String,
    asked: Vec<(Survey, (&'static str, &'static str))>,
    received: Vec<(Survey, (&'static str, &'static str))>,
    may_ask: bool,
}

/// How the unit's own answer stands.
fn standing(one: &Received, today: Date) -> (&'static str, &'static str) {
    let due = one.survey.due_on.unwrap_or(today);
    match (one.survey.state, one.sent_on) {
        (Stand::Withdrawn | Stand::Draft, _) => ("not-applicable", "Đã thu hồi"),
        (_, Some(sent)) if due < sent => ("returned", "Đã trả lời, chậm hạn"),
        (_, Some(_)) => ("done", "Đã trả lời"),
        (Stand::Closed, None) => ("not-applicable", "Đã đóng, không trả lời"),
        (Stand::Issued, None) if due < today => ("overdue", "Quá hạn, chưa trả lời"),
        (Stand::Issued, None) => ("in-progress", "Chờ trả lời"),
    }
}

pub(super) async fn get(State(web): State<Web>, visitor: Visitor, here: Here) -> Answer {
    let (app, actor) = (&web.app, &visitor.actor);
    let (asked, received) = survey::list(app, actor, &here.unit).await?;
    let today = here.today;
    shown(&Page {
        base: here.path(),
        may_ask: actor.may(Action::EditPlan, &here.unit.path),
        asked: asked
            .into_iter()
            .map(|one| {
                let state = vi::survey::state(one.state);
                (one, state)
            })
            .collect(),
        received: received
            .into_iter()
            .map(|one| {
                let state = standing(&one, today);
                (one.survey, state)
            })
            .collect(),
        frame: Frame::of(&visitor, Section::Surveys, here),
    })
}
