//! Figures that a unit answered, taken into its own entries: asked for by a person of the unit, one
//! indicator at a time, through the same check as a figure that is typed.

use std::collections::BTreeMap;

use super::question::questions;
use super::show::{asked, figures};
use super::{Refusal, speaks};
use crate::figure;
use crate::unit::Unit;
use crate::{Actor, App, EntryId, Error, Noun, SurveyId};
use domain::authority::Action;

/// Takes the figures of one entry as they were sent. `version`: the entry's, as it was shown.
pub async fn take(
    app: &App,
    actor: &Actor,
    (unit, id): (&Unit, &SurveyId),
    (entry, version): (&EntryId, i32),
) -> Result<(), Error> {
    let mut conn = app.read().await?;
    let (survey, part) = asked(&mut conn, (unit, id)).await?;
    if !speaks(actor, &unit.path, &survey.path) {
        return Err(Error::NotAllowed(Action::EnterFigures));
    }
    let own = figures(&mut conn, (id, &unit.id)).await?;
    if own.iter().all(|one| one.entry != *entry) {
        return Err(Error::NotFound(Noun::Entry));
    }
    let sent = part.sent.unwrap_or_default();
    let mut inputs = BTreeMap::new();
    for question in questions(app, &mut conn, id).await? {
        let of_entry = own
            .iter()
            .any(|one| one.position == question.position && one.entry == *entry);
        if let (true, Some(figure), Some(given)) =
            (of_entry, question.figure, sent.get(&question.position))
        {
            inputs.insert(figure.ask.key, given.text.clone());
        }
    }
    if inputs.is_empty() {
        return Err(Refusal::NothingSent.into());
    }
    drop(conn);
    let source = match &survey.reference {
        Some(reference) => format!("Trả lời khảo sát {reference}"),
        None => format!("Trả lời khảo sát «{}»", survey.title),
    };
    let as_of = part.sent_on.unwrap_or_else(|| app.today());
    let proposed = figure::Proposed {
        inputs,
        source,
        as_of,
    };
    figure::take(app, actor, (entry, version), proposed).await
}
