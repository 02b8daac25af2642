//! A survey as whoever asks sees it: the questions, every unit asked and what it sent.

use app::survey::{self, Part};
use app::{Actor, App, SurveyId};
use domain::authority::Action;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::id;
use super::shape::{SurveyAnswer, SurveyQuestion, SurveyShape, answers, question, shape};
use crate::api::wire::{Api, Ask, Many, Nothing, One, field};
use crate::web::{Access, Failure};

/// A survey with its questions.
#[derive(Serialize, ToSchema)]
pub(super) struct SurveyWhole {
    /// It.
    survey: SurveyShape,
    /// What is asked.
    questions: Vec<SurveyQuestion>,
    /// Units that have not answered.
    missing: usize,
    /// Units that are late, or answered late.
    late: usize,
}

/// A unit asked.
#[derive(Serialize, ToSchema)]
struct SurveyPart {
    /// Id of the unit.
    unit: String,
    /// Its name.
    name: String,
    /// Mã đơn vị hành chính.
    code: Option<String>,
    /// What it sent; null: nothing.
    answers: Option<Vec<SurveyAnswer>>,
    /// When it last sent.
    #[schema(format = DateTime)]
    sent_at: Option<String>,
    /// Who sent.
    sent_by: Option<String>,
    /// Whether it is late, or was.
    late: bool,
}

/// Which units.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WantedParts {
    /// `missing`, `late`; all unless said.
    only: Option<String>,
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let read = Access::May(Action::ReadFigures);
    api.get(
        "/api/v1/surveys/{survey}",
        read,
        (
            "showSurvey",
            "Một khảo sát, câu hỏi, bao nhiêu đơn vị chưa trả lời",
        ),
        show,
    )
    .get(
        "/api/v1/surveys/{survey}/answers",
        read,
        (
            "listSurveyAnswers",
            "Từng đơn vị được hỏi và câu trả lời đã gửi",
        ),
        parts,
    )
}

/// The survey as it stands.
pub(super) async fn shown(
    app: &App,
    actor: &Actor,
    id: &SurveyId,
) -> Result<One<SurveyWhole>, Failure> {
    let whole = survey::show(app, actor, id).await?;
    let (due, today) = (whole.survey.due_on, app.today());
    let parts = whole.parts.iter();
    let shown = SurveyWhole {
        survey: shape(&whole.survey),
        questions: whole.questions.iter().map(question).collect(),
        missing: parts.clone().filter(|part| part.sent.is_none()).count(),
        late: parts.filter(|part| part.is_late(due, today)).count(),
    };
    Ok(One::at(whole.survey.version, shown))
}

async fn show(ask: Ask) -> Result<One<SurveyWhole>, Failure> {
    shown(ask.app(), ask.actor(), &id(&ask)?).await
}

fn part(one: &Part, (due, today): (Option<Date>, Date)) -> SurveyPart {
    SurveyPart {
        unit: one.unit.to_string(),
        name: one.name.clone(),
        code: one.code.clone(),
        answers: one.sent.as_ref().map(answers),
        sent_at: one.sent_at.clone(),
        sent_by: one.sent_by.clone(),
        late: one.is_late(due, today),
    }
}

async fn parts(ask: Ask<Nothing, WantedParts>) -> Result<Many<SurveyPart>, Failure> {
    let (missing, late) = match ask.query.only.as_deref() {
        None => (false, false),
        Some("missing") => (true, false),
        Some("late") => (false, true),
        Some(other) => field("only", other, None)?,
    };
    let whole = survey::show(ask.app(), ask.actor(), &id(&ask)?).await?;
    let days = (whole.survey.due_on, ask.app().today());
    let all = whole.parts.iter().map(|one| part(one, days));
    let fits = |one: &SurveyPart| (!missing || one.answers.is_none()) && (!late || one.late);
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(all.filter(fits).collect(), page, |one| &one.unit)
}
