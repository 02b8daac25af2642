//! Sums of assessments in memory, each under the version of its assessment and of its framework: a
//! city's overview must not read the entries of two hundred units to show two hundred sums.
//!
//! The version is read before the entries, so what is kept is never older than what it is kept
//! under; whoever changes points, expectations or proof moves the version in the same transaction.
//! Where one figure moves the points of thousands, their new points are put among what is kept, and
//! only the adding up is done again.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::{Arc, Mutex, PoisonError};

use super::score::{Earned, at_desk};
use super::sql;
use super::totals::{Part, Totals, of_parts_at};
use crate::database::{Conn, Row};
use crate::framework::Edition;
use crate::{App, AssessmentId, Fault, PeriodId, bind};

/// Assessments kept: three times the communes of the country.
const SUMS_MAX: usize = 10_000;

/// The sums in memory, with what they were added up from.
#[derive(Default)]
pub(crate) struct Sums {
    kept: Mutex<BTreeMap<AssessmentId, Kept>>,
}

struct Kept {
    version: Version,
    parts: Arc<Vec<Part>>,
    /// `None`: the parts have moved since.
    totals: Option<Arc<Totals>>,
}

/// Of the assessment and of its framework.
type Version = (i32, i32);

/// Points of an assessment that a transaction changed, in one step of its version.
pub(crate) struct Move {
    assessment: AssessmentId,
    /// Before.
    version: Version,
    lines: Vec<(usize, Earned)>,
}

impl Move {
    /// None yet, of an assessment that was at that version.
    pub(super) fn of(assessment: &AssessmentId, version: Version) -> Move {
        Move {
            assessment: assessment.clone(),
            version,
            lines: Vec::new(),
        }
    }

    /// The line earns this now.
    pub(super) fn put(&mut self, line: usize, earned: &Earned) {
        self.lines.push((line, earned.clone()));
    }
}

impl Sums {
    fn find(&self, assessment: &AssessmentId, version: Version) -> Found {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.get(assessment).filter(|kept| kept.version == version) {
            None => Found::Nothing,
            Some(kept) => match &kept.totals {
                Some(totals) => Found::Totals(Arc::clone(totals)),
                None => Found::Parts(Arc::clone(&kept.parts)),
            },
        }
    }

    fn keep(&self, head: &Head, parts: Arc<Vec<Part>>, totals: &Arc<Totals>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= SUMS_MAX && !kept.contains_key(&head.assessment) {
            kept.clear();
        }
        let one = Kept {
            version: head.version,
            parts,
            totals: Some(Arc::clone(totals)),
        };
        kept.insert(head.assessment.clone(), one);
    }

    /// Follows what a transaction has changed and kept, where this is the step after what is known;
    /// whatever else happened in between makes the versions differ, and all is read again.
    pub(crate) fn follow(&self, moves: Vec<Move>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        for one in moves {
            let Some(own) = kept.get_mut(&one.assessment) else {
                continue;
            };
            if own.version != one.version {
                continue;
            }
            let parts = Arc::make_mut(&mut own.parts);
            for (line, earned) in one.lines {
                if let Ok(at) = parts.binary_search_by_key(&line, |part| part.line) {
                    parts[at].earned = earned;
                }
            }
            own.version.0 += 1;
            own.totals = None;
        }
    }
}

/// What is known of an assessment.
enum Found {
    Totals(Arc<Totals>),
    Parts(Arc<Vec<Part>>),
    Nothing,
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
    let (mut cards, mut stale) = (Vec::new(), BTreeMap::new());
    for head in heads {
        match app.sums().find(&head.assessment, head.version) {
            Found::Totals(totals) => {
                sums.insert(head.unit, totals);
            }
            Found::Parts(parts) => cards.push((parts, head)),
            Found::Nothing => {
                stale.insert(head.assessment.clone(), head);
            }
        }
    }
    if !stale.is_empty() {
        let mut parts = gathered(conn, edition, (&stale, path, period)).await?;
        let read = stale.into_values();
        cards.extend(read.map(|head| (Arc::new(parts.of(&head.assessment)), head)));
    }
    for (head, parts, totals) in added_up(edition, cards) {
        let totals = Arc::new(totals);
        app.sums().keep(&head, parts, &totals);
        sums.insert(head.unit, totals);
    }
    Ok(sums)
}

/// The parts of these assessments, and of others where that is quicker.
async fn gathered(
    conn: &mut Conn,
    edition: &Edition,
    (stale, path, period): (&BTreeMap<AssessmentId, Head>, &str, &PeriodId),
) -> Result<Gathered, Fault> {
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
    Ok(parts)
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
        let mut parts = at
            .map(|at| std::mem::take(&mut self.parts[*at]))
            .unwrap_or_default();
        parts.sort_unstable_by_key(|part| part.line);
        parts.shrink_to_fit();
        parts
    }
}

/// The parts of an assessment.
type Card = (Arc<Vec<Part>>, Head);

/// Adds up on as many threads as the work is worth.
fn added_up(edition: &Edition, cards: Vec<Card>) -> Vec<(Head, Arc<Vec<Part>>, Totals)> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let each = cards.len().div_ceil(threads).max(EACH);
    let sum = |cards: Vec<Card>| -> Vec<(Head, Arc<Vec<Part>>, Totals)> {
        at_desk(edition, |desk| {
            let sum = |(parts, head): Card| {
                let totals = of_parts_at(desk, &parts);
                (head, parts, totals)
            };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::score::Outcome;
    use crate::figure::still::Still;
    use crate::figure::totals::PillarTotals;

    fn part(line: usize, points: i64) -> Part {
        Part {
            line,
            earned: earned(points),
            expected: None,
            proofs: 0,
            contested: false,
        }
    }

    fn earned(points: i64) -> Earned {
        Earned {
            points: Some(points.into()),
            outcome: Outcome::Scored,
        }
    }

    /// Points of the lines that are known without reading; the assessment `a` was kept at its
    /// version 3 of the framework's version 1, with two lines of 1 and 2 points.
    fn known(version: Version, moves: Vec<Move>) -> Option<Vec<String>> {
        let sums = Sums::default();
        let assessment = AssessmentId::stored("a".to_owned());
        let head = Head {
            assessment: assessment.clone(),
            unit: "u".to_owned(),
            version: (3, 1),
        };
        let totals = Totals {
            pillars: Vec::new(),
            all: PillarTotals::default(),
            achieved: scoring::grade::Achieved {
                total: scoring::Exact::ZERO,
                attainable: scoring::Exact::ZERO,
                pillars: Vec::new(),
                mandatory_met: true,
            },
            still: Still::default(),
        };
        let parts = Arc::new(vec![part(4, 1), part(9, 2)]);
        sums.keep(&head, parts, &Arc::new(totals));
        sums.follow(moves);
        match sums.find(&assessment, version) {
            Found::Parts(parts) => {
                let points = parts.iter().filter_map(|part| part.earned.points.clone());
                Some(points.map(|points| points.to_string()).collect())
            }
            Found::Totals(_) | Found::Nothing => None,
        }
    }

    fn moved(version: Version, lines: &[(usize, i64)]) -> Move {
        let mut one = Move::of(&AssessmentId::stored("a".to_owned()), version);
        for (line, points) in lines {
            one.put(*line, &earned(*points));
        }
        one
    }

    #[test]
    fn what_is_kept_follows_step_by_step_and_nothing_else() {
        let step = || moved((3, 1), &[(9, 7)]);
        let words = |points: [&str; 2]| Some(points.map(str::to_owned).to_vec());
        assert_eq!(known((4, 1), vec![step()]), words(["1", "7"]));
        let next = moved((4, 1), &[(4, 5), (6, 1)]);
        assert_eq!(known((5, 1), vec![step(), next]), words(["5", "7"]));
        // Something else happened in between, or the framework is another.
        assert_eq!(known((5, 1), vec![moved((4, 1), &[(9, 7)])]), None);
        assert_eq!(known((4, 1), vec![moved((3, 2), &[(9, 7)])]), None);
        assert_eq!(known((3, 1), vec![step()]), None, "it is the past");
    }
}
