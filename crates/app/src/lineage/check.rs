//! What must hold of every decision about units, before it is shown and before it is kept.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Decision, Refusal, edges, sql};
use crate::database::Conn;
use crate::unit::{self, Unit};
use crate::{Actor, App, Error, UnitId, bind};
use domain::authority::Action;
use reading::text::squash;

/// The day is not after today, and there is a basis.
pub(super) fn decision(decision: &Decision, today: Date) -> Result<String, Refusal> {
    if today < decision.on {
        let on = decision.on;
        return Err(Refusal::Future { on, today });
    }
    let basis = squash(&decision.legal_basis);
    if basis.is_empty() {
        return Err(Refusal::NoBasis);
    }
    Ok(basis.chars().take(unit::NAME_MAX).collect())
}

/// A decision about a unit that stays itself, as it is kept.
pub(crate) fn decided(app: &App, unit: &Unit, decision: Decision) -> Result<Decision, Refusal> {
    let legal_basis = self::decision(&decision, app.today())?;
    let on = decision.on;
    if on < unit.valid_from {
        return Err(early(unit, on));
    }
    Ok(Decision { on, legal_basis })
}

/// A unit that may end the day before, and the one above it.
pub(super) async fn may_end(
    conn: &mut Conn,
    actor: &Actor,
    (id, on): (&UnitId, Date),
) -> Result<(Unit, Unit), Error> {
    let unit = unit::load(conn, id).await?;
    let Some(parent) = &unit.parent else {
        return Err(unit::Refusal::Top.into());
    };
    let parent = unit::load(conn, parent).await?;
    // Whoever runs only the unit itself may not do away with it.
    actor.require(Action::ManagePeople, &parent.path)?;
    is_open(conn, &unit).await?;
    if on <= unit.valid_from {
        return Err(early(&unit, on).into());
    }
    Ok((unit, parent))
}

pub(super) fn early(unit: &Unit, on: Date) -> Refusal {
    Refusal::Early {
        unit: unit.name.clone(),
        valid_from: unit.valid_from,
        on,
    }
}

/// The unit has not ended; where it has, what it became is said.
pub(super) async fn is_open(conn: &mut Conn, unit: &Unit) -> Result<(), Error> {
    let Some(last_day) = unit.valid_to else {
        return Ok(());
    };
    let became = conn
        .find(sql::BECAME, bind![unit.id.as_str()], |row| row.text("name"))
        .await?;
    Err(Refusal::Ended {
        unit: unit.name.clone(),
        last_day,
        became,
    }
    .into())
}

/// None of these came, however many steps ago, from the unit that they would become.
pub(super) async fn no_circle(
    conn: &mut Conn,
    (from, into): (&[Unit], &Unit),
) -> Result<(), Error> {
    let edges = edges(conn).await?;
    let mut next: BTreeMap<&UnitId, Vec<&UnitId>> = BTreeMap::new();
    for (from, to) in &edges {
        next.entry(from).or_default().push(to);
    }
    let (mut seen, mut waiting) = (BTreeSet::from([&into.id]), vec![&into.id]);
    while let Some(unit) = waiting.pop() {
        for to in next.get(unit).into_iter().flatten() {
            if seen.insert(to) {
                waiting.push(to);
            }
        }
    }
    match from.iter().find(|unit| seen.contains(&unit.id)) {
        Some(unit) => Err(Refusal::Circle {
            unit: unit.name.clone(),
            into: into.name.clone(),
        }
        .into()),
        None => Ok(()),
    }
}
