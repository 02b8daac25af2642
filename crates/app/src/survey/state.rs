//! A survey issued, closed, taken back, opened again.

use domain::authority::Action;
use serde_json::json;

use super::draft::due;
use super::{Refusal, State, Survey, load, remind, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::{Actor, App, Error, Noun, SurveyId, bind, workday};

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Units see it and answer; the last day is fixed.
    Issue,
    /// No more answers are taken.
    Close,
    /// Nobody need answer any more.
    Withdraw,
    /// As it was before it was closed or taken back.
    Reopen,
}

/// Takes the step.
pub async fn step(
    app: &App,
    actor: &Actor,
    (id, version): (&SurveyId, i32),
    step: Step,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let survey = load(&mut tx, id).await?;
    actor.require(Action::IssuePlan, &survey.path)?;
    let was_issued = survey.issued_on.is_some();
    let (to, kind) = match (step, survey.state) {
        (Step::Issue, State::Draft) => (State::Issued, "survey.issued"),
        (Step::Close, State::Issued) => (State::Closed, "survey.closed"),
        (Step::Withdraw, State::Draft | State::Issued) => (State::Withdrawn, "survey.withdrawn"),
        (Step::Reopen, State::Closed) => (State::Issued, "survey.reopened"),
        (Step::Reopen, State::Withdrawn) if was_issued => (State::Issued, "survey.reopened"),
        (Step::Reopen, State::Withdrawn) => (State::Draft, "survey.reopened"),
        _ => return Err(Refusal::NoSuchStep.into()),
    };
    let (mut issued_on, mut due_on) = (survey.issued_on, survey.due_on);
    if step == Step::Issue {
        let today = app.today();
        let day = survey.document_on.unwrap_or(today);
        if today < day {
            return Err(Refusal::DocumentAhead { document_on: day }.into());
        }
        issued_on = Some(day);
        let calendar = workday::terms_from(&mut tx, day).await?;
        due_on = Some(due(&survey.term, (day, survey.year), &calendar)?);
    }
    let days = [issued_on, due_on].map(|day| day.map(|day| day.to_string()));
    let kept = tx
        .run(
            sql::SET_STATE,
            bind![id.as_str(), version, to.name(), &days[0], &days[1]],
        )
        .await?;
    if kept == 0 {
        return Err(Error::Stale(Noun::Survey));
    }
    announce(
        &mut tx,
        actor,
        &Survey {
            due_on,
            ..survey.clone()
        },
        step,
    )
    .await?;
    let event = Event::new(kind, "survey", id.as_str(), &survey.title)
        .within(&survey.unit)
        .before(json!({ "state": survey.state.name() }))
        .after(json!({ "state": to.name(), "due_on": days[1], "units": survey.units }));
    tx.commit(event).await?;
    Ok(())
}

/// Tells those who have not answered.
async fn announce(tx: &mut Tx, actor: &Actor, survey: &Survey, step: Step) -> Result<(), Error> {
    let topic = match (step, survey.state) {
        (Step::Issue, _) => "survey",
        (Step::Withdraw, State::Issued) => "survey_withdrawn",
        _ => return Ok(()),
    };
    remind::tell(tx, (actor, survey), (topic, "once")).await?;
    Ok(())
}
