//! What a unit reports for each indicator, and what it earns.

use app::figure::{self, Grid};
use app::framework::Ask as Asked;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Of, grid};
use crate::api::shape::{decimal, fraction};
use crate::api::wire::{Api, Ask, Many, Nothing, One};
use crate::web::{Access, Failure};
use domain::authority::Action;

/// An indicator of a unit in a period.
#[derive(Serialize, ToSchema)]
#[schema(as = Entry)]
struct EntryShape {
    /// Id.
    id: String,
    /// Id of the framework.
    framework: String,
    /// The indicator's code.
    code: String,
    /// Its title.
    title: String,
    /// Whether it applies to the unit.
    applicable: bool,
    /// What was reported.
    inputs: Vec<InputShape>,
    /// What it earns.
    points: Option<String>,
    /// The same, exactly.
    points_exact: Option<String>,
    /// Maximum.
    max_points: Option<String>,
    /// `scored`, `missing`, `unstated`, `unread`, `not_applicable`, `unscored`, `heading`.
    outcome: &'static str,
    /// What is expected by the end of the period.
    expected_points: Option<String>,
    /// `estimate`, `provisional`, `final`: how sure its figures are.
    state: Option<&'static str>,
    /// Why there is no proof, or what it does not show.
    explanation: Option<String>,
    /// Proofs attached.
    evidence_count: i32,
    /// Whether it is your work.
    is_mine: bool,
    /// For `If-Match`.
    version: i32,
}

/// A figure of an entry.
#[derive(Serialize, ToSchema)]
#[schema(as = ReportedInput)]
struct InputShape {
    /// `yes`, `ratio`, `num`, `den`, `value`, `option`, `parts` …
    key: String,
    /// In the document's words.
    label: String,
    /// Unit of measure.
    measure: Option<String>,
    /// `true`, `12.5`, `1/3`, `1,0,1`; null: no data.
    value: Option<String>,
    /// `estimate`, `provisional`, `final`.
    state: Option<&'static str>,
    /// Where it comes from.
    source: Option<String>,
    /// The day it was true on.
    #[schema(format = Date)]
    as_of: Option<String>,
    /// Whether a provider for all units locked it.
    locked: bool,
}

/// Which entries.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Id of a framework, where the unit works on several.
    framework: Option<String>,
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let read = Access::May(Action::ReadFigures);
    api.get(
        "/api/v1/units/{unit}/periods/{period}/entries",
        read,
        (
            "listEntries",
            "Các chỉ số của đơn vị trong kỳ, số liệu và điểm",
        ),
        list,
    )
    .get(
        "/api/v1/units/{unit}/periods/{period}/entries/{code}",
        read,
        ("showEntry", "Số liệu và điểm của một chỉ số"),
        show,
    )
}

fn shape(grid: &Grid, entry: &figure::Entry) -> EntryShape {
    let line = &grid.edition.lines[entry.line];
    EntryShape {
        id: entry.id.to_string(),
        framework: grid.edition.id.to_string(),
        code: line.code.clone(),
        title: line.title.clone(),
        applicable: entry.applicable,
        inputs: line.asks.iter().map(|ask| input(ask, entry)).collect(),
        points: decimal(entry.earned.points.as_ref()),
        points_exact: fraction(entry.earned.points.as_ref()),
        max_points: decimal(line.max_points.as_ref()),
        outcome: entry.earned.outcome.name(),
        expected_points: decimal(entry.expected.as_ref()),
        state: entry.state.map(figure::FigureState::name),
        explanation: entry.explanation.clone(),
        evidence_count: entry.evidence_count,
        is_mine: entry.is_mine,
        version: entry.version,
    }
}

fn input(ask: &Asked, entry: &figure::Entry) -> InputShape {
    let reported = entry.value(&ask.key);
    InputShape {
        key: ask.key.clone(),
        label: ask.label.clone(),
        measure: ask.measure.clone(),
        value: reported.and_then(|value| value.value.clone()),
        state: reported.map(|value| value.state.name()),
        source: reported.map(|value| value.source.clone()),
        as_of: reported.map(|value| value.as_of.clone()),
        locked: reported.is_some_and(|value| value.locked),
    }
}

async fn list(ask: Ask<Nothing, Wanted>) -> Result<Many<EntryShape>, Failure> {
    let grid = grid(&ask, ask.query.framework.as_ref()).await?;
    let all = grid
        .entries
        .iter()
        .map(|entry| shape(&grid, entry))
        .collect();
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(all, page, |entry: &EntryShape| &entry.id)
}

async fn show(ask: Ask<Nothing, Of>) -> Result<One<EntryShape>, Failure> {
    let grid = grid(&ask, ask.query.framework.as_ref()).await?;
    let entry = figure::by_code(&grid, ask.word("code"))?;
    Ok(One::at(entry.version, shape(&grid, entry)))
}
