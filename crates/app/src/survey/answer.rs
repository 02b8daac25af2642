//! A unit answers: keeps a draft, sends, and sends again until the last day. A late answer is taken
//! and stays late.

use std::collections::BTreeMap;

use domain::authority::Action;
use reading::figure::{InputKind, Typed, typed};
use serde_json::json;

use super::question::{Kind, Question, questions};
use super::show::asked;
use super::{Answers, Given, Refusal, State, speaks, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::unit::Unit;
use crate::{Actor, App, Error, EvidenceId, Fault, Noun, SurveyId, bind};

/// Longest answer.
const ANSWER_MAX: usize = 4_000;

/// What a unit answers, by the question's position: as typed; of a file the proof's id.
pub type Answered = BTreeMap<i32, String>;

/// What is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// Kept for the unit alone; questions may stay open.
    Keep,
    /// Sent to whoever asks.
    Send,
}

/// Answers for the unit.
pub async fn answer(
    app: &App,
    actor: &Actor,
    (unit, id, version): (&Unit, &SurveyId, i32),
    (answered, sending): (&Answered, Sending),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let (survey, before) = asked(&mut tx, (unit, id)).await?;
    if !speaks(actor, &unit.path, &survey.path) {
        return Err(Error::NotAllowed(Action::EnterFigures));
    }
    if survey.state != State::Issued {
        return Err(Refusal::NotOpen.into());
    }
    let today = app.today();
    if let Some(due_on) = survey
        .due_on
        .filter(|due| before.sent_on.is_some() && *due < today)
    {
        return Err(Refusal::DueOver { due_on }.into());
    }
    let mut answers = Answers::new();
    for (number, question) in (1..).zip(&questions(app, &mut tx, id).await?) {
        let text = answered
            .get(&question.position)
            .map_or("", |text| text.trim());
        if text.is_empty() {
            if sending == Sending::Send {
                return Err(Refusal::Unanswered { number }.into());
            }
            continue;
        }
        let given = given(&mut tx, (unit, number), question, text).await?;
        answers.insert(question.position, given);
    }
    let body = serde_json::to_string(&answers).map_err(Fault::from)?;
    let event = match sending {
        Sending::Keep => {
            let rows = tx
                .run(
                    sql::KEEP,
                    bind![id.as_str(), unit.id.as_str(), version, &body],
                )
                .await?;
            kept(rows)?;
            // What a unit has not sent is nobody else's: the audit says only that it was kept.
            Event::new("survey.answer_kept", "survey", id.as_str(), &survey.title)
        }
        Sending::Send => {
            let (day, now, by) = (today.to_string(), tx.now().to_owned(), tx.by().to_owned());
            let rows = tx
                .run(
                    sql::SEND,
                    bind![
                        id.as_str(),
                        unit.id.as_str(),
                        version,
                        &body,
                        &day,
                        &now,
                        &by
                    ],
                )
                .await?;
            kept(rows)?;
            let words = |answers: &Answers| -> Vec<String> {
                answers.values().map(|given| given.text.clone()).collect()
            };
            Event::new("survey.answered", "survey", id.as_str(), &survey.title)
                .before(json!({ "answers": before.sent.as_ref().map(words) }))
                .after(json!({ "answers": words(&answers) }))
        }
    };
    tx.commit(event.within(&unit.id)).await?;
    Ok(())
}

fn kept(rows: u64) -> Result<(), Error> {
    if rows == 0 {
        return Err(Error::Stale(Noun::Survey));
    }
    Ok(())
}

/// An answer as it is kept.
async fn given(
    tx: &mut Tx,
    (unit, number): (&Unit, usize),
    question: &Question,
    text: &str,
) -> Result<Given, Error> {
    if text.chars().count() > ANSWER_MAX {
        return Err(Refusal::TooLong {
            chars_max: ANSWER_MAX,
        }
        .into());
    }
    if question.kind == Kind::File {
        return file(tx, unit, text).await;
    }
    let text = words(question, text).map_err(|why| Refusal::Unread { number, why })?;
    Ok(Given { text, file: None })
}

async fn file(tx: &mut Tx, unit: &Unit, id: &str) -> Result<Given, Error> {
    let proof = EvidenceId::parse(id).ok_or(Error::NotFound(Noun::Evidence))?;
    let text = tx
        .find(sql::PROOF, bind![proof.as_str(), unit.id.as_str()], |row| {
            row.text("title")
        })
        .await?
        .ok_or(Error::NotFound(Noun::Evidence))?;
    Ok(Given {
        text,
        file: Some(proof.to_string()),
    })
}

fn words(question: &Question, text: &str) -> Result<String, reading::figure::Unclear> {
    let kind = match (question.kind, &question.figure) {
        (Kind::Number, _) => InputKind::Signed,
        (Kind::Yes, _) => InputKind::Yes,
        (Kind::Date, _) => InputKind::Date { year: None },
        (Kind::Figure, Some(figure)) => figure.ask.kind,
        _ => return Ok(text.to_owned()),
    };
    let read = typed(kind, text)?;
    Ok(match &read {
        Typed::Date(day) => day.strftime("%d/%m/%Y").to_string(),
        Typed::Flag(yes) => if *yes { "Có" } else { "Không" }.to_owned(),
        _ => crate::figure::kept(&read).map_or_else(
            || text.to_owned(),
            |stored| crate::figure::retyped(kind, &stored),
        ),
    })
}
