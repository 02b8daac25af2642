//! Which of several things asked for a proof is to meet: a field of every form that adds proof, and
//! a form of its own beside each proof in use.
//!
//! Where only one thing is asked for, there is nothing to choose and no field; where nobody
//! chooses, the proof meets what asks for its kind.

use app::evidence::{self, Asked, NewUse, Serves};
use app::{Error, RequirementId};
use axum::extract::{Path, State};
use serde::Deserialize;

use super::{back, id, show};
use crate::pages::{on_to, refused};
use crate::vi;
use crate::web::{Answer, Failure, Typed, Visitor, Web};

/// One of the things asked for.
pub(super) struct Choice {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

/// What the field offers; `chosen` is what was chosen before. Empty: no field.
pub(super) fn choices(asked: &[Asked], chosen: &str) -> Vec<Choice> {
    if asked.len() < 2 {
        return Vec::new();
    }
    let choice = |one: &Asked| Choice {
        id: one.id.to_string(),
        label: label(one),
        chosen: one.id.as_str() == chosen,
    };
    asked.iter().map(choice).collect()
}

/// «Biên bản họp (2/4)».
pub(super) fn label(asked: &Asked) -> String {
    format!("{} ({})", asked.text, vi::evidence::progress(asked))
}

/// What a proof in use could serve instead of what it serves; `named` is what a person named.
/// Empty where it serves the only thing asked for.
pub(super) fn others<'a>(
    asked: impl Iterator<Item = (&'a RequirementId, String)>,
    (served, named): (Option<&RequirementId>, Option<&RequirementId>),
) -> Vec<Choice> {
    let choice = |(id, label): (&RequirementId, String)| Choice {
        id: id.to_string(),
        label,
        chosen: named == Some(id),
    };
    let all: Vec<Choice> = asked.map(choice).collect();
    if all.len() < 2 && served.is_some() {
        return Vec::new();
    }
    all
}

/// What the form says of the use.
pub(super) fn new_use(chosen: &str) -> Result<NewUse, Failure> {
    let requirement = match chosen.trim() {
        "" => None,
        id => Some(RequirementId::parse(id).ok_or(Failure::NotFound(app::Noun::Evidence))?),
    };
    Ok(NewUse {
        requirement,
        page: None,
    })
}

/// What the form beside a proof in use says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    cho: String,
    yeu_cau: String,
    tiep: String,
}

/// Names what a proof in use serves.
pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(text): Path<String>,
    Typed(typed): Typed<Form>,
) -> Answer {
    let id = id(&text)?;
    let serves = Serves::parse(&typed.cho).ok_or(Failure::NotFound(app::Noun::Row))?;
    let wanted = new_use(&typed.yeu_cau)?.requirement;
    let what = (&serves, wanted.as_ref());
    match evidence::name_requirement(&web.app, &visitor.actor, &id, what).await {
        Ok(proof) => on_to(back(&typed.tiep, &format!("/minh-chung/{}", proof.id))),
        Err(Error::Refused(why)) => {
            let page = show::page(&web, &visitor, &text).await?;
            refused(&page.refusing(vi::refused(&why)))
        }
        Err(error) => Err(error.into()),
    }
}
