//! A unit under another one; a unit's name, kind, end.

use app::Error;
use app::unit::{self, NewUnit, Unit, UnitChange, UnitKind};
use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;

use crate::pages::choice::{Choice, NO_DAY, day};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "unit/edit.html")]
struct Page {
    frame: Frame,
    /// The unit that is changed, or under which one is created.
    unit: Unit,
    creates: bool,
    kinds: Vec<Choice>,
    typed: Form,
    refusal: String,
}

/// What the forms send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    name: String,
    kind: String,
    code: String,
    valid_from: String,
    last_day: String,
    version: i32,
}

impl Form {
    fn of(unit: &Unit, today: jiff::civil::Date) -> Form {
        Form {
            name: unit.name.clone(),
            kind: unit.kind.name().to_owned(),
            code: unit.code.clone().unwrap_or_default(),
            valid_from: unit.valid_from.to_string(),
            last_day: today.to_string(),
            version: unit.version,
        }
    }
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    (unit, creates): (Unit, bool),
    (typed, refusal): (Form, String),
) -> Result<Page, Failure> {
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Directory).await?,
        kinds: UnitKind::ALL
            .map(|kind| Choice::of(kind.name(), vi::people::unit_kind(kind), &typed.kind))
            .into(),
        unit,
        creates,
        typed,
        refusal,
    })
}

async fn load(web: &Web, visitor: &Visitor, slug: &str) -> Result<Unit, Failure> {
    let unit = unit::by_slug(&web.app, &visitor.actor, slug).await?;
    visitor
        .actor
        .require(domain::authority::Action::ManagePeople, &unit.path)?;
    Ok(unit)
}

pub(super) async fn new(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let parent = load(&web, &visitor, &slug).await?;
    let kind = match parent.kind {
        UnitKind::Province | UnitKind::City => UnitKind::Commune,
        _ => UnitKind::Office,
    };
    let typed = Form {
        kind: kind.name().to_owned(),
        valid_from: web.app.today().to_string(),
        ..Form::default()
    };
    shown(&page(&web, &visitor, (parent, true), (typed, String::new())).await?)
}

pub(super) async fn create(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let parent = load(&web, &visitor, &slug).await?;
    let kind = UnitKind::parse(&form.kind).ok_or(Failure::Unreadable)?;
    let Some(valid_from) = day(&form.valid_from) else {
        return refused(&page(&web, &visitor, (parent, true), (form, NO_DAY.to_owned())).await?);
    };
    let new = NewUnit {
        parent: Some(parent.id.clone()),
        kind,
        name: form.name.clone(),
        code: Some(form.code.clone()),
        valid_from,
    };
    match unit::create(&web.app, &visitor.actor, new).await {
        Ok(unit) => on_to(&format!("/don-vi/{}", unit.slug)),
        Err(error) => again(&web, &visitor, (parent, true), (form, error)).await,
    }
}

/// The form again with why not, or both versions.
async fn again(
    web: &Web,
    visitor: &Visitor,
    what: (Unit, bool),
    (form, error): (Form, Error),
) -> Answer {
    match error {
        Error::Refused(refusal) => {
            refused(&page(web, visitor, what, (form, vi::refused(&refusal))).await?)
        }
        Error::Stale(noun) => {
            // What was typed stays; what is there now stands above it. Sending again overwrites.
            let now = format!(
                "{} Tên hiện nay: «{}».",
                vi::failure::stale(noun),
                what.0.name
            );
            let form = Form {
                version: what.0.version,
                ..form
            };
            stale(&page(web, visitor, what, (form, now)).await?)
        }
        error => Err(error.into()),
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let unit = load(&web, &visitor, &slug).await?;
    let typed = Form::of(&unit, web.app.today());
    shown(&page(&web, &visitor, (unit, false), (typed, String::new())).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let unit = load(&web, &visitor, &slug).await?;
    let kind = UnitKind::parse(&form.kind).ok_or(Failure::Unreadable)?;
    let Some(valid_from) = day(&form.valid_from) else {
        return refused(&page(&web, &visitor, (unit, false), (form, NO_DAY.to_owned())).await?);
    };
    let change = UnitChange {
        name: form.name.clone(),
        kind,
        code: Some(form.code.clone()),
        valid_from,
    };
    let key = (&unit.id, form.version);
    match unit::edit(&web.app, &visitor.actor, key, change).await {
        Ok(()) => on_to(&format!("/don-vi/{slug}")),
        Err(error) => again(&web, &visitor, (unit, false), (form, error)).await,
    }
}

pub(super) async fn end(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let unit = load(&web, &visitor, &slug).await?;
    let kept = Form {
        last_day: form.last_day.clone(),
        ..Form::of(&unit, web.app.today())
    };
    let Some(last_day) = day(&form.last_day) else {
        return refused(&page(&web, &visitor, (unit, false), (kept, NO_DAY.to_owned())).await?);
    };
    match unit::end(&web.app, &visitor.actor, (&unit.id, form.version), last_day).await {
        Ok(()) => on_to(&format!("/don-vi/{slug}")),
        Err(error) => again(&web, &visitor, (unit, false), (kept, error)).await,
    }
}

pub(super) async fn reopen(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let unit = load(&web, &visitor, &slug).await?;
    let kept = Form::of(&unit, web.app.today());
    match unit::reopen(&web.app, &visitor.actor, &unit.id, form.version).await {
        Ok(()) => on_to(&format!("/don-vi/{slug}")),
        Err(error) => again(&web, &visitor, (unit, false), (kept, error)).await,
    }
}
