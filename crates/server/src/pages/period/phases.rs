//! The steps of a period, each with its first and last day.

use std::collections::BTreeMap;

use app::Error;
use app::period::{self, Period, Phase, Step};
use askama::Template;
use axum::extract::{Path, State};

use crate::pages::choice::{NO_DAY, day};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "period/phases.html")]
struct Page {
    frame: Frame,
    period: Period,
    rows: Vec<Row>,
    is_proposal: bool,
    version: i32,
    refusal: String,
}

struct Row {
    name: &'static str,
    label: &'static str,
    from: String,
    to: String,
}

/// What is typed: `version`, `from.collect`, `to.collect` …
#[derive(Default)]
struct Form {
    days: BTreeMap<String, String>,
}

impl Form {
    fn version(&self) -> i32 {
        let typed = self
            .days
            .get("version")
            .and_then(|typed| typed.parse().ok());
        typed.unwrap_or_default()
    }
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    code: &str,
    (typed, refusal): (Option<&Form>, String),
) -> Result<Page, Failure> {
    let period = period::by_code(&web.app, code).await?;
    let all = period::phases(&web.app).await?;
    let mut own: Vec<Phase> = all
        .into_iter()
        .filter(|(id, _)| *id == period.id)
        .map(|(_, phase)| phase)
        .collect();
    let is_proposal = own.is_empty();
    if is_proposal {
        own = period::proposal(&period);
    }
    let row = |step: Step| {
        let phase = own.iter().find(|phase| phase.step == step);
        let said = |key: &str| {
            let key = format!("{key}.{}", step.name());
            typed.map(|form| form.days.get(&key).cloned().unwrap_or_default())
        };
        let kept = |of: fn(&Phase) -> jiff::civil::Date| {
            phase.map(|phase| of(phase).to_string()).unwrap_or_default()
        };
        Row {
            name: step.name(),
            label: vi::people::step(step),
            from: said("from").unwrap_or_else(|| kept(|phase| phase.starts_on)),
            to: said("to").unwrap_or_else(|| kept(|phase| phase.ends_on)),
        }
    };
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Periods).await?,
        rows: Step::ALL.map(row).into(),
        version: typed.map_or(period.version, Form::version),
        period,
        is_proposal,
        refusal,
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(code): Path<String>,
) -> Answer {
    shown(&page(&web, &visitor, &code, (None, String::new())).await?)
}

/// The steps that are typed; a step whose days are both empty is left out.
fn typed(form: &Form) -> Result<Vec<Phase>, ()> {
    let mut phases = Vec::new();
    for step in Step::ALL {
        let said = |key: &str| {
            let text = form.days.get(&format!("{key}.{}", step.name()));
            text.map_or("", |text| text.trim())
        };
        let (from, to) = (said("from"), said("to"));
        if from.is_empty() && to.is_empty() {
            continue;
        }
        phases.push(Phase {
            step,
            starts_on: day(from).ok_or(())?,
            ends_on: day(to).ok_or(())?,
        });
    }
    Ok(phases)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(code): Path<String>,
    Typed(pairs): Typed<Vec<(String, String)>>,
) -> Answer {
    let form = Form {
        days: pairs.into_iter().collect(),
    };
    let Ok(phases) = typed(&form) else {
        let said = (Some(&form), NO_DAY.to_owned());
        return refused(&page(&web, &visitor, &code, said).await?);
    };
    let period = period::by_code(&web.app, &code).await?;
    let key = (&period.id, form.version());
    match period::set_phases(&web.app, &visitor.actor, key, &phases).await {
        Ok(()) => on_to("/quan-tri/ky"),
        Err(Error::Refused(why)) => {
            let said = (Some(&form), vi::refused(&why));
            refused(&page(&web, &visitor, &code, said).await?)
        }
        Err(Error::Stale(noun)) => {
            let said = (Some(&form), vi::failure::stale(noun));
            stale(&page(&web, &visitor, &code, said).await?)
        }
        Err(error) => Err(error.into()),
    }
}
