//! Two parties turn out to be one: choose, see what changes, confirm.

use app::party::{self, Directory, Listed, Merge, PartyKind};
use app::unit::Unit;
use app::{Error, PartyId};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::authority::Action;
use reading::text::fold;
use serde::Deserialize;

use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

/// Parties offered at once; the search finds the others.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "unit/merge.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    listed: Listed,
    candidates: Vec<party::Party>,
    q: String,
    merge: Option<Merge>,
    refusal: String,
}

/// What is asked for, and what is confirmed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    q: String,
    /// The party that stays.
    vao: String,
    version: i32,
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
    q: &str,
) -> Result<Page, Failure> {
    visitor
        .actor
        .require(Action::ManagePeople, &directory.unit.path)?;
    let listed = directory.listed(id)?.clone();
    let kind = listed.party.kind;
    let wanted = fold(&q.chars().take(200).collect::<String>());
    let mut all: Vec<party::Party> = directory
        .parties
        .iter()
        .map(|listed| listed.party.clone())
        .collect();
    if kind == PartyKind::Outsider {
        all.retain(|party| party.kind != PartyKind::Unit);
        all.extend(party::units_at(&web.app, &visitor.actor, &directory.unit).await?);
    }
    all.retain(|party| {
        (party.kind == kind || kind == PartyKind::Outsider)
            && party.id != *id
            && fold(&party.name).contains(&wanted)
    });
    all.truncate(SHOWN);
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Directory).await?,
        unit: directory.unit.clone(),
        listed,
        candidates: all,
        q: q.to_owned(),
        merge: None,
        refusal: String::new(),
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path((slug, party)): Path<(String, String)>,
    Query(asked): Query<Form>,
) -> Answer {
    let directory = super::directory(&web, &visitor, &slug).await?;
    let id = super::party_id(&party)?;
    let page = page(&web, &visitor, (&directory, &id), &asked.q).await?;
    if asked.vao.is_empty() {
        return shown(&page);
    }
    let into = super::party_id(&asked.vao)?;
    match party::merge_preview(&web.app, &visitor.actor, &id, &into).await {
        Ok(merge) => shown(&Page {
            merge: Some(merge),
            ..page
        }),
        Err(Error::Refused(refusal)) => refused(&Page {
            refusal: vi::refused(&refusal),
            ..page
        }),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path((slug, party)): Path<(String, String)>,
    Typed(form): Typed<Form>,
) -> Answer {
    let directory = super::directory(&web, &visitor, &slug).await?;
    let id = super::party_id(&party)?;
    directory.listed(&id)?;
    let into = super::party_id(&form.vao)?;
    match party::merge(&web.app, &visitor.actor, (&id, form.version), &into).await {
        // The other may be a unit, whose names stand on its own page.
        Ok(()) => on_to(&match directory.listed(&into) {
            Ok(_) => format!("/don-vi/{slug}/danh-ba/{into}"),
            Err(_) => format!("/don-vi/{slug}"),
        }),
        Err(Error::Refused(refusal)) => {
            let page = page(&web, &visitor, (&directory, &id), &form.q).await?;
            refused(&Page {
                refusal: vi::refused(&refusal),
                ..page
            })
        }
        Err(Error::Stale(noun)) => {
            let page = page(&web, &visitor, (&directory, &id), &form.q).await?;
            stale(&Page {
                refusal: vi::failure::stale(noun),
                ..page
            })
        }
        Err(error) => Err(error.into()),
    }
}
