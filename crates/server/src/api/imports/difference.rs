//! An import against the earlier version of the plan that it is said to amend.

use app::import::{self, Amendment};
use domain::authority::Action;
use domain::plan::Plan;
use reading::plan::compare::{self, HeadPart, Likeness, RowAt, RowDifference};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::opened;
use crate::api::wire::{Api, Ask, Nothing, One};
use crate::json;
use crate::web::{Access, Failure};

/// A new version against the plan that it amends.
#[derive(Serialize, ToSchema)]
struct ImportDifference {
    /// Id of the plan that is amended; null: none was named, see `amends` in decisions.
    plan: Option<String>,
    /// How people know it.
    name: Option<String>,
    /// Whether figures go on in the same framework.
    keeps_framework: bool,
    /// Rows of work that say the same.
    same: usize,
    /// That are only similar.
    similar: usize,
    /// That are new.
    added: usize,
    /// That are gone.
    removed: usize,
    /// Whose number changed, counted above as well.
    moved: usize,
    /// Parts of the head that differ.
    head: Vec<CellChange>,
    /// Rows that differ, in the order of the new version; of those that do not, `all` asks.
    rows: Vec<RowChange>,
}

/// A row that differs.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportRowChange)]
struct RowChange {
    /// `added`, `removed`, `changed`, `moved` (only its number), `same`.
    change: &'static str,
    /// `indicator`, `task` …
    r#type: &'static str,
    /// The row as it was; null: it is new.
    before: Option<RowPlace>,
    /// The row as it would be; null: it is gone.
    after: Option<RowPlace>,
    /// `same`, `similar`: how alike the titles of both are.
    likeness: Option<&'static str>,
    /// Cells that differ.
    cells: Vec<CellChange>,
}

/// A row of one of the two versions.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportRowPlace)]
struct RowPlace {
    /// Phụ lục.
    annex: String,
    /// Its path there.
    path: String,
    /// As printed.
    code: Option<String>,
    /// Title.
    title: Option<String>,
}

/// A cell, or a part of the head, before and after.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportCellChange)]
struct CellChange {
    /// `title`, `max_points` …; of the head: `kind`, `reference`, `date`, `issuer`, `title`.
    field: &'static str,
    /// Before; empty: nothing.
    before: String,
    /// After.
    after: String,
}

/// How much of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Rows that are the same, too.
    all: Option<bool>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/imports/{import}/difference",
        Access::May(Action::EditPlan),
        (
            "showImportDifference",
            "Khác gì so với kế hoạch được sửa đổi: phần đầu, từng dòng, từng ô",
        ),
        show,
    )
}

async fn show(ask: Ask<Nothing, Wanted>) -> Result<One<ImportDifference>, Failure> {
    let opened = opened(&ask).await?;
    let found = import::difference(ask.app(), ask.actor(), &opened).await?;
    let all = ask.query.all.unwrap_or_default();
    let version = opened.draft.version;
    Ok(One::at(version, shape(found.as_ref(), all)))
}

fn shape(found: Option<&Amendment>, all: bool) -> ImportDifference {
    let head = found.into_iter().flat_map(|found| &found.difference.head);
    let head = head.filter_map(|change| {
        Some(CellChange {
            field: head_part(change.part)?,
            before: change.before.clone(),
            after: change.after.clone(),
        })
    });
    let rows = found.into_iter().flat_map(|found| {
        let rows = found.difference.rows.iter();
        rows.filter_map(move |one| row(found, one))
    });
    let tally = found
        .map(|found| found.difference.tally)
        .unwrap_or_default();
    ImportDifference {
        plan: found.map(|found| found.plan.to_string()),
        name: found.map(|found| found.name.clone()),
        keeps_framework: found.is_some_and(|found| found.keeps_framework),
        same: tally.same,
        similar: tally.similar,
        added: tally.added,
        removed: tally.removed,
        moved: tally.moved,
        head: head.collect(),
        rows: rows.filter(|row| all || row.change != "same").collect(),
    }
}

/// What a stored plan does not keep in the same shape is not compared.
fn head_part(part: HeadPart) -> Option<&'static str> {
    match part {
        HeadPart::Kind => Some("kind"),
        HeadPart::Reference => Some("reference"),
        HeadPart::IssuedOn => Some("date"),
        HeadPart::Issuer => Some("issuer"),
        HeadPart::Subject => Some("title"),
        HeadPart::Signatory | HeadPart::LegalBases | HeadPart::Recipients => None,
    }
}

fn row(found: &Amendment, one: &RowDifference) -> Option<RowChange> {
    let (before, after) = match one {
        RowDifference::Both(pair) => (Some(pair.before), Some(pair.after)),
        RowDifference::Added(at) => (None, Some(*at)),
        RowDifference::Removed(at) => (Some(*at), None),
    };
    let kind = match after {
        Some(at) => compare::row(&found.after, at)?.kind,
        None => compare::row(&found.before, before?)?.kind,
    };
    let (change, likeness, cells) = match one {
        RowDifference::Added(_) => ("added", None, Vec::new()),
        RowDifference::Removed(_) => ("removed", None, Vec::new()),
        RowDifference::Both(pair) => {
            let cells = pair.changes.iter().map(|change| CellChange {
                field: change.field.name(),
                before: change.before.clone(),
                after: change.after.clone(),
            });
            let change = match (pair.changes.is_empty(), &pair.moved) {
                (false, _) => "changed",
                (true, Some(_)) => "moved",
                (true, None) => "same",
            };
            let likeness = match pair.title {
                Likeness::Same => "same",
                Likeness::Similar => "similar",
            };
            (change, Some(likeness), cells.collect())
        }
    };
    Some(RowChange {
        change,
        r#type: json::plan::kind(kind),
        before: before.and_then(|at| place(&found.before, at)),
        after: after.and_then(|at| place(&found.after, at)),
        likeness,
        cells,
    })
}

fn place(plan: &Plan, at: RowAt) -> Option<RowPlace> {
    let row = compare::row(plan, at)?;
    Some(RowPlace {
        annex: plan.annexes.get(at.annex)?.name.clone(),
        path: row.path.clone(),
        code: row.code.clone(),
        title: row.title.clone(),
    })
}
