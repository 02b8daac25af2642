//! Why an entry has the points it has: its rule in the document's words and in ours, what was
//! taken, what is worth a look.

use app::figure::{self, Entry, Grid, Refusal, WhatIf};
use app::{Error, Refusal as Refused};
use domain::authority::Action;
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::{Of, grid};
use crate::api::shape::{decimal, fraction};
use crate::api::wire::{Api, Ask, Nothing, One};
use crate::json;
use crate::vi;
use crate::web::{Access, Failure};

/// Why an entry has its points.
#[derive(Serialize, ToSchema)]
struct EntryExplained {
    /// The rule in the document's words.
    rule_text: Option<String>,
    /// What it means, in Vietnamese; null: nobody has said yet.
    rule_words: Option<String>,
    /// The rule, in the shape that `chamdiem rule read` gives it.
    #[schema(value_type = Object)]
    rule: Json,
    /// `certain`, `assumed`, `unread`, `chosen`; null: no rule.
    reading: Option<String>,
    /// What the text leaves open.
    open: Vec<String>,
    /// Points by the figure, piece by piece, where the rule is a line of one figure.
    #[schema(value_type = Option<Vec<Object>>)]
    curve: Option<Vec<Json>>,
    /// Points as the figures stand.
    points: Option<String>,
    /// The same, exactly.
    points_exact: Option<String>,
    /// `scored`, `missing`, `unstated`, `unread`, `not_applicable` …
    outcome: &'static str,
    /// Why, in Vietnamese; null: figures that contradict each other, or no rule.
    because: Option<String>,
    /// What is worth a look.
    warnings: Vec<String>,
    /// The least of the units that the rule compares.
    least: Option<String>,
    /// The greatest.
    greatest: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/units/{unit}/periods/{period}/entries/{code}/explanation",
        Access::May(Action::ReadFigures),
        (
            "explainEntry",
            "Vì sao chỉ số có số điểm này: quy tắc, cách tính, đường điểm, điều cần xem lại",
        ),
        explain,
    )
}

async fn explain(ask: Ask<Nothing, Of>) -> Result<One<EntryExplained>, Failure> {
    let grid = grid(&ask, ask.query.framework.as_ref()).await?;
    let entry = figure::by_code(&grid, ask.word("code"))?;
    let (unit, period) = (ask.unit().await?, ask.period().await?);
    if !entry.is_mine {
        ask.actor().require(Action::ReadFigures, &unit.path)?;
    }
    let stands = figure::as_it_stands(ask.app(), (&grid, entry), (&unit, &period)).await;
    let stands = match stands {
        Ok(stands) => Some(stands),
        // A rate stored twice: no reasons.
        Err(Error::Refused(Refused::Figure(Refusal::RateTwice))) => None,
        Err(error) => return Err(error.into()),
    };
    Ok(One::at(entry.version, shape(&grid, entry, stands.as_ref())))
}

fn shape(grid: &Grid, entry: &Entry, stands: Option<&WhatIf>) -> EntryExplained {
    let line = &grid.edition.lines[entry.line];
    let frozen = &line.frozen;
    let max = line.max_points.as_ref();
    let layout = grid.edition.layout();
    let top = layout.places[entry.line].indicator.max_points.as_ref();
    let words = |rule| reading::words::rule::in_words(rule, max, &frozen.labels);
    let rule = frozen.rule.as_ref();
    let because = stands.and_then(|stands| stands.because.as_ref());
    let warnings = stands.map_or(&[][..], |stands| &stands.warnings);
    let range = stands.and_then(|stands| stands.range.as_ref());
    EntryExplained {
        rule_text: line.rule_text.clone(),
        rule_words: rule.map(words),
        rule: rule.map_or(Json::Null, json::rule::write),
        reading: line.reading.clone(),
        open: frozen.findings.iter().map(|one| one.1.clone()).collect(),
        curve: rule
            .and_then(|rule| rule.curve(top))
            .map(|bands| json::rule::bands(&bands)),
        points: decimal(entry.earned.points.as_ref()),
        points_exact: fraction(entry.earned.points.as_ref()),
        outcome: entry.earned.outcome.name(),
        because: because.map(reading::words::rule::because),
        warnings: warnings.iter().map(vi::figure::warning).collect(),
        least: range.and_then(|range| fraction(Some(&range.0))),
        greatest: range.and_then(|range| fraction(Some(&range.1))),
    }
}
