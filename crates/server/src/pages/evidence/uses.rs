//! One proof for many rows and indicators.

use app::Error;
use app::evidence::{self, Candidate, Evidence, NewUse, Serves};
use askama::Template;
use axum::extract::{Path, Query, State};
use serde::Deserialize;

use super::{back, frame, id, requirement};
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "evidence/uses.html")]
struct Page {
    frame: Frame,
    base: String,
    proof: Evidence,
    typed: Form,
    found: Vec<Candidate>,
    refusal: String,
}

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    q: String,
    cho: String,
    trang: String,
    tiep: String,
    yeu_cau: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(text): Path<String>,
    Query(typed): Query<Form>,
) -> Answer {
    shown(&page(&web, &visitor, &text, typed).await?)
}

async fn page(web: &Web, visitor: &Visitor, text: &str, typed: Form) -> Result<Page, Failure> {
    let one = evidence::show(&web.app, &visitor.actor, &id(text)?).await?;
    let frame = frame(web, visitor, &one.unit).await?;
    let place = (&frame.here.unit, frame.here.period.year);
    let wanted = (&one.evidence.id, typed.q.as_str());
    let found = evidence::candidates(&web.app, &visitor.actor, place, wanted).await?;
    Ok(Page {
        base: format!("{}/minh-chung", frame.here.path()),
        frame,
        proof: one.evidence,
        typed,
        found,
        refusal: String::new(),
    })
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(text): Path<String>,
    Typed(typed): Typed<Form>,
) -> Answer {
    let id = id(&text)?;
    let serves = Serves::parse(&typed.cho).ok_or(Failure::NotFound(app::Noun::Row))?;
    let new = NewUse {
        requirement: requirement::new_use(&typed.yeu_cau)?.requirement,
        page: Some(typed.trang.trim().to_owned()).filter(|page| !page.is_empty()),
    };
    match evidence::use_for(&web.app, &visitor.actor, &id, (&[serves], &new)).await {
        Ok(proof) => on_to(back(&typed.tiep, &format!("/minh-chung/{}", proof.id))),
        Err(Error::Refused(refusal)) => {
            let mut page = page(&web, &visitor, &text, typed).await?;
            page.refusal = vi::refused(&refusal);
            refused(&page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes it out of use there.
pub(super) async fn end(
    State(web): State<Web>,
    visitor: Visitor,
    Path(text): Path<String>,
    Typed(typed): Typed<Form>,
) -> Answer {
    let id = id(&text)?;
    let serves = Serves::parse(&typed.cho).ok_or(Failure::NotFound(app::Noun::Row))?;
    evidence::end_use(&web.app, &visitor.actor, &id, &serves).await?;
    on_to(back(&typed.tiep, &format!("/minh-chung/{id}")))
}
