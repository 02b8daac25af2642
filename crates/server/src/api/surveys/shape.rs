//! A survey and its questions, as programs see them.

use app::survey::{Answers, Question, Survey};
use serde::Serialize;
use utoipa::ToSchema;

/// A survey.
#[derive(Serialize, ToSchema)]
#[schema(as = Survey)]
pub(super) struct SurveyShape {
    /// Id.
    pub(super) id: String,
    /// The word in addresses of the unit that asks.
    unit: String,
    /// Its name.
    unit_name: String,
    /// The period's word in addresses.
    period: String,
    /// Title.
    title: String,
    /// Number of the document.
    reference: Option<String>,
    /// Its day, where it is not the day of issue here.
    #[schema(format = Date)]
    document_on: Option<String>,
    /// What it is about.
    body: String,
    /// When to answer, as written.
    term: String,
    /// `all`, `kind:commune`, `group:ID`, `chosen`.
    whom: String,
    /// `draft`, `issued`, `closed`, `withdrawn`.
    state: &'static str,
    /// The day from which days are counted.
    #[schema(format = Date)]
    issued_on: Option<String>,
    /// The last day to answer.
    #[schema(format = Date)]
    due_on: Option<String>,
    /// Units asked.
    units: i64,
    /// Units that answered.
    answered: i64,
    /// For `If-Match`.
    version: i32,
}

/// A question.
#[derive(Serialize, ToSchema)]
pub(super) struct SurveyQuestion {
    /// From 0; answers are by it.
    position: i32,
    /// In words; empty where the indicator says all.
    text: String,
    /// `text`, `number`, `yes`, `date`, `file`, `figure`.
    kind: &'static str,
    /// Of figures: the indicator's code.
    code: Option<String>,
    /// Of figures: which of the indicator's.
    key: Option<String>,
    /// Of figures: in the document's words.
    label: Option<String>,
}

/// An answer to a question.
#[derive(Serialize, ToSchema)]
pub(super) struct SurveyAnswer {
    /// The question's position.
    position: i32,
    /// As read: numbers with a decimal comma, «Có», days as 15/10/2026; of a file its title.
    text: String,
    /// Of a file: id of the proof.
    file: Option<String>,
}

pub(super) fn shape(one: &Survey) -> SurveyShape {
    SurveyShape {
        id: one.id.to_string(),
        unit: one.slug.clone(),
        unit_name: one.asked_by.clone(),
        period: one.period_code.clone(),
        title: one.title.clone(),
        reference: one.reference.clone(),
        document_on: one.document_on.map(|day| day.to_string()),
        body: one.body.clone(),
        term: one.term.clone(),
        whom: one.whom.clone(),
        state: one.state.name(),
        issued_on: one.issued_on.map(|day| day.to_string()),
        due_on: one.due_on.map(|day| day.to_string()),
        units: one.units,
        answered: one.answered,
        version: one.version,
    }
}

pub(super) fn question(one: &Question) -> SurveyQuestion {
    let figure = one.figure.as_ref();
    SurveyQuestion {
        position: one.position,
        text: one.text.clone(),
        kind: one.kind.name(),
        code: figure.map(|figure| figure.code.clone()),
        key: figure.map(|figure| figure.ask.key.clone()),
        label: figure.map(|figure| figure.ask.label.clone()),
    }
}

pub(super) fn answers(all: &Answers) -> Vec<SurveyAnswer> {
    let all = all.iter().map(|(position, given)| SurveyAnswer {
        position: *position,
        text: given.text.clone(),
        file: given.file.clone(),
    });
    all.collect()
}
