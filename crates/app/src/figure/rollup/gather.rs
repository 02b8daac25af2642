//! Everything added up anew: a framework is opened, a roll-up defined, units changed, or a sheet
//! brought figures of hundreds at once. A few statements for each roll-up, whatever the number of
//! units.

use super::carry::carry;
use super::follow::{Changed, Units, follow, put, stored, take};
use super::part::{Own, Sum, stand};
use super::{Holder, holder, sql};
use crate::database::Tx;
use crate::figure::packed::Packed;
use crate::framework::{Edition, RollUp, edition};
use crate::{AssessmentId, Error, Fault, FrameworkId, PeriodId, UnitId, bind};

/// Of every assessment of an edition in a period.
pub(crate) async fn gather_of(
    tx: &mut Tx,
    (framework, period): (&FrameworkId, &PeriodId),
) -> Result<(), Error> {
    let bound = [framework.as_str().into(), period.as_str().into()];
    let all = tx.all(sql::SPOTS_OF, &bound, holder).await?;
    each(tx, all).await
}

/// Of every assessment that takes figures of an edition's lines in a period.
pub(crate) async fn gather_from(
    tx: &mut Tx,
    (framework, period): (&FrameworkId, &PeriodId),
) -> Result<(), Error> {
    let bound = [framework.as_str().into(), period.as_str().into()];
    let all = tx.all(sql::SPOTS_FROM, &bound, holder).await?;
    each(tx, all).await
}

/// Of every open assessment: units came, went, moved, or are of another kind.
pub(crate) async fn from_units(tx: &mut Tx) -> Result<(), Error> {
    let all = tx.all(sql::SPOTS_OPEN, &[], holder).await?;
    each(tx, all).await
}

/// Of one assessment: it is open again.
pub(crate) async fn one(tx: &mut Tx, assessment: &AssessmentId) -> Result<(), Error> {
    let all = tx
        .all(sql::SPOT, bind![assessment.as_str()], holder)
        .await?;
    each(tx, all).await
}

/// The deepest units first: what they come to is taken by those above.
async fn each(tx: &mut Tx, all: Vec<Holder>) -> Result<(), Error> {
    let mut all = all;
    all.sort_by_key(|one| std::cmp::Reverse(one.path.len()));
    let mut known: Option<Edition> = None;
    for holder in &all {
        let edition = match known.take() {
            Some(own) if own.id == holder.framework => own,
            _ => edition::load(tx, &holder.framework).await?,
        };
        again(tx, &edition, holder).await?;
        known = Some(edition);
    }
    Ok(())
}

/// Every roll-up of one assessment.
pub(super) async fn again(tx: &mut Tx, edition: &Edition, holder: &Holder) -> Result<(), Error> {
    for rollup in edition.lines.iter().flat_map(|line| &line.rollups) {
        let sum = sum(tx, rollup, holder).await?;
        if carry(tx, edition, holder, (rollup, &sum)).await? > 0 {
            let changed = Changed {
                unit: holder.spot.unit.clone(),
                path: holder.path.clone(),
                period: holder.spot.period.clone(),
                indicator: rollup.indicator.clone(),
            };
            follow(None, tx, changed).await?;
        }
    }
    Ok(())
}

/// Adds one up and keeps it, with the part of each unit.
pub(super) async fn sum(tx: &mut Tx, rollup: &RollUp, holder: &Holder) -> Result<Sum, Error> {
    let units = units(tx, rollup, holder).await?;
    let mut sum = Sum {
        units: i32::try_from(units.len()).unwrap_or(i32::MAX),
        ..Sum::default()
    };
    let mut rows = Vec::new();
    for (unit, (own, is_aside)) in &units {
        let stand = stand(rollup, own, *is_aside);
        sum.count(&stand, 1);
        if let Some([met, state, num, den]) = stored(&stand) {
            rows.push([unit.to_string(), met, state, num, den]);
        }
    }
    let key = (rollup.indicator.as_str(), rollup.target.as_str());
    let period = holder.spot.period.as_str();
    tx.run(sql::PARTS_DELETE, bind![key.0, key.1, period, &holder.path])
        .await?;
    for batch in Packed::new(rows).batches([36, 1, 12, 0, 0]) {
        let bound = [
            (&batch.text).into(),
            batch.count.into(),
            batch.widths[3].into(),
            batch.widths[4].into(),
            key.0.into(),
            key.1.into(),
            period.into(),
        ];
        tx.run(sql::PARTS_PUT, &bound).await?;
    }
    put(tx, rollup, &holder.spot, &sum).await?;
    Ok(sum)
}

async fn units(tx: &mut Tx, rollup: &RollUp, holder: &Holder) -> Result<Units, Fault> {
    let bound = [
        rollup.indicator.as_str().into(),
        rollup.target.as_str().into(),
        holder.spot.period.as_str().into(),
        (&holder.path).into(),
    ];
    let mut units = Units::new();
    tx.all(sql::GATHER, &bound, |row| {
        let aside = row.flag("aside")?;
        let unit = UnitId::stored(row.text("id")?);
        let own = units.entry(unit).or_insert_with(|| (Own::new(), aside));
        take(&mut own.0, row)
    })
    .await?;
    Ok(units)
}
