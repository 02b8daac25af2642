//! Units become one: a new one, or one that is there and goes on.

use std::collections::BTreeSet;

use super::{Decision, Effect, Kind, NewLine, Refusal, check, effects, follow, insert, sql};
use crate::audit::Event;
use crate::database::{Conn, Tx};
use crate::figure::rollup;
use crate::unit::{self, NewUnit, Unit};
use crate::{Actor, App, ChangeId, Error, UnitId, bind, party};
use domain::authority::Action;

/// Units merged at once.
pub const SOURCES_MAX: usize = 30;

/// What units become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Into {
    /// A unit that is there.
    Existing(UnitId),
    /// A new one, of the kind of the first, under the same unit.
    New {
        /// Name.
        name: String,
        /// Mã đơn vị hành chính.
        code: Option<String>,
    },
}

/// Units to merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Which.
    pub sources: Vec<UnitId>,
    /// What they become.
    pub into: Into,
    /// When and why.
    pub decision: Decision,
}

/// What was found in order.
struct Checked {
    sources: Vec<Unit>,
    parent: Unit,
    into: Option<Unit>,
    basis: String,
}

/// What the merger would end, with what follows, and what goes on, last.
pub async fn merge_preview(app: &App, actor: &Actor, merge: &Merge) -> Result<Vec<Effect>, Error> {
    let mut conn = app.read().await?;
    let checked = checked(app, &mut conn, (actor, merge)).await?;
    let into = checked.into.as_ref().map(|unit| unit.id.clone());
    let mut all = effects(&mut conn, &checked.sources).await?;
    for effect in &mut all {
        effect.follows = Some(follow::follows(&mut conn, &effect.unit.id, into.as_ref()).await?);
    }
    let goes_on: Vec<Unit> = checked.into.into_iter().collect();
    all.extend(effects(&mut conn, &goes_on).await?);
    Ok(all)
}

async fn checked(
    app: &App,
    conn: &mut Conn,
    (actor, merge): (&Actor, &Merge),
) -> Result<Checked, Error> {
    let basis = check::decision(&merge.decision, app.today())?;
    let (mut sources, mut first_parent) = (Vec::new(), None);
    let mut seen = BTreeSet::new();
    for id in &merge.sources {
        let (unit, parent) = check::may_end(conn, actor, (id, merge.decision.on)).await?;
        if !seen.insert(id) {
            return Err(Refusal::Twice { unit: unit.name }.into());
        }
        first_parent.get_or_insert(parent);
        sources.push(unit);
    }
    // Whoever sends a decision twice is told what became of the first, not that units are lacking.
    let least = if matches!(merge.into, Into::New { .. }) {
        2
    } else {
        1
    };
    if merge.sources.len() < least || SOURCES_MAX < merge.sources.len() {
        return Err(Refusal::TooFew.into());
    }
    let parent = first_parent.ok_or(Refusal::TooFew)?;
    let into = match &merge.into {
        Into::Existing(id) => Some(existing(conn, actor, (id, &sources, merge)).await?),
        Into::New { name, .. } => {
            unit::name_kept(name)?;
            if let Some(above) = sources
                .iter()
                .find(|unit| parent.path.starts_with(&unit.path))
            {
                return Err(under(&parent, above).into());
            }
            None
        }
    };
    Ok(Checked {
        sources,
        parent,
        into,
        basis,
    })
}

fn under(unit: &Unit, above: &Unit) -> Refusal {
    Refusal::Under {
        unit: unit.name.clone(),
        above: above.name.clone(),
    }
}

async fn existing(
    conn: &mut Conn,
    actor: &Actor,
    (id, sources, merge): (&UnitId, &[Unit], &Merge),
) -> Result<Unit, Error> {
    let into = unit::load(conn, id).await?;
    actor.require(Action::ManagePeople, &into.path)?;
    if sources.iter().any(|unit| unit.id == into.id) {
        return Err(Refusal::IntoItself { unit: into.name }.into());
    }
    check::is_open(conn, &into).await?;
    if merge.decision.on < into.valid_from {
        return Err(check::early(&into, merge.decision.on).into());
    }
    if let Some(above) = sources
        .iter()
        .find(|unit| into.path.starts_with(&unit.path))
    {
        return Err(under(&into, above).into());
    }
    check::no_circle(conn, (sources, &into)).await?;
    Ok(into)
}

/// Ends the units the day before, with what they became; units under them come along.
pub async fn merge(app: &App, actor: &Actor, merge: Merge) -> Result<Unit, Error> {
    let mut tx = app.begin(actor).await?;
    let checked = checked(app, &mut tx, (actor, &merge)).await?;
    let on = merge.decision.on;
    let last_day = on
        .yesterday()
        .map_err(|_| check::early(&checked.parent, on))?;
    // A code of one that ends may be the new one's.
    for unit in &checked.sources {
        tx.run(sql::END, bind![unit.id.as_str(), &last_day.to_string()])
            .await?;
    }
    let (into, made_unit) = match (&merge.into, checked.into) {
        (Into::New { name, code }, _) => {
            let new = NewUnit {
                parent: Some(checked.parent.id.clone()),
                kind: checked.sources.first().ok_or(Refusal::TooFew)?.kind,
                name: name.clone(),
                code: code.clone(),
                valid_from: on,
            };
            (unit::create_in(&mut tx, actor, new).await?, true)
        }
        (Into::Existing(id), into) => match into {
            Some(into) => (into, false),
            None => (unit::load(&mut tx, id).await?, false),
        },
    };
    let change = ChangeId::new();
    for unit in &checked.sources {
        let line = NewLine {
            from: &unit.id,
            to: &into.id,
            on,
            kind: Kind::Merge,
            legal_basis: &checked.basis,
            share: None,
            before: None,
            made_unit,
        };
        insert(&mut tx, &change, line).await?;
        bring(&mut tx, (&change, &checked.basis), (unit, &into)).await?;
        follow::follow(&mut tx, &change, (unit, &into)).await?;
    }
    follow::index(&mut tx, &change, std::slice::from_ref(&into)).await?;
    party::refresh_holders(&mut tx, app.today()).await?;
    let names: Vec<&str> = checked
        .sources
        .iter()
        .map(|unit| unit.name.as_str())
        .collect();
    let event = Event::new("unit.merged", "unit", into.id.as_str(), &into.name)
        .within(&into.id)
        .before(serde_json::json!({ "from_units": names }))
        .after(serde_json::json!({
            "name": into.name, "valid_from": on.to_string(), "legal_basis": checked.basis,
        }));
    rollup::from_units(&mut tx).await?;
    tx.commit(event).await?;
    Ok(into)
}

/// Units under one that ended stand under what it became.
async fn bring(
    tx: &mut Tx,
    (change, basis): (&ChangeId, &str),
    (from, into): (&Unit, &Unit),
) -> Result<(), Error> {
    let below = tx
        .all(sql::UNDER, bind![from.id.as_str()], unit::read)
        .await?;
    for unit in below {
        put_under(tx, &unit, into).await?;
        let line = NewLine {
            from: &unit.id,
            to: &unit.id,
            on: into.valid_from,
            kind: Kind::Reparent,
            legal_basis: basis,
            share: None,
            before: Some(from.id.as_str()),
            made_unit: false,
        };
        insert(tx, change, line).await?;
    }
    Ok(())
}

/// A unit stands under another one, with everything under it.
pub(super) async fn put_under(tx: &mut Tx, unit: &Unit, above: &Unit) -> Result<(), Error> {
    tx.run(sql::MOVE, bind![unit.id.as_str(), above.id.as_str()])
        .await?;
    let path = format!("{}{}/", above.path, unit.id);
    unit::rewrite_paths(tx, &unit.path, &path).await?;
    Ok(())
}
