//! A lock released: by whoever provides the figure, or by the focal officer of a unit above. So a
//! lock does not outlive whoever set it.

use domain::authority::Action;
use serde_json::json;

use super::sql;
use crate::audit::Event;
use crate::database::{Conn, Tx};
use crate::figure::Refusal;
use crate::figure::standing::Standing;
use crate::{AccountId, Actor, App, EntryId, Error, Fault, bind};

/// Longest reason.
const REASON_MAX: usize = 1_000;

/// Whether the actor answers for figures in a unit over this one.
pub(crate) fn is_above(actor: &Actor, path: &str) -> bool {
    let above = path
        .trim_end_matches('/')
        .rsplit_once('/')
        .map(|(above, _)| above);
    above.is_some_and(|above| actor.may(Action::EnterFigures, &format!("{above}/")))
}

/// Whether the actor acts for whoever is named to provide one of the entry's figures.
pub(crate) async fn provides_entry(
    conn: &mut Conn,
    actor: &Actor,
    entry: &EntryId,
) -> Result<bool, Fault> {
    let Some(person) = &actor.person else {
        return Ok(false);
    };
    let bound = [entry.as_str().into(), person.as_str().into()];
    let count = conn.one(sql::PROVIDES_ENTRY, &bound, |row| row.count("n"));
    Ok(count.await? > 0)
}

/// Whether an account can still be used.
pub(crate) async fn is_active(conn: &mut Conn, account: &AccountId) -> Result<bool, Fault> {
    let bound = [account.as_str().into()];
    let count = conn
        .one(sql::IS_ACTIVE, &bound, |row| row.count("n"))
        .await?;
    Ok(count > 0)
}

/// Where whoever provides a figure of the entry has their desk: the unit's word in addresses.
pub(crate) async fn desk_of(
    tx: &mut Tx,
    entry: &EntryId,
    account: &AccountId,
) -> Result<Option<String>, Fault> {
    let bound = [entry.as_str().into(), account.as_str().into()];
    tx.find(sql::DESK_OF, &bound, |row| row.text("slug")).await
}

/// Focal officers of the units over a path.
pub(crate) async fn focals_above(tx: &mut Tx, path: &str) -> Result<Vec<AccountId>, Fault> {
    tx.all(sql::FOCALS_ABOVE, bind![path], |row| {
        Ok(AccountId::stored(row.text("id")?))
    })
    .await
}

/// Whether the actor may release what is provided in a unit: as the focal officer above it.
pub fn may_release(actor: &Actor, unit_path: &str) -> bool {
    is_above(actor, unit_path)
}

/// Makes a provided figure the unit's own again; the reason answers whatever waits.
pub async fn release(
    app: &App,
    actor: &Actor,
    entry: &EntryId,
    (key, reason): (&str, &str),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let standing = Standing::load(&mut tx, entry).await?.seen_by(actor);
    if !is_above(actor, &standing.unit_path) {
        let provides = provides_entry(&mut tx, actor, entry).await?;
        if !provides {
            standing.require(&mut tx, actor).await?;
            if !standing.provides {
                return Err(Refusal::NotProvider.into());
            }
        }
    }
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::NothingSaid.into());
    }
    if reason.chars().count() > REASON_MAX {
        return Err(Refusal::TooLong {
            field: "reason",
            chars_max: REASON_MAX,
        }
        .into());
    }
    let (value, provided_by) = tx
        .find(sql::LOCKED, bind![entry.as_str(), key], |row| {
            let by = row.text_or_null("provided_by")?.map(AccountId::stored);
            Ok((row.text("id")?, by))
        })
        .await?
        .ok_or(Refusal::NotProvided)?;
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    tx.run(sql::RELEASE, bind![&value, &now, &by]).await?;
    tx.run(sql::RELEASE_ANSWERS, bind![&value, reason, &by, &now])
        .await?;
    let told = (provided_by, reason);
    let name = crate::figure::provided::tell(&mut tx, (actor, entry), told).await?;
    let event = Event::new("figure.released", "entry", entry.as_str(), &name)
        .within(&standing.spot.unit)
        .after(json!({ "figure": key, "reason": reason }));
    tx.commit(event).await?;
    Ok(())
}
