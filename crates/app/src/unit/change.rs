//! A unit's name and kind changed; its end, and its end taken back.

use jiff::civil::Date;

use super::{Refusal, Unit, UnitKind, code_free, load, name_kept, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::figure::rollup;
use crate::{Actor, App, Error, Noun, UnitId, bind, party};
use domain::authority::Action;
use reading::text::{fold, squash};

/// What a unit is called and is, as typed.
#[derive(Clone, Debug)]
pub struct UnitChange {
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// Mã đơn vị hành chính.
    pub code: Option<String>,
    /// First day.
    pub valid_from: Date,
}

/// Changes name, kind, code and first day. The word in addresses stays: it is in letters already.
pub async fn edit(
    app: &App,
    actor: &Actor,
    (id, version): (&UnitId, i32),
    change: UnitChange,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let unit = load(&mut tx, id).await?;
    actor.require(Action::ManagePeople, &unit.path)?;
    let name = name_kept(&change.name)?;
    let code = change
        .code
        .as_deref()
        .map(squash)
        .filter(|code| !code.is_empty());
    if unit
        .valid_to
        .is_some_and(|last_day| last_day < change.valid_from)
    {
        let (last_day, valid_from) = (unit.valid_to.unwrap_or_default(), change.valid_from);
        return Err(Refusal::EndsEarly {
            last_day,
            valid_from,
        }
        .into());
    }
    let from = change.valid_from.to_string();
    let changed = tx
        .run(
            sql::EDIT,
            bind![
                id.as_str(),
                version,
                &name,
                &fold(&name),
                change.kind.name(),
                &code,
                &from
            ],
        )
        .await?;
    if changed == 0 {
        return Err(Error::Stale(Noun::Unit));
    }
    let after = load(&mut tx, id).await?;
    code_free(&mut tx, &after).await?;
    party::rename_unit(&mut tx, &after).await?;
    let event = event("unit.changed", &after)
        .before(fields(&unit))
        .after(fields(&after));
    rollup::from_units(&mut tx).await?;
    tx.commit(event).await?;
    Ok(())
}

fn fields(unit: &Unit) -> serde_json::Value {
    serde_json::json!({
        "name": unit.name, "kind": unit.kind.name(), "code": unit.code,
        "valid_from": unit.valid_from.to_string(),
    })
}

fn event(kind: &'static str, unit: &Unit) -> Event {
    Event::new(kind, "unit", unit.id.as_str(), &unit.name).within(&unit.id)
}

/// Ends a unit with this last day. Refused while units stand under it or work hangs on it.
pub async fn end(
    app: &App,
    actor: &Actor,
    (id, version): (&UnitId, i32),
    last_day: Date,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let unit = load(&mut tx, id).await?;
    actor.require(Action::ManagePeople, &unit.path)?;
    if unit.parent.is_none() {
        return Err(Refusal::Top.into());
    }
    if last_day < unit.valid_from {
        let valid_from = unit.valid_from;
        return Err(Refusal::EndsEarly {
            last_day,
            valid_from,
        }
        .into());
    }
    nothing_left(&mut tx, id).await?;
    set_end(&mut tx, (id, version), Some(&last_day.to_string())).await?;
    // One that had ended may end later than it did.
    let ended = load(&mut tx, id).await?;
    code_free(&mut tx, &ended).await?;
    let fields = serde_json::json!({ "valid_to": last_day.to_string() });
    rollup::from_units(&mut tx).await?;
    tx.commit(event("unit.ended", &unit).after(fields)).await?;
    Ok(())
}

async fn nothing_left(tx: &mut Tx, id: &UnitId) -> Result<(), Error> {
    let units = tx
        .one(sql::UNITS_LEFT, bind![id.as_str()], |row| row.count("n"))
        .await?;
    if 0 < units {
        return Err(Refusal::HasUnits { count: units }.into());
    }
    let work = tx
        .one(sql::WORK_LEFT, bind![id.as_str()], |row| row.count("n"))
        .await?;
    if 0 < work {
        return Err(Refusal::OpenWork { count: work }.into());
    }
    Ok(())
}

async fn set_end(
    tx: &mut Tx,
    (id, version): (&UnitId, i32),
    day: Option<&str>,
) -> Result<(), Error> {
    if tx
        .run(sql::SET_END, bind![id.as_str(), version, day])
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Unit));
    }
    Ok(())
}

/// Takes the end of a unit back.
pub async fn reopen(app: &App, actor: &Actor, id: &UnitId, version: i32) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let unit = load(&mut tx, id).await?;
    actor.require(Action::ManagePeople, &unit.path)?;
    if let Some(parent) = &unit.parent {
        let parent = load(&mut tx, parent).await?;
        if parent.valid_to.is_some() {
            return Err(Refusal::ParentEnded {
                parent: parent.name,
            }
            .into());
        }
    }
    set_end(&mut tx, (id, version), None).await?;
    let open = load(&mut tx, id).await?;
    code_free(&mut tx, &open).await?;
    rollup::from_units(&mut tx).await?;
    tx.commit(event("unit.reopened", &unit)).await?;
    Ok(())
}
