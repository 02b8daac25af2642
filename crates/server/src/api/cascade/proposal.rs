//! A unit's draft of a plan above as it would be: what is proposed of each row, and why.

use app::cascade::{self, Proposal, Proposed};
use app::{Noun, PlanId};
use domain::authority::Action;
use domain::cascade::{Ahead, Counted, Lead};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::above::{PlanAbove, shape as above};
use crate::api::shape::decimal;
use crate::api::wire::{Api, Ask, Nothing, One, field};
use crate::vi;
use crate::web::{Access, Failure};

/// A draft as it would be; nothing is written.
#[derive(Serialize, ToSchema)]
struct DraftProposed {
    /// The plan above.
    above: PlanAbove,
    /// The unit's own plan of an earlier year from which was proposed.
    before: Option<PlanAbove>,
    /// Id of the unit's plan that carries it out already; null: none does.
    own: Option<String>,
    /// Rows of work and their headings, in order.
    rows: Vec<DraftRowProposed>,
    /// For `seen`.
    seen: String,
}

/// A row as it would be.
#[derive(Serialize, ToSchema)]
struct DraftRowProposed {
    /// Id of the row above.
    above: String,
    /// Whether it is work; a heading is not.
    is_work: bool,
    /// Its code.
    code: Option<String>,
    /// Its title.
    title: String,
    /// Maximum points.
    max_points: Option<String>,
    /// Who leads it by the plan above.
    leads_above: String,
    /// Who supports it by the plan above.
    supports_above: String,
    /// `leads`, `supports`, `not_ours`, `undecided`.
    triage: &'static str,
    /// Why, in Vietnamese.
    why: String,
    /// Who would lead it in the unit, by name.
    lead: String,
    /// Who would support it.
    supports: String,
    /// The deadline in the plan's words.
    deadline_text: Option<String>,
    /// The day of the plan above.
    #[schema(format = Date)]
    above_due: Option<String>,
    /// The unit's own day, earlier than that.
    #[schema(format = Date)]
    due: Option<String>,
    /// `earlier`; `as_above`: there is no time left for more; `past`.
    due_is: Option<&'static str>,
}

/// How long before the plan above.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LeadWanted {
    /// Days; five unless said.
    days: Option<u16>,
    /// `working`, `calendar`.
    counted: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/units/{unit}/higher-plans/{plan}/proposal",
        Access::May(Action::EditPlan),
        (
            "proposeFromAbove",
            "Dự thảo của đơn vị từ kế hoạch cấp trên sẽ thế nào: phân loại, người chủ trì, hạn; không ghi",
        ),
        propose,
    )
}

/// The lead that is said, or the usual one.
pub(super) fn lead(days: Option<u16>, counted: Option<&String>) -> Result<Lead, Failure> {
    let usual = Lead::default();
    let counted = counted.map(|word| field("counted", word, Counted::parse(word)));
    Ok(Lead {
        days: days.unwrap_or(usual.days),
        counted: counted.transpose()?.unwrap_or(usual.counted),
    })
}

fn row(one: &Proposed) -> DraftRowProposed {
    DraftRowProposed {
        above: one.row.id.to_string(),
        is_work: one.row.is_work(),
        code: one.row.code.clone(),
        title: one.row.title.clone(),
        max_points: decimal(one.row.max_points.as_ref()),
        leads_above: one.leads_above.clone(),
        supports_above: one.supports_above.clone(),
        triage: one.triage.name(),
        why: vi::cascade::why(one.why, one.before.as_deref()),
        lead: one.leads(),
        supports: one.supports(),
        deadline_text: one.row.deadline_text.clone(),
        above_due: one.above_day.map(|day| day.to_string()),
        due: one.day.map(|day| day.day().to_string()),
        due_is: one.day.map(|day| match day {
            Ahead::Earlier(_) => "earlier",
            Ahead::AsAbove(_) => "as_above",
            Ahead::Past(_) => "past",
        }),
    }
}

fn shape(proposal: &Proposal) -> DraftProposed {
    DraftProposed {
        above: above(&proposal.above),
        before: proposal.before.as_ref().map(above),
        own: proposal.own.as_ref().map(|own| own.id.to_string()),
        rows: proposal.rows.iter().map(row).collect(),
        seen: proposal.seen.clone(),
    }
}

async fn propose(ask: Ask<Nothing, LeadWanted>) -> Result<One<DraftProposed>, Failure> {
    let (app, actor) = (ask.app(), ask.actor());
    let lead = lead(ask.query.days, ask.query.counted.as_ref())?;
    let plan = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let unit = cascade::unit_for(app, actor, ask.word("unit")).await?;
    let proposal = cascade::propose(app, actor, (&unit, &plan), lead).await?;
    Ok(One::of(shape(&proposal)))
}
