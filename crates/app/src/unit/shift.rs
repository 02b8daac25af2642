//! A unit put under another one, with everything under it.

use super::{Refusal, Unit, load, sql};
use crate::audit::Event;
use crate::database::Conn;
use crate::figure::rollup;
use crate::lineage::{self, Decision};
use crate::{Actor, App, Error, Noun, UnitId, bind};
use domain::authority::Action;

/// What moves with a unit, to be shown before it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The unit.
    pub unit: Unit,
    /// The unit above, until now.
    pub from: Unit,
    /// The unit above, from then on.
    pub to: Unit,
    /// Units under it.
    pub units: i64,
    /// People in all of them.
    pub persons: i64,
    /// Plans of all of them.
    pub plans: i64,
    /// Accounts whose roles reach it from above and will not any more.
    pub losing: i64,
    /// Accounts whose roles will reach it from above and did not.
    pub gaining: i64,
}

/// What would move.
pub async fn shift_preview(
    app: &App,
    actor: &Actor,
    id: &UnitId,
    to: &UnitId,
) -> Result<Shift, Error> {
    let mut conn = app.read().await?;
    let (unit, from, to) = allowed(&mut conn, actor, (id, to)).await?;
    let count = |row: &crate::database::Row| {
        Ok((
            row.count("units")?,
            row.count("persons")?,
            row.count("plans")?,
        ))
    };
    let (units, persons, plans) = conn
        .one(sql::SUBTREE_COUNTS, bind![&unit.path], count)
        .await?;
    let reach = async |conn: &mut Conn, these: &str, not: &str| {
        conn.one(sql::REACHING, bind![these, not], |row| row.count("n"))
            .await
    };
    let losing = reach(&mut conn, &from.path, &to.path).await?;
    let gaining = reach(&mut conn, &to.path, &from.path).await?;
    Ok(Shift {
        unit,
        from,
        to,
        units: units - 1,
        persons,
        plans,
        losing,
        gaining,
    })
}

/// The unit, the one above it and the one that shall be, if it may be.
async fn allowed(
    conn: &mut Conn,
    actor: &Actor,
    (id, to): (&UnitId, &UnitId),
) -> Result<(Unit, Unit, Unit), Error> {
    let unit = load(conn, id).await?;
    let Some(parent) = &unit.parent else {
        return Err(Refusal::Top.into());
    };
    let from = load(conn, parent).await?;
    let to = load(conn, to).await?;
    // Where it leaves and where it comes: whoever runs only the unit itself may not take it away.
    actor.require(Action::ManagePeople, &from.path)?;
    actor.require(Action::ManagePeople, &to.path)?;
    if to.path.starts_with(&unit.path) {
        return Err(Refusal::Circle { parent: to.name }.into());
    }
    if to.valid_to.is_some() {
        return Err(Refusal::ParentEnded { parent: to.name }.into());
    }
    Ok((unit, from, to))
}

/// Puts a unit under another one, today; the paths of everything under it change with it.
pub async fn shift(
    app: &App,
    actor: &Actor,
    key: (&UnitId, i32),
    to: &UnitId,
) -> Result<(), Error> {
    shift_by(app, actor, key, (to, None)).await
}

/// The same by a decision, where there is one.
pub async fn shift_by(
    app: &App,
    actor: &Actor,
    (id, version): (&UnitId, i32),
    (to, decision): (&UnitId, Option<Decision>),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let (unit, from, to) = allowed(&mut tx, actor, (id, to)).await?;
    let decision = match decision {
        Some(decision) => lineage::decided(app, &unit, decision)?,
        None => Decision {
            on: app.today(),
            legal_basis: String::new(),
        },
    };
    if tx
        .run(sql::SET_PARENT, bind![id.as_str(), version, to.id.as_str()])
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Unit));
    }
    let path = format!("{}{id}/", to.path);
    tx.run(sql::REWRITE_PATHS, bind![&unit.path, &path]).await?;
    lineage::moved(&mut tx, (&unit, &from), &decision).await?;
    let event = Event::new("unit.moved", "unit", id.as_str(), &unit.name)
        .within(id)
        .before(serde_json::json!({ "parent": from.name }))
        .after(
            serde_json::json!({ "parent": to.name, "valid_from": decision.on.to_string(),
            "legal_basis": decision.legal_basis }),
        );
    rollup::from_units(&mut tx).await?;
    tx.commit(event).await?;
    Ok(())
}
