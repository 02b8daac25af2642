//! A decision taken back, while nothing new hangs on what it made.

use super::rename::called;
use super::{Kind, Line, Refusal, check, follow, merge, read, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::figure::rollup;
use crate::search::SearchEntry;
use crate::unit::{self, Unit};
use crate::{Actor, App, ChangeId, Error, UnitId, bind, party};
use domain::authority::Action;

/// Takes a decision back; the unit that it was about, for the way back.
pub async fn undo(app: &App, actor: &Actor, change: &ChangeId) -> Result<Unit, Error> {
    let mut tx = app.begin(actor).await?;
    let lines = tx.all(sql::OF_CHANGE, bind![change.as_str()], read).await?;
    let first = lines.first().ok_or(Refusal::NoChange)?;
    for line in &lines {
        allowed(&mut tx, actor, line).await?;
    }
    let count = tx
        .one(sql::LATER, bind![change.as_str()], |row| row.count("n"))
        .await?;
    if 0 < count {
        return Err(Refusal::NotLast { count }.into());
    }
    // Units that came along go back before the unit over them can go.
    for line in lines.iter().filter(|line| line.from.id == line.to.id) {
        back(&mut tx, line).await?;
    }
    let into = unit::load(&mut tx, &first.to.id).await?;
    follow::back(&mut tx, change, &into).await?;
    tx.run(sql::DELETE, bind![change.as_str()]).await?;
    let mut made: Vec<&UnitId> = Vec::new();
    for line in lines.iter().filter(|line| line.made_unit) {
        if !made.contains(&&line.to.id) {
            made.push(&line.to.id);
        }
    }
    for id in made {
        unmake(&mut tx, id).await?;
    }
    let mut open: Vec<&UnitId> = Vec::new();
    for line in lines.iter().filter(|line| line.from.id != line.to.id) {
        if !open.contains(&&line.from.id) {
            open.push(&line.from.id);
        }
    }
    let mut units = Vec::new();
    for id in open {
        reopen(&mut tx, (id, first)).await?;
        units.push(unit::load(&mut tx, id).await?);
    }
    follow::index(&mut tx, change, &units).await?;
    follow::forget(&mut tx, change).await?;
    party::refresh_holders(&mut tx, app.today()).await?;
    let unit = unit::load(&mut tx, &first.from.id).await?;
    let event = Event::new("unit.change_undone", "unit", unit.id.as_str(), &unit.name)
        .within(&unit.id)
        .before(serde_json::json!({
            "change": first.kind.name(), "valid_from": first.on.to_string(),
            "legal_basis": first.legal_basis,
        }));
    rollup::from_units(&mut tx).await?;
    tx.commit(event).await?;
    Ok(unit)
}

async fn allowed(tx: &mut Tx, actor: &Actor, line: &Line) -> Result<(), Error> {
    let unit = unit::load(tx, &line.from.id).await?;
    let over = match (&unit.parent, line.kind) {
        (Some(parent), Kind::Merge | Kind::Split | Kind::Reparent) => {
            unit::load(tx, parent).await?.path
        }
        _ => unit.path,
    };
    actor.require(Action::ManagePeople, &over)?;
    Ok(())
}

/// A unit that stayed itself is called or stands as before.
async fn back(tx: &mut Tx, line: &Line) -> Result<(), Error> {
    let unit = unit::load(tx, &line.from.id).await?;
    let changed = || Refusal::Changed {
        unit: unit.name.clone(),
    };
    let before = line.before.as_deref().ok_or_else(changed)?;
    match line.kind {
        Kind::Rename => called(tx, &unit, before).await,
        Kind::Reparent => {
            let above = unit::load(tx, &UnitId::stored(before.to_owned())).await?;
            if above.path.starts_with(&unit.path) {
                return Err(changed().into());
            }
            merge::put_under(tx, &unit, &above).await
        }
        Kind::Merge | Kind::Split => Err(changed().into()),
    }
}

/// A unit that the decision made goes, with its party.
async fn unmake(tx: &mut Tx, id: &UnitId) -> Result<(), Error> {
    let unit = unit::load(tx, id).await?;
    let used = tx
        .one(sql::USED, bind![id.as_str()], |row| row.count("n"))
        .await?;
    if 0 < used {
        return Err(Refusal::InUse { unit: unit.name }.into());
    }
    let parties = tx
        .all(sql::PARTY, bind![id.as_str()], |row| row.text("id"))
        .await?;
    for party in parties {
        tx.index(SearchEntry {
            subject_kind: "party",
            subject_id: party,
            unit: unit.parent.clone().unwrap_or_else(|| unit.id.clone()),
            title: unit.name.clone(),
            body: String::new(),
            address: String::new(),
            removed: true,
        });
    }
    for statement in [sql::DELETE_HOLDERS, sql::DELETE_PARTY, sql::DELETE_UNIT] {
        tx.run(statement, bind![id.as_str()]).await?;
    }
    Ok(())
}

/// A unit that the decision ended goes on.
async fn reopen(tx: &mut Tx, (id, line): (&UnitId, &Line)) -> Result<(), Error> {
    let unit = unit::load(tx, id).await?;
    if unit.valid_to != line.on.yesterday().ok() {
        return Err(Refusal::Changed { unit: unit.name }.into());
    }
    tx.run(sql::END, bind![id.as_str(), Option::<&str>::None])
        .await?;
    let unit = unit::load(tx, id).await?;
    unit::code_free(tx, &unit).await?;
    check::is_open(tx, &unit).await
}
