//! What an import would write, in numbers, to be compared with those of the document.

use std::collections::BTreeMap;

use app::import;
use domain::authority::Action;
use domain::plan::RowKind;
use serde::Serialize;
use utoipa::ToSchema;

use super::opened;
use crate::api::shape::fraction;
use crate::api::wire::{Api, Ask, One};
use crate::json;
use crate::web::{Access, Failure};

/// What would be written, in numbers.
#[derive(Serialize, ToSchema)]
struct ImportTotals {
    /// All rows.
    rows: usize,
    /// Rows of each annex, by kind.
    annexes: Vec<ImportAnnex>,
    /// Rows of work by whose they are: `leads`, `supports`, `not_ours`, `undecided`.
    triage: BTreeMap<&'static str, usize>,
    /// Points by pillar, to be compared with those of the document.
    pillars: Vec<ImportPillar>,
    /// Rows of work with a last day.
    dated: usize,
    /// Of work that comes again and again.
    recurring: usize,
    /// Of work that is done always, or when something happens.
    undated: usize,
    /// Of work without a time, or with one that cannot be read.
    timeless: usize,
    /// Names that the directory knows.
    parties_known: usize,
    /// Names of parties that would be entered.
    parties_new: Vec<String>,
    /// Names that stay text.
    parties_left: Vec<String>,
    /// Annexes that become frameworks.
    frameworks: Vec<String>,
    /// Findings settled.
    settled: usize,
    /// Findings left open.
    open: usize,
    /// Of those, contradictions.
    open_errors: usize,
}

/// Rows of an annex.
#[derive(Serialize, ToSchema)]
struct ImportAnnex {
    /// Phụ lục.
    annex: String,
    /// By kind: `heading`, `indicator`, `task`, `target`.
    rows: BTreeMap<&'static str, usize>,
}

/// Points of a pillar.
#[derive(Serialize, ToSchema)]
struct ImportPillar {
    /// Its code.
    code: String,
    /// Its title.
    title: String,
    /// As the document says, exactly; null: it does not.
    declared: Option<String>,
    /// As its rows add up, exactly.
    computed: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/imports/{import}/totals",
        Access::May(Action::EditPlan),
        ("previewImport", "Những gì sẽ ghi, bằng số, để đối chiếu"),
        totals,
    )
}

async fn totals(ask: Ask) -> Result<One<ImportTotals>, Failure> {
    let opened = opened(&ask).await?;
    let named = import::parties(ask.app(), &opened).await?;
    let sorted = import::triage(&opened, &named);
    let totals = import::Totals::of(&opened, &named, &sorted);
    let pillars = totals.pillars.iter().map(|pillar| ImportPillar {
        code: pillar.code.clone(),
        title: pillar.title.clone(),
        declared: fraction(pillar.declared.as_ref()),
        computed: fraction(Some(&pillar.computed)),
    });
    Ok(One::at(
        opened.draft.version,
        ImportTotals {
            rows: totals.rows,
            annexes: totals.annexes.iter().map(annex).collect(),
            triage: totals
                .triage
                .iter()
                .map(|(kind, count)| (kind.name(), *count))
                .collect(),
            pillars: pillars.collect(),
            dated: totals.deadlines.dated,
            recurring: totals.deadlines.recurring,
            undated: totals.deadlines.open,
            timeless: totals.deadlines.none,
            parties_known: totals.parties_known,
            parties_new: totals
                .parties_new
                .iter()
                .map(|(_, name)| name.clone())
                .collect(),
            parties_left: totals.parties_left.clone(),
            frameworks: totals.frameworks.clone(),
            settled: totals.settled,
            open: totals.open,
            open_errors: totals.open_errors,
        },
    ))
}

fn annex((name, kinds): &(String, Vec<(RowKind, usize)>)) -> ImportAnnex {
    let rows = kinds
        .iter()
        .map(|(kind, count)| (json::plan::kind(*kind), *count));
    ImportAnnex {
        annex: name.clone(),
        rows: rows.collect(),
    }
}
