//! One proof for many rows and indicators: put in use, taken out of use.

use reading::text::fold;

use super::access::require_open;
use super::attach::{NewUse, attach_in, detach_in, place_for};
use super::link::TITLE_MAX;
use super::list::pattern;
use super::{Evidence, Refusal, Serves, event, load, sql};
use crate::unit::Unit;
use crate::{Actor, App, EntryId, Error, EvidenceId, Fault, Noun, RowId, bind};
use domain::authority::Action;

/// Places put in use at once.
const PLACES_MAX: usize = 60;

/// A row or entry that a proof could serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Which.
    pub serves: Serves,
    /// «1.2.1».
    pub code: String,
    /// Title.
    pub title: String,
    /// The plan or framework that it stands in.
    pub place: String,
}

/// Puts a proof in use for these rows and entries, all or none.
pub async fn use_for(
    app: &App,
    actor: &Actor,
    id: &EvidenceId,
    (places, new): (&[Serves], &NewUse),
) -> Result<Evidence, Error> {
    if places.len() > PLACES_MAX {
        return Err(Refusal::TooMany { limit: PLACES_MAX }.into());
    }
    if new
        .page
        .as_ref()
        .is_some_and(|page| page.chars().count() > TITLE_MAX)
    {
        return Err(Refusal::TooLong { limit: TITLE_MAX }.into());
    }
    let mut tx = app.begin(actor).await?;
    let evidence = load(&mut tx, id).await?;
    require_open(&mut tx, actor, &evidence).await?;
    if evidence.removed_at.is_some() {
        return Err(Refusal::PutAway.into());
    }
    let Some((last, others)) = places.split_last() else {
        return Ok(evidence);
    };
    for one in others {
        place_for(&mut tx, actor, one).await?;
        attach_in(&mut tx, &evidence, one, new).await?;
        tx.record(used(&evidence, one));
    }
    place_for(&mut tx, actor, last).await?;
    attach_in(&mut tx, &evidence, last, new).await?;
    tx.commit(used(&evidence, last)).await?;
    Ok(evidence)
}

fn used(evidence: &Evidence, serves: &Serves) -> crate::audit::Event {
    event("evidence.used", evidence).after(serde_json::json!({ "serves": serves.word() }))
}

/// Takes a proof out of use there.
pub async fn end_use(
    app: &App,
    actor: &Actor,
    id: &EvidenceId,
    serves: &Serves,
) -> Result<Evidence, Error> {
    let mut tx = app.begin(actor).await?;
    let evidence = load(&mut tx, id).await?;
    require_open(&mut tx, actor, &evidence).await?;
    place_for(&mut tx, actor, serves).await?;
    if detach_in(&mut tx, id.as_str(), serves).await? == 0 {
        return Err(Error::NotFound(Noun::Evidence));
    }
    let event = event("evidence.use_ended", &evidence);
    tx.commit(event.before(serde_json::json!({ "serves": serves.word() })))
        .await?;
    Ok(evidence)
}

/// Rows and entries of the unit's year whose title or code has these words, that the proof does
/// not serve yet and the actor may attach to.
pub async fn candidates(
    app: &App,
    actor: &Actor,
    (unit, year): (&Unit, i16),
    (id, words): (&EvidenceId, &str),
) -> Result<Vec<Candidate>, Error> {
    let any = actor.may(Action::AttachEvidence, &unit.path);
    let person = actor
        .person
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let person = (!any).then_some(person);
    let words = fold(words);
    let wanted = (!words.trim().is_empty()).then(|| pattern(&words));
    let code = format!(
        "{}%",
        words
            .trim()
            .replace('!', "!!")
            .replace('%', "!%")
            .replace('_', "!_")
    );
    let mut conn = app.read().await?;
    let read = |row: &crate::database::Row| {
        let id = row.text("id")?;
        let serves = match row.text("kind")?.as_str() {
            "plan_row" => Serves::Row(RowId::stored(id)),
            "entry" => Serves::Entry(EntryId::stored(id)),
            _ => return Err(Fault::inconsistent("evidence_use", &id, "kind")),
        };
        Ok(Candidate {
            serves,
            code: row.text_or_null("code")?.unwrap_or_default(),
            title: row.text("title")?,
            place: row.text("place")?,
        })
    };
    Ok(conn
        .all(
            sql::CANDIDATES,
            bind![
                unit.id.as_str(),
                i32::from(year),
                person.as_ref(),
                wanted.as_ref(),
                &code,
                id.as_str()
            ],
            read,
        )
        .await?)
}
