//! Publishing: what would be public with its control totals, then the deed.

use app::publication::{self, NewPublication, Preview};
use app::{Error, FrameworkId, Noun};
use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;

use super::show::block_name;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::vi::publication as words;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "publication/publish.html")]
struct Page {
    frame: Frame,
    address: String,
    ranking: String,
    preview: Option<Preview>,
    blocks: Vec<(String, usize)>,
    bases: Vec<(&'static str, usize)>,
    leading: Vec<(String, u32, String, String)>,
    points: String,
    typed: Form,
    refusal: String,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    title: String,
    reason: String,
    without_others: String,
    seen: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, framework)): Path<(String, String, String)>,
) -> Answer {
    let typed = Form::default();
    shown(&Page::of(&web, &visitor, (here, &framework), typed).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, framework)): Path<(String, String, String)>,
    Typed(form): Typed<Form>,
) -> Answer {
    let id = FrameworkId::parse(&framework).ok_or(Failure::NotFound(Noun::Framework))?;
    let new = NewPublication {
        title: form.title.clone(),
        reason: form.reason.clone(),
        without_others: !form.without_others.is_empty(),
        seen: form.seen.clone(),
    };
    match publication::publish(&web.app, &visitor.actor, (&here.period, &id), new).await {
        Ok(id) => on_to(&format!("/cong-khai/{id}")),
        Err(Error::Refused(refusal)) => {
            let mut page = Page::of(&web, &visitor, (here, &framework), form).await?;
            page.refusal = vi::refused(&refusal);
            refused(&page)
        }
        Err(Error::Stale(noun)) => {
            let mut page = Page::of(&web, &visitor, (here, &framework), form).await?;
            page.refusal = vi::failure::stale(noun);
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}

impl Page {
    async fn of(
        web: &Web,
        visitor: &Visitor,
        (here, framework): (Here, &str),
        mut typed: Form,
    ) -> Result<Page, Failure> {
        let id = FrameworkId::parse(framework).ok_or(Failure::NotFound(Noun::Framework))?;
        let place = (&here.unit, &here.period);
        let looked = publication::preview(&web.app, &visitor.actor, place, &id).await;
        let (preview, refusal) = match looked {
            Ok(preview) => (Some(preview), String::new()),
            Err(Error::Refused(refusal)) => (None, vi::refused(&refusal)),
            Err(error) => return Err(error.into()),
        };
        if let Some(preview) = preview.as_ref().filter(|_| typed.title.is_empty()) {
            typed.title = words::title(&preview.framework, &here.period.name);
        }
        let list = |preview: &Preview| {
            let block = |(block, count): &(String, usize)| (block_name(block), *count);
            preview.blocks.iter().map(block).collect()
        };
        let points = |text: &str| {
            text.parse()
                .map_or_else(|_| text.to_owned(), |number| vi::number::points(&number, 4))
        };
        let leading = |preview: &Preview| {
            let one = |(block, rank, name, number): &(String, u32, String, String)| {
                (block_name(block), *rank, name.clone(), points(number))
            };
            preview.leading.iter().map(one).collect()
        };
        let bases = |preview: &Preview| {
            let one =
                |(basis, count): &(app::ranking::Basis, usize)| (words::basis(*basis).1, *count);
            preview.bases.iter().map(one).collect()
        };
        Ok(Page {
            address: format!("{}/cong-bo/{id}", here.path()),
            ranking: format!("{}/xep-hang?bo={id}", here.path()),
            blocks: preview.as_ref().map_or_else(Vec::new, list),
            bases: preview.as_ref().map_or_else(Vec::new, bases),
            leading: preview.as_ref().map_or_else(Vec::new, leading),
            points: preview
                .as_ref()
                .map_or_else(String::new, |preview| points(&preview.totals.points)),
            preview,
            typed,
            refusal,
            frame: Frame::of(visitor, Section::Ranking, here),
        })
    }
}
