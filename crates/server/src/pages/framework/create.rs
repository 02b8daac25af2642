//! `/bo-chi-so/them`: a draft, empty or copied from the edition whose place it takes.

use app::framework::Refusal;
use app::framework::draft::{self, NewDraft};
use app::unit;
use app::{Error, FrameworkId, Noun, UnitId};
use askama::Template;
use axum::extract::{Query, State};
use domain::authority::Action;
use serde::Deserialize;

use crate::pages::choice::Choice;
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Problems, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "framework/create.html")]
struct Page {
    frame: Frame,
    units: Vec<Choice>,
    editions: Vec<Choice>,
    typed: Form,
    problems: Problems,
    refusal: String,
}

/// What is typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    unit: String,
    name: String,
    legal_basis: String,
    follows: String,
}

/// The edition whose next one is made.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct After {
    #[serde(rename = "sau")]
    after: String,
}

async fn page(web: &Web, visitor: &Visitor, typed: Form) -> Result<Page, Failure> {
    let actor = &visitor.actor;
    let mut units = unit::visible(&web.app, actor).await?;
    units.retain(|unit| unit.valid_to.is_none() && actor.may(Action::EditFramework, &unit.path));
    let editions = draft::to_follow(&web.app, actor).await?;
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Frameworks).await?,
        units: units
            .iter()
            .map(|unit| Choice::of(unit.id.as_str(), unit.name.clone(), &typed.unit))
            .collect(),
        editions: editions
            .iter()
            .map(|one| Choice::of(one.id.as_str(), one.name.clone(), &typed.follows))
            .collect(),
        typed,
        problems: Problems::default(),
        refusal: String::new(),
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Query(after): Query<After>,
) -> Answer {
    let home = visitor.actor.home.as_ref();
    let typed = Form {
        unit: home.map(|home| home.id.to_string()).unwrap_or_default(),
        follows: after.after,
        ..Form::default()
    };
    shown(&page(&web, &visitor, typed).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Typed(typed): Typed<Form>,
) -> Answer {
    let unit = UnitId::parse(&typed.unit).ok_or(Failure::NotFound(Noun::Unit))?;
    let follows = match typed.follows.trim() {
        "" => None,
        id => Some(FrameworkId::parse(id).ok_or(Failure::NotFound(Noun::Framework))?),
    };
    let new = NewDraft {
        unit,
        name: typed.name.clone(),
        legal_basis: typed.legal_basis.clone(),
        follows,
    };
    match draft::create(&web.app, &visitor.actor, new).await {
        Ok(id) => on_to(&format!("/bo-chi-so/{id}/soan")),
        Err(Error::Refused(refusal)) => {
            let mut page = page(&web, &visitor, typed).await?;
            let sentence = vi::refused(&refusal);
            match &refusal {
                app::Refusal::Framework(Refusal::NoName | Refusal::NameLong { .. }) => {
                    page.problems.say("name", sentence);
                }
                app::Refusal::Framework(Refusal::TextLong { .. }) => {
                    page.problems.say("legal_basis", sentence);
                }
                _ => page.refusal = sentence,
            }
            refused(&page)
        }
        Err(error) => Err(error.into()),
    }
}
