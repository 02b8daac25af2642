//! A figure was saved: the sums of the units above that take it move by the difference. No other
//! unit is read, however many there are.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use super::carry::carry;
use super::gather;
use super::part::{Own, Part, Stand, Sum, stand};
use super::{Holder, sql};
use crate::database::{Conn, Row, Tx};
use crate::figure::rescore::Spot;
use crate::figure::value::FigureState;
use crate::framework::{Edition, RollUp, edition, shelf};
use crate::{App, AssessmentId, Error, Fault, FrameworkId, IndicatorId, PeriodId, UnitId, bind};

/// A line of a unit whose figures, or whose applying to it, are others now.
#[derive(Clone, Debug)]
pub(crate) struct Changed {
    pub(crate) unit: UnitId,
    pub(crate) path: String,
    pub(crate) period: PeriodId,
    pub(crate) indicator: IndicatorId,
}

/// What follows for the units above; how many of their lines were scored again. Frameworks come from
/// memory where `app` is given: within a change of one of them they are read.
pub(crate) async fn follow(
    app: Option<&App>,
    tx: &mut Tx,
    changed: Changed,
) -> Result<usize, Error> {
    let mut lines = 0;
    let mut waiting = VecDeque::from([changed]);
    // Every step goes to a unit above, so this ends.
    while let Some(changed) = waiting.pop_front() {
        for (framework, indicator, target) in listeners(tx, &changed.indicator).await? {
            let edition = match app {
                Some(app) => shelf::scoring(app, tx, &framework).await?,
                None => Arc::new(edition::load(tx, &framework).await?),
            };
            let Some(rollup) = find(&edition, &indicator, &target) else {
                continue;
            };
            let Some((was, now)) = moved(tx, rollup, &changed).await? else {
                continue;
            };
            for holder in holders(tx, &edition, &changed).await? {
                let scored = shifted(tx, &edition, &holder, (rollup, &was, &now)).await?;
                lines += scored;
                if scored > 0 {
                    waiting.push_back(Changed {
                        unit: holder.spot.unit,
                        path: holder.path,
                        period: holder.spot.period,
                        indicator: indicator.clone(),
                    });
                }
            }
        }
    }
    Ok(lines)
}

pub(super) fn find<'e>(
    edition: &'e Arc<Edition>,
    indicator: &IndicatorId,
    target: &str,
) -> Option<&'e RollUp> {
    let line = &edition.lines[edition.line(indicator)?];
    line.rollups.iter().find(|one| one.target == target)
}

async fn listeners(
    conn: &mut Conn,
    indicator: &IndicatorId,
) -> Result<Vec<(FrameworkId, IndicatorId, String)>, Fault> {
    conn.all(sql::LISTENERS, bind![indicator.as_str()], |row| {
        Ok((
            FrameworkId::stored(row.text("framework_id")?),
            IndicatorId::stored(row.text("indicator_id")?),
            row.text("target")?,
        ))
    })
    .await
}

/// How the unit stood and stands now; `None`: the same, or the unit is not counted.
async fn moved(
    tx: &mut Tx,
    rollup: &RollUp,
    changed: &Changed,
) -> Result<Option<(Stand, Stand)>, Error> {
    let key = [
        rollup.indicator.as_str().into(),
        rollup.target.as_str().into(),
        changed.period.as_str().into(),
        changed.unit.as_str().into(),
    ];
    let mut own = Own::new();
    let mut is_aside = None;
    tx.all(sql::ONE, &key, |row| {
        is_aside = Some(row.flag("aside")?);
        take(&mut own, row)
    })
    .await?;
    let Some(is_aside) = is_aside else {
        return Ok(None);
    };
    let was = tx
        .find(sql::PART, &key, part)
        .await?
        .unwrap_or(Stand::Missing);
    let now = stand(rollup, &own, is_aside);
    if was == now {
        return Ok(None);
    }
    keep(tx, rollup, changed, &now).await?;
    Ok(Some((was, now)))
}

/// Takes a figure of a unit.
pub(super) fn take(own: &mut Own, row: &Row<'_>) -> Result<(), Fault> {
    if let Some(value) = row.text_or_null("value")? {
        let state = row.text("state")?;
        let state = FigureState::parse(&state)
            .ok_or_else(|| Fault::inconsistent("figure_value", &state, "state"))?;
        own.insert(row.text("part")?, (value, state));
    }
    Ok(())
}

fn part(row: &Row<'_>) -> Result<Stand, Fault> {
    let met = row.int("met")?;
    if met == 2 {
        return Ok(Stand::Aside);
    }
    let state = row.text("state")?;
    Ok(Stand::Given(Part {
        met: met == 1,
        state: FigureState::parse(&state)
            .ok_or_else(|| Fault::inconsistent("rollup_part", &state, "state"))?,
        num: row.exact_or_null("num")?.unwrap_or_default(),
        den: row.exact_or_null("den")?.unwrap_or_default(),
    }))
}

/// `met`, `state`, `num`, `den` as stored; nothing where there is nothing to keep.
pub(super) fn stored(stand: &Stand) -> Option<[String; 4]> {
    let zero = || "0".to_owned();
    match stand {
        Stand::Missing => None,
        Stand::Aside => Some(["2".to_owned(), String::new(), zero(), zero()]),
        Stand::Given(part) => Some([
            i32::from(part.met).to_string(),
            part.state.name().to_owned(),
            part.num.to_string(),
            part.den.to_string(),
        ]),
    }
}

async fn keep(tx: &mut Tx, rollup: &RollUp, changed: &Changed, now: &Stand) -> Result<(), Fault> {
    let key = (rollup.indicator.as_str(), rollup.target.as_str());
    let (period, unit) = (changed.period.as_str(), changed.unit.as_str());
    let Some([met, state, num, den]) = stored(now) else {
        tx.run(sql::PART_DELETE, bind![key.0, key.1, period, unit])
            .await?;
        return Ok(());
    };
    let met: i32 = met.parse().unwrap_or_default();
    let bound = [
        key.0.into(),
        key.1.into(),
        period.into(),
        unit.into(),
        met.into(),
        (&state).into(),
        (&num).into(),
        (&den).into(),
    ];
    tx.run(sql::PART_PUT, &bound).await?;
    Ok(())
}

async fn holders(
    conn: &mut Conn,
    edition: &Edition,
    changed: &Changed,
) -> Result<Vec<Holder>, Fault> {
    let bound = [
        edition.id.as_str().into(),
        changed.period.as_str().into(),
        (&changed.path).into(),
    ];
    conn.all(sql::HOLDERS, &bound, |row| {
        Ok(Holder {
            spot: Spot {
                assessment: AssessmentId::stored(row.text("id")?),
                unit: UnitId::stored(row.text("unit_id")?),
                period: changed.period.clone(),
            },
            path: row.text("path")?,
            framework: edition.id.clone(),
        })
    })
    .await
}

/// Moves the sum of a unit above by the difference.
async fn shifted(
    tx: &mut Tx,
    edition: &Edition,
    holder: &Holder,
    (rollup, was, now): (&RollUp, &Stand, &Stand),
) -> Result<usize, Error> {
    let sum = match sum_of(tx, rollup, &holder.spot).await? {
        Some(mut sum) => {
            sum.change(was, now);
            put(tx, rollup, &holder.spot, &sum).await?;
            sum
        }
        // Never added up: its framework was opened before the roll-up was defined.
        None => gather::sum(tx, rollup, holder).await?,
    };
    carry(tx, edition, holder, (rollup, &sum)).await
}

pub(super) async fn sum_of(
    conn: &mut Conn,
    rollup: &RollUp,
    spot: &Spot,
) -> Result<Option<Sum>, Fault> {
    let key = [
        rollup.indicator.as_str().into(),
        rollup.target.as_str().into(),
        spot.unit.as_str().into(),
        spot.period.as_str().into(),
    ];
    conn.find(sql::SUM, &key, |row| {
        Ok(Sum {
            units: row.int("units")?,
            aside: row.int("aside")?,
            given: row.int("given")?,
            met: row.int("met")?,
            estimates: row.int("estimates")?,
            provisionals: row.int("provisionals")?,
            num: row.exact_or_null("num")?.unwrap_or_default(),
            den: row.exact_or_null("den")?.unwrap_or_default(),
        })
    })
    .await
}

pub(super) async fn put(tx: &mut Tx, rollup: &RollUp, spot: &Spot, sum: &Sum) -> Result<(), Fault> {
    let (num, den) = (sum.num.to_string(), sum.den.to_string());
    let bound = [
        rollup.indicator.as_str().into(),
        rollup.target.as_str().into(),
        spot.unit.as_str().into(),
        spot.period.as_str().into(),
        sum.units.into(),
        sum.aside.into(),
        sum.given.into(),
        sum.met.into(),
        sum.estimates.into(),
        sum.provisionals.into(),
        (&num).into(),
        (&den).into(),
    ];
    tx.run(sql::SUM_PUT, &bound).await?;
    Ok(())
}

/// The figures of units, by unit: rows of one follow each other.
pub(super) type Units = BTreeMap<UnitId, (Own, bool)>;
