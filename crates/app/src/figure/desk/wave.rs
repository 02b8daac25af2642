//! What follows from figures of many units at once: the line of each, what stands above it, units
//! that are compared, lines of any framework that share a figure. A few statements for each line
//! concerned, whatever the number of units.

use std::collections::{BTreeMap, BTreeSet};

use scoring::cohort::{amount, compared};
use scoring::framework::CohortScope;
use scoring::{Exact, Figures};

use super::packed::{Packed, touch};
use super::sql;
use crate::database::Tx;
use crate::figure::comparison::{compares, put_range};
use crate::figure::rescore::earned;
use crate::figure::score::{Earned, at_desk};
use crate::figure::value::{FigureState, figures};
use crate::framework::Edition;
use crate::unit::UnitKind;
use crate::{AssessmentId, EntryId, Fault, IndicatorId, PeriodId, UnitId, bind};

/// Whom the figures changed for.
pub(super) struct Wave<'a> {
    pub(super) period: &'a PeriodId,
    pub(super) units: &'a BTreeSet<UnitId>,
    /// Handed in, with the line sent back: they take part although they are not open.
    pub(super) reopened: &'a BTreeSet<AssessmentId>,
}

/// A line of one assessment.
struct Seat {
    assessment: AssessmentId,
    unit: UnitId,
    /// The kind that stands for the block in which it is compared.
    block: UnitKind,
    entry: EntryId,
    applicable: bool,
    takes_part: bool,
    earned: Earned,
    below: BTreeMap<IndicatorId, Earned>,
    values: BTreeMap<String, String>,
    state: Option<FigureState>,
}

/// What became of one line.
#[derive(Default)]
pub(super) struct Scored {
    /// What each unit's line earned, the changed ones.
    pub(super) earned: BTreeMap<UnitId, Earned>,
    /// Assessments with other points.
    pub(super) touched: BTreeSet<AssessmentId>,
}

impl Wave<'_> {
    /// Scores a line of these units again, of all where units are compared, and the lines above.
    pub(super) async fn rescore(
        &self,
        tx: &mut Tx,
        edition: &Edition,
        at: usize,
    ) -> Result<Scored, Fault> {
        let mut scored = self.line(tx, (edition, at), self.units).await?;
        let mut units: BTreeSet<UnitId> = scored.earned.keys().cloned().collect();
        let mut at = at;
        while let Some(parent) = edition.lines[at].parent.filter(|_| !units.is_empty()) {
            let above = self.line(tx, (edition, parent), &units).await?;
            scored.touched.extend(above.touched);
            units = above.earned.into_keys().collect();
            at = parent;
        }
        let touched = scored.touched.iter().map(ToString::to_string);
        touch(tx, touched).await?;
        Ok(scored)
    }

    async fn line(
        &self,
        tx: &mut Tx,
        (edition, at): (&Edition, usize),
        units: &BTreeSet<UnitId>,
    ) -> Result<Scored, Fault> {
        let seats = self.seats(tx, (edition, at)).await?;
        let line = &edition.lines[at];
        let of = |seat: &Seat| -> Figures {
            figures(&line.asks, seat.applicable, |key| {
                seat.values.get(key).map(String::as_str)
            })
        };
        let is_compared = compares(line);
        let ranges = ranges((edition, at), &seats, of);
        let mut scored = Scored::default();
        let mut rows = Vec::new();
        at_desk(edition, |desk| {
            for seat in &seats {
                if !seat.takes_part || !(is_compared || units.contains(&seat.unit)) {
                    continue;
                }
                let mut figures = of(seat);
                if is_compared {
                    put_range(&mut figures, &ranges.get(&seat.block).cloned());
                }
                let earned = desk.line(at, figures, &seat.below).1;
                if earned == seat.earned {
                    continue;
                }
                let points = earned.points.as_ref().map(ToString::to_string);
                let outcome = earned.outcome.name().to_owned();
                rows.push([seat.entry.to_string(), outcome, points.unwrap_or_default()]);
                scored.touched.insert(seat.assessment.clone());
                scored.earned.insert(seat.unit.clone(), earned);
            }
        });
        for batch in Packed::new(rows).batches([36, 16, 0]) {
            let bound = [
                (&batch.text).into(),
                batch.count.into(),
                batch.widths[2].into(),
            ];
            tx.run(sql::ENTRIES_RESCORE, &bound).await?;
        }
        Ok(scored)
    }

    /// Rows that share a figure changed: their forms must notice, and they say how sure the least
    /// sure of their figures is.
    pub(super) async fn note(
        &self,
        tx: &mut Tx,
        (edition, at): (&Edition, usize),
    ) -> Result<(), Fault> {
        let seats = self.seats(tx, (edition, at)).await?;
        let own = |seat: &&Seat| seat.takes_part && self.units.contains(&seat.unit);
        let row = |seat: &Seat| {
            let state = seat.state.map(FigureState::name).unwrap_or_default();
            [seat.entry.to_string(), state.to_owned()]
        };
        let rows = seats.iter().filter(own).map(row).collect();
        for batch in Packed::new(rows).batches([36, 12]) {
            tx.run(sql::ENTRIES_NOTE, bind![&batch.text, batch.count])
                .await?;
        }
        Ok(())
    }

    async fn seats(
        &self,
        tx: &mut Tx,
        (edition, at): (&Edition, usize),
    ) -> Result<Vec<Seat>, Fault> {
        let line = &edition.lines[at];
        let bound = [
            edition.id.as_str().into(),
            self.period.as_str().into(),
            line.indicator.as_str().into(),
        ];
        let mut seats = BTreeMap::new();
        let mut below = Vec::new();
        tx.all(sql::FAMILIES, &bound, |row| {
            let assessment = AssessmentId::stored(row.text("assessment_id")?);
            let unit = UnitId::stored(row.text("unit_id")?);
            let is_open = row.text("assessment_state")? == "open";
            let kind = UnitKind::parse(&row.text("kind")?).unwrap_or(UnitKind::Other);
            let entry = EntryId::stored(row.text("id")?);
            let indicator = IndicatorId::stored(row.text("indicator_id")?);
            let (applicable, earned) = (row.flag("applicable")?, earned(row)?);
            if indicator != line.indicator {
                below.push((unit, indicator, earned));
                return Ok(());
            }
            let seat = Seat {
                takes_part: is_open || self.reopened.contains(&assessment),
                below: BTreeMap::new(),
                values: BTreeMap::new(),
                state: None,
                assessment,
                unit,
                block: edition.blocks.of(kind),
                entry,
                applicable,
                earned,
            };
            seats.insert(seat.unit.clone(), seat);
            Ok(())
        })
        .await?;
        for (unit, indicator, earned) in below {
            if let Some(seat) = seats.get_mut(&unit) {
                seat.below.insert(indicator, earned);
            }
        }
        if !line.asks.is_empty() {
            let bound = [line.indicator.as_str().into(), self.period.as_str().into()];
            tx.all(sql::FIGURES, &bound, |row| {
                if let Some(seat) = seats.get_mut(&UnitId::stored(row.text("unit_id")?)) {
                    seat.values
                        .insert(row.text("input_key")?, row.text("value")?);
                    let state = FigureState::parse(&row.text("state")?);
                    seat.state = match (seat.state, state) {
                        (Some(one), Some(other)) => Some(one.min(other)),
                        (one, other) => one.or(other),
                    };
                }
                Ok(())
            })
            .await?;
        }
        Ok(seats.into_values().collect())
    }
}

/// The least and the greatest for each block: communes are compared with communes, and with
/// whatever shares their block, unless the framework compares all.
fn ranges(
    (edition, at): (&Edition, usize),
    seats: &[Seat],
    of: impl Fn(&Seat) -> Figures,
) -> BTreeMap<UnitKind, (Exact, Exact)> {
    let Some(quantity) = edition.lines[at].frozen.rule.as_ref().and_then(compared) else {
        return BTreeMap::new();
    };
    let mut ranges: BTreeMap<UnitKind, (Exact, Exact)> = BTreeMap::new();
    let is_one = edition.framework.cohort == CohortScope::All;
    let mut whole: Option<(Exact, Exact)> = None;
    for seat in seats.iter().filter(|seat| seat.applicable) {
        let Some(amount) = amount(quantity, &of(seat)) else {
            continue;
        };
        let wider = |range: Option<(Exact, Exact)>| match range {
            None => (amount.clone(), amount.clone()),
            Some((least, greatest)) => (least.min(amount.clone()), greatest.max(amount.clone())),
        };
        whole = Some(wider(whole.take()));
        let own = ranges.remove(&seat.block);
        ranges.insert(seat.block, wider(own));
    }
    if let Some(whole) = whole.filter(|_| is_one) {
        for seat in seats {
            ranges.insert(seat.block, whole.clone());
        }
    }
    ranges
}
