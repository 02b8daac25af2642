//! A day entered, said otherwise, or left to the state's calendar again.

use domain::authority::Action;
use domain::work::national;
use jiff::civil::Date;
use reading::text::squash;
use serde_json::json;

use super::{Entered, Kind, Refusal, entered, sql};
use crate::audit::Event;
use crate::{Actor, App, Error, Noun, UnitId, bind};

/// Longest reason.
pub const WHY_MAX: usize = 200;

/// A day as it is entered.
#[derive(Clone, Debug)]
pub struct NewDay {
    /// The day.
    pub day: Date,
    /// What it is; `None`: as the state's calendar says.
    pub kind: Option<Kind>,
    /// By what decision.
    pub why: String,
    /// The version that was seen; 0: nothing was entered for the day.
    pub version: i32,
}

/// Whether the actor may say what a day is.
pub async fn may_set(app: &App, actor: &Actor) -> Result<bool, Error> {
    let mut conn = app.read().await?;
    let top = conn.find(sql::TOP, &[], |row| row.text("path")).await?;
    Ok(top.is_some_and(|path| actor.may(Action::ManagePeriods, &path)))
}

/// Says what a day is. It holds for the whole installation, so only whoever manages periods at its
/// top may say it.
pub async fn set(app: &App, actor: &Actor, new: NewDay) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let top = tx
        .find(sql::TOP, &[], |row| {
            Ok((UnitId::stored(row.text("id")?), row.text("path")?))
        })
        .await?;
    let (top, path) = top.ok_or(Error::NotFound(Noun::Unit))?;
    actor.require(Action::ManagePeriods, &path)?;
    let why = check(&new)?;
    let day = new.day.to_string();
    let before = tx.find(sql::ONE, bind![&day], entered).await?;
    if before.as_ref().map_or(0, |one| one.version) != new.version {
        return Err(Error::Stale(Noun::WorkDay));
    }
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    let kept = match (&before, new.kind) {
        (None, None) => return Ok(()),
        (Some(_), None) => tx.run(sql::DELETE, bind![&day, new.version]).await? > 0,
        (Some(_), Some(kind)) => {
            tx.run(
                sql::UPDATE,
                bind![&day, new.version, kind.name(), &why, &by, &now],
            )
            .await?
                > 0
        }
        (None, Some(kind)) => {
            tx.run_unique(sql::INSERT, bind![&day, kind.name(), &why, &by, &now])
                .await?
        }
    };
    if !kept {
        return Err(Error::Stale(Noun::WorkDay));
    }
    let name = new.day.strftime("%d/%m/%Y").to_string();
    let fields = |one: &Entered| json!({ "work_day": one.kind.name(), "reason": one.why });
    let mut event = match new.kind {
        Some(kind) => Event::new("work_day.set", "work_day", &day, &name)
            .after(json!({ "work_day": kind.name(), "reason": why })),
        None => Event::new("work_day.cleared", "work_day", &day, &name),
    };
    if let Some(before) = &before {
        event = event.before(fields(before));
    }
    Ok(tx.commit(event.within(&top)).await?)
}

fn check(new: &NewDay) -> Result<String, Refusal> {
    let year = new.day.year();
    if !(2000..=2100).contains(&year) {
        return Err(Refusal::BadYear);
    }
    let why = squash(&new.why);
    let Some(kind) = new.kind else {
        return Ok(why);
    };
    if why.is_empty() {
        return Err(Refusal::NoReason);
    }
    if why.chars().count() > WHY_MAX {
        return Err(Refusal::TooLong { chars_max: WHY_MAX });
    }
    let worked = national(super::around(year)).is_worked(new.day);
    if worked == (kind == Kind::Worked) {
        return Err(Refusal::AsItIs { day: new.day, kind });
    }
    Ok(why)
}
