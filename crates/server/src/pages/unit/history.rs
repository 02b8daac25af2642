//! What a unit was and became: its decisions, each with its way back; former units of the list.

use app::lineage::{self, Kind, Line};
use app::registry::{self, FormerUnits};
use app::unit::{self, Unit};
use app::{ChangeId, Error};
use askama::Template;
use axum::extract::{Path, State};
use domain::authority::Action;
use serde::Deserialize;

use crate::pages::choice::{NO_DAY, day};
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "unit/history.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    lines: Vec<Line>,
    former: FormerUnits,
    /// May decide about the unit itself: end it, merge it.
    may: bool,
    /// May read its points.
    reads: bool,
    begins: String,
    refusal: String,
}

/// What the forms send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    change: String,
    begins: String,
}

fn words(line: &Line, unit: &Unit) -> String {
    match line.kind {
        Kind::Rename => format!(
            "Đổi tên từ «{}»",
            line.before.as_deref().unwrap_or_default()
        ),
        Kind::Reparent => format!(
            "Chuyển từ cấp trên «{}»",
            line.before.as_deref().unwrap_or_default()
        ),
        Kind::Merge if line.from.id == unit.id => format!("Sáp nhập vào «{}»", line.to.name),
        Kind::Merge => format!("Nhận sáp nhập «{}»", line.from.name),
        Kind::Split if line.from.id == unit.id => format!("Chia thành «{}»", line.to.name),
        Kind::Split => format!("Tách từ «{}»", line.from.name),
    }
}

impl Page {
    fn words(&self, line: &Line) -> String {
        words(line, &self.unit)
    }

    /// The other unit of a line.
    fn other<'l>(&self, line: &'l Line) -> Option<&'l lineage::Side> {
        [&line.from, &line.to]
            .into_iter()
            .find(|side| side.id != self.unit.id)
    }

    /// A line of the list is taken back with the others that were entered with it.
    fn is_of_list(&self, line: &Line) -> bool {
        let entered = self.former.entered.as_ref();
        entered.is_some_and(|entered| entered.id.as_str() == line.change.as_str())
    }
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    unit: Unit,
    (begins, refusal): (String, String),
) -> Result<Page, Failure> {
    let (app, actor) = (&web.app, &visitor.actor);
    // Deciding about a unit is for whoever runs the one above it.
    let above = unit.path.trim_end_matches('/').rsplit_once('/');
    let above = above.map_or("/", |(above, _)| above);
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Directory).await?,
        lines: lineage::lines(app, actor, &unit.id).await?,
        former: registry::waiting(app, actor, &unit.id).await?,
        may: unit.parent.is_some() && actor.may(Action::ManagePeople, &format!("{above}/")),
        reads: actor.may(Action::ReadFigures, &unit.path),
        unit,
        begins,
        refusal,
    })
}

fn first_day(web: &Web) -> String {
    format!("{}-01-01", web.app.today().year() - 2)
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Answer {
    let unit = unit::by_slug(&web.app, &visitor.actor, &slug).await?;
    let typed = (first_day(&web), String::new());
    shown(&page(&web, &visitor, unit, typed).await?)
}

pub(super) async fn undo(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let unit = unit::by_slug(&web.app, &visitor.actor, &slug).await?;
    visitor.actor.require(Action::ManagePeople, &unit.path)?;
    let change = ChangeId::parse(&form.change).ok_or(Failure::Unreadable)?;
    let done = lineage::undo(&web.app, &visitor.actor, &change).await;
    let done = done.map(|left| left.slug);
    after(&web, &visitor, unit, (form, done)).await
}

pub(super) async fn load(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let unit = unit::by_slug(&web.app, &visitor.actor, &slug).await?;
    visitor.actor.require(Action::ManagePeople, &unit.path)?;
    let Some(begins) = day(&form.begins) else {
        let typed = (form.begins, NO_DAY.to_owned());
        return refused(&page(&web, &visitor, unit, typed).await?);
    };
    let done = registry::load_former(&web.app, &visitor.actor, &unit.id, begins).await;
    after(&web, &visitor, unit, (form, done.map(|_| slug))).await
}

pub(super) async fn unload(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let unit = unit::by_slug(&web.app, &visitor.actor, &slug).await?;
    visitor.actor.require(Action::ManagePeople, &unit.path)?;
    let done = registry::undo_former(&web.app, &visitor.actor, &unit.id).await;
    after(&web, &visitor, unit, (form, done.map(|_| slug))).await
}

/// On to the history of the unit that is there, or the page with why not.
async fn after(
    web: &Web,
    visitor: &Visitor,
    unit: Unit,
    (form, done): (Form, Result<String, Error>),
) -> Answer {
    match done {
        Ok(slug) => on_to(&format!("/don-vi/{slug}/lich-su")),
        Err(Error::Refused(refusal)) => {
            let begins = if form.begins.is_empty() {
                first_day(web)
            } else {
                form.begins
            };
            refused(&page(web, visitor, unit, (begins, vi::refused(&refusal))).await?)
        }
        Err(error) => Err(error.into()),
    }
}
