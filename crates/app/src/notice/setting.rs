//! How a unit is reminded: after how many working days its leaders hear of what is late.

use domain::authority::Action;
use serde_json::json;

use super::sql;
use crate::audit::Event;
use crate::{Actor, App, Error, Noun, UnitId, bind, unit};

/// Working days late after which leaders are told, where a unit said nothing.
pub const ESCALATE_DAYS: i32 = 3;
/// The most that a unit may say.
pub const DAYS_MAX: i32 = 30;

/// How a unit is reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Working days late after which leaders are told; 0: never.
    pub escalate_days: i32,
    /// Version; 0: nothing was said yet.
    pub version: i32,
}

/// Why it was not set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No number of days that can be meant.
    DaysOutside {
        /// The most.
        most: i32,
    },
}

/// How a unit is reminded.
pub async fn setting(app: &App, actor: &Actor, id: &UnitId) -> Result<Setting, Error> {
    let mut conn = app.read().await?;
    let unit = unit::load(&mut conn, id).await?;
    actor.require(Action::EditPlan, &unit.path)?;
    let found = conn
        .find(sql::SETTING, bind![id.as_str()], |row| {
            Ok(Setting {
                escalate_days: row.int("escalate_days")?,
                version: row.int("version")?,
            })
        })
        .await?;
    Ok(found.unwrap_or(Setting {
        escalate_days: ESCALATE_DAYS,
        version: 0,
    }))
}

/// Sets how a unit is reminded, over the version that was seen.
pub async fn set(app: &App, actor: &Actor, id: &UnitId, new: Setting) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let unit = unit::load(&mut tx, id).await?;
    actor.require(Action::EditPlan, &unit.path)?;
    if !(0..=DAYS_MAX).contains(&new.escalate_days) {
        return Err(Refusal::DaysOutside { most: DAYS_MAX }.into());
    }
    let before = tx
        .find(sql::SETTING, bind![id.as_str()], |row| {
            row.int("escalate_days")
        })
        .await?;
    let kept = match new.version {
        0 => {
            let insert = sql::SETTING_INSERT;
            tx.run_unique(insert, bind![id.as_str(), new.escalate_days])
                .await?
        }
        version => {
            let update = sql::SETTING_UPDATE;
            tx.run(update, bind![id.as_str(), version, new.escalate_days])
                .await?
                > 0
        }
    };
    if !kept {
        return Err(Error::Stale(Noun::Unit));
    }
    let event = Event::new("unit.reminding_set", "unit", id.as_str(), &unit.name)
        .within(id)
        .before(json!({ "escalate_days": before.unwrap_or(ESCALATE_DAYS) }))
        .after(json!({ "escalate_days": new.escalate_days }));
    Ok(tx.commit(event).await?)
}
