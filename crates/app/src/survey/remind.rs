//! Messages about a survey to the focal officers and leaders of units that have not answered.

use domain::authority::Action;
use serde_json::json;

use super::{Refusal, State, Survey, load, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::{Actor, App, Error, Fault, NoticeId, SurveyId, bind};

/// Messages sent by one statement.
const BATCH: usize = 500;

/// Tells them, each once for the topic and the occasion; how many messages.
pub(super) async fn tell(
    tx: &mut Tx,
    (actor, survey): (&Actor, &Survey),
    (topic, occasion): (&str, &str),
) -> Result<u64, Fault> {
    let due = survey.due_on.map(|day| day.to_string());
    let detail = json!({ "topic": topic, "by": actor.name, "what": survey.title,
        "unit": survey.asked_by, "due": due });
    let (detail, now) = (detail.to_string(), tx.now().to_owned());
    let key = format!("{topic}:{}:{occasion}", survey.id);
    let most = i64::try_from(BATCH).unwrap_or(i64::MAX);
    let mut sent = 0;
    loop {
        let ids: String = (0..BATCH).map(|_| NoticeId::new().to_string()).collect();
        let told = tx
            .run(
                sql::TELL,
                bind![
                    &ids,
                    survey.id.as_str(),
                    &detail,
                    &now,
                    &key,
                    most,
                    &survey.period_code
                ],
            )
            .await?;
        sent += told;
        if told < u64::try_from(BATCH).unwrap_or(u64::MAX) {
            return Ok(sent);
        }
    }
}

/// Reminds the units that have not answered, each person once a day; how many messages.
pub async fn remind(app: &App, actor: &Actor, id: &SurveyId) -> Result<u64, Error> {
    let mut tx = app.begin(actor).await?;
    let survey = load(&mut tx, id).await?;
    actor.require(Action::EditPlan, &survey.path)?;
    if survey.state != State::Issued {
        return Err(Refusal::NotOpen.into());
    }
    if survey.units <= survey.answered {
        return Err(Refusal::NobodyLeft.into());
    }
    let day = app.today().to_string();
    let sent = tell(&mut tx, (actor, &survey), ("survey_reminder", &day)).await?;
    if sent == 0 {
        return Ok(0);
    }
    let event = Event::new("survey.reminded", "survey", id.as_str(), &survey.title)
        .within(&survey.unit)
        .after(json!({ "units": survey.units - survey.answered }));
    tx.commit(event).await?;
    Ok(sent)
}
