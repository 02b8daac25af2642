//! `/bo-chi-so/{id}`: the tree with points, sums declared and computed, rules that are not clear,
//! where it is open, and opening it for units.

use app::figure::{self, Opening};
use app::framework::{self, Edition, FrameworkState, OpenIn};
use app::period::{self, Period};
use app::unit::{self, Unit, UnitKind};
use app::{Error, FrameworkId, Noun, UnitId};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::authority::Action;
use serde::Deserialize;

use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::vi::number::points;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "framework/show.html")]
struct Page {
    frame: Frame,
    id: String,
    name: String,
    legal_basis: String,
    unit: String,
    state: &'static str,
    state_word: &'static str,
    is_draft: bool,
    declared: Vec<(&'static str, String)>,
    max: String,
    pillars: Vec<Branch>,
    differing: Vec<(String, String, String)>,
    unclear: Vec<Leaf>,
    open_in: Vec<OpenIn>,
    may_edit: bool,
    periods: Vec<Period>,
    units: Vec<Unit>,
    opened: String,
    refusal: String,
}

struct Branch {
    code: String,
    title: String,
    max: String,
    leaves: Vec<Leaf>,
}

#[derive(Clone)]
struct Leaf {
    href: String,
    code: String,
    title: String,
    level: usize,
    max: String,
    reading: &'static str,
    word: String,
    is_unread: bool,
    rule: String,
}

/// What was done, for the sentence above.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    #[serde(rename = "da-mo")]
    opened: String,
}

/// For which units it is opened.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct OpenForm {
    period: String,
    under: String,
    kind: String,
}

pub(super) fn id_of(text: &str) -> Result<FrameworkId, Failure> {
    FrameworkId::parse(text).ok_or(Failure::NotFound(Noun::Framework))
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Answer {
    let mut page = Page::of(&web, &visitor, &id_of(&id)?).await?;
    page.opened = done.opened;
    shown(&page)
}

pub(super) async fn open(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(form): Typed<OpenForm>,
) -> Answer {
    let id = id_of(&id)?;
    let opening = Opening {
        framework: id.clone(),
        period: period::by_code(&web.app, &form.period).await?.id,
        under: UnitId::parse(&form.under).ok_or(Failure::NotFound(Noun::Unit))?,
        kind: UnitKind::parse(&form.kind),
    };
    let done = figure::open_for_units(&web.app, &visitor.actor, &opening).await;
    let on = done.map(|count| format!("/bo-chi-so/{id}?da-mo={count}#mo"));
    answered(&web, &visitor, &id, on).await
}

pub(super) async fn close(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(form): Typed<OpenForm>,
) -> Answer {
    let id = id_of(&id)?;
    let period = period::by_code(&web.app, &form.period).await?.id;
    let unit = UnitId::parse(&form.under).ok_or(Failure::NotFound(Noun::Unit))?;
    let key = (&unit, &id, &period);
    let done = figure::close_unused(&web.app, &visitor.actor, key).await;
    let on = done.map(|()| format!("/bo-chi-so/{id}#mo"));
    answered(&web, &visitor, &id, on).await
}

async fn answered(
    web: &Web,
    visitor: &Visitor,
    id: &FrameworkId,
    done: Result<String, Error>,
) -> Answer {
    match done {
        Ok(address) => on_to(&address),
        Err(Error::Refused(refusal)) => {
            let mut page = Page::of(web, visitor, id).await?;
            page.refusal = vi::refused(&refusal);
            refused(&page)
        }
        Err(error) => Err(error.into()),
    }
}

impl Page {
    async fn of(web: &Web, visitor: &Visitor, id: &FrameworkId) -> Result<Page, Failure> {
        let (edition, unit) = framework::show(&web.app, &visitor.actor, id).await?;
        let may_edit = visitor.actor.may(Action::EditFramework, &unit.path);
        let units = if may_edit {
            unit::under(&web.app, &visitor.actor, &unit.path).await?
        } else {
            Vec::new()
        };
        let layout = edition.layout();
        let differing = layout
            .sums_that_differ()
            .into_iter()
            .map(|sum| (sum.code, points(&sum.declared, 2), points(&sum.computed, 2)))
            .collect();
        let leaves: Vec<Leaf> = (0..edition.lines.len())
            .map(|at| leaf(&edition, at))
            .collect();
        let unclear = leaves
            .iter()
            .filter(|leaf| leaf.word == "unread" || leaf.word == "assumed")
            .cloned()
            .collect();
        Ok(Page {
            id: id.to_string(),
            name: edition.name.clone(),
            legal_basis: edition.legal_basis.clone().unwrap_or_default(),
            unit: unit.name.clone(),
            state: edition.state.name(),
            state_word: vi::figure::framework_state(edition.state),
            is_draft: edition.state == FrameworkState::Draft,
            declared: vi::framework::declared(&edition.framework, &edition.blocks),
            max: points(layout.max_points(), 2),
            pillars: pillars(&edition, &layout, &leaves),
            differing,
            unclear,
            open_in: framework::open_in(&web.app, &visitor.actor, id).await?,
            may_edit,
            periods: if may_edit {
                period::list(&web.app).await?
            } else {
                Vec::new()
            },
            units,
            opened: String::new(),
            refusal: String::new(),
            frame: Frame::at_home(web, visitor, Section::Frameworks).await?,
        })
    }
}

fn pillars(
    edition: &Edition,
    layout: &scoring::framework::Layout<'_>,
    leaves: &[Leaf],
) -> Vec<Branch> {
    let branch = |(at, pillar): (usize, &framework::EditionPillar)| Branch {
        code: pillar.code.clone(),
        title: pillar.title.clone(),
        max: points(layout.pillar_max(at), 2),
        leaves: leaves
            .iter()
            .zip(&edition.lines)
            .filter(|(_, line)| line.pillar == at)
            .map(|(leaf, _)| leaf.clone())
            .collect(),
    };
    edition.pillars.iter().enumerate().map(branch).collect()
}

fn leaf(edition: &Edition, at: usize) -> Leaf {
    let line = &edition.lines[at];
    let rule = line.frozen.rule.as_ref();
    Leaf {
        href: format!("/bo-chi-so/{}/chi-so/{}", edition.id, line.indicator),
        code: line.code.clone(),
        title: line.title.clone(),
        level: line.depth + 1,
        max: line
            .max_points
            .as_ref()
            .map(|max| points(max, 2))
            .unwrap_or_default(),
        reading: vi::figure::rule_reading(line.reading.as_deref()),
        word: line.reading.clone().unwrap_or_default(),
        is_unread: line.reading.as_deref() == Some("unread"),
        rule: rule
            .map(|rule| {
                reading::words::rule::in_words(rule, line.max_points.as_ref(), &line.frozen.labels)
            })
            .or_else(|| line.rule_text.clone())
            .unwrap_or_default(),
    }
}
