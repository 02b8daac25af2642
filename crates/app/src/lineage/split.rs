//! A unit becomes several.

use std::collections::BTreeSet;

use scoring::Exact;

use super::{Decision, Effect, Kind, NewLine, Refusal, check, effects, insert, sql};
use crate::audit::Event;
use crate::database::Conn;
use crate::figure::rollup;
use crate::unit::{self, NewUnit, Unit};
use crate::{Actor, App, ChangeId, Error, UnitId, bind};
use reading::text::{fold, squash};

/// Parts of a split at most.
pub const PARTS_MAX: usize = 10;

/// A unit that comes out of a split.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Name.
    pub name: String,
    /// Mã đơn vị hành chính.
    pub code: Option<String>,
    /// Which part of the old unit it is, in percent, as typed; empty: nobody said.
    pub share: String,
}

/// A unit to split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// Which.
    pub unit: UnitId,
    /// What it becomes.
    pub parts: Vec<Part>,
    /// When and why.
    pub decision: Decision,
}

/// What the split would end.
pub async fn split_preview(app: &App, actor: &Actor, split: &Split) -> Result<Vec<Effect>, Error> {
    let mut conn = app.read().await?;
    let (unit, _, _, _) = checked(app, &mut conn, (actor, split)).await?;
    Ok(effects(&mut conn, &[unit]).await?)
}

type Checked = (Unit, Unit, String, Vec<Option<String>>);

async fn checked(
    app: &App,
    conn: &mut Conn,
    (actor, split): (&Actor, &Split),
) -> Result<Checked, Error> {
    let basis = check::decision(&split.decision, app.today())?;
    let (unit, parent) = check::may_end(conn, actor, (&split.unit, split.decision.on)).await?;
    let count = split.parts.len();
    if !(2..=PARTS_MAX).contains(&count) {
        return Err(Refusal::Parts { count }.into());
    }
    let mut seen = BTreeSet::new();
    for part in &split.parts {
        let name = unit::name_kept(&part.name)?;
        let code = part.code.as_deref().map(squash).unwrap_or_default();
        let twice = |what: String| Refusal::PartTwice { what };
        if !seen.insert(format!("name {}", fold(&name))) {
            return Err(twice(name).into());
        }
        if !code.is_empty() && !seen.insert(format!("code {code}")) {
            return Err(twice(code).into());
        }
    }
    let shares = shares(&split.parts)?;
    let below = conn
        .all(sql::UNDER, bind![unit.id.as_str()], |_| Ok(()))
        .await?;
    if !below.is_empty() {
        let count = i64::try_from(below.len()).unwrap_or(i64::MAX);
        return Err(Refusal::HasUnits {
            unit: unit.name,
            count,
        }
        .into());
    }
    Ok((unit, parent, basis, shares))
}

/// The shares as they are kept: all or none, each above 0, together 100.
fn shares(parts: &[Part]) -> Result<Vec<Option<String>>, Refusal> {
    let mut sum = Exact::ZERO;
    let mut shares = Vec::new();
    for part in parts {
        let typed = squash(&part.share);
        if typed.is_empty() {
            shares.push(None);
            continue;
        }
        let number = reading::text::decimal(typed.trim_end_matches('%').trim())
            .filter(|number| *number > Exact::ZERO && *number <= Exact::from(100))
            .ok_or(Refusal::Share { typed })?;
        sum = sum + number.clone();
        shares.push(Some(number.to_string()));
    }
    let given = shares.iter().flatten().count();
    if 0 < given && (given < shares.len() || sum != Exact::from(100)) {
        return Err(Refusal::Shares {
            sum: sum.to_string(),
        });
    }
    Ok(shares)
}

/// Ends the unit the day before, and enters what it became.
pub async fn split(app: &App, actor: &Actor, split: Split) -> Result<Vec<Unit>, Error> {
    let mut tx = app.begin(actor).await?;
    let (unit, parent, basis, shares) = checked(app, &mut tx, (actor, &split)).await?;
    let on = split.decision.on;
    let last_day = on.yesterday().map_err(|_| check::early(&unit, on))?;
    tx.run(sql::END, bind![unit.id.as_str(), &last_day.to_string()])
        .await?;
    let change = ChangeId::new();
    let mut made = Vec::new();
    for (part, share) in split.parts.iter().zip(&shares) {
        let new = NewUnit {
            parent: Some(parent.id.clone()),
            kind: unit.kind,
            name: part.name.clone(),
            code: part.code.clone(),
            valid_from: on,
        };
        let new = unit::create_in(&mut tx, actor, new).await?;
        let line = NewLine {
            from: &unit.id,
            to: &new.id,
            on,
            kind: Kind::Split,
            legal_basis: &basis,
            share: share.as_deref(),
            before: None,
            made_unit: true,
        };
        insert(&mut tx, &change, line).await?;
        made.push(new);
    }
    let names: Vec<&str> = made.iter().map(|unit| unit.name.as_str()).collect();
    let event = Event::new("unit.split", "unit", unit.id.as_str(), &unit.name)
        .within(&unit.id)
        .after(serde_json::json!({
            "into_units": names, "valid_from": on.to_string(), "legal_basis": basis,
        }));
    rollup::from_units(&mut tx).await?;
    tx.commit(event).await?;
    Ok(made)
}
