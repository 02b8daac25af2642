//! A comment is written or taken away.

use serde_json::json;

use super::subject::{self, Place};
use super::{BODY_MAX, Refusal, Subject, mention, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::notice::{self, NoticeKind, Tell};
use crate::search::SearchEntry;
use crate::{AccountId, Actor, App, CommentId, Error, Noun, UnitId, bind};
use domain::authority::Action;

/// Characters of a comment that a message repeats.
const QUOTED_MAX: usize = 160;

/// Writes a comment; tells those who are named in it, and those who take part.
pub async fn add(
    app: &App,
    actor: &Actor,
    subject: &Subject,
    body: &str,
) -> Result<CommentId, Error> {
    let mut tx = app.begin(actor).await?;
    let (id, event) = add_in(&mut tx, actor, subject, body).await?;
    tx.commit(event).await?;
    Ok(id)
}

/// The same within a larger change, which records the event.
pub async fn add_in(
    tx: &mut Tx,
    actor: &Actor,
    subject: &Subject,
    body: &str,
) -> Result<(CommentId, Event), Error> {
    let place = subject::place(tx, actor, subject).await?;
    place.require_read(actor)?;
    actor.require_as(Action::Comment, place.authority_path(actor), place.duty)?;
    let body = body.trim();
    check_length(body)?;
    let people = mention::people(tx, place.people_path(actor)).await?;
    let (stored, named) = mention::resolve(body, &people)?;
    let (id, now) = (CommentId::new(), tx.now().to_owned());
    tx.run(
        sql::INSERT,
        bind![
            id.as_str(),
            place.unit.as_str(),
            subject.kind(),
            subject.id(),
            &stored,
            actor.account()?.as_str(),
            &now,
        ],
    )
    .await?;
    let words = mention::plain(&stored);
    tx.index(entry(&id, &place, &words, false));
    let named: Vec<AccountId> = named.into_iter().collect();
    tell(tx, actor, &place, &id, &words, named).await?;
    let event = Event::new("comment.added", "comment", id.as_str(), &place.name)
        .within(&place.unit)
        .after(json!({ "about": subject.kind(), "id": subject.id(), "body": words }));
    Ok((id, event))
}

fn check_length(body: &str) -> Result<(), Refusal> {
    let length = body.chars().count();
    if length == 0 {
        return Err(Refusal::Empty);
    }
    if length > BODY_MAX {
        return Err(Refusal::TooLong { length });
    }
    Ok(())
}

fn entry(id: &CommentId, place: &Place, words: &str, removed: bool) -> SearchEntry {
    SearchEntry {
        subject_kind: "comment",
        subject_id: id.to_string(),
        unit: place.unit.clone(),
        title: place.name.clone(),
        body: words.to_owned(),
        address: format!("{}#y-kien-{id}", place.address),
        removed,
    }
}

async fn tell(
    tx: &mut Tx,
    actor: &Actor,
    place: &Place,
    id: &CommentId,
    words: &str,
    named: Vec<AccountId>,
) -> Result<(), Error> {
    let (kind, subject_id) = (place.subject.kind(), place.subject.id());
    let home = actor.home.as_ref();
    let writes_at = home.map_or(place.unit_path.as_str(), |home| home.path.as_str());
    let taking_part = tx
        .all(
            sql::TAKING_PART,
            bind![kind, subject_id, &place.unit_path, writes_at],
            |row| Ok(AccountId::stored(row.text("account_id")?)),
        )
        .await?;
    let others = taking_part
        .into_iter()
        .filter(|one| !named.contains(one))
        .collect();
    let quoted: String = words.chars().take(QUOTED_MAX).collect();
    for (to, notice) in [
        (named.clone(), NoticeKind::Mention),
        (others, NoticeKind::Comment),
    ] {
        let message = Tell {
            to,
            kind: notice,
            subject_kind: kind,
            subject_id: subject_id.to_owned(),
            detail: json!({ "by": actor.name, "what": place.name, "text": quoted }),
            address: format!("{}#y-kien-{id}", place.address),
            once: None,
        };
        notice::tell(tx, message).await?;
    }
    Ok(())
}

/// Takes a comment away. Its place in the discussion stays and says so.
pub async fn remove(app: &App, actor: &Actor, id: &CommentId) -> Result<Place, Error> {
    let mut tx = app.begin(actor).await?;
    let (subject, unit, body, by) = tx
        .find(sql::ONE, bind![id.as_str()], |row| {
            Ok((
                Subject::parse(&row.text("subject_kind")?, &row.text("subject_id")?),
                UnitId::stored(row.text("unit_id")?),
                row.text("body")?,
                row.text("created_by")?,
            ))
        })
        .await?
        .ok_or(Error::NotFound(Noun::Comment))?;
    let subject = subject.ok_or(Error::NotFound(Noun::Comment))?;
    let place = subject::place(&mut tx, actor, &subject).await?;
    place.require_read(actor)?;
    let mine = actor.account()?.as_str() == by;
    if !mine && !actor.may(Action::EditPlan, &place.unit_path) {
        return Err(Refusal::NotYours.into());
    }
    let now = tx.now().to_owned();
    tx.run(sql::REMOVE, bind![id.as_str(), &now]).await?;
    let words = mention::plain(&body);
    tx.index(entry(id, &place, &words, true));
    let event = Event::new("comment.removed", "comment", id.as_str(), &place.name)
        .within(&unit)
        .before(json!({ "body": words }));
    tx.commit(event).await?;
    Ok(place)
}
