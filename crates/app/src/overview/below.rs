//! Units directly below: points, how much is in, what is late.

use std::collections::BTreeMap;

use domain::authority::Action;

use super::sql;
use crate::database::Conn;
use crate::figure::{self, PillarTotals};
use crate::period::Period;
use crate::unit::{self, Unit};
use crate::{Actor, App, Error, FrameworkId, bind, framework};
use reading::text::fold;

/// A unit below.
#[derive(Clone, Debug)]
pub struct Below {
    /// The unit.
    pub unit: Unit,
    /// Its sums; `None`: not assessed in this period.
    pub totals: Option<PillarTotals>,
    /// Rows of work that are late.
    pub late: i64,
}

/// Units that are neither assessed nor late are left out. Sums are of the three frameworks that
/// most of the units are assessed on: a city gives its wards one.
pub(super) async fn load(
    app: &App,
    conn: &mut Conn,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
) -> Result<Vec<Below>, Error> {
    let (year, today) = (i32::from(period.year), app.today().to_string());
    let mut units = conn
        .all(sql::BELOW, bind![unit.id.as_str(), year, &today], |row| {
            Ok((unit::read(row)?, row.count("late")?))
        })
        .await?;
    units.retain(|(one, _)| actor.may(Action::ReadFigures, &one.path));
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let mut totals = BTreeMap::new();
    let frameworks = conn
        .all(
            sql::FRAMEWORKS_BELOW,
            bind![unit.id.as_str(), period.id.as_str()],
            |row| row.text("framework_id"),
        )
        .await?;
    for id in frameworks.into_iter().map(FrameworkId::stored).rev() {
        let edition = framework::scoring(app, conn, &id).await?;
        totals.extend(figure::sums_under(app, conn, &edition, (&unit.path, &period.id)).await?);
    }
    let mut below: Vec<Below> = units
        .into_iter()
        .map(|(unit, late)| Below {
            totals: totals
                .remove(unit.id.as_str())
                .map(|totals| totals.all.clone()),
            late,
            unit,
        })
        .filter(|below| below.totals.is_some() || below.late > 0)
        .collect();
    below.sort_by_cached_key(|below| fold(&below.unit.name));
    Ok(below)
}
