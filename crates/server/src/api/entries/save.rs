//! Figures are saved, one row or many together; what they would earn.

use app::EntryId;
use app::figure::{self, Earned};
use app::framework::Ask as Asked;
use axum::http::Method;
use domain::authority::Action;
use scoring::rule::Because;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::figures::{Figures, typed};
use super::{Of, grid};
use crate::api::shape::{decimal, fraction};
use crate::api::wire::{Api, Ask, Body, One, field};
use crate::web::{Access, Failure};

/// Rows that are saved together.
const ROWS_MAX: usize = 500;

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

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let enter = Access::May(Action::EnterFigures);
    api.post(
        "/api/v1/units/{unit}/periods/{period}/entries",
        enter,
        (
            "saveEntries",
            "Lưu nhiều dòng một lần, tất cả hoặc không dòng nào",
        ),
        save_all,
    )
    .change(
        Method::PUT,
        "/api/v1/units/{unit}/periods/{period}/entries/{code}",
        enter,
        ("saveEntry", "Ghi số liệu; trả về điểm mới và cách tính"),
        save,
    )
    .post(
        "/api/v1/units/{unit}/periods/{period}/entries/{code}/what-if",
        Access::May(Action::ReadFigures),
        ("whatIf", "Điểm sẽ đạt nếu số liệu như vậy; không lưu"),
        what_if,
    )
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
