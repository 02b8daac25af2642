//! A survey is written, sent, closed, taken back, opened again; those who owe an answer are
//! reminded.

use app::survey::{self, Kind, NewQuestion, NewSurvey, Step, Whom};
use axum::http::Method;
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::id;
use super::show::{SurveyWhole, shown};
use crate::api::shape::date;
use crate::api::wire::{Api, Ask, Body, Created, One, field};
use crate::web::{Access, Failure};

/// A survey as it is written.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SurveyToWrite {
    /// Title.
    title: String,
    /// Number of the document.
    #[serde(default)]
    reference: String,
    /// The document's day; null: the day on which it is issued here.
    #[schema(format = Date)]
    document_on: Option<String>,
    /// What it is about.
    #[serde(default)]
    body: String,
    /// When to answer: «15 ngày kể từ ngày phát hành», «trước ngày 20/11/2026».
    term: String,
    /// `all`, `kind:commune`, `group:ID`, `chosen`.
    whom: String,
    /// Of `chosen`: names or codes of units.
    #[serde(default)]
    names: Vec<String>,
    /// What is asked.
    questions: Vec<QuestionToAsk>,
}

/// A question.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct QuestionToAsk {
    /// In words; of figures it may be empty.
    #[serde(default)]
    text: String,
    /// `text`, `number`, `yes`, `date`, `file`, `figure`.
    kind: String,
    /// Of figures: the indicator's code.
    #[serde(default)]
    code: String,
}

/// Who was reminded.
#[derive(Serialize, ToSchema)]
struct SurveyReminded {
    /// How many people.
    people: u64,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let (asks, issues) = (
        Access::May(Action::EditPlan),
        Access::May(Action::IssuePlan),
    );
    api.post(
        "/api/v1/units/{unit}/periods/{period}/surveys",
        asks,
        ("createSurvey", "Soạn khảo sát gửi các đơn vị bên dưới"),
        create,
    )
    .change(
        Method::PUT,
        "/api/v1/surveys/{survey}",
        asks,
        ("changeSurvey", "Sửa khảo sát còn là dự thảo"),
        change,
    )
    .post(
        "/api/v1/surveys/{survey}/issue",
        issues,
        ("issueSurvey", "Phát hành khảo sát; cần If-Match"),
        issue,
    )
    .post(
        "/api/v1/surveys/{survey}/close",
        issues,
        ("closeSurvey", "Đóng khảo sát; cần If-Match"),
        close,
    )
    .post(
        "/api/v1/surveys/{survey}/withdraw",
        issues,
        ("withdrawSurvey", "Thu hồi khảo sát; cần If-Match"),
        withdraw,
    )
    .post(
        "/api/v1/surveys/{survey}/reopen",
        issues,
        (
            "reopenSurvey",
            "Mở lại khảo sát đã đóng hoặc đã thu hồi; cần If-Match",
        ),
        reopen,
    )
    .post(
        "/api/v1/surveys/{survey}/reminders",
        asks,
        ("remindSurvey", "Nhắc các đơn vị chưa trả lời"),
        remind,
    )
}

fn read(asked: &SurveyToWrite) -> Result<NewSurvey, Failure> {
    let whom = Whom::parse(&asked.whom, &asked.names.join("\n"));
    let questions = asked.questions.iter().enumerate().map(|(at, one)| {
        let pointer = format!("/questions/{at}/kind");
        Ok(NewQuestion {
            text: one.text.clone(),
            kind: field(&pointer, &one.kind, Kind::parse(&one.kind))?,
            code: one.code.clone(),
        })
    });
    Ok(NewSurvey {
        title: asked.title.clone(),
        reference: asked.reference.clone(),
        document_on: date("/document_on", asked.document_on.as_deref())?,
        body: asked.body.clone(),
        term: asked.term.clone(),
        whom: field("/whom", &asked.whom, whom)?,
        questions: questions.collect::<Result<_, Failure>>()?,
    })
}

async fn create(ask: Ask<Body<SurveyToWrite>>) -> Result<Created<SurveyWhole>, Failure> {
    let new = read(&ask.body.0)?;
    let (unit, period) = (ask.unit().await?, ask.period().await?);
    let (app, actor) = (ask.app(), ask.actor());
    let id = survey::create(app, actor, (&unit, &period), &new).await?;
    Ok(Created {
        location: format!("/api/v1/surveys/{id}"),
        one: shown(app, actor, &id).await?,
    })
}

async fn change(ask: Ask<Body<SurveyToWrite>>) -> Result<One<SurveyWhole>, Failure> {
    let (app, actor, id) = (ask.app(), ask.actor(), id(&ask)?);
    let new = read(&ask.body.0)?;
    survey::edit(app, actor, (&id, ask.version()?), &new).await?;
    shown(app, actor, &id).await
}

async fn step(ask: Ask, step: Step) -> Result<One<SurveyWhole>, Failure> {
    let (app, actor, id) = (ask.app(), ask.actor(), id(&ask)?);
    survey::step(app, actor, (&id, ask.version()?), step).await?;
    shown(app, actor, &id).await
}

async fn issue(ask: Ask) -> Result<One<SurveyWhole>, Failure> {
    step(ask, Step::Issue).await
}

async fn close(ask: Ask) -> Result<One<SurveyWhole>, Failure> {
    step(ask, Step::Close).await
}

async fn withdraw(ask: Ask) -> Result<One<SurveyWhole>, Failure> {
    step(ask, Step::Withdraw).await
}

async fn reopen(ask: Ask) -> Result<One<SurveyWhole>, Failure> {
    step(ask, Step::Reopen).await
}

async fn remind(ask: Ask) -> Result<One<SurveyReminded>, Failure> {
    let people = survey::remind(ask.app(), ask.actor(), &id(&ask)?).await?;
    Ok(One::of(SurveyReminded { people }))
}
