//! Sums of frozen scorecards in memory, each under its id: a scorecard never changes, so what was
//! added up once stands. What a unit objects to is looked for each time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Assessed, Basis, sql};
use crate::database::Conn;
use crate::figure::{Totals, totals_of_card};
use crate::framework::Edition;
use crate::period::Period;
use crate::scorecard::Card;
use crate::{App, Error, IndicatorId, bind};

/// Scorecards kept: three years of the communes of the country.
const CARDS_MAX: usize = 10_000;

/// The sums in memory.
#[derive(Default)]
pub(crate) struct Cards {
    kept: Mutex<BTreeMap<String, Arc<Totals>>>,
}

impl Cards {
    fn find(&self, id: &str) -> Option<Arc<Totals>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(id).map(Arc::clone)
    }

    fn keep(&self, id: String, totals: &Arc<Totals>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= CARDS_MAX {
            kept.clear();
        }
        kept.insert(id, Arc::clone(totals));
    }
}

/// The sums of the units' scorecards, by scorecard.
pub(super) async fn frozen(
    app: &App,
    conn: &mut Conn,
    (edition, period): (&Edition, &Period),
    units: &[Assessed],
) -> Result<BTreeMap<String, Arc<Totals>>, Error> {
    let contested = contested(conn, (edition, period), units).await?;
    let mut found = BTreeMap::new();
    let mut wanted: BTreeMap<&str, &Assessed> = BTreeMap::new();
    for unit in units {
        let Some(id) = unit.scorecard.as_deref() else {
            continue;
        };
        match app.cards().find(id) {
            Some(totals) if !contested.contains_key(unit.assessment.as_str()) => {
                found.insert(id.to_owned(), totals);
            }
            _ => {
                wanted.insert(id, unit);
            }
        }
    }
    if wanted.is_empty() {
        return Ok(found);
    }
    let ids: String = wanted.keys().copied().collect();
    let bodies = conn
        .all(
            sql::CARDS,
            bind![&ids, edition.id.as_str(), period.id.as_str()],
            |row| Ok((row.text("id")?, Card::read(&row.text("body_json")?)?)),
        )
        .await?;
    for (id, card) in bodies {
        let Some(unit) = wanted.get(id.as_str()) else {
            continue;
        };
        let open = contested.get(unit.assessment.as_str());
        let is_final = unit.basis == Basis::Final;
        let totals = Arc::new(totals_of_card(edition, &card, (is_final, open)));
        if open.is_none() {
            app.cards().keep(id.clone(), &totals);
        }
        found.insert(id, totals);
    }
    Ok(found)
}

/// Lines that units object to, by assessment.
async fn contested(
    conn: &mut Conn,
    (edition, period): (&Edition, &Period),
    units: &[Assessed],
) -> Result<BTreeMap<String, BTreeSet<usize>>, Error> {
    let mut contested: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    if units.iter().all(|unit| unit.basis != Basis::Appraised) {
        return Ok(contested);
    }
    let lines = conn
        .all(
            sql::CONTESTED,
            bind![edition.id.as_str(), period.id.as_str()],
            |row| {
                let indicator = IndicatorId::stored(row.text("indicator_id")?);
                Ok((row.text("assessment_id")?, edition.line(&indicator)))
            },
        )
        .await?;
    for (assessment, line) in lines {
        contested.entry(assessment).or_default().extend(line);
    }
    Ok(contested)
}
