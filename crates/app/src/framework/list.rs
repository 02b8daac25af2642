//! Frameworks for people: those of the units that one may see, and those of units above that are in
//! use there.

use std::sync::Arc;

use domain::authority::Action;

use super::{Edition, FrameworkState, shelf, sql};
use crate::unit::{self, Unit};
use crate::{Actor, App, Error, FrameworkId, Noun, UnitId, bind};

/// A framework in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Id.
    pub id: FrameworkId,
    /// «DTI cấp xã 2026».
    pub name: String,
    /// The document that issued it.
    pub legal_basis: Option<String>,
    /// How far it is.
    pub state: FrameworkState,
    /// Whose it is.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// Indicators.
    pub indicators: i64,
    /// Rules that nobody has read.
    pub unread: i64,
    /// Rules read by a default.
    pub assumed: i64,
    /// Assessments opened for units that the actor may see.
    pub assessments: i64,
}

/// Frameworks that the actor may see, newest first.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Listed>, Error> {
    let mut conn = app.read().await?;
    let all = conn
        .all(sql::LIST, bind![&actor.places(Action::Read)], |row| {
            Ok(Listed {
                id: FrameworkId::stored(row.text("id")?),
                name: row.text("name")?,
                legal_basis: row.text_or_null("legal_basis")?,
                state: FrameworkState::stored(&row.text("state")?)?,
                unit: UnitId::stored(row.text("unit_id")?),
                unit_name: row.text("unit_name")?,
                indicators: row.count("indicators")?,
                unread: row.count("unread")?,
                assumed: row.count("assumed")?,
                assessments: row.count("assessments")?,
            })
        })
        .await?;
    Ok(all)
}

/// A framework opened in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenIn {
    /// The period's name.
    pub period: String,
    /// Its word in addresses.
    pub code: String,
    /// How many units.
    pub units: i64,
}

/// Where a framework is open among the units that the actor may see, newest first.
pub async fn open_in(app: &App, actor: &Actor, id: &FrameworkId) -> Result<Vec<OpenIn>, Error> {
    let mut conn = app.read().await?;
    let places = actor.places(Action::Read);
    let all = conn
        .all(sql::OPEN_IN, bind![&places, id.as_str()], |row| {
            Ok(OpenIn {
                period: row.text("name")?,
                code: row.text("code")?,
                units: row.count("n")?,
            })
        })
        .await?;
    Ok(all)
}

/// A framework whole, with its unit, if the actor may see it.
pub async fn show(
    app: &App,
    actor: &Actor,
    id: &FrameworkId,
) -> Result<(Arc<Edition>, Unit), Error> {
    let mut conn = app.read().await?;
    let places = actor.places(Action::Read);
    let (unit, version) = conn
        .find(sql::OPEN, bind![&places, id.as_str()], |row| {
            Ok((unit::read(row)?, row.int("framework_version")?))
        })
        .await?
        .ok_or(Error::NotFound(Noun::Framework))?;
    let edition = shelf::at_version(app, &mut conn, id, version).await?;
    Ok((edition, unit))
}
