//! The document beside the rows that were read from it, line by line.

use std::ops::RangeInclusive;

use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::opened;
use crate::api::wire::{Api, Ask, Many, Nothing};
use crate::pages::import::doc::{self, DocLine};
use crate::web::{Access, Failure};

/// A line of the document.
#[derive(Serialize, ToSchema)]
struct ImportLine {
    /// Where it stands in this list, from 1: for `after`.
    position: String,
    /// Its number, as in `source` of rows; several pieces may bear one.
    line: u32,
    /// What it says; cells of a table are apart by ` | `.
    text: String,
    /// The key of the row that was read from it.
    row: Option<String>,
}

/// Which lines.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Only from this number on.
    from: Option<u32>,
    /// Only up to this number.
    to: Option<u32>,
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/imports/{import}/lines",
        Access::May(Action::EditPlan),
        (
            "listImportLines",
            "Văn bản theo từng dòng, kèm dòng việc đọc được từ đó",
        ),
        list,
    )
}

async fn list(ask: Ask<Nothing, Wanted>) -> Result<Many<ImportLine>, Failure> {
    let opened = opened(&ask).await?;
    let reading = &opened.reading;
    let wanted = &ask.query;
    let within: RangeInclusive<u32> = wanted.from.unwrap_or(0)..=wanted.to.unwrap_or(u32::MAX);
    let owners = doc::owners(&reading.plan.annexes);
    let lines = doc::lines(&reading.source, &within, &owners);
    let key = |(annex, row): doc::At| {
        let row = reading.plan.annexes.get(annex)?.rows.get(row)?;
        Some(format!("{annex}/{}", row.path))
    };
    let shape = |(at, line): (usize, DocLine)| ImportLine {
        position: (at + 1).to_string(),
        line: line.no,
        text: line.text,
        row: line.row.and_then(key),
    };
    let all = lines.into_iter().enumerate().map(shape).collect();
    let page = (wanted.limit, wanted.after.as_deref());
    ask.page(all, page, |one: &ImportLine| &one.position)
}
