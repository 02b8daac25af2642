//! What is said of a proof, confirmed or corrected.

use app::Error;
use app::evidence::{self, Correction, Evidence, Facts, Refusal, Visibility};
use askama::Template;
use axum::extract::{Path, State};
use jiff::civil::Date;
use serde::Deserialize;

use super::{frame, id};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Problems, Typed, Visitor, Web};
use domain::authority::Action;

#[derive(Template)]
#[template(path = "evidence/edit.html")]
struct Page {
    frame: Frame,
    base: String,
    now: Evidence,
    manage: bool,
    typed: Form,
    problems: Problems,
    is_stale: bool,
}

impl Page {
    /// Whether the kind is neither of the documents nor of the codes that the form lists.
    fn is_other_kind(&self) -> bool {
        let kind = self.typed.kind.as_str();
        !kind.is_empty()
            && !vi::evidence::DOCUMENTS.contains(&kind)
            && !evidence::kind::CODES.contains(&kind)
    }
}

/// What is typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    title: String,
    kind: String,
    reference: String,
    issued_on: String,
    issuer: String,
    effective_from: String,
    effective_to: String,
    visibility: String,
    version: String,
}

impl Form {
    fn of(proof: &Evidence) -> Form {
        let facts = &proof.facts;
        let day = |date: Option<Date>| date.map(|date| vi::time::date(&date)).unwrap_or_default();
        Form {
            title: facts.title.clone(),
            kind: facts.kind.clone().unwrap_or_default(),
            reference: facts.reference.clone().unwrap_or_default(),
            issued_on: day(facts.issued_on),
            issuer: facts.issuer.clone().unwrap_or_default(),
            effective_from: day(facts.effective_from),
            effective_to: day(facts.effective_to),
            visibility: proof.visibility.name().to_owned(),
            version: proof.version.to_string(),
        }
    }

    fn said(&self, problems: &mut Problems) -> Correction {
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
        let mut day = |field: &'static str, text: &str| {
            reading::figure::date(text, None).unwrap_or_else(|_| {
                problems.say(field, vi::evidence::not_a_date(text));
                None
            })
        };
        let facts = Facts {
            title: self.title.clone(),
            kind: text(&self.kind),
            reference: text(&self.reference),
            issued_on: day("issued_on", &self.issued_on),
            issuer: text(&self.issuer),
            effective_from: day("effective_from", &self.effective_from),
            effective_to: day("effective_to", &self.effective_to),
        };
        Correction {
            facts,
            // A form without the choice is of someone who may not make it.
            visibility: Visibility::parse(&self.visibility).unwrap_or(Visibility::Private),
            version: self.version.parse().unwrap_or(0),
        }
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(text): Path<String>,
) -> Answer {
    let page = page(&web, &visitor, &text).await?;
    shown(&page)
}

async fn page(web: &Web, visitor: &Visitor, text: &str) -> Result<Page, Failure> {
    let one = evidence::show(&web.app, &visitor.actor, &id(text)?).await?;
    if !one.rights.edit {
        return Err(Failure::NotAllowed(Action::ManageEvidence));
    }
    let frame = frame(web, visitor, &one.unit).await?;
    Ok(Page {
        base: format!("{}/minh-chung", frame.here.path()),
        frame,
        manage: one.rights.manage,
        typed: Form::of(&one.evidence),
        now: one.evidence,
        problems: Problems::default(),
        is_stale: false,
    })
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(text): Path<String>,
    Typed(mut typed): Typed<Form>,
) -> Answer {
    let mut page = page(&web, &visitor, &text).await?;
    if !page.manage {
        typed.visibility = page.now.visibility.name().to_owned();
    }
    let said = typed.said(&mut page.problems);
    if !page.problems.none() {
        page.typed = typed;
        return refused(&page);
    }
    match evidence::edit(&web.app, &visitor.actor, &page.now.id, said).await {
        Ok(proof) => on_to(&format!("/minh-chung/{}", proof.id)),
        Err(Error::Stale(_)) => {
            // Sent again, it is kept over what stands there now, which the page shows.
            page.typed = Form {
                version: page.now.version.to_string(),
                ..typed
            };
            page.is_stale = true;
            stale(&page)
        }
        Err(Error::Refused(refusal)) => {
            let field = match refusal {
                app::Refusal::Evidence(Refusal::EndsBeforeStart) => "effective_to",
                _ => "title",
            };
            page.problems.say(field, vi::refused(&refusal));
            page.typed = typed;
            refused(&page)
        }
        Err(error) => Err(error.into()),
    }
}
