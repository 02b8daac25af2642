//! `/bo-chi-so/{id}/soan/{row}/tong-hop`: which figures of a draft's line are computed from the own
//! entries of units below, and how.

use app::framework::draft::{self, Chosen, Source};
use app::framework::{self, EditionLine, How, RATE, Test};
use app::unit::UnitKind;
use app::{Error, FrameworkId, IndicatorId, Noun};
use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;

use super::row::row_of;
use super::show::id_of;
use crate::pages::choice::Choice;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Problems, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "framework/rollup.html")]
struct Page {
    frame: Frame,
    id: String,
    row: String,
    code: String,
    title: String,
    version: i32,
    /// What is computed already: target, its name, how.
    rolled: Vec<(String, String, String)>,
    targets: Vec<Choice>,
    hows: Vec<Choice>,
    /// By framework.
    sources: Vec<(String, Vec<Choice>)>,
    kinds: Vec<(&'static str, &'static str, bool)>,
    tests: Vec<Choice>,
    typed: Form,
    problems: Problems,
    refusal: String,
}

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    version: String,
    target: String,
    how: String,
    source: String,
    test: String,
    bound: String,
    for_province: String,
    for_city: String,
    for_commune: String,
    for_office: String,
    for_village: String,
    for_other: String,
}

impl Form {
    /// Kinds of unit that are ticked.
    fn kinds(&self) -> Vec<UnitKind> {
        [
            (UnitKind::Province, &self.for_province),
            (UnitKind::City, &self.for_city),
            (UnitKind::Commune, &self.for_commune),
            (UnitKind::Office, &self.for_office),
            (UnitKind::Village, &self.for_village),
            (UnitKind::Other, &self.for_other),
        ]
        .into_iter()
        .filter(|(_, ticked)| !ticked.is_empty())
        .map(|(kind, _)| kind)
        .collect()
    }

    fn chosen(&self) -> Chosen {
        let how = How::parse(&self.how);
        let tests = how.is_none_or(How::tests);
        Chosen {
            target: self.target.clone(),
            how: self.how.clone(),
            source: self.source.clone(),
            kinds: self.kinds(),
            test: if tests {
                self.test.clone()
            } else {
                String::new()
            },
            bound: self.bound.clone(),
        }
    }
}

/// Which figure is entered again.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Again {
    version: String,
    target: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path((id, row)): Path<(String, String)>,
) -> Answer {
    let key = (&id_of(&id)?, &row_of(&row)?);
    let typed = Form {
        how: How::Share.name().to_owned(),
        for_commune: "1".to_owned(),
        ..Form::default()
    };
    shown(&Page::of(&web, &visitor, key, typed).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path((id, row)): Path<(String, String)>,
    Typed(typed): Typed<Form>,
) -> Answer {
    let (id, row) = (id_of(&id)?, row_of(&row)?);
    let version = typed.version.parse().unwrap_or_default();
    let key = (&id, &row, version);
    let done = draft::roll_up(&web.app, &visitor.actor, key, &typed.chosen()).await;
    answered(&web, &visitor, (&id, &row), (typed, done)).await
}

pub(super) async fn again(
    State(web): State<Web>,
    visitor: Visitor,
    Path((id, row)): Path<(String, String)>,
    Typed(typed): Typed<Again>,
) -> Answer {
    let (id, row) = (id_of(&id)?, row_of(&row)?);
    let version = typed.version.parse().unwrap_or_default();
    let key = (&id, &row, version);
    let done = draft::enter_again(&web.app, &visitor.actor, key, &typed.target).await;
    let form = Form {
        target: typed.target,
        for_commune: "1".to_owned(),
        ..Form::default()
    };
    answered(&web, &visitor, (&id, &row), (form, done)).await
}

async fn answered(
    web: &Web,
    visitor: &Visitor,
    (id, row): (&FrameworkId, &IndicatorId),
    (typed, done): (Form, Result<(), Error>),
) -> Answer {
    match done {
        Ok(()) => on_to(&format!("/bo-chi-so/{id}/soan/{row}/tong-hop")),
        Err(Error::Refused(refusal)) => {
            let mut page = Page::of(web, visitor, (id, row), typed).await?;
            let sentence = vi::refused(&refusal);
            match field(&refusal) {
                Some(field) => page.problems.say(field, sentence),
                None => page.refusal = sentence,
            }
            refused(&page)
        }
        Err(Error::Stale(noun)) => {
            let mut page = Page::of(web, visitor, (id, row), typed).await?;
            page.refusal = vi::failure::stale(noun);
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}

/// The field that a refusal is about.
fn field(refusal: &app::Refusal) -> Option<&'static str> {
    use framework::Refusal;
    let app::Refusal::Framework(refusal) = refusal else {
        return None;
    };
    match refusal {
        Refusal::NoRollSource | Refusal::RollCircle { .. } => Some("source"),
        Refusal::RollsOtherwise { .. } => Some("how"),
        Refusal::NoRollTest | Refusal::RollTestUnfit { .. } => Some("test"),
        Refusal::NotNumber { .. } => Some("bound"),
        Refusal::RollsNothing { .. } | Refusal::RolledTwice { .. } => Some("target"),
        _ => None,
    }
}

/// What a target is called: «Tỷ lệ» for its counts together.
fn named(line: &EditionLine, target: &str) -> String {
    if target == RATE {
        return "Tỷ lệ (tử số và mẫu số)".to_owned();
    }
    let ask = line.asks.iter().find(|ask| ask.key == target);
    ask.map(vi::figure::label).unwrap_or_default()
}

impl Page {
    async fn of(
        web: &Web,
        visitor: &Visitor,
        (id, row): (&FrameworkId, &IndicatorId),
        typed: Form,
    ) -> Result<Page, Failure> {
        let (app, actor) = (&web.app, &visitor.actor);
        // Refuses whoever may not write the draft, and an edition that was issued.
        let sheet = draft::sheet(app, actor, id).await?;
        let version = sheet.row(row)?.version;
        let (edition, _) = framework::show(app, actor, id).await?;
        let at = edition
            .line(row)
            .ok_or(Failure::NotFound(Noun::Indicator))?;
        let line = &edition.lines[at];
        let sources = draft::sources(app, actor, id).await?;
        let chosen = typed.kinds();
        let test = |name: &'static str| Choice::of(name, vi::rollup::test(name), &typed.test);
        Ok(Page {
            frame: Frame::at_home(web, visitor, Section::Frameworks).await?,
            id: id.to_string(),
            row: row.to_string(),
            code: line.code.clone(),
            title: line.title.clone(),
            version,
            rolled: line
                .rollups
                .iter()
                .map(|one| {
                    let name = named(line, &one.target);
                    (one.target.clone(), name, vi::rollup::said(one))
                })
                .collect(),
            targets: draft::targets(line)
                .into_iter()
                .map(|one| Choice::of(one.as_str(), named(line, &one), &typed.target))
                .collect(),
            hows: How::ALL
                .map(|how| Choice::of(how.name(), vi::rollup::how(how), &typed.how))
                .into(),
            sources: by_framework(&sources, &typed.source),
            kinds: UnitKind::ALL
                .map(|kind| {
                    let ticked = chosen.contains(&kind);
                    (kind.name(), vi::people::unit_kind(kind), ticked)
                })
                .into(),
            tests: Test::NAMES.map(test).into(),
            typed,
            problems: Problems::default(),
            refusal: String::new(),
        })
    }
}

/// A list of sources for each framework; they come framework by framework.
fn by_framework(sources: &[Source], chosen: &str) -> Vec<(String, Vec<Choice>)> {
    let mut groups: Vec<(String, Vec<Choice>)> = Vec::new();
    for one in sources {
        let shape = match one.shape {
            "rate" => "tỷ lệ",
            "yes" => "có hay không",
            "any" => "mức, nội dung",
            _ => "số",
        };
        let title: String = one.named.chars().take(90).collect();
        let choice = Choice::of(one.key.as_str(), format!("{title} ({shape})"), chosen);
        match groups.last_mut().filter(|(name, _)| *name == one.framework) {
            Some((_, group)) => group.push(choice),
            None => groups.push((one.framework.clone(), vec![choice])),
        }
    }
    groups
}
