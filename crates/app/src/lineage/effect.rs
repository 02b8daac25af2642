//! What hangs on a unit: shown before a decision ends it or changes it.

use crate::database::Conn;
use crate::unit::{self, Unit};
use crate::{Actor, App, Error, Fault, Noun, UnitId, bind};
use domain::authority::Action;

use super::{Follows, sql};

/// What hangs on a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The unit.
    pub unit: Unit,
    /// Units right under it.
    pub units: i64,
    /// People who are here.
    pub persons: i64,
    /// Their accounts.
    pub accounts: i64,
    /// Roles over this unit.
    pub grants: i64,
    /// Plans.
    pub plans: i64,
    /// Assignments that are not done.
    pub work: i64,
    /// Scorecards.
    pub assessments: i64,
    /// Scorecards that are still being filled.
    pub open: i64,
    /// Figures.
    pub figures: i64,
    /// What follows to the successor, where a decision gives it one.
    pub follows: Option<Follows>,
}

/// What hangs on one.
pub async fn effect(app: &App, actor: &Actor, id: &UnitId) -> Result<Effect, Error> {
    let mut conn = app.read().await?;
    let unit = unit::load(&mut conn, id).await?;
    actor.require(Action::ManagePeople, &unit.path)?;
    let mut effects = effects(&mut conn, &[unit]).await?;
    effects.pop().ok_or(Error::NotFound(Noun::Unit))
}

/// What hangs on each.
pub(crate) async fn effects(conn: &mut Conn, units: &[Unit]) -> Result<Vec<Effect>, Fault> {
    let mut effects = Vec::new();
    for unit in units {
        let effect = conn
            .one(sql::HANGING, bind![unit.id.as_str()], |row| {
                Ok(Effect {
                    unit: unit.clone(),
                    units: row.count("units")?,
                    persons: row.count("persons")?,
                    accounts: row.count("accounts")?,
                    grants: row.count("grants")?,
                    plans: row.count("plans")?,
                    work: row.count("work")?,
                    assessments: row.count("assessments")?,
                    open: row.count("open")?,
                    figures: row.count("figures")?,
                    follows: None,
                })
            })
            .await?;
        effects.push(effect);
    }
    Ok(effects)
}
