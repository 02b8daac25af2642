//! The list of the country's units: what is there, what would be entered, then entered.

use app::Error;
use app::registry::{self, Filled, Plan};
use askama::Template;
use axum::extract::{Query, State};
use serde::Deserialize;

use crate::pages::choice::Choice;
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "registry/fill.html")]
struct Page {
    frame: Frame,
    provinces: Vec<Choice>,
    plan: Option<Plan>,
    code: String,
    last: Option<Filled>,
    refusal: String,
}

/// Which province; none: what is under the unit at the top.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    tinh: String,
}

impl Asked {
    fn code(&self) -> Option<&str> {
        Some(self.tinh.trim()).filter(|code| !code.is_empty())
    }
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    asked: &Asked,
    refusal: String,
) -> Result<Page, Failure> {
    let last = registry::last_fill(&web.app, &visitor.actor).await?;
    let (plan, refusal) = match registry::preview(&web.app, &visitor.actor, asked.code()).await {
        Ok(plan) => (Some(plan), refusal),
        Err(Error::Refused(why)) if refusal.is_empty() => (None, vi::refused(&why)),
        Err(Error::Refused(_)) => (None, refusal),
        Err(error) => return Err(error.into()),
    };
    let mut provinces = vec![Choice::of("", "Tất cả tỉnh, thành phố", &asked.tinh)];
    provinces.extend(registry::registry().provinces().map(|province| {
        let label = format!("{} {}", province.code, province.name);
        Choice::of(province.code, label, &asked.tinh)
    }));
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Directory).await?,
        provinces,
        plan,
        code: asked.code().unwrap_or_default().to_owned(),
        last,
        refusal,
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Answer {
    shown(&page(&web, &visitor, &asked, String::new()).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Typed(asked): Typed<Asked>,
) -> Answer {
    let done = registry::fill(&web.app, &visitor.actor, asked.code()).await;
    after(&web, &visitor, &asked, done).await
}

pub(super) async fn undo(
    State(web): State<Web>,
    visitor: Visitor,
    Typed(asked): Typed<Asked>,
) -> Answer {
    let done = registry::undo(&web.app, &visitor.actor).await;
    after(&web, &visitor, &asked, done).await
}

async fn after(web: &Web, visitor: &Visitor, asked: &Asked, done: Result<Filled, Error>) -> Answer {
    match done {
        Ok(_) => on_to("/quan-tri/danh-muc-don-vi"),
        Err(Error::Refused(refusal)) => {
            refused(&page(web, visitor, asked, vi::refused(&refusal)).await?)
        }
        Err(error) => Err(error.into()),
    }
}
