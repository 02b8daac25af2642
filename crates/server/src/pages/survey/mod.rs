//! Khảo sát: what a unit asks of units below it, and what it is asked.

mod answer;
mod draft;
mod list;
mod show;

use app::{Noun, SurveyId};
use domain::authority::Action;

use crate::web::{Access, Failure, Site};

pub(super) fn routes(site: Site) -> Site {
    let list = "/ky/{period}/don-vi/{unit}/khao-sat";
    let new = "/ky/{period}/don-vi/{unit}/khao-sat/moi";
    let answer = "/ky/{period}/don-vi/{unit}/khao-sat/{survey}";
    let reads = Access::May(Action::ReadFigures);
    let asks = Access::May(Action::EditPlan);
    let issues = Access::May(Action::IssuePlan);
    site.get(list, reads, list::get)
        .get(new, asks, draft::get_new)
        .post(new, asks, draft::post_new)
        .get(answer, reads, answer::get)
        .post(answer, reads, answer::post)
        .post(
            "/ky/{period}/don-vi/{unit}/khao-sat/{survey}/so-lieu",
            Access::May(Action::EnterFigures),
            answer::take,
        )
        .get("/khao-sat/{survey}", reads, show::get)
        .get("/khao-sat/{survey}/sua", asks, draft::get)
        .post("/khao-sat/{survey}/sua", asks, draft::post)
        .post("/khao-sat/{survey}/buoc", issues, show::step)
        .post("/khao-sat/{survey}/nhac", asks, show::remind)
        .get("/khao-sat/{survey}/csv", reads, show::export)
}

fn parse(id: &str) -> Result<SurveyId, Failure> {
    SurveyId::parse(id).ok_or(Failure::NotFound(Noun::Survey))
}
