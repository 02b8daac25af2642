//! `/van-ban/{id}`: a paper as it will be printed, its files, its signed copies.

use app::Error;
use app::paper::{self, SheetOfPaper, SignedCopy, State as PaperState};
use askama::Template;
use axum::extract::{Path, State};
use domain::authority::Action;
use papers::{Block, Paper, Table};
use serde::Deserialize;

use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "paper/show.html")]
struct Page {
    frame: Frame,
    list: String,
    sheet: SheetOfPaper,
    paper: Paper,
    blocks: Vec<Shown>,
    copies: Vec<SignedCopy>,
    is_draft: bool,
    may_edit: bool,
    may_issue: bool,
    refusal: String,
}

/// A piece of the text.
enum Shown {
    Heading(String),
    Paragraph(String),
    Grid(usize, Table),
}

impl Page {
    fn number(&self) -> String {
        papers::wording::number(&self.paper.head)
    }

    fn day(&self) -> String {
        papers::wording::place_and_date(&self.paper.head)
    }

    fn agency(&self) -> String {
        papers::wording::letterhead(&self.paper.head.agency).replace('\n', " ")
    }
}

fn blocks(paper: &Paper) -> Vec<Shown> {
    let mut grids = 0;
    let mut shown = |block: &Block| match block {
        Block::Heading(_, text) => Shown::Heading(text.clone()),
        Block::Paragraph(text) => Shown::Paragraph(text.clone()),
        Block::Table(table) => {
            grids += 1;
            Shown::Grid(grids, table.clone())
        }
    };
    paper.body.iter().map(&mut shown).collect()
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    (id, refusal): (&str, String),
) -> Result<impl Template + use<>, Failure> {
    let actor = &visitor.actor;
    let (sheet, copies) = paper::show(&web.app, actor, &super::id(id)?).await?;
    let here = Here::at(web, visitor, &sheet.unit_slug, None).await?;
    let paper = sheet.paper().map_err(Error::from)?;
    Ok(Page {
        list: format!("{}/van-ban", here.path()),
        blocks: blocks(&paper),
        is_draft: sheet.state == PaperState::Draft,
        may_edit: actor.may(Action::EditPlan, &sheet.unit_path),
        may_issue: actor.may(Action::IssuePlan, &sheet.unit_path),
        frame: Frame::of(visitor, Section::Papers, here),
        sheet,
        paper,
        copies,
        refusal,
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    shown(&page(&web, &visitor, (&id, String::new())).await?)
}

/// The version that was seen.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Seen {
    version: String,
}

/// Gathers the figures anew.
pub(super) async fn gather(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(seen): Typed<Seen>,
) -> Answer {
    let version = seen.version.parse().unwrap_or(0);
    let done = paper::gather(&web.app, &visitor.actor, &super::id(&id)?, version).await;
    answered(&web, &visitor, &id, done).await
}

/// Back to the paper, or the paper with why not.
pub(super) async fn answered(
    web: &Web,
    visitor: &Visitor,
    id: &str,
    done: Result<(), Error>,
) -> Answer {
    match done {
        Ok(()) => on_to(&format!("/van-ban/{id}")),
        Err(Error::Refused(why)) => refused(&page(web, visitor, (id, vi::refused(&why))).await?),
        Err(Error::Stale(noun)) => {
            stale(&page(web, visitor, (id, vi::failure::stale(noun))).await?)
        }
        Err(error) => Err(error.into()),
    }
}
