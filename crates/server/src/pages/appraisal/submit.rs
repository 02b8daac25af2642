//! `/ky/2026/don-vi/ha-khe/nop`: what stands against handing in, how many points are at stake, and
//! the handing in itself.

use app::Error;
use app::appraisal::{self, Case, CheckList, Stage, check_list};
use app::figure::Grid;
use askama::Template;
use axum::extract::{Query, State};
use domain::authority::Action;
use serde::Deserialize;

use super::{Asked, assessment};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "appraisal/submit.html")]
struct Page {
    frame: Frame,
    base: String,
    case: Case,
    stage: (&'static str, &'static str),
    items: Vec<Item>,
    list: CheckList,
    points: scoring::Exact,
    max: scoring::Exact,
    may_submit: bool,
    may_withdraw: bool,
    typed: String,
    refusal: String,
}

/// A line that is doubtful.
struct Item {
    code: String,
    title: String,
    href: String,
    doubts: Vec<(&'static str, &'static str)>,
    stake: scoring::Exact,
}

/// What the forms send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    bo: String,
    version: i32,
    explanation: String,
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    (here, framework): (Here, &str),
) -> Result<(Page, Grid), Failure> {
    let (app, actor) = (&web.app, &visitor.actor);
    let own = assessment(web, visitor, (&here, framework)).await?;
    let (case, grid) = appraisal::before_submitting(app, actor, (&here.unit, &own)).await?;
    let base = here.path();
    let list = check_list(&grid);
    let mut items: Vec<Item> = Vec::new();
    for item in &list.items {
        let line = &grid.edition.lines[item.line];
        let doubt = vi::appraisal::doubt(item.doubt);
        match items.last_mut().filter(|last| last.code == line.code) {
            Some(last) => last.doubts.push(doubt),
            None => items.push(Item {
                code: line.code.clone(),
                title: line.title.clone(),
                href: format!(
                    "{base}/chi-so/{}?bo={}",
                    app::address::part(&line.code),
                    case.framework
                ),
                doubts: vec![doubt],
                stake: item.stake.clone(),
            }),
        }
    }
    let submits = actor.may(Action::Submit, &here.unit.path);
    let waits = grid.entries.iter().any(|one| one.sent_back_until.is_some());
    let may_submit = submits && (case.stage == Stage::Open || waits);
    let page = Page {
        stage: vi::appraisal::stage(case.stage),
        may_submit,
        may_withdraw: submits && case.stage == Stage::Submitted && !waits,
        points: grid.totals.all.points.clone(),
        max: grid.totals.all.max.clone(),
        items,
        list,
        typed: String::new(),
        refusal: String::new(),
        base,
        case,
        frame: Frame::of(visitor, Section::Scorecards, here),
    };
    Ok((page, grid))
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Query(asked): Query<Asked>,
) -> Answer {
    shown(&page(&web, &visitor, (here, &asked.bo)).await?.0)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Typed(form): Typed<Form>,
) -> Answer {
    let (mut page, grid) = page(&web, &visitor, (here, &form.bo)).await?;
    let shown = (&grid, form.version);
    let done = appraisal::submit(&web.app, &visitor.actor, shown, &form.explanation).await;
    page.typed = form.explanation;
    match done {
        Ok(_) => on_to(&format!(
            "{}/bang-diem?bo={}&xong=nop",
            page.base, page.case.framework
        )),
        Err(Error::Refused(refusal)) => {
            page.refusal = vi::refused(&refusal);
            refused(&page)
        }
        Err(Error::Stale(noun)) => {
            page.refusal = vi::failure::stale(noun);
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn withdraw(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Typed(form): Typed<Form>,
) -> Answer {
    let own = assessment(&web, &visitor, (&here, &form.bo)).await?;
    let done = appraisal::withdraw(&web.app, &visitor.actor, &own.id, form.version).await;
    match done {
        Ok(()) => on_to(&format!("{}/nop?bo={}", here.path(), own.framework)),
        Err(Error::Refused(refusal)) => {
            let mut page = page(&web, &visitor, (here, &form.bo)).await?.0;
            page.refusal = vi::refused(&refusal);
            refused(&page)
        }
        Err(error) => Err(error.into()),
    }
}
