//! What waits for appraisers, one unit's lines before them, the end of an appraisal, the close.

use app::appraisal::{self, Queued, Step, Work, WorkLine};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::assessment;
use super::hand_in::stage;
use crate::api::entries::Of;
use crate::api::shape::{decimal, fraction};
use crate::api::wire::{Api, Ask, Many, Nothing, One};
use crate::web::{Access, Failure};

/// A unit that handed in.
#[derive(Serialize, ToSchema)]
struct QueuedUnit {
    /// The unit's word in addresses.
    unit: String,
    /// Its name.
    name: String,
    /// Id of the framework.
    framework: String,
    /// Its name.
    framework_name: String,
    /// `submitted`, `appraised`, `closed`.
    stage: &'static str,
    /// When it was handed in.
    #[schema(format = DateTime)]
    submitted_at: String,
    /// Last day to object.
    #[schema(format = Date)]
    objection_until: Option<String>,
    /// Lines to be decided.
    lines: i64,
    /// Lines decided.
    decided: i64,
    /// Lines that are with the unit.
    sent_back: i64,
    /// Objections without an answer.
    objections: i64,
    /// Whether the unit is your own: then others decide.
    is_own: bool,
}

/// Which page.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Page {
    /// From 1; fifty units each.
    page: Option<i64>,
}

/// One unit's lines before an appraiser.
#[derive(Serialize, ToSchema)]
struct AppraisalOfUnit {
    /// Id of the framework.
    framework: String,
    /// `submitted`, `appraised`, `closed`.
    stage: &'static str,
    /// The lines, in the framework's order.
    lines: Vec<AppraisalLine>,
    /// Lines that nobody has decided.
    undecided: usize,
    /// Lines that are with the unit.
    sent_back: usize,
    /// Lines that wait for a second person.
    second: usize,
    /// Lines on which two people differ.
    differing: usize,
    /// For `If-Match`.
    version: i32,
}

/// A line before an appraiser.
#[derive(Serialize, ToSchema)]
struct AppraisalLine {
    /// As printed.
    code: String,
    /// Title.
    title: String,
    /// At most.
    max_points: Option<String>,
    /// As claimed.
    claimed: Option<String>,
    /// The same, exactly.
    claimed_exact: Option<String>,
    /// `accepted`, `adjusted`, `sent_back`; null: nobody has decided, or you may not see it yet.
    decided: Option<&'static str>,
    /// What it counts with.
    points: Option<String>,
    /// What there is to do: `first`, `second`, `settle`, `waits`, `at_unit`, `done`.
    step: &'static str,
    /// Proofs.
    evidence_count: i32,
    /// Whether an objection waits for an answer; null: the unit does not object.
    objection_open: Option<bool>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let judge = Access::May(Action::Appraise);
    api.get(
        "/api/v1/periods/{period}/appraisals",
        judge,
        (
            "listAppraisals",
            "Các đơn vị đã nộp trong kỳ, chờ lâu nhất trước, mỗi trang 50",
        ),
        queue,
    )
    .get(
        "/api/v1/units/{unit}/periods/{period}/appraisal",
        judge,
        (
            "showAppraisal",
            "Các chỉ số của một đơn vị trước tổ thẩm định",
        ),
        show,
    )
    .post(
        "/api/v1/units/{unit}/periods/{period}/appraisal/finish",
        judge,
        (
            "finishAppraisal",
            "Kết thúc thẩm định, chốt bảng điểm thẩm định; cần If-Match",
        ),
        finish,
    )
    .post(
        "/api/v1/units/{unit}/periods/{period}/appraisal/close",
        judge,
        (
            "closeAppraisal",
            "Chốt bảng điểm chính thức khi hết hạn kiến nghị; cần If-Match",
        ),
        close,
    )
}

fn queued(one: Queued) -> QueuedUnit {
    QueuedUnit {
        unit: one.slug,
        name: one.unit,
        framework: one.framework.to_string(),
        framework_name: one.framework_name,
        stage: stage(one.stage),
        submitted_at: one.submitted_at,
        objection_until: one.objection_until.map(|day| day.to_string()),
        lines: one.lines,
        decided: one.decided,
        sent_back: one.sent_back,
        objections: one.objections,
        is_own: one.is_own,
    }
}

/// The step's word.
pub(super) fn step(step: Step) -> &'static str {
    match step {
        Step::First => "first",
        Step::Second => "second",
        Step::Settle => "settle",
        Step::Waits => "waits",
        Step::AtUnit => "at_unit",
        Step::Done => "done",
    }
}

fn line(line: WorkLine) -> AppraisalLine {
    let decision = line.decision.as_ref();
    AppraisalLine {
        max_points: decimal(line.max.as_ref()),
        claimed: decimal(line.claimed.as_ref()),
        claimed_exact: fraction(line.claimed.as_ref()),
        decided: decision.map(|one| one.decided.name()),
        points: decimal(decision.and_then(|one| one.points.as_ref())),
        step: step(line.step),
        evidence_count: line.evidence_count,
        objection_open: line.objection_open,
        code: line.code,
        title: line.title,
    }
}

fn shape(work: Work) -> One<AppraisalOfUnit> {
    let version = work.case.stage_version;
    One::at(
        version,
        AppraisalOfUnit {
            framework: work.case.framework.to_string(),
            stage: stage(work.case.stage),
            lines: work.lines.into_iter().map(line).collect(),
            undecided: work.left.undecided,
            sent_back: work.left.sent_back,
            second: work.left.second,
            differing: work.left.differing,
            version,
        },
    )
}

async fn queue(ask: Ask<Nothing, Page>) -> Result<Many<QueuedUnit>, Failure> {
    let period = ask.period().await?;
    let place = (&period.id, ask.query.page.unwrap_or(1));
    let (all, _) = appraisal::queue(ask.app(), ask.actor(), place).await?;
    Ok(Many::all(all.into_iter().map(queued).collect()))
}

async fn show(ask: Ask<Nothing, Of>) -> Result<One<AppraisalOfUnit>, Failure> {
    let (_, own) = assessment(&ask, ask.query.framework.as_ref()).await?;
    Ok(shape(
        appraisal::work(ask.app(), ask.actor(), &own.id).await?,
    ))
}

async fn finish(ask: Ask<Nothing, Of>) -> Result<One<AppraisalOfUnit>, Failure> {
    let (_, own) = assessment(&ask, ask.query.framework.as_ref()).await?;
    let (app, actor) = (ask.app(), ask.actor());
    appraisal::finish(app, actor, &own.id, ask.version()?).await?;
    Ok(shape(appraisal::work(app, actor, &own.id).await?))
}

async fn close(ask: Ask<Nothing, Of>) -> Result<One<AppraisalOfUnit>, Failure> {
    let (_, own) = assessment(&ask, ask.query.framework.as_ref()).await?;
    let (app, actor) = (ask.app(), ask.actor());
    appraisal::close(app, actor, &own.id, ask.version()?).await?;
    Ok(shape(appraisal::work(app, actor, &own.id).await?))
}
