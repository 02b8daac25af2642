//! A plan above becomes a unit's own draft.

use std::collections::BTreeMap;

use app::cascade::{self, RowWish, Wish};
use app::plan::{self, Triage};
use app::{Noun, PlanId, RowId};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::proposal::lead;
use crate::api::shape::{date, sent};
use crate::api::wire::{Api, Ask, Body, Created, One, field};
use crate::web::{Access, Failure};

/// A draft to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DraftFromAbove {
    /// Days before the plan above; five unless said.
    days: Option<u16>,
    /// `working`, `calendar`.
    counted: Option<String>,
    /// What is wanted otherwise than proposed, by the id of the row above.
    #[serde(default)]
    rows: BTreeMap<String, RowWanted>,
    /// Whether rows that are not the unit's are in the draft too.
    #[serde(default)]
    whole: bool,
    /// Whether days that have passed are meant.
    #[serde(default)]
    past: bool,
    /// `seen` of the proposal.
    seen: String,
}

/// What is wanted of a row; what is not sent is as proposed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RowWanted {
    /// `leads`, `supports`, `not_ours`, `undecided`.
    triage: Option<String>,
    /// Who leads it, by name, several parted by `;`; empty: nobody yet.
    lead: Option<String>,
    /// By when; null: no day of the unit's own.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>, format = Date)]
    due: Option<Option<String>>,
}

/// The draft that was made.
#[derive(Serialize, ToSchema)]
struct DraftMade {
    /// Id of the plan.
    plan: String,
    /// Its year.
    year: i16,
    /// Title.
    title: String,
    /// For `If-Match` of the plan.
    version: i32,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.post(
        "/api/v1/units/{unit}/higher-plans/{plan}/draft",
        Access::May(Action::EditPlan),
        (
            "makeDraftFromAbove",
            "Mở kế hoạch cấp trên thành dự thảo của đơn vị",
        ),
        make,
    )
}

fn wish(at: &str, asked: &RowWanted) -> Result<RowWish, Failure> {
    let triage = asked.triage.as_ref();
    let triage = triage.map(|word| field(&format!("{at}/triage"), word, Triage::parse(word)));
    let due = asked.due.as_ref();
    let due = due.map(|day| date(&format!("{at}/due"), day.as_deref()));
    Ok(RowWish {
        triage: triage.transpose()?,
        lead: asked.lead.clone(),
        due: due.transpose()?,
    })
}

async fn make(ask: Ask<Body<DraftFromAbove>>) -> Result<Created<DraftMade>, Failure> {
    let (app, actor) = (ask.app(), ask.actor());
    let Body(asked) = &ask.body;
    let rows = asked.rows.iter().map(|(id, row)| {
        let at = format!("/rows/{id}");
        Ok((field(&at, id, RowId::parse(id))?, wish(&at, row)?))
    });
    let wish = Wish {
        lead: lead(asked.days, asked.counted.as_ref())?,
        rows: rows.collect::<Result<_, Failure>>()?,
        whole: asked.whole,
        past: asked.past,
        seen: asked.seen.clone(),
    };
    let above = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let unit = cascade::unit_for(app, actor, ask.word("unit")).await?;
    let id = cascade::make(app, actor, (&unit, &above), &wish).await?;
    let plan = plan::head(app, actor, &id).await?;
    let made = DraftMade {
        plan: id.to_string(),
        year: plan.year,
        title: plan.title.clone(),
        version: plan.version,
    };
    Ok(Created {
        location: format!("/api/v1/plans/{id}"),
        one: One::at(plan.version, made),
    })
}
