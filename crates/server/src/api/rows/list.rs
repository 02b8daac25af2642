//! A plan's rows, filtered; one of them.

use app::plan::{self, DueWindow, Filter, Line, StatusWanted, Triage};
use app::{Noun, PartyId, PlanId};
use domain::work::Status;
use serde::Deserialize;
use utoipa::ToSchema;

use super::ids;
use super::shape::{RowShape, shape};
use crate::api::wire::{Api, Ask, Many, Nothing, One, field};
use crate::web::{Access, Failure};

/// Which rows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Words.
    q: Option<String>,
    /// Phụ lục.
    annex: Option<String>,
    /// A status, or `overdue`.
    status: Option<String>,
    /// `overdue`, `week`, `month`, `later`, `undated`.
    due: Option<String>,
    /// `leads`, `supports`, `not_ours`, `undecided`.
    triage: Option<String>,
    /// Id of a leading party.
    lead: Option<String>,
    /// Only what you do.
    mine: Option<bool>,
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let read = Access::SignedIn;
    api.get(
        "/api/v1/plans/{plan}/rows",
        read,
        ("listRows", "Các dòng của kế hoạch"),
        list,
    )
    .get(
        "/api/v1/plans/{plan}/rows/{row}",
        read,
        ("showRow", "Một dòng và ai thực hiện"),
        show,
    )
}

async fn list(ask: Ask<Nothing, Wanted>) -> Result<Many<RowShape>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let plan = plan::head(ask.app(), ask.actor(), &id).await?;
    let filter = filter(&ask.query)?;
    let lines = plan::rows(ask.app(), ask.actor(), &plan).await?;
    let lines: Vec<Line> = filter.apply(lines, ask.app().today());
    let shapes = lines
        .iter()
        .map(|line| shape(&line.row, &line.assigned))
        .collect();
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(shapes, page, |row: &RowShape| &row.id)
}

fn filter(asked: &Wanted) -> Result<Filter, Failure> {
    let status = |word: &String| {
        let wanted = match word.as_str() {
            "overdue" => Some(StatusWanted::Overdue),
            word => Status::parse(word).map(StatusWanted::Is),
        };
        field("status", word, wanted)
    };
    Ok(Filter {
        words: asked.q.clone().unwrap_or_default(),
        annex: asked.annex.clone(),
        status: asked.status.as_ref().map(status).transpose()?,
        lead: asked
            .lead
            .as_ref()
            .map(|id| field("lead", id, PartyId::parse(id)))
            .transpose()?,
        due: asked
            .due
            .as_ref()
            .map(|word| field("due", word, DueWindow::parse(word)))
            .transpose()?,
        triage: asked
            .triage
            .as_ref()
            .map(|word| field("triage", word, Triage::parse(word)))
            .transpose()?,
        mine: asked.mine.unwrap_or_default(),
        ..Filter::default()
    })
}

async fn show(ask: Ask) -> Result<One<RowShape>, Failure> {
    let ids = ids(&ask)?;
    let sheet = plan::row_sheet(ask.app(), ask.actor(), (&ids.0, &ids.1)).await?;
    Ok(One::at(
        sheet.row.version,
        shape(&sheet.row, &sheet.assigned),
    ))
}
