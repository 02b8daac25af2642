//! A survey as one unit that is asked sees it, and its answer.

use std::collections::BTreeMap;

use app::EntryId;
use app::survey::{self, Answered, OwnFigure, Sending};
use axum::http::Method;
use domain::authority::Action;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::id;
use super::shape::{SurveyAnswer, SurveyQuestion, SurveyShape, answers, question, shape};
use crate::api::wire::{Api, Ask, Body, One, Sent, field};
use crate::web::{Access, Failure};

/// A survey as one unit sees it.
#[derive(Serialize, ToSchema)]
struct OwnSurvey {
    /// It.
    survey: SurveyShape,
    /// What is asked.
    questions: Vec<SurveyQuestion>,
    /// What the unit has not sent yet; null where there is nothing, or you do not answer for it.
    draft: Option<Vec<SurveyAnswer>>,
    /// What it sent.
    sent: Option<Vec<SurveyAnswer>>,
    /// When it last sent.
    #[schema(format = DateTime)]
    sent_at: Option<String>,
    /// Who sent.
    sent_by: Option<String>,
    /// The unit's own figures of the indicators asked about.
    figures: Vec<SurveyFigure>,
    /// Whether you answer for the unit.
    may_answer: bool,
    /// For `If-Match`.
    version: i32,
}

/// A figure of the unit beside the one asked.
#[derive(Serialize, ToSchema)]
struct SurveyFigure {
    /// The question's position.
    position: i32,
    /// Id of the entry.
    entry: String,
    /// Its version.
    entry_version: i32,
    /// The indicator's code.
    code: String,
    /// As stored; null: no data.
    value: Option<String>,
    /// Whether it is provided for the unit.
    locked: bool,
}

/// A unit's answer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AnswerToGive {
    /// By the question's position, as typed: `430,5`, `Có`, `15/10/2026`; of a file the proof's id.
    answers: BTreeMap<i32, String>,
    /// Whether it is sent; otherwise it is kept for the unit alone.
    #[serde(default)]
    send: bool,
}

/// An entry that takes over what was answered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FiguresToTake {
    /// Id of the entry.
    entry: String,
    /// The version that was read.
    entry_version: i32,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let read = Access::May(Action::ReadFigures);
    let at = "/api/v1/units/{unit}/surveys/{survey}";
    api.get(
        at,
        read,
        (
            "showOwnSurvey",
            "Khảo sát mà đơn vị được hỏi, câu trả lời của đơn vị",
        ),
        show,
    )
    .change(
        Method::PUT,
        "/api/v1/units/{unit}/surveys/{survey}/answer",
        read,
        ("answerSurvey", "Lưu hoặc gửi câu trả lời của đơn vị"),
        answer,
    )
    .post(
        "/api/v1/units/{unit}/surveys/{survey}/figures",
        Access::May(Action::EnterFigures),
        (
            "takeSurveyFigures",
            "Đưa số liệu đã trả lời vào chỉ số của đơn vị",
        ),
        take,
    )
}

fn figure(one: &OwnFigure) -> SurveyFigure {
    SurveyFigure {
        position: one.position,
        entry: one.entry.to_string(),
        entry_version: one.version,
        code: one.code.clone(),
        value: one.value.clone(),
        locked: one.locked,
    }
}

async fn shown<B: Sent, Q: DeserializeOwned>(ask: &Ask<B, Q>) -> Result<One<OwnSurvey>, Failure> {
    let unit = ask.unit().await?;
    let own = survey::own(ask.app(), ask.actor(), (&unit, &id(ask)?)).await?;
    let shown = OwnSurvey {
        survey: shape(&own.survey),
        questions: own.questions.iter().map(question).collect(),
        draft: own.part.draft.as_ref().map(answers),
        sent: own.part.sent.as_ref().map(answers),
        sent_at: own.part.sent_at.clone(),
        sent_by: own.part.sent_by.clone(),
        figures: own.figures.iter().map(figure).collect(),
        may_answer: own.may_answer,
        version: own.part.version,
    };
    Ok(One::at(own.part.version, shown))
}

async fn show(ask: Ask) -> Result<One<OwnSurvey>, Failure> {
    shown(&ask).await
}

async fn answer(ask: Ask<Body<AnswerToGive>>) -> Result<One<OwnSurvey>, Failure> {
    let unit = ask.unit().await?;
    let Body(asked) = &ask.body;
    let answered: Answered = asked.answers.clone();
    let sending = if asked.send {
        Sending::Send
    } else {
        Sending::Keep
    };
    let key = (&unit, &id(&ask)?, ask.version()?);
    survey::answer(ask.app(), ask.actor(), key, (&answered, sending)).await?;
    shown(&ask).await
}

async fn take(ask: Ask<Body<FiguresToTake>>) -> Result<One<OwnSurvey>, Failure> {
    let Body(asked) = &ask.body;
    let entry = field("/entry", &asked.entry, EntryId::parse(&asked.entry))?;
    let unit = ask.unit().await?;
    let seen = (&entry, asked.entry_version);
    survey::take(ask.app(), ask.actor(), (&unit, &id(&ask)?), seen).await?;
    shown(&ask).await
}
