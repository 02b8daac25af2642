//! What an assessment adds to: by pillar and in all, now, expected, at most, and how much is in.
//! Two statements whatever the size; the sums are exact and made in Rust.

use std::collections::BTreeSet;

use domain::authority::Action;
use scoring::Exact;
use scoring::grade::Achieved;
use scoring::scorecard::Line;

use super::grid::Entry;
use super::rescore::earned;
use super::score::{Desk, Earned, Outcome, Sums, at_desk};
use super::sql;
use super::still::Still;
use crate::database::{Conn, Row};
use crate::framework::{self, Edition, EditionLine};
use crate::scorecard::Card;
use crate::{Actor, App, AssessmentId, Error, Fault, IndicatorId, Noun, bind};

/// Sums of an assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Pillars, in the order of the framework.
    pub pillars: Vec<PillarTotals>,
    /// Of all.
    pub all: PillarTotals,
    /// What grades and ranks are decided on.
    pub achieved: Achieved,
    /// What may still change.
    pub still: Still,
}

/// Sums of a pillar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PillarTotals {
    /// Its code; empty for the whole.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Points now.
    pub points: Exact,
    /// Points with what people expect in place of what is now.
    pub expected: Exact,
    /// At most.
    pub max: Exact,
    /// Indicators that have points or do not apply.
    pub done: usize,
    /// Of those, how many have proof.
    pub proven: usize,
    /// Indicators that are to be filled in.
    pub count: usize,
}

/// The sums of an assessment, for the overview.
pub async fn totals_of(
    app: &App,
    actor: &Actor,
    assessment: &AssessmentId,
) -> Result<Totals, Error> {
    let mut conn = app.read().await?;
    let (framework, path) = conn
        .find(sql::ASSESSMENT_HEAD, bind![assessment.as_str()], |row| {
            Ok((
                crate::FrameworkId::stored(row.text("framework_id")?),
                row.text("path")?,
            ))
        })
        .await?
        .ok_or(Error::NotFound(Noun::Entry))?;
    actor.require(Action::ReadFigures, &path)?;
    let edition = framework::scoring(app, &mut conn, &framework).await?;
    Ok(totals(&mut conn, &edition, assessment).await?)
}

/// What one entry brings to the sums.
#[derive(Clone)]
pub(super) struct Part {
    /// Index of its line in the edition.
    pub(super) line: usize,
    pub(super) earned: Earned,
    pub(super) expected: Option<Exact>,
    pub(super) proofs: i32,
    /// Whether the unit objects to what was decided on it.
    pub(super) contested: bool,
}

impl Part {
    /// Of a stored entry; `None`: its line is in no edition any more.
    pub(super) fn read(edition: &Edition, row: &Row<'_>) -> Result<Option<Part>, Fault> {
        Part::read_after(edition, None, row)
    }

    /// The same after another of the assessment: the next line is most likely the one after.
    pub(super) fn read_after(
        edition: &Edition,
        last: Option<&Part>,
        row: &Row<'_>,
    ) -> Result<Option<Part>, Fault> {
        let indicator = row.str("indicator_id")?;
        let next = last.map_or(0, |last| last.line + 1);
        let is_next = |line: &EditionLine| line.indicator.as_str() == indicator;
        let line = if edition.lines.get(next).is_some_and(is_next) {
            next
        } else {
            let Some(line) = edition.line(&IndicatorId::stored(indicator.to_owned())) else {
                return Ok(None);
            };
            line
        };
        Ok(Some(Part {
            line,
            earned: earned(row)?,
            expected: row.exact_or_null("expected_points")?,
            proofs: row.int("evidence_count")?,
            contested: false,
        }))
    }
}

/// The sums of an assessment.
pub(crate) async fn totals(
    conn: &mut Conn,
    edition: &Edition,
    assessment: &AssessmentId,
) -> Result<Totals, Fault> {
    let parts = conn
        .all(sql::PARTS, bind![assessment.as_str()], |row| {
            Part::read(edition, row)
        })
        .await?;
    let parts: Vec<Part> = parts.into_iter().flatten().collect();
    Ok(of_parts(edition, &parts))
}

/// The sums of the grid's entries.
pub(super) fn of_entries(edition: &Edition, stored: &[(IndicatorId, Entry)]) -> Totals {
    let part = |(indicator, entry): &(IndicatorId, Entry)| {
        Some(Part {
            line: edition.line(indicator)?,
            earned: entry.earned.clone(),
            expected: entry.expected.clone(),
            proofs: entry.evidence_count,
            contested: false,
        })
    };
    let parts: Vec<Part> = stored.iter().filter_map(part).collect();
    of_parts(edition, &parts)
}

/// The sums of a scorecard as it was frozen. What is final changes no more; of the others what has
/// no points and what is contested may fall either way.
pub(crate) fn totals_of_card(
    edition: &Edition,
    card: &Card,
    (is_final, contested): (bool, Option<&BTreeSet<usize>>),
) -> Totals {
    let part = |(line, kept): (usize, &crate::scorecard::Line)| Part {
        line,
        earned: kept.earned(),
        expected: None,
        // Whoever judged it had the proof before them.
        proofs: 1,
        contested: contested.is_some_and(|lines| lines.contains(&line)),
    };
    let lines = card.lines.iter().enumerate().take(edition.lines.len());
    let parts: Vec<Part> = lines.map(part).collect();
    let mut totals = of_parts(edition, &parts);
    if is_final {
        totals.still = Still::settled(&totals.achieved.total);
    }
    totals
}

/// The sums of entries that are read already.
pub(super) fn of_parts(edition: &Edition, parts: &[Part]) -> Totals {
    at_desk(edition, |desk| of_parts_at(desk, parts))
}

/// The same at a desk that serves many.
pub(super) fn of_parts_at(desk: &Desk<'_>, parts: &[Part]) -> Totals {
    let edition = desk.edition;
    let mut now: Vec<Line> = edition.lines.iter().map(|_| Line::default()).collect();
    for part in parts {
        now[part.line] = part.earned.line();
    }
    let achieved = desk.achieved(&now);
    let sums = desk.sums_of(&achieved);
    let hoped = hoped(desk, &now, parts).unwrap_or_else(|| sums.clone());
    let mut pillars: Vec<PillarTotals> = edition
        .pillars
        .iter()
        .zip(sums.pillars)
        .zip(hoped.pillars)
        .map(|((pillar, (points, max)), (expected, _))| PillarTotals {
            code: pillar.code.clone(),
            title: pillar.title.clone(),
            points,
            expected,
            max,
            ..PillarTotals::default()
        })
        .collect();
    for part in parts.iter().filter(|part| desk.is_counted(part.line)) {
        let pillar = &mut pillars[edition.lines[part.line].pillar];
        let set_aside = part.earned.outcome == Outcome::NotApplicable;
        let done = set_aside || part.earned.points.is_some();
        pillar.count += 1;
        pillar.done += usize::from(done);
        pillar.proven += usize::from(done && (set_aside || part.proofs > 0));
    }
    let sum = |of: fn(&PillarTotals) -> usize| pillars.iter().map(of).sum();
    let all = PillarTotals {
        points: sums.points,
        expected: hoped.points,
        max: sums.max,
        done: sum(|pillar| pillar.done),
        proven: sum(|pillar| pillar.proven),
        count: sum(|pillar| pillar.count),
        ..PillarTotals::default()
    };
    Totals {
        pillars,
        all,
        still: Still::of(desk, (&now, &achieved.total), parts),
        achieved,
    }
}

/// The sums with what people expect in place of what is; `None`: nobody expects anything else.
fn hoped(desk: &Desk<'_>, now: &[Line], parts: &[Part]) -> Option<Sums> {
    let mut lines: Option<Vec<Line>> = None;
    for part in parts {
        if let Some(points) = &part.expected {
            let lines = lines.get_or_insert_with(|| now.to_vec());
            lines[part.line].points = Some(points.clone());
        }
    }
    lines.map(|lines| desk.sums(&lines))
}
