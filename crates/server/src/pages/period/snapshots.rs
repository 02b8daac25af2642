//! Số liệu chốt of a unit: what was frozen, and freezing.

use app::figure::desk;
use app::period::{self, Snapshot};
use app::{Error, FrameworkId, Noun};
use askama::Template;
use axum::extract::State;
use domain::authority::Action;
use serde::Deserialize;

use crate::pages::choice::Choice;
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "period/snapshots.html")]
struct Page {
    frame: Frame,
    base: String,
    all: Vec<Snapshot>,
    frameworks: Vec<Choice>,
    may_take: bool,
    typed: Form,
    refusal: String,
}

/// What is frozen, under which name.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    bo: String,
    name: String,
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    here: Here,
    (typed, refusal): (Form, String),
) -> Result<Page, Failure> {
    let (app, actor) = (&web.app, &visitor.actor);
    let place = (&here.unit, &here.period);
    let used = desk::frameworks_here(app, actor, place).await?;
    Ok(Page {
        base: here.path(),
        all: period::snapshots(app, actor, place).await?,
        frameworks: used
            .iter()
            .map(|one| Choice::of(one.id.as_str(), &one.name, &typed.bo))
            .collect(),
        may_take: actor.may(Action::ManagePeriods, &here.unit.path) && !used.is_empty(),
        frame: Frame::of(visitor, Section::Ready, here),
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
    let framework = FrameworkId::parse(&form.bo).ok_or(Failure::NotFound(Noun::Framework))?;
    let place = (&here.unit, &here.period, &framework);
    match period::take(&web.app, &visitor.actor, place, &form.name).await {
        Ok(id) => on_to(&format!("/so-lieu-chot/{id}")),
        Err(Error::Refused(why)) => {
            let why = vi::refused(&why);
            refused(&page(&web, &visitor, here, (form, why)).await?)
        }
        Err(error) => Err(error.into()),
    }
}
