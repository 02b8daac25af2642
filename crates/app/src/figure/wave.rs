//! What follows from a change for many units at once: the line of each, what stands above it, units
//! that are compared, lines of any framework that share a figure. A few statements for each line
//! concerned, whatever the number of units.

use std::collections::{BTreeMap, BTreeSet};

use super::comparison::{Ranges, compares, put_range};
use super::packed::{Packed, touch};
use super::score::{Earned, at_desk};
use super::seat::{Seat, seats};
use super::sql;
use super::sums::Move;
use super::value::FigureState;
use crate::database::Tx;
use crate::framework::Edition;
use crate::{AssessmentId, Fault, PeriodId, UnitId, bind};

/// Whom something changed for.
pub(crate) struct Wave<'a> {
    pub(crate) period: &'a PeriodId,
    pub(crate) units: Units<'a>,
    /// Handed in, with the line sent back: they take part although they are not open.
    pub(crate) reopened: &'a BTreeSet<AssessmentId>,
}

/// Units whose lines are scored again. Where units are compared, all are.
#[derive(Clone, Copy)]
pub(crate) enum Units<'a> {
    All,
    These(&'a BTreeSet<UnitId>),
}

impl Units<'_> {
    fn has(self, unit: &UnitId) -> bool {
        match self {
            Units::All => true,
            Units::These(units) => units.contains(unit),
        }
    }
}

/// What became of one line.
#[derive(Default)]
pub(crate) struct Scored {
    /// What each unit's line earned, the changed ones.
    pub(crate) earned: BTreeMap<UnitId, Earned>,
    /// Assessments with other points.
    pub(crate) touched: BTreeSet<AssessmentId>,
}

/// Of no assessment that was handed in.
static NONE: BTreeSet<AssessmentId> = BTreeSet::new();

impl<'a> Wave<'a> {
    /// For every unit that has not handed in.
    pub(crate) fn among_open(period: &'a PeriodId) -> Wave<'a> {
        Wave {
            period,
            units: Units::All,
            reopened: &NONE,
        }
    }

    /// Scores a line again, and the lines above of whoever earns something else.
    pub(crate) async fn rescore(
        &self,
        tx: &mut Tx,
        edition: &Edition,
        at: usize,
    ) -> Result<Scored, Fault> {
        let seats = seats(tx, (edition, at), self.period).await?;
        let ranges = compares(&edition.lines[at]).then(|| Ranges::of_seats((edition, at), &seats));
        self.rescore_seats(tx, (edition, at), (&seats, ranges.as_ref()))
            .await
    }

    /// The same of seats that are read already, with the ranges as they are now where the line
    /// compares.
    pub(crate) async fn rescore_seats(
        &self,
        tx: &mut Tx,
        (edition, at): (&Edition, usize),
        (seats, ranges): (&[Seat], Option<&Ranges>),
    ) -> Result<Scored, Fault> {
        let mut moves = BTreeMap::new();
        let others = self.others((edition, at), (seats, ranges), self.units);
        let scored = write(tx, (edition, at), (others, &mut moves)).await?;
        let mut units: BTreeSet<UnitId> = scored.earned.keys().cloned().collect();
        let mut at = at;
        while let Some(parent) = edition.lines[at].parent.filter(|_| !units.is_empty()) {
            let above = self.line(tx, (edition, parent), (Units::These(&units), &mut moves));
            units = above.await?.earned.into_keys().collect();
            at = parent;
        }
        touch(tx, moves.keys().map(ToString::to_string)).await?;
        tx.moved(moves.into_values());
        Ok(scored)
    }

    /// Scores every line again, from the last one up: what stands above is scored after what it
    /// sums. Whoever asks moves the versions of the assessments.
    pub(crate) async fn rescore_all(&self, tx: &mut Tx, edition: &Edition) -> Result<(), Fault> {
        for at in (0..edition.lines.len()).rev() {
            self.line(tx, (edition, at), (self.units, &mut BTreeMap::new()))
                .await?;
        }
        Ok(())
    }

    async fn line(
        &self,
        tx: &mut Tx,
        (edition, at): (&Edition, usize),
        (units, moves): (Units<'_>, &mut BTreeMap<AssessmentId, Move>),
    ) -> Result<Scored, Fault> {
        let seats = seats(tx, (edition, at), self.period).await?;
        let ranges = compares(&edition.lines[at]).then(|| Ranges::of_seats((edition, at), &seats));
        let others = self.others((edition, at), (&seats, ranges.as_ref()), units);
        write(tx, (edition, at), (others, moves)).await
    }

    /// Seats that earn something else now.
    fn others<'s>(
        &self,
        (edition, at): (&Edition, usize),
        (seats, ranges): (&'s [Seat], Option<&Ranges>),
        units: Units<'_>,
    ) -> Vec<(&'s Seat, Earned)> {
        let line = &edition.lines[at];
        let concerned = |seat: &&Seat| {
            let takes_part = seat.is_open || self.reopened.contains(&seat.assessment);
            takes_part && (ranges.is_some() || units.has(&seat.unit))
        };
        at_desk(edition, |desk| {
            let scored = seats.iter().filter(concerned).map(|seat| {
                let mut figures = seat.figures(line);
                if let Some(ranges) = ranges {
                    put_range(&mut figures, &ranges.of_block(seat.block));
                }
                (seat, desk.line(at, figures, &seat.below).1)
            });
            scored
                .filter(|(seat, earned)| *earned != seat.earned)
                .collect()
        })
    }

    /// Rows that share a figure changed: their forms must notice, and they say how sure the least
    /// sure of their figures is.
    pub(crate) async fn note(
        &self,
        tx: &mut Tx,
        (edition, at): (&Edition, usize),
    ) -> Result<(), Fault> {
        let seats = seats(tx, (edition, at), self.period).await?;
        let own = |seat: &&Seat| {
            let takes_part = seat.is_open || self.reopened.contains(&seat.assessment);
            takes_part && self.units.has(&seat.unit)
        };
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
}

/// Writes what seats earn now, and notes it among the moves.
async fn write(
    tx: &mut Tx,
    (edition, at): (&Edition, usize),
    (others, moves): (Vec<(&Seat, Earned)>, &mut BTreeMap<AssessmentId, Move>),
) -> Result<Scored, Fault> {
    let mut scored = Scored::default();
    let mut rows = Vec::with_capacity(others.len());
    for (seat, earned) in others {
        let points = earned.points.as_ref().map(ToString::to_string);
        let outcome = earned.outcome.name().to_owned();
        rows.push([seat.entry.to_string(), outcome, points.unwrap_or_default()]);
        let begun = || Move::of(&seat.assessment, (seat.version, edition.version));
        let own = moves.entry(seat.assessment.clone());
        own.or_insert_with(begun).put(at, &earned);
        scored.touched.insert(seat.assessment.clone());
        scored.earned.insert(seat.unit.clone(), earned);
    }
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
