//! Sums of assessments in memory, each under the version of its assessment and of its framework: a
//! city's overview must not read the entries of two hundred units to show two hundred sums.
//!
//! The version is read before the entries, so what is kept is never older than what it is kept
//! under; whoever changes points, expectations or proof moves the version in the same transaction.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::sql;
use super::totals::{Part, Totals, of_parts};
use crate::database::Conn;
use crate::framework::Edition;
use crate::{App, AssessmentId, Fault, PeriodId, bind};

/// Assessments kept: three times the communes of the country.
const SUMS_MAX: usize = 10_000;

/// The sums in memory.
#[derive(Default)]
pub(crate) struct Sums {
    kept: Mutex<BTreeMap<AssessmentId, (Version, Arc<Totals>)>>,
}

/// Of the assessment and of its framework.
type Version = (i32, i32);

impl Sums {
    fn find(&self, assessment: &AssessmentId, version: Version) -> Option<Arc<Totals>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (own, totals) = kept.get(assessment)?;
        (*own == version).then(|| Arc::clone(totals))
    }

    fn keep(&self, assessment: AssessmentId, version: Version, totals: &Arc<Totals>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= SUMS_MAX && !kept.contains_key(&assessment) {
            kept.clear();
        }
        kept.insert(assessment, (version, Arc::clone(totals)));
    }
}

/// An assessment and how it stands.
struct Head {
    assessment: AssessmentId,
    unit: String,
    version: Version,
}

/// The sums of every assessment of the framework in the period, by unit, of units under the path:
/// two statements at most, however many they are.
pub(crate) async fn sums_under(
    app: &App,
    conn: &mut Conn,
    edition: &Edition,
    (path, period): (&str, &PeriodId),
) -> Result<BTreeMap<String, Arc<Totals>>, Fault> {
    let heads = conn
        .all(
            sql::HEADS_UNDER,
            bind![edition.id.as_str(), period.as_str(), path],
            |row| {
                Ok(Head {
                    assessment: AssessmentId::stored(row.text("id")?),
                    unit: row.text("unit_id")?,
                    version: (row.int("version")?, edition.version),
                })
            },
        )
        .await?;
    let mut sums = BTreeMap::new();
    let mut stale = BTreeMap::new();
    for head in heads {
        if let Some(totals) = app.sums().find(&head.assessment, head.version) {
            sums.insert(head.unit, totals);
        } else {
            stale.insert(head.assessment.clone(), head);
        }
    }
    if stale.is_empty() {
        return Ok(sums);
    }
    let wanted: String = stale.keys().map(AssessmentId::as_str).collect();
    let mut cards: BTreeMap<AssessmentId, Vec<Part>> = BTreeMap::new();
    let entries = conn
        .all(
            sql::PARTS_OF,
            bind![edition.id.as_str(), period.as_str(), &wanted],
            |row| {
                let assessment = AssessmentId::stored(row.text("assessment_id")?);
                Ok((assessment, Part::read(edition, row)?))
            },
        )
        .await?;
    for (assessment, part) in entries {
        cards.entry(assessment).or_default().extend(part);
    }
    for (assessment, head) in stale {
        let card = cards.remove(&assessment).unwrap_or_default();
        let totals = Arc::new(of_parts(edition, &card));
        app.sums().keep(assessment, head.version, &totals);
        sums.insert(head.unit, totals);
    }
    Ok(sums)
}
