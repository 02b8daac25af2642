//! `/bo-chi-so/{id}/kiem-tra`: what is wrong or doubtful in a draft, and issuing it.

use app::framework::draft::{self, Check, Flaw, Severity};
use app::framework::{self, Refusal, Warnings};
use app::{Error, FrameworkId};
use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;

use super::row::row_of;
use super::show::id_of;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::vi::number::points;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "framework/check.html")]
struct Page {
    frame: Frame,
    id: String,
    name: String,
    version: i32,
    errors: usize,
    warnings: usize,
    all: Vec<Noticed>,
    refusal: String,
}

/// A finding as shown.
struct Noticed {
    class: &'static str,
    word: &'static str,
    code: String,
    /// The row: id, version, code, title.
    row: Option<(String, i32, String, String)>,
    sentence: String,
    /// What a sum may be put right to.
    sum: String,
}

/// What the forms send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    version: String,
    seen: String,
}

impl Page {
    async fn of(
        web: &Web,
        visitor: &Visitor,
        id: &FrameworkId,
        refusal: String,
    ) -> Result<Page, Failure> {
        let check = draft::check(&web.app, &visitor.actor, id).await?;
        Ok(Page {
            frame: Frame::at_home(web, visitor, Section::Frameworks).await?,
            id: id.to_string(),
            name: check.name.clone(),
            version: check.version,
            errors: check.count(Severity::Error),
            warnings: check.count(Severity::Warning),
            all: noticed(&check),
            refusal,
        })
    }
}

fn noticed(check: &Check) -> Vec<Noticed> {
    let one = |flawed: &draft::Flawed| {
        let (class, word) = vi::framework::severity(flawed.flaw.severity());
        Noticed {
            class,
            word,
            code: match &flawed.flaw {
                Flaw::Said { code, .. } => code.clone(),
                _ => String::new(),
            },
            row: flawed.row.as_ref().map(|row| {
                let id = row.id.to_string();
                (id, row.version, row.code.clone(), row.title.clone())
            }),
            sentence: vi::framework::flaw(&flawed.flaw),
            sum: match &flawed.flaw {
                Flaw::SumDiffers { computed, .. } => points(computed, 2),
                _ => String::new(),
            },
        }
    };
    check.all.iter().map(one).collect()
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    shown(&Page::of(&web, &visitor, &id_of(&id)?, String::new()).await?)
}

pub(super) async fn issue(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let id = id_of(&id)?;
    let version = form.version.parse().unwrap_or_default();
    let warnings = if form.seen.is_empty() {
        Warnings::Unseen
    } else {
        Warnings::Seen
    };
    let key = (&id, version);
    let done = framework::issue_with(&web.app, &visitor.actor, key, warnings).await;
    answered(&web, &visitor, (&id, format!("/bo-chi-so/{id}")), done).await
}

pub(super) async fn take_sum(
    State(web): State<Web>,
    visitor: Visitor,
    Path((id, row)): Path<(String, String)>,
    Typed(form): Typed<Form>,
) -> Answer {
    let (id, row) = (id_of(&id)?, row_of(&row)?);
    let version = form.version.parse().unwrap_or_default();
    let done = draft::take_sum(&web.app, &visitor.actor, (&id, &row, version)).await;
    let on = format!("/bo-chi-so/{id}/kiem-tra");
    answered(&web, &visitor, (&id, on), done).await
}

async fn answered(
    web: &Web,
    visitor: &Visitor,
    (id, on): (&FrameworkId, String),
    done: Result<(), Error>,
) -> Answer {
    match done {
        Ok(()) => on_to(&on),
        // What is no draft any more has no check: its own page says how it stands.
        Err(Error::Refused(app::Refusal::Framework(
            refusal @ (Refusal::NotDraft { .. } | Refusal::Issued { .. }),
        ))) => Err(Error::Refused(refusal.into()).into()),
        Err(Error::Refused(refusal)) => {
            refused(&Page::of(web, visitor, id, vi::refused(&refusal)).await?)
        }
        Err(Error::Stale(noun)) => {
            stale(&Page::of(web, visitor, id, vi::failure::stale(noun)).await?)
        }
        Err(error) => Err(error.into()),
    }
}
