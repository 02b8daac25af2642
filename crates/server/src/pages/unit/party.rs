//! One post, person, group or outsider: what is said of it, its work, its names.

use app::party::{self, Directory, Hanging, Listed, PartyChange, PartyKind};
use app::unit::Unit;
use app::{Error, PartyId};
use askama::Template;
use axum::extract::{Path, State};
use domain::authority::Action;

use super::Fields;
use crate::pages::choice::Choice;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "unit/party.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    listed: Listed,
    hanging: Hanging,
    members: Vec<(&'static str, Vec<Choice>)>,
    fields: Fields,
    may: bool,
    refusal: String,
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
    (directory, id): (&Directory, &PartyId),
    (typed, refusal): (Option<Fields>, String),
) -> Result<Page, Failure> {
    let listed = directory.listed(id)?.clone();
    let may = visitor
        .actor
        .may(Action::ManagePeople, &directory.unit.path);
    let fields = typed.unwrap_or_else(|| now(&listed));
    let members = match listed.party.kind {
        PartyKind::Group if may => {
            super::members(web, visitor, directory, &fields.all("member")).await?
        }
        _ => Vec::new(),
    };
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Directory).await?,
        unit: directory.unit.clone(),
        hanging: party::hanging(&web.app, &visitor.actor, id).await?,
        listed,
        members,
        fields,
        may,
        refusal,
    })
}

/// What the form shows before anyone types.
fn now(listed: &Listed) -> Fields {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut fields = vec![
        field("name", &listed.party.name),
        field("email", listed.email.as_deref().unwrap_or_default()),
        field("phone", listed.phone.as_deref().unwrap_or_default()),
        field("version", &listed.party.version.to_string()),
    ];
    fields.extend(
        listed
            .members
            .iter()
            .map(|member| field("member", member.id.as_str())),
    );
    Fields(fields)
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path((slug, party)): Path<(String, String)>,
) -> Answer {
    let directory = super::directory(&web, &visitor, &slug).await?;
    let id = super::party_id(&party)?;
    shown(&page(&web, &visitor, (&directory, &id), (None, String::new())).await?)
}

/// On to the party, or the party with why not and what was typed.
async fn done(
    web: &Web,
    visitor: &Visitor,
    (slug, id): (&str, &PartyId),
    (typed, outcome): (Option<Fields>, Result<(), Error>),
) -> Answer {
    let (refusal, was_stale) = match outcome {
        Ok(()) => return on_to(&format!("/don-vi/{slug}/danh-ba/{id}")),
        Err(Error::Refused(refusal)) => (vi::refused(&refusal), false),
        Err(Error::Stale(noun)) => (vi::failure::stale(noun), true),
        Err(error) => return Err(error.into()),
    };
    let directory = super::directory(web, visitor, slug).await?;
    let page = page(web, visitor, (&directory, id), (typed, refusal)).await?;
    if was_stale {
        stale(&page)
    } else {
        refused(&page)
    }
}

/// The party of the address, which must be of that unit.
async fn of(web: &Web, visitor: &Visitor, slug: &str, party: &str) -> Result<Listed, Failure> {
    let directory = super::directory(web, visitor, slug).await?;
    Ok(directory.listed(&super::party_id(party)?)?.clone())
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path((slug, party)): Path<(String, String)>,
    Typed(typed): Typed<Vec<(String, String)>>,
) -> Answer {
    let listed = of(&web, &visitor, &slug, &party).await?;
    let fields = Fields(typed);
    let change = PartyChange {
        name: fields.one("name"),
        email: Some(fields.one("email")),
        phone: Some(fields.one("phone")),
        members: fields.parties("member")?,
    };
    let key = (&listed.party.id, fields.version());
    let outcome = party::edit(&web.app, &visitor.actor, key, change).await;
    done(
        &web,
        &visitor,
        (&slug, &listed.party.id),
        (Some(fields), outcome),
    )
    .await
}

pub(super) async fn add_alias(
    State(web): State<Web>,
    visitor: Visitor,
    Path((slug, party)): Path<(String, String)>,
    Typed(typed): Typed<Vec<(String, String)>>,
) -> Answer {
    let listed = of(&web, &visitor, &slug, &party).await?;
    let alias = Fields(typed).one("alias");
    let outcome = party::add_alias(&web.app, &visitor.actor, &listed.party.id, &alias).await;
    let mut fields = now(&listed);
    fields.0.push(("alias".to_owned(), alias));
    done(
        &web,
        &visitor,
        (&slug, &listed.party.id),
        (Some(fields), outcome),
    )
    .await
}

pub(super) async fn remove_alias(
    State(web): State<Web>,
    visitor: Visitor,
    Path((slug, party)): Path<(String, String)>,
    Typed(typed): Typed<Vec<(String, String)>>,
) -> Answer {
    let listed = of(&web, &visitor, &slug, &party).await?;
    let alias = Fields(typed).one("alias");
    let outcome = party::remove_alias(&web.app, &visitor.actor, &listed.party.id, &alias).await;
    done(&web, &visitor, (&slug, &listed.party.id), (None, outcome)).await
}

/// Someone is back, a closed post is open again.
pub(super) async fn reopen(
    State(web): State<Web>,
    visitor: Visitor,
    Path((slug, party)): Path<(String, String)>,
) -> Answer {
    let listed = of(&web, &visitor, &slug, &party).await?;
    let (app, actor, id) = (&web.app, &visitor.actor, &listed.party.id);
    let outcome = match listed.party.kind {
        PartyKind::Post => party::reopen_post(app, actor, id).await,
        _ => party::come_back(app, actor, id).await,
    };
    done(&web, &visitor, (&slug, id), (None, outcome)).await
}
