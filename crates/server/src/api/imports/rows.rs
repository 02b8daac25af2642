//! The rows of an import as they would be written: what the file says, with everything decided.

use std::collections::BTreeMap;

use app::import::{self, Noticed, Opened, RowKey, Sorted};
use domain::authority::Action;
use domain::plan::Row;
use domain::rule::Certainty;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::opened;
use crate::api::wire::{Api, Ask, Many, Nothing};
use crate::json::{self, rule::certainty};
use crate::web::{Access, Failure};

/// A row as it would be written.
#[derive(Serialize, ToSchema)]
struct ImportRow {
    /// Its key in decisions, `0/1.2.1`: the annex's number and the row's path.
    key: String,
    /// Phụ lục.
    annex: String,
    /// The row, in the shape that `chamdiem plan read --json` gives it.
    #[schema(value_type = Object)]
    row: Json,
    /// `certain`, `assumed`, `unread`: how sure it is, of what nobody settled.
    certainty: &'static str,
    /// Keys of findings at it that are open.
    findings: Vec<String>,
    /// Cells that a person changed.
    changed: Vec<String>,
    /// The day that a person set in place of the text's.
    #[schema(format = Date)]
    due: Option<String>,
    /// `leads`, `supports`, `not_ours`, `undecided`: as it would be written; null: no work in it.
    triage: Option<&'static str>,
    /// The same as proposed from who does it.
    triage_proposed: Option<&'static str>,
}

/// Which rows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Only rows that are not certain.
    doubtful: Option<bool>,
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/imports/{import}/rows",
        Access::May(Action::EditPlan),
        (
            "listImportRows",
            "Các dòng như sẽ được ghi, theo những gì đã quyết định",
        ),
        list,
    )
}

async fn list(ask: Ask<Nothing, Wanted>) -> Result<Many<ImportRow>, Failure> {
    let opened = opened(&ask).await?;
    let named = import::parties(ask.app(), &opened).await?;
    let whose = import::triage(&opened, &named);
    let open = open_findings(&opened);
    let annexes = opened.settled.annexes.iter();
    let names = annexes.flat_map(|annex| annex.rows.iter().map(|_| annex.name.as_str()));
    let all = opened.settled.rows().zip(names).map(|((key, row), annex)| {
        let here = open.get(&key).map_or(&[][..], Vec::as_slice);
        let sorted = whose.get(&key).copied();
        shape(&opened, (key, annex, row), (here, sorted))
    });
    let only = ask.query.doubtful.unwrap_or_default();
    let all = all.filter(|one| !only || one.certainty != certainty(Certainty::Certain));
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(all.collect(), page, |one: &ImportRow| &one.key)
}

/// What nobody settled, by row.
fn open_findings(opened: &Opened) -> BTreeMap<&RowKey, Vec<&Noticed>> {
    let mut open: BTreeMap<&RowKey, Vec<&Noticed>> = BTreeMap::new();
    for one in &opened.noticed {
        if !opened.draft.decisions.findings.contains_key(&one.key)
            && let Some(row) = &one.row
        {
            open.entry(row).or_default().push(one);
        }
    }
    open
}

fn shape(
    opened: &Opened,
    (key, annex, row): (RowKey, &str, &Row),
    (open, sorted): (&[&Noticed], Option<Sorted>),
) -> ImportRow {
    let changed = opened.draft.decisions.rows.get(&key);
    ImportRow {
        annex: annex.to_owned(),
        row: json::plan::row(row),
        certainty: certainty(import::certainty(row, open.iter().copied())),
        findings: open.iter().map(|one| one.key.clone()).collect(),
        changed: changed.map_or_else(Vec::new, |cells| cells.keys().cloned().collect()),
        due: opened.settled.due.get(&key).map(ToString::to_string),
        triage: sorted.map(|sorted| sorted.taken().name()),
        triage_proposed: sorted.map(|sorted| sorted.proposed.name()),
        key,
    }
}
