//! Figures that somebody provides for the unit, on the page of their indicator: who provides them,
//! what is said against them, and the two forms that say and answer it.

use app::figure::{self, Entry, Grid};
use app::{DisputeId, EntryId, Error, Noun};
use axum::extract::{Path, State};
use domain::authority::{Action, Duty};
use serde::Deserialize;

use super::indicator;
use super::row::day;
use crate::pages::on_to;
use crate::vi;
use crate::web::{Answer, Failure, Here, Typed, Visitor, Web};

/// A figure as the page shows it.
pub(super) struct Provided {
    pub(super) key: String,
    /// «Tử số: số cán bộ được tập huấn».
    pub(super) label: String,
    pub(super) value: String,
    pub(super) provider: String,
    pub(super) source: String,
    pub(super) as_of: String,
    /// «Nguyễn Thị Hạnh, 12/10/2026 08:15»; empty: nobody confirmed it.
    pub(super) checked: String,
    /// Who said what against it and to that, with when.
    pub(super) disputes: Vec<(String, String, String)>,
    /// What waits for an answer.
    pub(super) waits: Option<String>,
}

/// The row's figures that are provided, and what the visitor may say to them.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) figures: Vec<Provided>,
    pub(super) may_dispute: bool,
    pub(super) may_answer: bool,
}

impl Beside {
    /// Asks the database only where the row has such figures.
    pub(super) async fn of(
        web: &Web,
        visitor: &Visitor,
        (grid, entry, here): (&Grid, &Entry, &Here),
    ) -> Result<Beside, Failure> {
        if !entry.values.iter().any(|value| value.locked) {
            return Ok(Beside::default());
        }
        let (actor, unit) = (&visitor.actor, &here.unit);
        let all = figure::provided(&web.app, actor, &entry.id).await?;
        let duty = if entry.is_mine {
            Duty::Supporting
        } else {
            Duty::None
        };
        Ok(Beside {
            figures: all
                .iter()
                .filter_map(|one| shown(one, grid, entry))
                .collect(),
            may_dispute: actor.may_as(Action::DisputeFigures, &unit.path, duty),
            may_answer: (grid.provides && grid.may_enter(actor, unit, entry))
                || figure::desk::may_release(actor, &unit.path),
        })
    }
}

fn shown(one: &figure::Provided, grid: &Grid, entry: &Entry) -> Option<Provided> {
    let line = &grid.edition.lines[entry.line];
    let ask = line.asks.iter().find(|ask| ask.key == one.key)?;
    let value = entry
        .value(&one.key)
        .and_then(|value| value.value.as_deref());
    let said = one.disputes.iter().flat_map(|dispute| {
        let answer = dispute.answer.as_ref();
        let answer = answer.map(|answer| (&answer.by, &answer.at, &answer.said));
        [Some((&dispute.by, &dispute.at, &dispute.said)), answer]
    });
    let said = said.flatten();
    Some(Provided {
        key: one.key.clone(),
        label: vi::figure::label(ask),
        value: value
            .map(|value| vi::figure::shown(ask.kind, value))
            .unwrap_or_default(),
        provider: one.provider.clone(),
        source: one.source.clone(),
        as_of: day(&one.as_of),
        checked: one.checked.as_ref().map_or_else(String::new, |(by, at)| {
            format!("{by}, {}", vi::time::instant(at))
        }),
        disputes: said
            .map(|(by, at, said)| (by.clone(), vi::time::instant(at), said.clone()))
            .collect(),
        waits: one.waiting().map(|waiting| waiting.id.to_string()),
    })
}

/// What is said, about which figure or to which dispute.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    entry: String,
    pub(super) ve: String,
    pub(super) noi_dung: String,
}

type Place = Path<(String, String, String)>;

pub(super) async fn dispute(
    State(web): State<Web>,
    visitor: Visitor,
    Path((period, unit, code)): Place,
    Typed(form): Typed<Form>,
) -> Answer {
    let entry = entry(&form)?;
    let what = (form.ve.as_str(), form.noi_dung.as_str());
    let done = figure::dispute(&web.app, &visitor.actor, &entry, what).await;
    end(
        &web,
        &visitor,
        (period, unit, code),
        (form, done.map(|_| ())),
    )
    .await
}

pub(super) async fn answer(
    State(web): State<Web>,
    visitor: Visitor,
    Path((period, unit, code)): Place,
    Typed(form): Typed<Form>,
) -> Answer {
    let entry = entry(&form)?;
    let id = DisputeId::parse(&form.ve).ok_or(Failure::NotFound(Noun::Comment))?;
    let what = (&id, form.noi_dung.as_str());
    let done = figure::answer(&web.app, &visitor.actor, &entry, what).await;
    end(&web, &visitor, (period, unit, code), (form, done)).await
}

fn entry(form: &Form) -> Result<EntryId, Failure> {
    EntryId::parse(&form.entry).ok_or(Failure::NotFound(Noun::Entry))
}

/// Back to the figures, or the page with what was typed and why it was not said.
async fn end(
    web: &Web,
    visitor: &Visitor,
    (period, unit, code): (String, String, String),
    (form, done): (Form, Result<(), Error>),
) -> Answer {
    match done {
        Ok(()) => {
            let page = app::address::indicator(&period, &unit, &code);
            on_to(&format!("{page}#cung-cap"))
        }
        Err(Error::Refused(refusal)) => {
            let here = Here::at(web, visitor, &unit, Some(&period)).await?;
            indicator::unsaid_page(web, visitor, (here, &code), (form, refusal)).await
        }
        Err(error) => Err(error.into()),
    }
}
