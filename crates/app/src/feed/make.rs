//! An address made, made anew, and ended.

use super::{Owner, Whose, feed, sql};
use crate::audit::Event;
use crate::{Actor, App, Error, FeedId, Noun, bind, secret};

/// Makes an address and ends the former: the secret in it, which is never shown again. `seen`: the
/// former's id, empty where there was none, so that a page sent twice, or by two people,
/// ends no address that nobody saw.
pub async fn make(app: &App, actor: &Actor, whose: &Whose, seen: &str) -> Result<String, Error> {
    let secret = secret::token()?;
    let mut tx = app.begin(actor).await?;
    let owner = Owner::of(&mut tx, actor, whose).await?;
    let (id, now, by) = (FeedId::new(), tx.now().to_owned(), tx.by().to_owned());
    let former = tx
        .find(sql::CURRENT, bind![&owner.account, &owner.unit], feed)
        .await?;
    if former.map_or(String::new(), |former| former.id) != seen {
        return Err(Error::Stale(Noun::Feed));
    }
    tx.run(sql::REVOKE, bind![&owner.account, &owner.unit, &now])
        .await?;
    tx.run(
        sql::INSERT,
        bind![
            id.as_str(),
            &secret::token_hash(&secret),
            &owner.account,
            &owner.unit,
            &by,
            &now
        ],
    )
    .await?;
    tx.commit(event("feed.made", &owner, id.as_str())).await?;
    Ok(secret)
}

/// Ends the address that works.
pub async fn revoke(app: &App, actor: &Actor, whose: &Whose) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let owner = Owner::of(&mut tx, actor, whose).await?;
    let now = tx.now().to_owned();
    let ended = tx
        .run(sql::REVOKE, bind![&owner.account, &owner.unit, &now])
        .await?;
    if ended == 0 {
        return Err(Error::NotFound(Noun::Feed));
    }
    let of = owner.unit.clone().or_else(|| owner.account.clone());
    tx.commit(event("feed.revoked", &owner, &of.unwrap_or_default()))
        .await?;
    Ok(())
}

fn event(kind: &'static str, owner: &Owner, id: &str) -> Event {
    let event = Event::new(kind, "feed", id, &owner.name);
    match &owner.within {
        Some(unit) => event.within(unit),
        None => event,
    }
}
