//! Gia hạn: what a unit asks for after its period closed, and what the level above decides.

use app::period::{self, Exception, Verdict};
use app::{Error, ExceptionId, Noun};
use askama::Template;
use axum::extract::State;
use serde::Deserialize;

use crate::pages::choice::{NO_DAY, day};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "period/exceptions.html")]
struct Page {
    frame: Frame,
    base: String,
    closed: String,
    may_ask: bool,
    rows: Vec<Row>,
    typed: Form,
    refusal: String,
}

struct Row {
    id: String,
    version: i32,
    unit: String,
    reason: String,
    wanted: String,
    wanted_iso: String,
    asked: String,
    state: (&'static str, String),
    said: String,
    waits: bool,
    granted: bool,
    may_answer: bool,
}

/// What is asked or decided.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    id: String,
    version: i32,
    until: String,
    said: String,
    /// `xin`, `cho`, `khong`, `thu-hoi`.
    step: String,
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    here: Here,
    (typed, refusal): (Form, String),
) -> Result<Page, Failure> {
    let actor = &visitor.actor;
    let all = period::exceptions(&web.app, actor, (&here.unit, &here.period)).await?;
    let row = |one: &Exception| Row {
        id: one.id.to_string(),
        version: one.version,
        unit: one.unit_name.clone(),
        reason: one.reason.clone(),
        wanted: vi::time::date(&one.wanted),
        wanted_iso: one.wanted.to_string(),
        asked: format!("{}, {}", one.asked_by, vi::time::instant(&one.asked_at)),
        state: vi::people::exception(one, here.today),
        said: one.said.clone().unwrap_or_default(),
        waits: one.answer.is_none(),
        granted: one.answer == Some(period::ExceptionAnswer::Granted),
        may_answer: one.may_answer(actor),
    };
    let open = period::open_for_entry(&here.period, here.today);
    let waits = all
        .iter()
        .any(|one| one.unit == here.unit.id && one.answer.is_none());
    Ok(Page {
        base: here.path(),
        closed: open
            .as_ref()
            .err()
            .map(|why| vi::refused(&why.clone().into()))
            .unwrap_or_default(),
        may_ask: open.is_err() && !waits && period::may_ask(actor, &here.unit),
        rows: all.iter().map(row).collect(),
        frame: Frame::of(visitor, Section::Entry, here),
        typed,
        refusal,
    })
}

pub(super) async fn get(State(web): State<Web>, visitor: Visitor, here: Here) -> Answer {
    shown(&page(&web, &visitor, here, (Form::default(), String::new())).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Typed(form): Typed<Form>,
) -> Answer {
    let (app, actor) = (&web.app, &visitor.actor);
    let until = day(&form.until);
    if until.is_none() && matches!(form.step.as_str(), "xin" | "cho") {
        return refused(&page(&web, &visitor, here, (form, NO_DAY.to_owned())).await?);
    }
    let until = until.unwrap_or(here.today);
    let done = if form.step == "xin" {
        let what = (until, form.said.as_str());
        let asked = period::ask_exception(app, actor, (&here.unit, &here.period), what).await;
        asked.map(|_| ())
    } else {
        let id = ExceptionId::parse(&form.id).ok_or(Failure::NotFound(Noun::Period))?;
        let verdict = match form.step.as_str() {
            "cho" => Verdict::Grant(until),
            "thu-hoi" => Verdict::End,
            _ => Verdict::Refuse,
        };
        let what = (&verdict, form.said.as_str());
        period::answer_exception(app, actor, (&id, form.version), what).await
    };
    match done {
        Ok(()) => on_to(&format!("{}/gia-han", here.path())),
        Err(Error::Refused(why)) => {
            let why = vi::refused(&why);
            refused(&page(&web, &visitor, here, (form, why)).await?)
        }
        Err(Error::Stale(noun)) => {
            let why = vi::failure::stale(noun);
            stale(&page(&web, &visitor, here, (form, why)).await?)
        }
        Err(error) => Err(error.into()),
    }
}
