//! One line before an appraiser: what was claimed and said, and the decision.

use app::appraisal::{self, Decision, Desk, Verdict};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

use super::appraisal::step;
use super::assessment;
use crate::api::entries::Of;
use crate::api::shape::{date, decimal, fraction};
use crate::api::wire::{Api, Ask, Body, Nothing, One};
use crate::web::{Access, Failure};

/// A line with what decides it.
#[derive(Serialize, ToSchema)]
struct LineToDecide {
    /// As printed.
    code: String,
    /// What was handed in, by key.
    inputs: BTreeMap<String, String>,
    /// Points as claimed, exactly; null: unknown.
    claimed_exact: Option<String>,
    /// What the unit says of it.
    explanation: Option<String>,
    /// What there is to do: `first`, `second`, `settle`, `waits`, `at_unit`, `done`.
    step: &'static str,
    /// The first decision, where you may see it.
    first: Option<DecisionShape>,
    /// The second one, where you may see it.
    second: Option<DecisionShape>,
    /// The last word where two people differ.
    settled: Option<DecisionShape>,
    /// Of the first decision, for `If-Match`; 0: there is none.
    version: i32,
}

/// A decision.
#[derive(Serialize, ToSchema)]
#[schema(as = Decision)]
struct DecisionShape {
    /// `accepted`, `adjusted`, `sent_back`.
    decided: &'static str,
    /// What the line counts with.
    points: Option<String>,
    /// The same, exactly.
    points_exact: Option<String>,
    /// Why, or what is asked.
    remark: Option<String>,
    /// Of a line sent back: the last day.
    #[schema(format = Date)]
    due_on: Option<String>,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// By whom.
    by: String,
    /// For `settled_version`.
    version: i32,
}

/// What is decided.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "decide", rename_all = "snake_case", deny_unknown_fields)]
enum Deciding {
    /// As claimed.
    Accept {
        /// A word about it.
        #[serde(default)]
        remark: String,
    },
    /// With other points.
    Adjust {
        /// `7.5` or `7,5`.
        points: String,
        /// Why.
        reason: String,
    },
    /// Back to the unit.
    SendBack {
        /// What is asked.
        asked: String,
        /// The last day; null: by the terms.
        #[schema(format = Date)]
        due_on: Option<String>,
    },
}

/// The last word where two people differ.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Settling {
    /// `7.5` or `7,5`.
    points: String,
    /// Why.
    reason: String,
    /// Of the last word that was read; 0: there was none.
    settled_version: i32,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let judge = Access::May(Action::Appraise);
    api.get(
        "/api/v1/units/{unit}/periods/{period}/appraisal/lines/{code}",
        judge,
        ("showAppraisalLine", "Một chỉ số trước tổ thẩm định"),
        show,
    )
    .post(
        "/api/v1/units/{unit}/periods/{period}/appraisal/lines/{code}/decision",
        judge,
        (
            "decideLine",
            "Chấp nhận, điều chỉnh có lý do, hoặc trả lại; cần If-Match",
        ),
        decide,
    )
    .post(
        "/api/v1/units/{unit}/periods/{period}/appraisal/lines/{code}/second",
        judge,
        (
            "decideLineSecond",
            "Người thứ hai quyết định độc lập, không thấy quyết định đầu",
        ),
        second,
    )
    .post(
        "/api/v1/units/{unit}/periods/{period}/appraisal/lines/{code}/settled",
        judge,
        ("settleLine", "Kết luận khi hai người quyết định khác nhau"),
        settle,
    )
}

fn decision(one: &Decision) -> DecisionShape {
    DecisionShape {
        decided: one.decided.name(),
        points: decimal(one.points.as_ref()),
        points_exact: fraction(one.points.as_ref()),
        remark: one.remark.clone(),
        due_on: one.due_on.map(|day| day.to_string()),
        at: one.at.clone(),
        by: one.by_name.clone(),
        version: one.version,
    }
}

fn shape(desk: &Desk) -> One<LineToDecide> {
    let version = desk.first.as_ref().map_or(0, |first| first.version);
    One::at(
        version,
        LineToDecide {
            code: desk.claimed.code.clone(),
            inputs: desk.claimed.inputs.clone(),
            claimed_exact: desk.claimed.points.clone(),
            explanation: desk.explanation.clone(),
            step: step(desk.step),
            first: desk.first.as_ref().map(decision),
            second: desk.second.as_ref().map(decision),
            settled: desk.settled.as_ref().map(decision),
            version,
        },
    )
}

async fn show(ask: Ask<Nothing, Of>) -> Result<One<LineToDecide>, Failure> {
    let (_, own) = assessment(&ask, ask.query.framework.as_ref()).await?;
    let place = (&own.id, ask.word("code"));
    Ok(shape(
        &appraisal::line(ask.app(), ask.actor(), place).await?,
    ))
}

fn verdict(asked: &Deciding) -> Result<Verdict, Failure> {
    Ok(match asked {
        Deciding::Accept { remark } => Verdict::Accept {
            remark: remark.clone(),
        },
        Deciding::Adjust { points, reason } => Verdict::Adjust {
            points: points.clone(),
            reason: reason.clone(),
        },
        Deciding::SendBack { asked, due_on } => Verdict::SendBack {
            asked: asked.clone(),
            due_on: date("/due_on", due_on.as_deref())?,
        },
    })
}

async fn decide(ask: Ask<Body<Deciding>, Of>) -> Result<One<LineToDecide>, Failure> {
    let (_, own) = assessment(&ask, ask.query.framework.as_ref()).await?;
    let (app, actor, place) = (ask.app(), ask.actor(), (&own.id, ask.word("code")));
    let entry = appraisal::line(app, actor, place).await?.entry;
    let verdict = verdict(&ask.body.0)?;
    appraisal::decide(app, actor, (&entry, ask.version()?), &verdict).await?;
    Ok(shape(&appraisal::line(app, actor, place).await?))
}

async fn second(ask: Ask<Body<Deciding>, Of>) -> Result<One<LineToDecide>, Failure> {
    let (_, own) = assessment(&ask, ask.query.framework.as_ref()).await?;
    let (app, actor, place) = (ask.app(), ask.actor(), (&own.id, ask.word("code")));
    let entry = appraisal::line(app, actor, place).await?.entry;
    appraisal::second(app, actor, &entry, &verdict(&ask.body.0)?).await?;
    Ok(shape(&appraisal::line(app, actor, place).await?))
}

async fn settle(ask: Ask<Body<Settling>, Of>) -> Result<One<LineToDecide>, Failure> {
    let (_, own) = assessment(&ask, ask.query.framework.as_ref()).await?;
    let (app, actor, place) = (ask.app(), ask.actor(), (&own.id, ask.word("code")));
    let entry = appraisal::line(app, actor, place).await?.entry;
    let Body(asked) = &ask.body;
    let said = (asked.points.as_str(), asked.reason.as_str());
    appraisal::settle(app, actor, (&entry, asked.settled_version), said).await?;
    Ok(shape(&appraisal::line(app, actor, place).await?))
}
