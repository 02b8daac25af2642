//! What is said of a proof is confirmed or corrected by a person.

use jiff::civil::Date;
use reading::text::squash;

use super::access::require_edit;
use super::fit::refit;
use super::link::TITLE_MAX;
use super::take::one_reference;
use super::{Evidence, Facts, Refusal, Visibility, event, fields, index, load, sql, words};
use crate::{Actor, App, Error, EvidenceId, Noun, bind};
use domain::authority::Action;

/// Letters of the other texts.
pub const TEXT_MAX: usize = 300;

/// What a person says.
#[derive(Clone, Debug)]
pub struct Correction {
    /// What is said of it.
    pub facts: Facts,
    /// Who may open it.
    pub visibility: Visibility,
    /// The version that the person saw.
    pub version: i32,
}

/// Keeps what a person says of a proof; nothing is merely proposed from then on.
pub async fn edit(
    app: &App,
    actor: &Actor,
    id: &EvidenceId,
    said: Correction,
) -> Result<Evidence, Error> {
    let facts = checked(said.facts)?;
    let mut tx = app.begin(actor).await?;
    let before = load(&mut tx, id).await?;
    let rights = require_edit(&mut tx, actor, &before).await?;
    if before.removed_at.is_some() {
        return Err(Refusal::PutAway.into());
    }
    if said.visibility != before.visibility && !rights.manage {
        return Err(Error::NotAllowed(Action::ManageEvidence));
    }
    let name = before.file.as_ref().map(|file| file.name.as_str());
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    let changed = tx
        .run(
            sql::UPDATE,
            bind![
                id.as_str(),
                said.version,
                &facts.title,
                &words(&facts, name),
                &facts.kind,
                &facts.reference,
                &day(facts.issued_on),
                &facts.issuer,
                &day(facts.effective_from),
                &day(facts.effective_to),
                said.visibility.name(),
            ],
        )
        .await?;
    if changed == 0 {
        return Err(Error::Stale(Noun::Evidence));
    }
    let after = load(&mut tx, id).await?;
    refit(&mut tx, &after).await?;
    index(&mut tx, &after);
    let kind = if before.waits() {
        "evidence.confirmed"
    } else {
        "evidence.changed"
    };
    let event = event(kind, &after)
        .before(fields(&before))
        .after(fields(&after));
    tx.commit(event).await?;
    Ok(after)
}

fn checked(facts: Facts) -> Result<Facts, Refusal> {
    let text = |text: Option<String>| {
        text.map(|text| squash(&text))
            .filter(|text| !text.is_empty())
    };
    let facts = Facts {
        title: squash(&facts.title),
        kind: text(facts.kind),
        reference: text(facts.reference).map(|text| one_reference(&text)),
        issuer: text(facts.issuer),
        ..facts
    };
    if facts.title.is_empty() {
        return Err(Refusal::NoTitle);
    }
    if facts.title.chars().count() > TITLE_MAX {
        return Err(Refusal::TooLong { limit: TITLE_MAX });
    }
    let long = |text: &Option<String>| {
        text.as_ref()
            .is_some_and(|text| text.chars().count() > TEXT_MAX)
    };
    if long(&facts.kind) || long(&facts.reference) || long(&facts.issuer) {
        return Err(Refusal::TooLong { limit: TEXT_MAX });
    }
    if facts
        .effective_from
        .zip(facts.effective_to)
        .is_some_and(|(from, to)| to < from)
    {
        return Err(Refusal::EndsBeforeStart);
    }
    Ok(facts)
}
