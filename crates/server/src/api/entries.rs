//! `/api/v1/units/{unit}/periods/{period}/entries`: what a unit reports for each indicator, what
//! it earns and why; what it would earn; many at once.
//!
//! Inputs are the contract's: decimals with a point, options from 0, parts as a list. They are
//! turned into what a person would have typed, so that both ways are judged by the same reader.

use std::collections::BTreeMap;

use app::figure::{self, Assessment, Earned, Grid, Typed, retyped};
use app::framework::Ask as Asked;
use app::{EntryId, FrameworkId, Noun};
use axum::http::Method;
use domain::authority::Action;
use reading::figure::InputKind;
use scoring::rule::Because;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::shape::{decimal, fraction};
use super::wire::{Api, Ask, Body, Many, Nothing, One, Sent, field};
use crate::json::exact;
use crate::web::{Access, Failure};

/// Rows that are saved together.
const ROWS_MAX: usize = 500;

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

/// What is reported.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Figures {
    /// By key: `true`, `"0.43"`, `30`, an option from 0, `[true, false]`; null: no data. A key that
    /// is not sent keeps its value.
    #[serde(default)]
    #[schema(value_type = Object)]
    inputs: BTreeMap<String, Json>,
    /// Where the figures come from.
    #[serde(default)]
    source: String,
    /// The day they were true on.
    #[schema(format = Date)]
    as_of: Option<String>,
    /// `estimate`, `provisional`, `final`; as it was unless said.
    #[serde(default)]
    state: String,
    /// Why there is no proof, or what it does not show.
    #[serde(default)]
    explanation: String,
    /// What is expected by the end of the period.
    #[schema(value_type = Option<String>)]
    expected_points: Option<Json>,
    /// Whether the indicator applies; true unless said.
    #[serde(default = "yes")]
    applicable: bool,
    /// Why a final figure is changed.
    #[serde(default)]
    reason: String,
}

fn yes() -> bool {
    true
}

/// What a row earns, and why.
#[derive(Serialize, ToSchema)]
#[schema(as = Scored)]
struct ScoredShape {
    /// Points.
    points: Option<String>,
    /// The same, exactly.
    points_exact: Option<String>,
    /// `scored`, `missing`, `unstated`, `unread`, `not_applicable` …
    outcome: &'static str,
    /// Why, in Vietnamese.
    because: Option<String>,
    /// Codes of other rows that the same figures changed.
    also: Vec<String>,
    /// All points of the unit now; null where nothing was saved.
    total_points: Option<String>,
    /// The same, exactly.
    total_points_exact: Option<String>,
}

/// Rows to be saved together: all or none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Block {
    /// The rows.
    rows: Vec<BlockRow>,
}

/// A row of a block.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct BlockRow {
    /// The indicator's code.
    code: String,
    /// The version that was read.
    version: i32,
    /// What is reported.
    figures: Figures,
}

/// What was saved.
#[derive(Serialize, ToSchema)]
struct BlockSaved {
    /// Rows saved.
    rows: usize,
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

/// Of which framework.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Of {
    /// Id of a framework, where the unit works on several.
    pub(super) framework: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let (read, enter) = (
        Access::May(Action::ReadFigures),
        Access::May(Action::EnterFigures),
    );
    let all = "/api/v1/units/{unit}/periods/{period}/entries";
    let one = "/api/v1/units/{unit}/periods/{period}/entries/{code}";
    let what_if_at = "/api/v1/units/{unit}/periods/{period}/entries/{code}/what-if";
    api.about("Số liệu và điểm")
        .get(
            all,
            read,
            (
                "listEntries",
                "Các chỉ số của đơn vị trong kỳ, số liệu và điểm",
            ),
            list,
        )
        .post(
            all,
            enter,
            (
                "saveEntries",
                "Lưu nhiều dòng một lần, tất cả hoặc không dòng nào",
            ),
            save_all,
        )
        .get(
            one,
            read,
            ("showEntry", "Số liệu và điểm của một chỉ số"),
            show,
        )
        .change(
            Method::PUT,
            one,
            enter,
            ("saveEntry", "Ghi số liệu; trả về điểm mới và cách tính"),
            save,
        )
        .post(
            what_if_at,
            read,
            ("whatIf", "Điểm sẽ đạt nếu số liệu như vậy; không lưu"),
            what_if,
        )
}

/// The grid of the unit in the period, of the framework that is asked for or the only one.
pub(super) async fn grid<B: Sent, Q: DeserializeOwned>(
    ask: &Ask<B, Q>,
    framework: Option<&String>,
) -> Result<Grid, Failure> {
    let (unit, period) = (ask.unit().await?, ask.period().await?);
    let wanted = framework
        .map(|id| field("framework", id, FrameworkId::parse(id)))
        .transpose()?;
    let all = figure::assessments(ask.app(), ask.actor(), &unit, &period).await?;
    let is_it = |one: &&Assessment| wanted.as_ref().is_none_or(|id| one.framework == *id);
    let found = all
        .iter()
        .find(is_it)
        .ok_or(Failure::NotFound(Noun::Framework))?;
    Ok(figure::grid(ask.app(), ask.actor(), &unit, found).await?)
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

async fn save(ask: Ask<Body<Figures>, Of>) -> Result<One<ScoredShape>, Failure> {
    let version = ask.version()?;
    let (entry, asks) = place(&ask).await?;
    let typed = typed("", &ask.body.0, &asks)?;
    let saved = figure::save(ask.app(), ask.actor(), &entry, &typed, version).await?;
    let all = &saved.totals.all.points;
    Ok(One::at(
        saved.version,
        ScoredShape {
            also: saved.also,
            total_points: decimal(Some(all)),
            total_points_exact: fraction(Some(all)),
            ..scored(&saved.earned, saved.because.as_ref())
        },
    ))
}

async fn what_if(ask: Ask<Body<Figures>, Of>) -> Result<One<ScoredShape>, Failure> {
    let (entry, asks) = place(&ask).await?;
    let typed = typed("", &ask.body.0, &asks)?;
    let would = figure::what_if(ask.app(), ask.actor(), &entry, &typed).await?;
    Ok(One::of(scored(&would.earned, would.because.as_ref())))
}

async fn place(ask: &Ask<Body<Figures>, Of>) -> Result<(EntryId, Vec<Asked>), Failure> {
    let grid = grid(ask, ask.query.framework.as_ref()).await?;
    let entry = figure::by_code(&grid, ask.word("code"))?;
    Ok((
        entry.id.clone(),
        grid.edition.lines[entry.line].asks.clone(),
    ))
}

async fn save_all(ask: Ask<Body<Block>, Of>) -> Result<One<BlockSaved>, Failure> {
    let grid = grid(&ask, ask.query.framework.as_ref()).await?;
    let rows = &ask.body.0.rows;
    field(
        "/rows",
        &rows.len().to_string(),
        (rows.len() <= ROWS_MAX).then_some(()),
    )?;
    let order = |(at, row): (usize, &BlockRow)| {
        let entry = figure::by_code(&grid, &row.code).ok();
        let entry = field(&format!("/rows/{at}/code"), &row.code, entry)?;
        let asks = &grid.edition.lines[entry.line].asks;
        Ok(figure::Row {
            entry: entry.id.clone(),
            typed: typed(&format!("/rows/{at}/figures"), &row.figures, asks)?,
            version: row.version,
        })
    };
    let orders = rows
        .iter()
        .enumerate()
        .map(order)
        .collect::<Result<Vec<_>, Failure>>()?;
    let rows = figure::save_all(ask.app(), ask.actor(), &orders).await?;
    Ok(One::of(BlockSaved { rows }))
}

fn scored(earned: &Earned, because: Option<&Because>) -> ScoredShape {
    ScoredShape {
        points: decimal(earned.points.as_ref()),
        points_exact: fraction(earned.points.as_ref()),
        outcome: earned.outcome.name(),
        because: because.map(reading::words::rule::because),
        also: Vec::new(),
        total_points: None,
        total_points_exact: None,
    }
}

/// As a person would have typed it.
fn typed(at: &str, sent: &Figures, asks: &[Asked]) -> Result<Typed, Failure> {
    let mut inputs = BTreeMap::new();
    for (key, value) in &sent.inputs {
        let pointer = format!("{at}/inputs/{key}");
        let ask = field(&pointer, key, asks.iter().find(|ask| ask.key == *key))?;
        let text = field(&pointer, &value.to_string(), stored(ask.kind, value))?;
        let text = if text.is_empty() {
            text
        } else {
            retyped(ask.kind, &text)
        };
        inputs.insert(key.clone(), text);
    }
    let as_of = super::shape::date(&format!("{at}/as_of"), sent.as_of.as_deref())?;
    let expected = match &sent.expected_points {
        None | Some(Json::Null) => String::new(),
        Some(value) => {
            let points = field(
                &format!("{at}/expected_points"),
                &value.to_string(),
                exact::read(value),
            )?;
            retyped(InputKind::Signed, &points.to_string())
        }
    };
    Ok(Typed {
        inputs,
        source: sent.source.clone(),
        as_of: as_of
            .map(|day| day.strftime("%d/%m/%Y").to_string())
            .unwrap_or_default(),
        state: sent.state.clone(),
        explanation: sent.explanation.clone(),
        expected_points: expected,
        applicable: sent.applicable,
        reason: sent.reason.clone(),
    })
}

/// The contract's value as the application stores it; empty: no data.
fn stored(kind: InputKind, value: &Json) -> Option<String> {
    if value.is_null() {
        return Some(String::new());
    }
    match kind {
        InputKind::Yes => value.as_bool().map(|flag| flag.to_string()),
        InputKind::Option { count } => {
            let at = exact::read(value)?.to_i64()?;
            (0..i64::from(count)).contains(&at).then(|| at.to_string())
        }
        InputKind::Parts { .. } => {
            let word = |part: &Json| match part {
                Json::Null => Some(""),
                Json::Bool(true) => Some("1"),
                Json::Bool(false) => Some("0"),
                _ => None,
            };
            let words: Option<Vec<&str>> = value.as_array()?.iter().map(word).collect();
            words.map(|words| words.join(","))
        }
        InputKind::Children { .. } | InputKind::Date { .. } => None,
        InputKind::Ratio | InputKind::Percent | InputKind::Value | InputKind::Signed => {
            exact::read(value).map(|exact| exact.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: InputKind, json: &str, expected: Option<&str>) {
        let value: Json = serde_json::from_str(json).unwrap();
        let text = stored(kind, &value);
        assert_eq!(text.as_deref(), expected, "{json}");
        // What a person would have typed is read as the same.
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            assert!(
                reading::figure::typed(kind, &retyped(kind, &text)).is_ok(),
                "{text}"
            );
        }
    }

    #[test]
    fn inputs_are_the_contracts() {
        check(InputKind::Yes, "true", Some("true"));
        check(InputKind::Yes, "\"true\"", None);
        check(InputKind::Value, "1234.5", Some("1234.5"));
        check(InputKind::Value, "\"1.234\"", Some("1.234"));
        check(InputKind::Percent, "\"0.43\"", Some("0.43"));
        check(InputKind::Percent, "\"1/3\"", Some("1/3"));
        check(InputKind::Option { count: 3 }, "2", Some("2"));
        check(InputKind::Option { count: 3 }, "3", None);
        check(
            InputKind::Parts { count: 3 },
            "[true, null, false]",
            Some("1,,0"),
        );
        check(InputKind::Parts { count: 3 }, "[1]", None);
        check(InputKind::Value, "null", Some(""));
        check(InputKind::Value, "\"8,6\"", None);
        check(InputKind::Value, "{}", None);
    }
}
