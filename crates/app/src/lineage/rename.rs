//! A unit is called otherwise, or stands under another one, from a day on; it stays itself.

use super::{Decision, Kind, NewLine, Refusal, check, insert, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::unit::{self, Unit};
use crate::{Actor, App, ChangeId, Error, Noun, UnitId, bind, party};
use domain::authority::Action;
use reading::text::fold;

/// Another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// The unit, as it was seen.
    pub unit: (UnitId, i32),
    /// The name from then on.
    pub name: String,
    /// When and why.
    pub decision: Decision,
}

/// Gives a unit another name by a decision. A slip of the pen is `unit::edit`'s: it leaves no line.
pub async fn rename(app: &App, actor: &Actor, rename: Rename) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let (id, version) = &rename.unit;
    let before = unit::load(&mut tx, id).await?;
    actor.require(Action::ManagePeople, &before.path)?;
    let basis = check::decision(&rename.decision, app.today())?;
    check::is_open(&mut tx, &before).await?;
    let on = rename.decision.on;
    if on < before.valid_from {
        return Err(check::early(&before, on).into());
    }
    let name = unit::name_kept(&rename.name)?;
    if name == before.name {
        return Err(Refusal::SameName { name }.into());
    }
    if before.version != *version {
        return Err(Error::Stale(Noun::Unit));
    }
    called(&mut tx, &before, &name).await?;
    let line = NewLine {
        from: id,
        to: id,
        on,
        kind: Kind::Rename,
        legal_basis: &basis,
        share: None,
        before: Some(&before.name),
        made_unit: false,
    };
    insert(&mut tx, &ChangeId::new(), line).await?;
    let event = Event::new("unit.renamed", "unit", id.as_str(), &name)
        .within(id)
        .before(serde_json::json!({ "name": before.name }))
        .after(serde_json::json!({
            "name": name, "valid_from": on.to_string(), "legal_basis": basis,
        }));
    tx.commit(event).await?;
    Ok(())
}

/// The unit and its party have this name from now on.
pub(super) async fn called(tx: &mut Tx, unit: &Unit, name: &str) -> Result<(), Error> {
    let id = unit.id.as_str();
    tx.run(sql::NAME, bind![id, name, &fold(name)]).await?;
    let after = unit::load(tx, &unit.id).await?;
    party::rename_unit(tx, &after).await?;
    Ok(())
}

/// Keeps that a unit stood under another one until today.
pub(crate) async fn moved(
    tx: &mut Tx,
    (unit, from): (&Unit, &Unit),
    decision: &Decision,
) -> Result<(), Error> {
    let line = NewLine {
        from: &unit.id,
        to: &unit.id,
        on: decision.on,
        kind: Kind::Reparent,
        legal_basis: &decision.legal_basis,
        share: None,
        before: Some(from.id.as_str()),
        made_unit: false,
    };
    insert(tx, &ChangeId::new(), line).await?;
    Ok(())
}
