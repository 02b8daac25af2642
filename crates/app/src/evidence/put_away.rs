//! A proof is put away, and can be brought back. Its file stays as long as its record does.

use super::access::require_edit;
use super::attach::recount;
use super::{Evidence, Refusal, event, fields, index, load, sql};
use crate::{Actor, App, Error, EvidenceId, Noun, bind};

/// Puts a proof away: it counts nowhere from then on.
pub async fn put_away(
    app: &App,
    actor: &Actor,
    id: &EvidenceId,
    version: i32,
) -> Result<Evidence, Error> {
    set(app, actor, (id, version), true).await
}

/// Brings it back, with everything that it served.
pub async fn restore(
    app: &App,
    actor: &Actor,
    id: &EvidenceId,
    version: i32,
) -> Result<Evidence, Error> {
    set(app, actor, (id, version), false).await
}

async fn set(
    app: &App,
    actor: &Actor,
    (id, version): (&EvidenceId, i32),
    away: bool,
) -> Result<Evidence, Error> {
    let mut tx = app.begin(actor).await?;
    let before = load(&mut tx, id).await?;
    require_edit(&mut tx, actor, &before).await?;
    if before.removed_at.is_some() == away {
        return Err(Refusal::PutAway.into());
    }
    let at = away.then(|| tx.now().to_owned());
    if tx
        .run(sql::SET_REMOVED, bind![id.as_str(), version, at.as_ref()])
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Evidence));
    }
    recount(&mut tx, id.as_str()).await?;
    let after = load(&mut tx, id).await?;
    index(&mut tx, &after);
    let kind = if away {
        "evidence.put_away"
    } else {
        "evidence.restored"
    };
    let event = event(kind, &after).before(fields(&before));
    tx.commit(event).await?;
    Ok(after)
}
