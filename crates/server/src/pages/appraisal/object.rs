//! `/ky/2026/don-vi/ha-khe/kien-nghi/1.3`: the unit objects to what was decided on a line.

use app::appraisal::{self, Objecting};
use app::{Error, EvidenceId};
use askama::Template;
use axum::extract::{Path, Query, State};
use serde::Deserialize;

use super::{Asked, assessment};
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "appraisal/object.html")]
struct Page {
    frame: Frame,
    base: String,
    code: String,
    objecting: Objecting,
    typed: Form,
    refusal: String,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    bo: String,
    reason: String,
    evidence: String,
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    (here, code, typed): (Here, String, Form),
) -> Result<Page, Failure> {
    let own = assessment(web, visitor, (&here, &typed.bo)).await?;
    let objecting = appraisal::objecting(&web.app, &visitor.actor, (&own.id, &code)).await?;
    Ok(Page {
        base: here.path(),
        code,
        objecting,
        typed,
        refusal: String::new(),
        frame: Frame::of(visitor, Section::Scorecards, here),
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, code)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let typed = Form {
        bo: asked.bo,
        ..Form::default()
    };
    shown(&page(&web, &visitor, (here, code, typed)).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, code)): Path<(String, String, String)>,
    Typed(form): Typed<Form>,
) -> Answer {
    let mut page = page(&web, &visitor, (here, code, form)).await?;
    let evidence = EvidenceId::parse(&page.typed.evidence);
    let said = (page.typed.reason.as_str(), evidence.as_ref());
    let entry = &page.objecting.entry;
    match appraisal::object(&web.app, &visitor.actor, entry, said).await {
        Ok(()) => on_to(&format!(
            "{}/bang-diem?bo={}&xong=kien-nghi",
            page.base, page.objecting.case.framework
        )),
        Err(Error::Refused(refusal)) => {
            page.refusal = vi::refused(&refusal);
            refused(&page)
        }
        Err(error) => Err(error.into()),
    }
}
