//! `/van-ban/{id}/phat-hanh`: number and day; from then on the paper is fixed.

use app::Error;
use app::paper::{self, Number, SheetOfPaper};
use askama::Template;
use axum::extract::{Path, State};
use domain::authority::Action;
use serde::Deserialize;

use crate::pages::choice::{NO_DAY, day};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "paper/issue.html")]
struct Page {
    frame: Frame,
    sheet: SheetOfPaper,
    title: String,
    typed: Form,
    problem: String,
    refusal: String,
}

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    reference: String,
    issued_on: String,
    version: String,
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    (id, typed): (&str, Option<Form>),
) -> Result<Page, Failure> {
    let (sheet, _) = paper::show(&web.app, &visitor.actor, &super::id(id)?).await?;
    visitor.actor.require(Action::IssuePlan, &sheet.unit_path)?;
    let here = Here::at(web, visitor, &sheet.unit_slug, None).await?;
    let typed = typed.unwrap_or_else(|| Form {
        reference: sheet.reference.clone().unwrap_or_default(),
        issued_on: sheet
            .issued_on
            .map(|day| day.to_string())
            .unwrap_or_default(),
        version: sheet.version.to_string(),
    });
    Ok(Page {
        frame: Frame::of(visitor, Section::Papers, here),
        title: vi::paper::title(&sheet),
        sheet,
        typed,
        problem: String::new(),
        refusal: String::new(),
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    shown(&page(&web, &visitor, (&id, None)).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let typed_day = day(&form.issued_on);
    if typed_day.is_none() && !form.issued_on.trim().is_empty() {
        let mut page = page(&web, &visitor, (&id, Some(form))).await?;
        page.problem = NO_DAY.to_owned();
        return refused(&page);
    }
    let number = Number {
        reference: form.reference.clone(),
        issued_on: typed_day,
    };
    let version = form.version.parse().unwrap_or(0);
    let paper_id = super::id(&id)?;
    let done = paper::issue(&web.app, &visitor.actor, &paper_id, (version, number)).await;
    match done {
        Ok(()) => on_to(&format!("/van-ban/{id}")),
        Err(Error::Refused(why)) => {
            let mut page = page(&web, &visitor, (&id, Some(form))).await?;
            page.refusal = vi::refused(&why);
            refused(&page)
        }
        Err(Error::Stale(noun)) => {
            let mut page = page(&web, &visitor, (&id, Some(form))).await?;
            page.refusal = vi::failure::stale(noun);
            page.typed.version = page.sheet.version.to_string();
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}
