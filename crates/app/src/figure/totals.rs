//! What an assessment adds to: by pillar and in all, now, expected, at most, and how much is in.
//! Two statements whatever the size; the sums are exact and made in Rust.

use std::collections::BTreeMap;

use domain::authority::Action;
use scoring::Exact;

use super::grid::{self, Entry};
use super::score::{Earned, Outcome, at_desk};
use super::sql;
use crate::database::Conn;
use crate::framework::{self, Edition};
use crate::{Actor, App, AssessmentId, Error, Fault, IndicatorId, Noun, bind};

/// Sums of an assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Pillars, in the order of the framework.
    pub pillars: Vec<PillarTotals>,
    /// Of all.
    pub all: PillarTotals,
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

/// The sums of an assessment.
pub(crate) async fn totals(
    conn: &mut Conn,
    edition: &Edition,
    assessment: &AssessmentId,
) -> Result<Totals, Fault> {
    let stored = conn
        .all(sql::CARD, bind![assessment.as_str()], grid::stored)
        .await?;
    Ok(of_entries(edition, &stored))
}

/// The sums of entries that are read already.
pub(super) fn of_entries(edition: &Edition, stored: &[(IndicatorId, Entry)]) -> Totals {
    let mut now = BTreeMap::new();
    let mut expected = BTreeMap::new();
    for (indicator, one) in stored {
        now.insert(indicator.clone(), one.earned.clone());
        let points = one.expected.clone().or_else(|| one.earned.points.clone());
        expected.insert(
            indicator.clone(),
            Earned {
                points,
                ..one.earned.clone()
            },
        );
    }
    at_desk(edition, |desk| {
        let (sums, hoped) = (desk.sums(&now), desk.sums(&expected));
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
        for (indicator, one) in stored {
            let Some(at) = edition.line(indicator).filter(|at| desk.is_counted(*at)) else {
                continue;
            };
            let pillar = &mut pillars[edition.lines[at].pillar];
            let set_aside = one.earned.outcome == Outcome::NotApplicable;
            let done = set_aside || one.earned.points.is_some();
            pillar.count += 1;
            pillar.done += usize::from(done);
            pillar.proven += usize::from(done && (set_aside || one.evidence_count > 0));
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
        Totals { pillars, all }
    })
}
