//! What goes along when units are merged: people with their accounts, posts, the directory's groups,
//! outsiders and spellings, the work that the unit itself was given; and its roles, which are given
//! over the successor too. Plans, figures and results stay with the old unit, and so do the roles
//! over it, so that whoever worked there can still read and finish them. Each thing is noted under
//! its decision: taking that back restores exactly what went, or says that it is elsewhere by now.

use std::collections::BTreeMap;

use super::{Refusal, sql};
use crate::database::{Conn, Tx};
use crate::unit::Unit;
use crate::{ChangeId, Error, Fault, GrantId, PartyId, UnitId, bind, party};

/// What follows from a unit to its successor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Follows {
    /// People who are here.
    pub persons: i64,
    /// Their accounts.
    pub accounts: i64,
    /// Posts.
    pub posts: i64,
    /// Groups and outsiders of the directory.
    pub parties: i64,
    /// Spellings: in its directory, and of itself in others.
    pub aliases: i64,
    /// Roles that are given over the successor too.
    pub grants: i64,
    /// Open work that the unit itself was given.
    pub work: i64,
}

/// What would follow from the unit to what it becomes; `None`: a new one.
pub(super) async fn follows(
    conn: &mut Conn,
    unit: &UnitId,
    into: Option<&UnitId>,
) -> Result<Follows, Fault> {
    let into = into.map(UnitId::as_str);
    conn.one(sql::FOLLOWS, bind![unit.as_str(), into], |row| {
        Ok(Follows {
            persons: row.count("persons")?,
            accounts: row.count("accounts")?,
            posts: row.count("posts")?,
            parties: row.count("parties")?,
            aliases: row.count("aliases")?,
            grants: row.count("grants")?,
            work: row.count("work")?,
        })
    })
    .await
}

/// Moves what hangs on a unit's people and directory to its successor, noted under the decision.
pub(super) async fn follow(
    tx: &mut Tx,
    change: &ChangeId,
    (from, into): (&Unit, &Unit),
) -> Result<(), Error> {
    let bound = [
        change.as_str().into(),
        from.id.as_str().into(),
        into.id.as_str().into(),
    ];
    for statement in [
        sql::NOTE_PERSONS,
        sql::GO_PERSONS,
        sql::NOTE_POSTS,
        sql::GO_POSTS,
        sql::NOTE_PARTIES,
        sql::GO_PARTIES,
    ] {
        tx.run(statement, &bound).await?;
    }
    work(tx, change, (&from.id, &into.id)).await?;
    tx.run(sql::NOTE_ALIASES, &bound).await?;
    tx.run(sql::GO_ALIASES, &bound).await?;
    grants(tx, change, (&from.id, &into.id)).await
}

async fn own_party(tx: &mut Tx, unit: &UnitId) -> Result<Option<PartyId>, Fault> {
    tx.find(sql::PARTY, bind![unit.as_str()], |row| {
        Ok(PartyId::stored(row.text("id")?))
    })
    .await
}

/// Work that the unit itself was given, and what others call it.
async fn work(
    tx: &mut Tx,
    change: &ChangeId,
    (from, into): (&UnitId, &UnitId),
) -> Result<(), Error> {
    let (Some(from), Some(into)) = (own_party(tx, from).await?, own_party(tx, into).await?) else {
        return Ok(());
    };
    let bound = [
        change.as_str().into(),
        from.as_str().into(),
        into.as_str().into(),
    ];
    for statement in [sql::NOTE_WORK, sql::GO_WORK, sql::NOTE_NAMED] {
        tx.run(statement, &bound).await?;
    }
    tx.run(sql::GO_NAMED, &bound[1..]).await?;
    Ok(())
}

async fn grants(
    tx: &mut Tx,
    change: &ChangeId,
    (from, into): (&UnitId, &UnitId),
) -> Result<(), Error> {
    let lacking = tx
        .one(
            sql::GRANTS_LACKING,
            bind![from.as_str(), into.as_str()],
            |row| row.count("n"),
        )
        .await?;
    if lacking == 0 {
        return Ok(());
    }
    let ids: String = (0..lacking).map(|_| GrantId::new().to_string()).collect();
    let now = tx.now().to_owned();
    tx.run(
        sql::GRANTS_GIVE,
        bind![&ids, from.as_str(), into.as_str(), &now],
    )
    .await?;
    tx.run(
        sql::NOTE_GRANTS,
        bind![change.as_str(), from.as_str(), into.as_str(), &ids],
    )
    .await?;
    Ok(())
}

/// The search finds what moved where it is now; `units`: where it may be.
pub(super) async fn index(tx: &mut Tx, change: &ChangeId, units: &[Unit]) -> Result<(), Fault> {
    let moved = tx
        .all(sql::MOVED_PARTIES, bind![change.as_str()], party::read)
        .await?;
    for one in &moved {
        if let Some(unit) = units.iter().find(|unit| unit.id == one.unit) {
            tx.index(party::entry(unit, one, false));
        }
    }
    Ok(())
}

/// Puts back what went along; refused where something has gone elsewhere since.
pub(super) async fn back(tx: &mut Tx, change: &ChangeId, into: &Unit) -> Result<(), Error> {
    let moved: BTreeMap<String, i64> = tx
        .all(sql::MOVED, bind![change.as_str()], |row| {
            Ok((row.text("kind")?, row.count("n")?))
        })
        .await?
        .into_iter()
        .collect();
    for (kind, statement) in [
        ("assignment", sql::BACK_WORK),
        ("grant", sql::BACK_GRANTS),
        ("alias", sql::BACK_ALIASES),
        ("named", sql::BACK_NAMED),
        ("party", sql::BACK_PARTIES),
        ("post", sql::BACK_POSTS),
        ("person", sql::BACK_PERSONS),
    ] {
        let back = tx.run(statement, bind![change.as_str()]).await?;
        let gone = moved.get(kind).copied().unwrap_or_default();
        if i64::try_from(back) != Ok(gone) {
            return Err(Refusal::Changed {
                unit: into.name.clone(),
            }
            .into());
        }
    }
    Ok(())
}

/// Nothing of the decision is noted any more.
pub(super) async fn forget(tx: &mut Tx, change: &ChangeId) -> Result<(), Fault> {
    tx.run(sql::FORGET_MOVED, bind![change.as_str()]).await?;
    Ok(())
}
