//! A unit hands in what it reports, takes it back, hands in again what was sent back.

use app::appraisal::{self, Case, Stage};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::assessment;
use crate::api::entries::Of;
use crate::api::wire::{Api, Ask, Body, One};
use crate::web::{Access, Failure};

/// How far the judging of a unit's work is.
#[derive(Serialize, ToSchema)]
#[schema(as = Assessment)]
struct AssessmentShape {
    /// Id of the framework.
    framework: String,
    /// Its name.
    framework_name: String,
    /// `open`, `submitted`, `appraised`, `closed`.
    stage: &'static str,
    /// When it was handed in last.
    #[schema(format = DateTime)]
    submitted_at: Option<String>,
    /// What the unit said of what is missing.
    explanation: Option<String>,
    /// Last day to object.
    #[schema(format = Date)]
    objection_until: Option<String>,
    /// For `If-Match`.
    version: i32,
}

/// A word about what lacks points.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HandingIn {
    /// Needed where lines have no points.
    #[serde(default)]
    explanation: String,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let (read, submit) = (
        Access::May(Action::ReadFigures),
        Access::May(Action::Submit),
    );
    api.get(
        "/api/v1/units/{unit}/periods/{period}/assessment",
        read,
        (
            "showAssessment",
            "Hồ sơ đánh giá của đơn vị đang ở bước nào",
        ),
        show,
    )
    .post(
        "/api/v1/units/{unit}/periods/{period}/assessment/submit",
        submit,
        ("submitAssessment", "Nộp, chốt bảng tự chấm; cần If-Match"),
        hand_in,
    )
    .post(
        "/api/v1/units/{unit}/periods/{period}/assessment/withdraw",
        submit,
        (
            "withdrawAssessment",
            "Rút lại khi tổ thẩm định chưa bắt đầu; cần If-Match",
        ),
        withdraw,
    )
}

/// The stage's word.
pub(super) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Open => "open",
        Stage::Submitted => "submitted",
        Stage::Appraised => "appraised",
        Stage::Closed => "closed",
    }
}

fn shape(case: Case) -> One<AssessmentShape> {
    One::at(
        case.version,
        AssessmentShape {
            framework: case.framework.to_string(),
            framework_name: case.framework_name,
            stage: stage(case.stage),
            submitted_at: case.submitted_at,
            explanation: case.explanation,
            objection_until: case.objection_until.map(|day| day.to_string()),
            version: case.version,
        },
    )
}

async fn show(ask: Ask<crate::api::wire::Nothing, Of>) -> Result<One<AssessmentShape>, Failure> {
    let (_, own) = assessment(&ask, ask.query.framework.as_ref()).await?;
    Ok(shape(
        appraisal::case(ask.app(), ask.actor(), &own.id).await?,
    ))
}

async fn hand_in(ask: Ask<Body<HandingIn>, Of>) -> Result<One<AssessmentShape>, Failure> {
    let (unit, own) = assessment(&ask, ask.query.framework.as_ref()).await?;
    let (app, actor) = (ask.app(), ask.actor());
    let (_, grid) = appraisal::before_submitting(app, actor, (&unit, &own)).await?;
    let word = &ask.body.0.explanation;
    appraisal::submit(app, actor, (&grid, ask.version()?), word).await?;
    Ok(shape(appraisal::case(app, actor, &own.id).await?))
}

async fn withdraw(
    ask: Ask<crate::api::wire::Nothing, Of>,
) -> Result<One<AssessmentShape>, Failure> {
    let (_, own) = assessment(&ask, ask.query.framework.as_ref()).await?;
    let (app, actor) = (ask.app(), ask.actor());
    appraisal::withdraw(app, actor, &own.id, ask.version()?).await?;
    Ok(shape(appraisal::case(app, actor, &own.id).await?))
}
