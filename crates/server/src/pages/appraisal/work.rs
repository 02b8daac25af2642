//! `/ky/2026/don-vi/ha-khe/tham-dinh`: one unit's lines before an appraiser, what is left, and the
//! ends of the appraisal and of the whole.

use app::appraisal::{self, Stage, Step, Work, WorkLine};
use app::{AssessmentId, Error};
use askama::Template;
use axum::extract::{Query, State};
use serde::Deserialize;

use super::{Asked, assessment};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "appraisal/work.html")]
struct Page {
    frame: Frame,
    base: String,
    work: Work,
    stage: (&'static str, &'static str),
    next: Option<String>,
    left: String,
    conflict: &'static str,
    may_finish: bool,
    may_close: bool,
    refusal: String,
}

/// What the forms send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    bo: String,
    version: i32,
}

impl Page {
    fn step(&self, line: &WorkLine) -> (&'static str, &'static str) {
        match line.objection_open {
            Some(true) => ("waiting-proof", "Có kiến nghị chờ trả lời"),
            _ => vi::appraisal::step(line.step),
        }
    }

    fn decided(&self, line: &WorkLine) -> String {
        let Some(decision) = &line.decision else {
            return String::new();
        };
        let word = vi::appraisal::decided(decision.decided);
        match &decision.points {
            Some(points) => format!("{word}: {}", vi::number::points(points, 2)),
            None => word.to_owned(),
        }
    }
}

/// Whether the line has something for the visitor to do.
pub(super) fn calls(line: &WorkLine) -> bool {
    matches!(line.step, Step::First | Step::Second | Step::Settle)
        || line.objection_open == Some(true)
}

/// The address of a line.
pub(super) fn address(base: &str, code: &str, framework: &app::FrameworkId) -> String {
    let code = app::address::part(code);
    format!("{base}/tham-dinh/chi-so/{code}?bo={framework}")
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    (here, id): (Here, &AssessmentId),
) -> Result<Page, Failure> {
    let work = appraisal::work(&web.app, &visitor.actor, id).await?;
    let base = here.path();
    let is_free = work.conflict.is_none();
    let next = work
        .lines
        .iter()
        .find(|line| calls(line))
        .filter(|_| is_free);
    let done = work.left == appraisal::Left::default();
    let answered = work
        .lines
        .iter()
        .all(|line| line.objection_open != Some(true));
    let over = work
        .case
        .objection_until
        .is_some_and(|until| until < here.today);
    Ok(Page {
        next: next.map(|line| address(&base, &line.code, &work.case.framework)),
        stage: vi::appraisal::stage(work.case.stage),
        left: vi::appraisal::what_is_left(&work.left),
        conflict: work.conflict.map_or("", vi::appraisal::conflict),
        may_finish: is_free && work.case.stage == Stage::Submitted && done,
        may_close: is_free && work.case.stage == Stage::Appraised && answered && over,
        refusal: String::new(),
        work,
        base,
        frame: Frame::of(visitor, Section::Appraisal, here),
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Query(asked): Query<Asked>,
) -> Answer {
    let own = assessment(&web, &visitor, (&here, &asked.bo)).await?;
    shown(&page(&web, &visitor, (here, &own.id)).await?)
}

/// On to the list again, or the list with why not.
async fn done(
    web: &Web,
    visitor: &Visitor,
    (here, id): (Here, &AssessmentId),
    outcome: Result<(), Error>,
) -> Answer {
    let refusal = match outcome {
        Ok(()) => return on_to(&format!("{}/bang-diem", here.path())),
        Err(Error::Refused(refusal)) => (vi::refused(&refusal), false),
        Err(Error::Stale(noun)) => (vi::failure::stale(noun), true),
        Err(error) => return Err(error.into()),
    };
    let mut page = page(web, visitor, (here, id)).await?;
    page.refusal = refusal.0;
    if refusal.1 {
        stale(&page)
    } else {
        refused(&page)
    }
}

pub(super) async fn finish(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Typed(form): Typed<Form>,
) -> Answer {
    let own = assessment(&web, &visitor, (&here, &form.bo)).await?;
    let outcome = appraisal::finish(&web.app, &visitor.actor, &own.id, form.version).await;
    done(&web, &visitor, (here, &own.id), outcome.map(|_| ())).await
}

pub(super) async fn close(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Typed(form): Typed<Form>,
) -> Answer {
    let own = assessment(&web, &visitor, (&here, &form.bo)).await?;
    let outcome = appraisal::close(&web.app, &visitor.actor, &own.id, form.version).await;
    done(&web, &visitor, (here, &own.id), outcome.map(|_| ())).await
}
