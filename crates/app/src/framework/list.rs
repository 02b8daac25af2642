//! Frameworks for people: all of them, and where each is open.

use super::{FrameworkState, sql};
use crate::{Actor, App, Error, FrameworkId, UnitId, bind};

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
    /// Assessments opened.
    pub assessments: i64,
}

/// All frameworks, newest first. They are published documents: whoever is signed in may read them.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Listed>, Error> {
    actor.account()?;
    let mut conn = app.read().await?;
    let all = conn
        .all(sql::LIST, &[], |row| {
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

/// Where a framework is open, newest first.
pub async fn open_in(app: &App, id: &FrameworkId) -> Result<Vec<OpenIn>, Error> {
    let mut conn = app.read().await?;
    let all = conn
        .all(sql::OPEN_IN, bind![id.as_str()], |row| {
            Ok(OpenIn {
                period: row.text("name")?,
                code: row.text("code")?,
                units: row.count("n")?,
            })
        })
        .await?;
    Ok(all)
}

/// A framework whole, with the path of its unit.
pub async fn show(
    app: &App,
    actor: &Actor,
    id: &FrameworkId,
) -> Result<(std::sync::Arc<super::Edition>, crate::unit::Unit), Error> {
    actor.account()?;
    let mut conn = app.read().await?;
    let edition = super::scoring(app, &mut conn, id).await?;
    let unit = crate::unit::load(&mut conn, &edition.unit).await?;
    Ok((edition, unit))
}
