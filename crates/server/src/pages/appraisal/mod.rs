//! Nộp, thẩm định, kiến nghị: the leader's check list, the appraisers' queue with one unit's lines
//! and one line in a split view, objections, and the scorecards side by side.

mod line;
mod object;
mod queue;
mod sheet;
mod submit;
mod work;

use app::figure::{self, Assessment};
use app::{Error, Noun};
use domain::authority::Action;
use serde::Deserialize;

use crate::web::{Access, Failure, Here, Site, Visitor, Web};

pub(super) fn routes(site: Site) -> Site {
    let submits = Access::May(Action::Submit);
    let judges = Access::May(Action::Appraise);
    let hand_in = "/ky/{period}/don-vi/{unit}/nop";
    let back = "/ky/{period}/don-vi/{unit}/nop/rut-lai";
    let cards = "/ky/{period}/don-vi/{unit}/bang-diem";
    let objection = "/ky/{period}/don-vi/{unit}/kien-nghi/{code}";
    let lines = "/ky/{period}/don-vi/{unit}/tham-dinh";
    let finish = "/ky/{period}/don-vi/{unit}/tham-dinh/ket-thuc";
    let close = "/ky/{period}/don-vi/{unit}/tham-dinh/chot";
    let line = "/ky/{period}/don-vi/{unit}/tham-dinh/chi-so/{code}";
    let second = "/ky/{period}/don-vi/{unit}/tham-dinh/chi-so/{code}/lan-hai";
    let settled = "/ky/{period}/don-vi/{unit}/tham-dinh/chi-so/{code}/thong-nhat";
    let answer = "/ky/{period}/don-vi/{unit}/tham-dinh/chi-so/{code}/tra-loi";
    site.get(hand_in, Access::May(Action::ReadFigures), submit::get)
        .post(hand_in, submits, submit::post)
        .post(back, submits, submit::withdraw)
        .get(cards, Access::May(Action::ReadFigures), sheet::get)
        .get(objection, submits, object::get)
        .post(objection, submits, object::post)
        .get("/tham-dinh", judges, queue::get)
        .post("/tham-dinh/{period}/cach-lam", judges, queue::terms)
        .get(lines, judges, work::get)
        .post(finish, judges, work::finish)
        .post(close, judges, work::close)
        .get(line, judges, line::get)
        .post(line, judges, line::first)
        .post(second, judges, line::second)
        .post(settled, judges, line::settle)
        .post(answer, judges, line::answer)
}

/// Which framework, of several in one period.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    bo: String,
    xong: String,
}

/// The unit's assessment that is meant, with how many there are.
async fn assessment(
    web: &Web,
    visitor: &Visitor,
    (here, framework): (&Here, &str),
) -> Result<Assessment, Failure> {
    let all = figure::assessments(&web.app, &visitor.actor, &here.unit, &here.period).await?;
    let at = all
        .iter()
        .position(|one| one.framework.as_str() == framework)
        .unwrap_or_default();
    Ok(all
        .into_iter()
        .nth(at)
        .ok_or(Error::NotFound(Noun::Framework))?)
}
