//! `/bo-chi-so/{id}/doi-chieu`: which line of the edition before each line carries on.

use std::collections::BTreeMap;

use app::framework::draft::{self, Crosswalk, Known, Old};
use app::{Error, FrameworkId, IndicatorId, Noun};
use askama::Template;
use axum::extract::{Path, Query, State};
use serde::Deserialize;

use super::show::id_of;
use crate::pages::choice::Choice;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "framework/crosswalk.html")]
struct Page {
    frame: Frame,
    id: String,
    name: String,
    version: i32,
    follows: String,
    editions: Vec<Choice>,
    old: Vec<Old>,
    pairs: Vec<Line>,
    open: usize,
    left: Vec<Old>,
    is_saved: bool,
    refusal: String,
}

/// A line of the draft.
struct Line {
    id: String,
    code: String,
    title: String,
    /// The code before, as proposed, confirmed or typed.
    from: String,
    /// The title before.
    was: String,
    badge: &'static str,
    known: &'static str,
}

/// What the forms send: `r_` and a line's id for each line.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    version: String,
    follows: String,
    #[serde(flatten)]
    lines: BTreeMap<String, String>,
}

/// What was done.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    #[serde(rename = "luu")]
    saved: String,
}

impl Form {
    fn chosen(&self) -> BTreeMap<IndicatorId, String> {
        let line = |(name, code): (&String, &String)| {
            let id = IndicatorId::parse(name.strip_prefix("r_")?)?;
            Some((id, code.clone()))
        };
        self.lines.iter().filter_map(line).collect()
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Answer {
    let mut page = Page::of(&web, &visitor, &id_of(&id)?, &Form::default()).await?;
    page.is_saved = !done.saved.is_empty();
    shown(&page)
}

pub(super) async fn follow(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let id = id_of(&id)?;
    let followed = FrameworkId::parse(&form.follows).ok_or(Failure::NotFound(Noun::Framework))?;
    let version = form.version.parse().unwrap_or_default();
    let done = draft::follow(&web.app, &visitor.actor, (&id, version), &followed).await;
    answered(&web, &visitor, (&id, ""), (form, done)).await
}

pub(super) async fn confirm(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let id = id_of(&id)?;
    let version = form.version.parse().unwrap_or_default();
    let chosen = form.chosen();
    let done = draft::confirm(&web.app, &visitor.actor, (&id, version), &chosen).await;
    answered(&web, &visitor, (&id, "?luu=1"), (form, done)).await
}

async fn answered(
    web: &Web,
    visitor: &Visitor,
    (id, query): (&FrameworkId, &str),
    (form, done): (Form, Result<(), Error>),
) -> Answer {
    match done {
        Ok(()) => on_to(&format!("/bo-chi-so/{id}/doi-chieu{query}")),
        Err(Error::Refused(refusal)) => {
            let mut page = Page::of(web, visitor, id, &form).await?;
            page.refusal = vi::refused(&refusal);
            refused(&page)
        }
        Err(Error::Stale(noun)) => {
            let mut page = Page::of(web, visitor, id, &form).await?;
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
        id: &FrameworkId,
        typed: &Form,
    ) -> Result<Page, Failure> {
        let crosswalk = draft::crosswalk(&web.app, &visitor.actor, id).await?;
        let editions = draft::to_follow(&web.app, &visitor.actor).await?;
        let follows = crosswalk.follows.as_ref();
        let name = editions.iter().find(|one| Some(&one.id) == follows);
        let chosen = follows.map(FrameworkId::as_str).unwrap_or_default();
        Ok(Page {
            frame: Frame::at_home(web, visitor, Section::Frameworks).await?,
            id: id.to_string(),
            name: crosswalk.name.clone(),
            version: crosswalk.version,
            follows: match (follows, name) {
                (None, _) => String::new(),
                (Some(_), Some(one)) => one.name.clone(),
                (Some(_), None) => "Phiên bản trước".to_owned(),
            },
            editions: editions
                .iter()
                .map(|one| Choice::of(one.id.as_str(), one.name.clone(), chosen))
                .collect(),
            pairs: lines(&crosswalk, typed),
            open: crosswalk.open(),
            left: crosswalk.left().into_iter().cloned().collect(),
            old: crosswalk.old,
            is_saved: false,
            refusal: String::new(),
        })
    }
}

fn lines(crosswalk: &Crosswalk, typed: &Form) -> Vec<Line> {
    let old: BTreeMap<&IndicatorId, &Old> =
        crosswalk.old.iter().map(|old| (&old.id, old)).collect();
    let line = |pair: &draft::Pair| {
        let was = pair.from.as_ref().and_then(|from| old.get(from));
        let typed = typed.lines.get(&format!("r_{}", pair.row.id));
        let (badge, known) = match pair.known {
            Known::Copied => ("certain", "Chép từ bản trước"),
            Known::Chosen => ("certain", "Đã xác nhận"),
            Known::Same => ("assumed", "Trùng tên, chờ xác nhận"),
            Known::Similar => ("assumed", "Gần giống, cần xem"),
            Known::Nothing => ("unread", "Chưa thấy dòng cũ"),
        };
        Line {
            id: pair.row.id.to_string(),
            code: pair.row.code.clone(),
            title: pair.row.title.clone(),
            from: match typed {
                Some(typed) => typed.clone(),
                None => was.map(|old| old.code.clone()).unwrap_or_default(),
            },
            was: was.map(|old| old.title.clone()).unwrap_or_default(),
            badge,
            known,
        }
    };
    crosswalk.pairs.iter().map(line).collect()
}
