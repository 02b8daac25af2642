//! What an import would write, under `/api/v1/imports/{import}`: in numbers, whom its names mean,
//! which plans it may be a copy of.

use app::import::{self, Named, Opened};
use app::{ImportId, Noun};
use domain::authority::Action;
use serde::Serialize;
use utoipa::ToSchema;

use super::shape::fraction;
use super::wire::{Api, Ask, Many, One};
use crate::web::{Access, Failure};

/// A plan that may be the same one.
#[derive(Serialize, ToSchema)]
#[schema(as = Twin)]
struct TwinShape {
    /// Id of the plan: for `amends`.
    plan: String,
    /// How people know it.
    name: String,
    /// `draft`, `issued`.
    state: String,
    /// Share of rows that are the same, exactly: `41/47`.
    likeness: String,
    /// Rows that are in both.
    shared: usize,
    /// Whether it came from the very same file.
    same_file: bool,
    /// Whether it has the same number.
    same_reference: bool,
    /// Whether this import is said to amend it.
    is_amended: bool,
}

/// A name of the document, and whom it means.
#[derive(Serialize, ToSchema)]
struct ImportParty {
    /// What it is called in decisions.
    key: String,
    /// As it is first written.
    name: String,
    /// Every way it is written.
    spellings: Vec<String>,
    /// Rows that it leads.
    leads: usize,
    /// Rows that it supports.
    supports: usize,
    /// Id of the party that will do them, where it is there already.
    party: Option<String>,
    /// Ids of parties that it may mean, the likeliest first.
    proposals: Vec<String>,
    /// What a new party of this name would be.
    kind: &'static str,
    /// Whether nobody knows or said yet who it is.
    is_open: bool,
}

/// What would be written, in numbers.
#[derive(Serialize, ToSchema)]
struct ImportTotals {
    /// All rows.
    rows: usize,
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
    let edit = Access::May(Action::EditPlan);
    api.about("Nhập kế hoạch")
        .get(
            "/api/v1/imports/{import}/twins",
            edit,
            (
                "listTwins",
                "Kế hoạch cùng đơn vị, cùng năm có thể trùng, giống nhất trước",
            ),
            twins,
        )
        .get(
            "/api/v1/imports/{import}/parties",
            edit,
            (
                "listImportParties",
                "Các tên trong văn bản và bên được hiểu",
            ),
            parties,
        )
        .get(
            "/api/v1/imports/{import}/totals",
            edit,
            ("previewImport", "Những gì sẽ ghi, bằng số, để đối chiếu"),
            totals,
        )
}

async fn opened(ask: &Ask) -> Result<Opened, Failure> {
    let id = ask.id("import", ImportId::parse, Noun::Import)?;
    Ok(import::open(ask.app(), ask.actor(), &id).await?)
}

async fn twins(ask: Ask) -> Result<Many<TwinShape>, Failure> {
    let opened = opened(&ask).await?;
    let all = import::duplicates(ask.app(), &opened).await?;
    let all = all.into_iter().map(|twin| TwinShape {
        plan: twin.plan.to_string(),
        name: twin.name,
        state: twin.state,
        likeness: twin.likeness.to_string(),
        shared: twin.shared,
        same_file: twin.same_file,
        same_reference: twin.same_reference,
        is_amended: twin.is_amended,
    });
    Ok(Many::all(all.collect()))
}

async fn parties(ask: Ask) -> Result<Many<ImportParty>, Failure> {
    let opened = opened(&ask).await?;
    let all = import::parties(ask.app(), &opened).await?;
    Ok(Many::all(all.iter().map(party).collect()))
}

fn party(named: &Named) -> ImportParty {
    ImportParty {
        key: named.key.clone(),
        name: named.name.clone(),
        spellings: named.spellings.clone(),
        leads: named.leads,
        supports: named.supports,
        party: named.party().map(|id| id.to_string()),
        proposals: named
            .proposals
            .iter()
            .map(|one| one.id.to_string())
            .collect(),
        kind: named.kind.name(),
        is_open: named.is_open(),
    }
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
