//! A new post, person, group or outsider.

use app::party::{self, Directory, NewParty, PartyKind, What};
use app::{Error, PersonId};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::authority::Action;
use serde::Deserialize;

use super::Fields;
use crate::pages::choice::{Choice, NO_DAY, day};
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "unit/add.html")]
struct Page {
    frame: Frame,
    slug: String,
    unit_name: String,
    kind: PartyKind,
    fields: Fields,
    people: Vec<Choice>,
    members: Vec<(&'static str, Vec<Choice>)>,
    refusal: String,
}

/// What is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    loai: String,
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    directory: &Directory,
    (kind, fields, refusal): (PartyKind, Fields, String),
) -> Result<Page, Failure> {
    visitor
        .actor
        .require(Action::ManagePeople, &directory.unit.path)?;
    let members = match kind {
        PartyKind::Group => super::members(web, visitor, directory, &fields.all("member")).await?,
        _ => Vec::new(),
    };
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Directory).await?,
        slug: directory.unit.slug.clone(),
        unit_name: directory.unit.name.clone(),
        kind,
        people: super::people(directory, &fields.one("holder")),
        members,
        fields,
        refusal,
    })
}

fn kind(text: &str) -> Result<PartyKind, Failure> {
    PartyKind::parse(text)
        .filter(|kind| *kind != PartyKind::Unit)
        .ok_or(Failure::NotFound(app::Noun::Party))
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let directory = super::directory(&web, &visitor, &slug).await?;
    let fields = Fields(vec![("from".to_owned(), web.app.today().to_string())]);
    let what = (kind(&asked.loai)?, fields, String::new());
    shown(&page(&web, &visitor, &directory, what).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Typed(typed): Typed<Vec<(String, String)>>,
) -> Answer {
    let fields = Fields(typed);
    let kind = kind(&fields.one("kind"))?;
    let directory = super::directory(&web, &visitor, &slug).await?;
    let what = match kind {
        PartyKind::Person => What::Person {
            email: given(&fields.one("email")),
            phone: given(&fields.one("phone")),
        },
        PartyKind::Post => match (
            PersonId::parse(&fields.one("holder")),
            day(&fields.one("from")),
        ) {
            (None, _) => What::Post { holder: None },
            (Some(person), Some(from)) => {
                known(&directory, &person)?;
                What::Post {
                    holder: Some((person, from)),
                }
            }
            (Some(_), None) => {
                let what = (kind, fields, NO_DAY.to_owned());
                return refused(&page(&web, &visitor, &directory, what).await?);
            }
        },
        PartyKind::Group => What::Group {
            members: fields.parties("member")?,
        },
        PartyKind::Outsider | PartyKind::Unit => What::Outsider,
    };
    let new = NewParty {
        unit: directory.unit.id.clone(),
        name: fields.one("name"),
        what,
    };
    match party::create(&web.app, &visitor.actor, new).await {
        Ok(_) => on_to(&format!("/don-vi/{slug}#{}", kind.name())),
        Err(Error::Refused(refusal)) => {
            let what = (kind, fields, vi::refused(&refusal));
            refused(&page(&web, &visitor, &directory, what).await?)
        }
        Err(error) => Err(error.into()),
    }
}

fn given(text: &str) -> Option<String> {
    let text = reading::text::squash(text);
    (!text.is_empty()).then_some(text)
}

/// Someone of this directory who is here.
fn known(directory: &Directory, person: &PersonId) -> Result<(), Failure> {
    directory
        .of(PartyKind::Person)
        .find(|listed| {
            listed.party.person_ref.as_ref() == Some(person) && listed.ended_on.is_none()
        })
        .map(|_| ())
        .ok_or(Failure::NotFound(app::Noun::Person))
}
