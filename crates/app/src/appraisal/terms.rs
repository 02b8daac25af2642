//! How a framework's appraisal goes in a period: days to object, days to put right what was sent
//! back, and the share of lines that a second person decides too.

use domain::authority::Action;
use serde_json::json;

use super::refusal::Refusal;
use super::sql;
use crate::audit::Event;
use crate::database::Row;
use crate::{Actor, App, EntryId, Error, Fault, FrameworkId, Noun, PeriodId, UnitId, bind, secret};

/// The most days.
const DAYS_MAX: i32 = 90;

/// How an appraisal goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Calendar days to explain and object.
    pub objection_days: i32,
    /// Calendar days to put right what was sent back.
    pub return_days: i32,
    /// Per cent of the lines that two people decide.
    pub second_share: i32,
    /// 0: nobody has set them.
    pub version: i32,
}

impl Default for Terms {
    /// No law says how many days; five is what offices mostly give. One appraiser alone must be
    /// able to finish, so a second one is asked for only where somebody says so.
    fn default() -> Terms {
        Terms {
            objection_days: 5,
            return_days: 5,
            second_share: 0,
            version: 0,
        }
    }
}

impl Terms {
    pub(crate) fn read(row: &Row) -> Result<Terms, Fault> {
        let usual = Terms::default();
        let or =
            |column: &str, usual: i32| Ok::<_, Fault>(row.int_or_null(column)?.unwrap_or(usual));
        Ok(Terms {
            objection_days: or("objection_days", usual.objection_days)?,
            return_days: or("return_days", usual.return_days)?,
            second_share: or("second_share", usual.second_share)?,
            version: or("terms_version", usual.version)?,
        })
    }

    /// Whether a second person decides the line too: by its id alone, so that nobody chooses.
    pub(crate) fn asks_second(&self, entry: &EntryId) -> bool {
        let hash = secret::sha256(entry.as_str().as_bytes());
        let number = u32::from_str_radix(&hash[..8], 16).unwrap_or_default();
        i32::try_from(number % 100).is_ok_and(|place| place < self.second_share)
    }
}

/// A framework with its terms in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameworkTerms {
    /// The framework.
    pub framework: FrameworkId,
    /// Its name.
    pub name: String,
    /// Its terms.
    pub terms: Terms,
}

/// The frameworks of a period with their terms, of units that the actor may appraise.
pub async fn terms(
    app: &App,
    actor: &Actor,
    period: &PeriodId,
) -> Result<Vec<FrameworkTerms>, Error> {
    let mut conn = app.read().await?;
    let places = actor.places(Action::Appraise);
    Ok(conn
        .all(sql::TERMS, bind![&places, period.as_str()], |row| {
            Ok(FrameworkTerms {
                framework: FrameworkId::stored(row.text("id")?),
                name: row.text("name")?,
                terms: Terms::read(row)?,
            })
        })
        .await?)
}

/// Sets them; `new.version` is the one that was shown.
pub async fn set_terms(
    app: &App,
    actor: &Actor,
    (framework, period): (&FrameworkId, &PeriodId),
    new: Terms,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let (path, unit, name) = tx
        .find(sql::OWNER, bind![framework.as_str()], |row| {
            Ok((
                row.text("path")?,
                UnitId::stored(row.text("id")?),
                row.text("name")?,
            ))
        })
        .await?
        .ok_or(Error::NotFound(Noun::Framework))?;
    actor.require(Action::Appraise, &path)?;
    let days = 1..=DAYS_MAX;
    if !days.contains(&new.objection_days)
        || !days.contains(&new.return_days)
        || !(0..=100).contains(&new.second_share)
    {
        return Err(Refusal::BadTerms.into());
    }
    let kept = tx
        .run(
            sql::SET_TERMS,
            bind![
                framework.as_str(),
                period.as_str(),
                new.objection_days,
                new.return_days,
                new.second_share,
                new.version
            ],
        )
        .await?;
    if kept == 0 {
        return Err(Error::Stale(Noun::Period));
    }
    let event = Event::new(
        "appraisal.terms_set",
        "framework",
        framework.as_str(),
        &name,
    )
    .within(&unit)
    .after(json!({
        "objection_days": new.objection_days,
        "return_days": new.return_days,
        "second_share": new.second_share,
    }));
    tx.commit(event).await?;
    Ok(())
}
