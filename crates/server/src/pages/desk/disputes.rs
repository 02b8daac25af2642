//! What units say against provided figures: answered here, or the figure is given back to the unit.

use app::figure::{self, desk};
use app::{DisputeId, EntryId, Error, Noun};
use askama::Template;
use axum::extract::State;
use domain::authority::Action;
use serde::Deserialize;

use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "desk/disputes.html")]
struct Page {
    frame: Frame,
    base: String,
    waiting: Vec<One>,
    may_release: bool,
    typed: Form,
    refusal: String,
}

struct One {
    id: String,
    entry: String,
    key: String,
    unit: String,
    what: String,
    value: String,
    from: String,
    provider: String,
    is_gone: bool,
    by: String,
    at: String,
    said: String,
}

/// What is answered to which.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    entry: String,
    ve: String,
    key: String,
    noi_dung: String,
    /// `go`: the figure is given back to the unit.
    step: String,
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    here: Here,
    (typed, refusal): (Form, String),
) -> Result<Page, Failure> {
    let actor = &visitor.actor;
    let all = desk::waiting(&web.app, actor, (&here.unit, &here.period)).await?;
    let one = |one: &desk::Waiting| One {
        id: one.id.to_string(),
        entry: one.entry.to_string(),
        key: one.key.clone(),
        unit: one.unit.clone(),
        what: format!("{} {}", one.code, one.title),
        value: format!(
            "{}: {}",
            vi::figure::key(&one.key),
            one.value.clone().unwrap_or_default().replace('.', ",")
        ),
        from: {
            let day = one.as_of.parse().map(|day| vi::time::date(&day));
            format!("{}, số liệu ngày {}", one.source, day.unwrap_or_default())
        },
        provider: one.provider.clone(),
        is_gone: !one.provider_is_there,
        by: one.by.clone(),
        at: vi::time::instant(&one.at),
        said: one.said.clone(),
    };
    Ok(Page {
        base: here.path(),
        waiting: all.iter().map(one).collect(),
        may_release: actor.may(Action::EnterFigures, &here.unit.path),
        frame: Frame::of(visitor, Section::Desk, here),
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
    let entry = EntryId::parse(&form.entry).ok_or(Failure::NotFound(Noun::Entry))?;
    let (app, actor) = (&web.app, &visitor.actor);
    let done = if form.step == "go" {
        desk::release(app, actor, &entry, (&form.key, &form.noi_dung)).await
    } else {
        let id = DisputeId::parse(&form.ve).ok_or(Failure::NotFound(Noun::Comment))?;
        figure::answer(app, actor, &entry, (&id, &form.noi_dung)).await
    };
    match done {
        Ok(()) => on_to(&format!("{}/y-kien-so-lieu", here.path())),
        Err(Error::Refused(why)) => {
            let why = vi::refused(&why);
            refused(&page(&web, &visitor, here, (form, why)).await?)
        }
        Err(error) => Err(error.into()),
    }
}
