//! A unit's papers of a year; a new one.

use app::PlanId;
use app::paper::{self, Kind, SheetOfPaper, Subject};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::show::{PaperSheet, shown, state};
use crate::api::wire::{Api, Ask, Body, Created, Many, Nothing, field};
use crate::web::{Access, Failure};

/// A paper in a list.
#[derive(Serialize, ToSchema)]
struct PaperListed {
    /// Id.
    id: String,
    /// `plan`, `report`, `notice`, `urging`, `explanation`, `minutes`.
    kind: &'static str,
    /// Title.
    title: String,
    /// Number.
    reference: Option<String>,
    /// Date.
    #[schema(format = Date)]
    issued_on: Option<String>,
    /// `draft`, `issued`.
    state: &'static str,
    /// When it was begun.
    #[schema(format = DateTime)]
    created_at: String,
    /// Signed copies.
    signed: i64,
}

/// What a paper is to be about: a plan, or what the unit has of the period.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PaperToBegin {
    /// Id of a plan; null: of the period.
    plan: Option<String>,
    /// Of the period: `report`, `notice`, `urging`, `explanation`, `minutes`; null: a report.
    kind: Option<String>,
    /// Of an explanation: the indicator's code.
    code: Option<String>,
}

/// Which papers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WantedPapers {
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let at = "/api/v1/units/{unit}/periods/{period}/papers";
    api.get(
        at,
        Access::May(Action::Read),
        ("listPapers", "Văn bản của đơn vị trong năm, mới nhất trước"),
        list,
    )
    .post(
        at,
        Access::May(Action::EditPlan),
        (
            "beginPaper",
            "Soạn văn bản từ kế hoạch, hoặc báo cáo từ số liệu của kỳ",
        ),
        begin,
    )
}

fn listed((paper, signed): (SheetOfPaper, i64)) -> PaperListed {
    PaperListed {
        id: paper.id.to_string(),
        kind: paper.kind.name(),
        title: paper.words.title,
        reference: paper.reference,
        issued_on: paper.issued_on.map(|day| day.to_string()),
        state: state(paper.state),
        created_at: paper.created_at,
        signed,
    }
}

async fn list(ask: Ask<Nothing, WantedPapers>) -> Result<Many<PaperListed>, Failure> {
    let (unit, period) = (ask.unit().await?, ask.period().await?);
    let all = paper::list(ask.app(), ask.actor(), &unit, period.year).await?;
    let all = all.into_iter().map(listed).collect();
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(all, page, |one: &PaperListed| &one.id)
}

async fn begin(ask: Ask<Body<PaperToBegin>>) -> Result<Created<PaperSheet>, Failure> {
    let (app, actor) = (ask.app(), ask.actor());
    let plan = ask.body.0.plan.as_ref();
    let plan = plan.map(|id| field("/plan", id, PlanId::parse(id)));
    let plan = plan.transpose()?;
    let (unit, period) = (ask.unit().await?, ask.period().await?);
    let kind = ask.body.0.kind.as_ref();
    let kind = kind.map(|name| field("/kind", name, Kind::parse(name)));
    let kind = kind.transpose()?.unwrap_or(Kind::Report);
    let entry;
    let subject = match (&plan, kind) {
        (Some(plan), _) => Subject::Plan(plan),
        (None, Kind::Notice) => Subject::Notice(&unit, &period),
        (None, Kind::Urging) => Subject::Urging(&unit, &period),
        (None, Kind::Minutes) => Subject::Minutes(&unit, &period),
        (None, Kind::Explanation) => {
            let code = ask.body.0.code.as_deref().unwrap_or_default();
            entry = paper::entry_of(app, actor, (&unit, &period), code).await?;
            Subject::Explanation(&unit, &period, &entry)
        }
        (None, Kind::Plan | Kind::Report) => Subject::Report(&unit, &period),
    };
    let id = paper::begin(app, actor, subject).await?;
    Ok(Created {
        location: format!("/api/v1/papers/{id}"),
        one: shown((app, &ask.visitor), &id).await?,
    })
}
