//! Who acts for a party today: what «own work» of the matrix rests on.
//!
//! A unit is held by the people who work in it itself, a post by its current holders, a person by
//! themselves, a group by whoever holds its members, an outsider by nobody. The table is derived:
//! two statements put it right whatever changed.

use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;

use super::sql;
use crate::database::Tx;
use crate::{Actor, App, Fault, bind};

/// Puts the table right within a change of people, posts, groups or units.
pub async fn refresh_holders(tx: &mut Tx, today: Date) -> Result<(), Fault> {
    let today = today.to_string();
    tx.run(sql::HOLDERS_GO, bind![&today]).await?;
    tx.run(sql::HOLDERS_COME, bind![&today]).await?;
    Ok(())
}

/// For which day the table is right: a hand-over may be dated ahead, so the table can change when
/// nobody changes anything.
#[derive(Default)]
pub(crate) struct HoldersDay(Mutex<Option<Date>>);

/// Puts the table right when a new day has begun since the last time. Costs nothing else.
pub(crate) async fn keep_up(app: &App) -> Result<(), Fault> {
    let today = app.today();
    let HoldersDay(day) = app.holders_day();
    if *day.lock().unwrap_or_else(PoisonError::into_inner) == Some(today) {
        return Ok(());
    }
    let mut tx = app.begin(&Actor::program()).await?;
    refresh_holders(&mut tx, today).await?;
    tx.commit_quietly().await?;
    *day.lock().unwrap_or_else(PoisonError::into_inner) = Some(today);
    Ok(())
}
