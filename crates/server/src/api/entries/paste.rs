//! A block of a worksheet, first looked at with its control totals, then written whole or not at
//! all.

use std::collections::BTreeMap;

use app::figure::{self, Common, Grid, Pasted, Row};
use axum::http::StatusCode;
use domain::authority::Action;
use reading::figure::Column;
use reading::words::figure::{refusal, unclear};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Of, grid};
use crate::api::shape::{date, fraction};
use crate::api::wire::{Api, Ask, Body, One, field};
use crate::vi;
use crate::web::{Access, Failure, Problem};

/// A block as it was copied: cells apart by tabs, rows by line ends; the first rows may name the
/// columns.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasteSent {
    /// The block.
    text: String,
    /// Where the figures come from, where a row does not say.
    #[serde(default)]
    source: String,
    /// The day they were true on, `2026-09-30`, where a row does not say.
    #[schema(format = Date)]
    as_of: Option<String>,
    /// `estimate`, `provisional`, `final`.
    #[serde(default)]
    state: String,
    /// What the look answered as `seen`: only that is written. Without it nothing is.
    seen: Option<String>,
}

/// What a block says.
#[derive(Serialize, ToSchema)]
struct PasteLook {
    /// Whether it was written.
    written: bool,
    /// What stands for all of this; send it back to write it.
    seen: String,
    /// Rows that can be written.
    rows: Vec<PasteRow>,
    /// Control totals, to be compared with those of the worksheet.
    totals: Vec<PasteTotal>,
    /// Rows that name no indicator.
    unmatched: Vec<PasteOther>,
    /// Cells that cannot be read.
    unread: Vec<PasteOther>,
    /// Codes that several rows name: none of those is written.
    repeated: Vec<String>,
    /// Codes of rows that say nothing that is asked.
    unasked: Vec<String>,
}

/// A row to be written.
#[derive(Serialize, ToSchema)]
struct PasteRow {
    /// The indicator's code.
    code: String,
    /// What goes into its fields, as typed.
    #[schema(value_type = Object)]
    inputs: BTreeMap<String, String>,
    /// Where it comes from.
    source: String,
    /// The day it was true on, as typed.
    as_of: String,
    /// The version it is written over.
    version: i32,
}

/// The numbers of a column.
#[derive(Serialize, ToSchema)]
struct PasteTotal {
    /// `num`, `den`, `ratio`, `value`, `previous`, `target`.
    column: &'static str,
    /// How many.
    count: usize,
    /// Their sum, exactly.
    sum: Option<String>,
    /// The least.
    min: Option<String>,
    /// The greatest.
    max: Option<String>,
}

/// A row or a cell that is left out.
#[derive(Serialize, ToSchema)]
struct PasteOther {
    /// Number of the row in the block, from 1.
    row: usize,
    /// What it says, or why it cannot be read.
    text: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.post(
        "/api/v1/units/{unit}/periods/{period}/entries/paste",
        Access::May(Action::EnterFigures),
        (
            "pasteEntries",
            "Dán khối số liệu: xem trước với tổng kiểm soát, rồi ghi đúng những gì đã xem",
        ),
        paste,
    )
}

async fn paste(ask: Ask<Body<PasteSent>, Of>) -> Result<One<PasteLook>, Failure> {
    let grid = grid(&ask, ask.query.framework.as_ref()).await?;
    let Body(sent) = &ask.body;
    let day = date("/as_of", sent.as_of.as_deref())?;
    let as_of = day.map(|day| vi::time::date(&day)).unwrap_or_default();
    let common = Common {
        source: &sent.source,
        as_of: &as_of,
        state: &sent.state,
    };
    let year = ask.period().await?.year;
    let read = Pasted::read(&grid, &sent.text, common, year).map_err(|why| {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Problem::new(status, "bad_block", refusal(why)).at("/text", refusal(why))
    })?;
    let mut look = look(&grid, &read);
    let Some(seen) = &sent.seen else {
        return Ok(One::of(look));
    };
    field("/seen", seen, (*seen == look.seen).then_some(()))?;
    figure::save_all(ask.app(), ask.actor(), &read.into_rows()).await?;
    look.written = true;
    Ok(One::of(look))
}

fn look(grid: &Grid, read: &Pasted) -> PasteLook {
    let code = |at: usize| grid.edition.lines[at].code.clone();
    let row = |(at, row): &(usize, Row)| PasteRow {
        code: code(*at),
        inputs: row.typed.inputs.clone(),
        source: row.typed.source.clone(),
        as_of: row.typed.as_of.clone(),
        version: row.version,
    };
    let preview = &read.preview;
    let counted = preview.totals.iter().filter(|total| total.count > 0);
    PasteLook {
        written: false,
        seen: read.seen(),
        rows: read.rows.iter().map(row).collect(),
        totals: counted
            .map(|total| PasteTotal {
                column: column(total.column),
                count: total.count,
                sum: fraction(Some(&total.sum)),
                min: fraction(total.min.as_ref()),
                max: fraction(total.max.as_ref()),
            })
            .collect(),
        unmatched: preview
            .unmatched
            .iter()
            .map(|row| other(row.row, row.text.clone()))
            .collect(),
        unread: preview
            .unread
            .iter()
            .map(|cell| other(cell.row, unclear(&cell.why)))
            .collect(),
        repeated: preview.duplicates.iter().map(|(at, _)| code(*at)).collect(),
        unasked: read.unasked.iter().map(|at| code(*at)).collect(),
    }
}

fn other(row: usize, text: String) -> PasteOther {
    PasteOther { row: row + 1, text }
}

fn column(column: Column) -> &'static str {
    match column {
        Column::Num => "num",
        Column::Den => "den",
        Column::Ratio => "ratio",
        Column::Previous => "previous",
        Column::Target => "target",
        _ => "value",
    }
}
