//! Sums of assessments in memory, each under the version of its assessment and of its framework: a
//! city's overview must not read the entries of two hundred units to show two hundred sums.
//!
//! The version is read before the entries, so what is kept is never older than what it is kept
//! under; whoever changes points, expectations or proof moves the version in the same transaction.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::{Arc, Mutex, PoisonError};

use super::score::at_desk;
use super::sql;
use super::totals::{Part, Totals, of_parts_at};
use crate::database::{Conn, Row};
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
    let mut parts = Gathered::default();
    let (framework, period) = (edition.id.as_str(), period.as_str());
    if stale.len() <= BY_ID_MAX {
        let wanted: String = stale.keys().map(AssessmentId::as_str).collect();
        conn.all(sql::PARTS_OF, bind![framework, period, &wanted], |row| {
            parts.take(edition, row)
        })
        .await?;
    } else {
        conn.all(sql::PARTS_UNDER, bind![framework, period, path], |row| {
            parts.take(edition, row)
        })
        .await?;
    }
    let cards = stale
        .into_values()
        .map(|head| (parts.of(&head.assessment), head))
        .collect();
    for (head, totals) in added_up(edition, cards) {
        let totals = Arc::new(totals);
        app.sums().keep(head.assessment, head.version, &totals);
        sums.insert(head.unit, totals);
    }
    Ok(sums)
}

/// Assessments that are asked for by id; where more are wanted, reading all of them is quicker.
const BY_ID_MAX: usize = 50;
/// Assessments that one thread adds up.
const EACH: usize = 500;

/// Parts by assessment. The rows of one mostly follow each other.
#[derive(Default)]
struct Gathered {
    places: BTreeMap<AssessmentId, usize>,
    parts: Vec<Vec<Part>>,
    last: Option<(AssessmentId, usize)>,
}

impl Gathered {
    fn take(&mut self, edition: &Edition, row: &Row<'_>) -> Result<(), Fault> {
        let assessment = row.str("assessment_id")?;
        let at = match &self.last {
            Some((last, at)) if last.as_str() == assessment => *at,
            _ => self.place(AssessmentId::stored(assessment.to_owned())),
        };
        let parts = &mut self.parts[at];
        parts.extend(Part::read_after(edition, parts.last(), row)?);
        Ok(())
    }

    fn place(&mut self, assessment: AssessmentId) -> usize {
        let parts = &mut self.parts;
        let at = *self.places.entry(assessment.clone()).or_insert_with(|| {
            parts.push(Vec::new());
            parts.len() - 1
        });
        self.last = Some((assessment, at));
        at
    }

    fn of(&mut self, assessment: &AssessmentId) -> Vec<Part> {
        let at = self.places.get(assessment);
        at.map(|at| std::mem::take(&mut self.parts[*at]))
            .unwrap_or_default()
    }
}

/// Adds up on as many threads as the work is worth.
fn added_up(edition: &Edition, cards: Vec<(Vec<Part>, Head)>) -> Vec<(Head, Totals)> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let each = cards.len().div_ceil(threads).max(EACH);
    let sum = |cards: Vec<(Vec<Part>, Head)>| -> Vec<(Head, Totals)> {
        at_desk(edition, |desk| {
            let sum = |(parts, head): (Vec<Part>, Head)| (head, of_parts_at(desk, &parts));
            cards.into_iter().map(sum).collect()
        })
    };
    let mut cards = cards;
    let mut shares = Vec::new();
    while cards.len() > each {
        shares.push(cards.split_off(cards.len() - each));
    }
    std::thread::scope(|scope| {
        let others: Vec<_> = shares
            .into_iter()
            .map(|share| scope.spawn(|| sum(share)))
            .collect();
        let mut all = sum(cards);
        for other in others {
            match other.join() {
                Ok(more) => all.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    })
}
