//! What follows from a change elsewhere: lines above, lines whose rule is another now, lines opened
//! over figures that were there. All in the transaction of the change; what concerns many units is
//! a [`Wave`].

use std::collections::BTreeMap;

use super::score::{Earned, Outcome, at_desk};
use super::sql;
use super::value::{FigureState, figures};
use super::wave::Wave;
use crate::database::{Conn, Row, Tx};
use crate::framework::{Edition, EditionLine};
use crate::{AssessmentId, EntryId, Error, Fault, IndicatorId, PeriodId, UnitId, bind};

/// An assessment and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) assessment: AssessmentId,
    pub(crate) unit: UnitId,
    pub(crate) period: PeriodId,
}

/// The sums of the assessment are others now.
pub(crate) async fn touch(tx: &mut Tx, assessment: &AssessmentId) -> Result<(), Fault> {
    tx.run(sql::TOUCH, bind![assessment.as_str()]).await?;
    Ok(())
}

/// The sums of every open assessment of the framework are others now.
pub(crate) async fn touch_all(tx: &mut Tx, edition: &Edition) -> Result<(), Fault> {
    tx.run(sql::TOUCH_ALL, bind![edition.id.as_str()]).await?;
    Ok(())
}

pub(super) async fn write(tx: &mut Tx, entry: &EntryId, earned: &Earned) -> Result<(), Fault> {
    let points = earned.points.as_ref().map(ToString::to_string);
    tx.run(
        sql::RESCORE,
        bind![entry.as_str(), &points, earned.outcome.name()],
    )
    .await?;
    Ok(())
}

/// Scores the lines above one again, up to the pillar; how many.
pub(crate) async fn above(
    tx: &mut Tx,
    edition: &Edition,
    spot: &Spot,
    at: usize,
) -> Result<usize, Error> {
    let mut at = at;
    let mut lines = 0;
    while let Some(parent) = edition.lines[at].parent {
        one(tx, edition, spot, parent).await?;
        at = parent;
        lines += 1;
    }
    Ok(lines)
}

/// Scores one line of one assessment again; its points now.
pub(crate) async fn one(
    tx: &mut Tx,
    edition: &Edition,
    spot: &Spot,
    at: usize,
) -> Result<(), Error> {
    let line = &edition.lines[at];
    let family = family(tx, line, spot).await?;
    let Some((entry, applicable, before)) = family.own else {
        return Err(Fault::inconsistent("entry", line.indicator.as_str(), "missing").into());
    };
    let values: BTreeMap<String, String> = stored(tx, line, spot)
        .await?
        .into_iter()
        .filter_map(|one| Some((one.key, one.value?)))
        .collect();
    let figures = figures(&line.asks, applicable, |key| {
        values.get(key).map(String::as_str)
    });
    let earned = at_desk(edition, |desk| desk.line(at, figures, &family.below).1);
    if earned != before {
        write(tx, &entry, &earned).await?;
    }
    Ok(())
}

/// A line of an assessment as stored, with what stands directly below it.
#[derive(Default)]
struct Family {
    /// Its entry, whether it applies, and its points; `None`: there is none.
    own: Option<(EntryId, bool, Earned)>,
    below: BTreeMap<IndicatorId, Earned>,
}

async fn family(conn: &mut Conn, line: &EditionLine, spot: &Spot) -> Result<Family, Fault> {
    let all = conn
        .all(
            sql::FAMILY,
            bind![line.indicator.as_str(), spot.assessment.as_str()],
            |row| {
                Ok((
                    EntryId::stored(row.text("id")?),
                    IndicatorId::stored(row.text("indicator_id")?),
                    row.flag("applicable")?,
                    earned(row)?,
                ))
            },
        )
        .await?;
    let mut family = Family::default();
    for (entry, indicator, applicable, earned) in all {
        if indicator == line.indicator {
            family.own = Some((entry, applicable, earned));
        } else {
            family.below.insert(indicator, earned);
        }
    }
    Ok(family)
}

/// The state of a row that shares a figure is another now, and a form that shows it is stale.
pub(crate) async fn note(
    tx: &mut Tx,
    line: &EditionLine,
    entry: &EntryId,
    spot: &Spot,
) -> Result<(), Error> {
    let least = least_sure(tx, line, spot).await?;
    tx.run(
        sql::NOTE,
        bind![entry.as_str(), least.map(FigureState::name)],
    )
    .await?;
    Ok(())
}

/// How sure the least sure of a line's figures is; `None`: it has none.
pub(crate) async fn least_sure(
    conn: &mut Conn,
    line: &EditionLine,
    spot: &Spot,
) -> Result<Option<FigureState>, Fault> {
    let stored = stored(conn, line, spot).await?;
    let known = stored.iter().filter(|one| one.value.is_some());
    Ok(known.filter_map(|one| FigureState::parse(&one.state)).min())
}

/// A figure of a line, as stored.
struct Stored {
    key: String,
    value: Option<String>,
    state: String,
}

async fn stored(conn: &mut Conn, line: &EditionLine, spot: &Spot) -> Result<Vec<Stored>, Fault> {
    if line.asks.is_empty() {
        return Ok(Vec::new());
    }
    let (indicator, unit) = (line.indicator.as_str(), spot.unit.as_str());
    conn.all(
        sql::VALUES,
        bind![indicator, unit, spot.period.as_str()],
        |row| {
            Ok(Stored {
                key: row.text("input_key")?,
                value: row.text_or_null("value")?,
                state: row.text("state")?,
            })
        },
    )
    .await
}

/// Points of the lines directly below.
pub(crate) async fn below(
    conn: &mut Conn,
    line: &EditionLine,
    spot: &Spot,
) -> Result<BTreeMap<IndicatorId, Earned>, Fault> {
    if line.children.is_empty() {
        return Ok(BTreeMap::new());
    }
    let all = conn
        .all(
            sql::BELOW,
            bind![line.indicator.as_str(), spot.assessment.as_str()],
            |row| Ok((IndicatorId::stored(row.text("indicator_id")?), earned(row)?)),
        )
        .await?;
    Ok(all.into_iter().collect())
}

/// Points and outcome of a row.
pub(crate) fn earned(row: &Row) -> Result<Earned, Fault> {
    Ok(Earned {
        points: row.exact_or_null("points")?,
        outcome: Outcome::stored(&row.text("outcome")?)?,
    })
}

/// Scores one line of every open assessment of the framework again, in every period: its rule has
/// changed.
pub(crate) async fn line_everywhere(
    tx: &mut Tx,
    edition: &Edition,
    at: usize,
) -> Result<(), Error> {
    touch_all(tx, edition).await?;
    let periods = tx
        .all(sql::OPEN_PERIODS, bind![edition.id.as_str()], |row| {
            Ok(PeriodId::stored(row.text("period_id")?))
        })
        .await?;
    for period in &periods {
        Wave::among_open(period).rescore(tx, edition, at).await?;
    }
    Ok(())
}

/// Scores everything of the framework in a period again: it was opened over figures there before.
pub(crate) async fn cards(tx: &mut Tx, edition: &Edition, period: &PeriodId) -> Result<(), Error> {
    touch_all(tx, edition).await?;
    Ok(Wave::among_open(period).rescore_all(tx, edition).await?)
}
