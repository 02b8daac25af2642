//! What differs since the unit took a plan above over, and the unit's answers.

use app::cascade::{self, Answer, Answered, Difference, Later, Picked, Sheet};
use app::{App, Noun, PlanId, RowId};
use domain::authority::Action;
use domain::cascade::Kind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::above::{PlanAbove, shape as above};
use crate::api::wire::{Api, Ask, Body, One, field};
use crate::web::{Access, Failure, Visitor};

/// A plan beside the plan above that it carries out.
#[derive(Serialize, ToSchema)]
struct AboveSheet {
    /// The plan above; null: it carries out none.
    above: Option<PlanAbove>,
    /// Rows above that it carries out.
    carried_out: usize,
    /// Rows above that it left out.
    left_out: usize,
    /// What differs and waits for an answer.
    differences: Vec<AboveDifference>,
    /// Rows due after the plan above.
    later: Vec<LaterRow>,
    /// What was answered, newest first.
    answers: Vec<AboveAnswered>,
    /// For `seen`.
    seen: String,
}

/// A row above that is another now.
#[derive(Serialize, ToSchema)]
struct AboveDifference {
    /// Id of the row above.
    row: String,
    /// `moved`, `changed`, `added`, `removed`.
    kind: &'static str,
    /// Its code and title.
    name: String,
    /// Id of the unit's own row.
    own: Option<String>,
    /// Fields that differ.
    fields: Vec<AboveField>,
    /// The day that the unit's row would have.
    #[schema(format = Date)]
    due: Option<String>,
}

/// A field that differs.
#[derive(Serialize, ToSchema)]
struct AboveField {
    /// Its name.
    field: String,
    /// As it was taken over.
    before: String,
    /// As it is above now.
    after: String,
    /// The unit's own, where it says neither.
    own: Option<String>,
}

/// A row that is due after the plan above.
#[derive(Serialize, ToSchema)]
struct LaterRow {
    /// Id of the unit's row.
    row: String,
    /// Its code and title.
    name: String,
    /// Its day.
    #[schema(format = Date)]
    due: String,
    /// The day above.
    #[schema(format = Date)]
    above_due: String,
}

/// An answer that was given.
#[derive(Serialize, ToSchema)]
struct AboveAnswered {
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// By whom.
    by: String,
    /// `moved`, `changed`, `added`, `removed`.
    kind: &'static str,
    /// Whether it was taken over.
    accepted: bool,
    /// The row.
    name: String,
    /// Why.
    reason: Option<String>,
}

/// An answer: to rows, or to all of a kind.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AboveAnswer {
    /// Whether the changes are taken over.
    accept: bool,
    /// Ids of rows above.
    #[serde(default)]
    rows: Vec<String>,
    /// In place of rows: `moved`, `changed`, `added`, `removed`.
    all_of: Option<String>,
    /// Why: needed to decline, and to change a plan that is in force.
    #[serde(default)]
    reason: String,
    /// `seen` of the differences.
    seen: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.get(
        "/api/v1/plans/{plan}/above",
        Access::May(Action::Read),
        (
            "showAbove",
            "Kế hoạch cấp trên đã khác gì từ khi đơn vị đưa vào kế hoạch của mình",
        ),
        show,
    )
    .post(
        "/api/v1/plans/{plan}/above/answers",
        Access::May(Action::EditPlan),
        ("answerAbove", "Nhận hoặc không nhận thay đổi của cấp trên"),
        answer,
    )
}

fn difference(one: &Difference) -> AboveDifference {
    let fields = one.fields.iter().map(|field| AboveField {
        field: field.name.clone(),
        before: field.before.clone(),
        after: field.after.clone(),
        own: field.own.clone(),
    });
    AboveDifference {
        row: one.above.to_string(),
        kind: one.kind.name(),
        name: one.name.clone(),
        own: one.own.as_ref().map(|(id, _)| id.to_string()),
        fields: fields.collect(),
        due: one.day.map(|day| day.day().to_string()),
    }
}

fn later(one: &Later) -> LaterRow {
    LaterRow {
        row: one.own.to_string(),
        name: one.name.clone(),
        due: one.day.to_string(),
        above_due: one.above.to_string(),
    }
}

fn answered(one: &Answered) -> AboveAnswered {
    AboveAnswered {
        at: one.at.clone(),
        by: one.who.clone(),
        kind: one.kind.name(),
        accepted: one.accepted,
        name: one.name.clone(),
        reason: one.reason.clone(),
    }
}

fn shape(sheet: &Sheet) -> AboveSheet {
    AboveSheet {
        above: sheet.above.as_ref().map(above),
        carried_out: sheet.carried_out,
        left_out: sheet.left_out,
        differences: sheet.differences.iter().map(difference).collect(),
        later: sheet.later.iter().map(later).collect(),
        answers: sheet.answers.iter().map(answered).collect(),
        seen: sheet.seen.clone(),
    }
}

async fn shown((app, visitor): (&App, &Visitor), id: &PlanId) -> Result<One<AboveSheet>, Failure> {
    let sheet = cascade::sheet(app, &visitor.actor, id).await?;
    Ok(One::of(shape(&sheet)))
}

async fn show(ask: Ask) -> Result<One<AboveSheet>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    shown((ask.app(), &ask.visitor), &id).await
}

async fn answer(ask: Ask<Body<AboveAnswer>>) -> Result<One<AboveSheet>, Failure> {
    let id = ask.id("plan", PlanId::parse, Noun::Plan)?;
    let Body(asked) = &ask.body;
    let rows = asked.rows.iter().enumerate().map(|(at, row)| {
        let pointer = format!("/rows/{at}");
        field(&pointer, row, RowId::parse(row))
    });
    let picked = match &asked.all_of {
        Some(kind) => Picked::All(field("/all_of", kind, Kind::parse(kind))?),
        None => Picked::Rows(rows.collect::<Result<_, Failure>>()?),
    };
    let given = Answer {
        accept: asked.accept,
        picked,
        reason: asked.reason.clone(),
        seen: asked.seen.clone(),
    };
    cascade::answer(ask.app(), ask.actor(), &id, &given).await?;
    shown((ask.app(), &ask.visitor), &id).await
}
