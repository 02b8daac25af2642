//! A post passes on; a person leaves: what hangs on them is shown, and moves in the same step.

use app::party::{self, Directory, HandOver, Hanging, Leaving, Listed, PartyKind};
use app::unit::Unit;
use app::{Error, Noun, PersonId};
use askama::Template;
use axum::extract::{Path, State};
use domain::authority::Action;
use serde::Deserialize;

use crate::pages::choice::{Choice, NO_DAY, day};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "unit/hand_over.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    listed: Listed,
    hanging: Hanging,
    leaving: Vec<Choice>,
    people: Vec<Choice>,
    typed: Form,
    refusal: String,
}

/// What the forms send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    leaving: String,
    to: String,
    from: String,
    last_day: String,
    own_work: String,
}

impl Page {
    /// The party's own address.
    fn base(&self) -> String {
        format!(
            "/don-vi/{}/danh-ba/{}",
            self.unit.slug, self.listed.party.id
        )
    }
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    (directory, party): (&Directory, &str),
    (typed, refusal): (Form, String),
) -> Result<Page, Failure> {
    visitor
        .actor
        .require(Action::ManagePeople, &directory.unit.path)?;
    let listed = directory.listed(&super::party_id(party)?)?.clone();
    let hanging = party::hanging(&web.app, &visitor.actor, &listed.party.id).await?;
    let mut leaving: Vec<Choice> = hanging
        .holders
        .iter()
        .map(|(tenure, own)| {
            let label = match own {
                0 => tenure.name.clone(),
                own => format!("{} ({own} việc giao riêng)", tenure.name),
            };
            Choice::of(tenure.person.as_str(), label, &typed.leaving)
        })
        .collect();
    leaving.push(Choice::of(
        "",
        "Không ai thôi giữ (thêm người cùng giữ)",
        &typed.leaving,
    ));
    // The one who leaves takes nothing over.
    let mut people = super::people(directory, &typed.to);
    let own = listed.party.person_ref.as_ref().map(PersonId::as_str);
    people.retain(|choice| Some(choice.value.as_str()) != own);
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Directory).await?,
        unit: directory.unit.clone(),
        listed,
        hanging,
        leaving,
        people,
        typed,
        refusal,
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path((slug, party)): Path<(String, String)>,
) -> Answer {
    let directory = super::directory(&web, &visitor, &slug).await?;
    let today = web.app.today().to_string();
    let listed = directory.listed(&super::party_id(&party)?)?;
    let holder = listed
        .tenures
        .first()
        .map(|tenure| tenure.person.to_string());
    let typed = Form {
        leaving: holder.unwrap_or_default(),
        from: today.clone(),
        last_day: today,
        own_work: "on".to_owned(),
        ..Form::default()
    };
    shown(&page(&web, &visitor, (&directory, &party), (typed, String::new())).await?)
}

/// On to the party, or the form with why not.
async fn done(
    web: &Web,
    visitor: &Visitor,
    (directory, party): (&Directory, &str),
    (form, outcome): (Form, Result<(), Error>),
) -> Answer {
    let place = (directory, party);
    match outcome {
        Ok(()) => on_to(&format!("/don-vi/{}/danh-ba/{party}", directory.unit.slug)),
        Err(Error::Refused(refusal)) => {
            refused(&page(web, visitor, place, (form, vi::refused(&refusal))).await?)
        }
        Err(Error::Stale(noun)) => {
            stale(&page(web, visitor, place, (form, vi::failure::stale(noun))).await?)
        }
        Err(error) => Err(error.into()),
    }
}

const NOBODY: &str = "Không bàn giao được: chưa chọn người nhận. Đề nghị chọn người nhận bàn giao.";

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path((slug, party)): Path<(String, String)>,
    Typed(form): Typed<Form>,
) -> Answer {
    let directory = super::directory(&web, &visitor, &slug).await?;
    let place = (&directory, party.as_str());
    let listed = directory.listed(&super::party_id(&party)?)?;
    let (to, from) = match (PersonId::parse(&form.to), day(&form.from)) {
        (Some(to), Some(from)) => (to, from),
        (None, _) => {
            return refused(&page(&web, &visitor, place, (form, NOBODY.to_owned())).await?);
        }
        (_, None) => {
            return refused(&page(&web, &visitor, place, (form, NO_DAY.to_owned())).await?);
        }
    };
    let change = HandOver {
        post: listed.party.id.clone(),
        leaving: PersonId::parse(&form.leaving),
        to,
        from,
        own_work: !form.own_work.is_empty(),
    };
    let outcome = party::hand_over(&web.app, &visitor.actor, change).await;
    done(&web, &visitor, place, (form, outcome)).await
}

pub(super) async fn leave(
    State(web): State<Web>,
    visitor: Visitor,
    Path((slug, party)): Path<(String, String)>,
    Typed(form): Typed<Form>,
) -> Answer {
    let directory = super::directory(&web, &visitor, &slug).await?;
    let place = (&directory, party.as_str());
    let listed = directory.listed(&super::party_id(&party)?)?;
    if listed.party.kind != PartyKind::Person {
        return Err(Failure::NotFound(Noun::Person));
    }
    let Some(last_day) = day(&form.last_day) else {
        return refused(&page(&web, &visitor, place, (form, NO_DAY.to_owned())).await?);
    };
    let leaving = Leaving {
        person: listed.party.id.clone(),
        last_day,
        successor: PersonId::parse(&form.to),
    };
    let outcome = party::leave(&web.app, &visitor.actor, leaving).await;
    done(&web, &visitor, place, (form, outcome)).await
}

/// A post is closed.
pub(super) async fn close(
    State(web): State<Web>,
    visitor: Visitor,
    Path((slug, party)): Path<(String, String)>,
) -> Answer {
    let directory = super::directory(&web, &visitor, &slug).await?;
    let listed = directory.listed(&super::party_id(&party)?)?;
    let outcome = party::close_post(&web.app, &visitor.actor, &listed.party.id).await;
    done(
        &web,
        &visitor,
        (&directory, &party),
        (Form::default(), outcome),
    )
    .await
}
