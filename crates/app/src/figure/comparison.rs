//! Rules that compare units: the least and the greatest of all of them decide what each earns, so
//! one unit's figure changes the points of others.

use std::collections::BTreeMap;

use scoring::cohort::{amount, compared};
use scoring::framework::CohortScope;
use scoring::{Exact, Figures};

use super::seat::{Seat, seats};
use super::value::figures;
use crate::database::Conn;
use crate::framework::{Edition, EditionLine};
use crate::unit::UnitKind;
use crate::{EntryId, Fault, PeriodId};

/// Whether the line compares units.
pub(crate) fn compares(line: &EditionLine) -> bool {
    line.frozen.rule.as_ref().and_then(compared).is_some()
}

/// Least and greatest among the units with which one is compared.
pub(crate) type Range = Option<(Exact, Exact)>;

/// Puts the range among the figures.
pub(crate) fn put_range(figures: &mut Figures, range: &Range) {
    if let Some((least, greatest)) = range {
        figures.cohort_min = Some(least.clone());
        figures.cohort_max = Some(greatest.clone());
    }
}

/// The ranges of one line: communes are compared with communes, and with whatever shares their
/// block (`CohortScope::Block`), unless the framework compares all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ranges {
    OfAll(Range),
    /// Under the kind that stands for the block.
    OfBlocks(BTreeMap<UnitKind, (Exact, Exact)>),
}

impl Ranges {
    fn of<'a>(edition: &Edition, amounts: impl Iterator<Item = (UnitKind, &'a Exact)>) -> Ranges {
        let is_one = edition.framework.cohort == CohortScope::All;
        let mut whole: Option<(&Exact, &Exact)> = None;
        let mut blocks: BTreeMap<UnitKind, (&Exact, &Exact)> = BTreeMap::new();
        for (block, amount) in amounts {
            let range = if is_one {
                whole.get_or_insert((amount, amount))
            } else {
                blocks.entry(block).or_insert((amount, amount))
            };
            *range = (range.0.min(amount), range.1.max(amount));
        }
        let owned = |(least, greatest): (&Exact, &Exact)| (least.clone(), greatest.clone());
        if is_one {
            return Ranges::OfAll(whole.map(owned));
        }
        let blocks = blocks.into_iter();
        Ranges::OfBlocks(blocks.map(|(block, range)| (block, owned(range))).collect())
    }

    /// Of these seats; nothing where the line does not compare.
    pub(super) fn of_seats((edition, at): (&Edition, usize), seats: &[Seat]) -> Ranges {
        let amounts: Vec<_> = amounts((edition, at), seats).collect();
        let known = seats.iter().zip(&amounts);
        Ranges::of(
            edition,
            known.filter_map(|(seat, amount)| Some((seat.block, amount.as_ref()?))),
        )
    }

    /// The range for units of a block.
    pub(super) fn of_block(&self, block: UnitKind) -> Range {
        match self {
            Ranges::OfAll(range) => range.clone(),
            Ranges::OfBlocks(ranges) => ranges.get(&block).cloned(),
        }
    }

    /// The range for units of a kind, by its stored name.
    pub(crate) fn of_kind(&self, edition: &Edition, kind: &str) -> Range {
        let kind = UnitKind::parse(kind)?;
        self.of_block(edition.blocks.of(kind))
    }
}

/// By which each seat is compared; `None`: its figures are missing, or the line is not for it.
fn amounts(
    (edition, at): (&Edition, usize),
    seats: &[Seat],
) -> impl Iterator<Item = Option<Exact>> {
    let line = &edition.lines[at];
    let quantity = line.frozen.rule.as_ref().and_then(compared);
    seats.iter().map(move |seat| {
        let quantity = quantity.filter(|_| seat.applicable);
        quantity.and_then(|quantity| amount(quantity, &seat.figures(line)))
    })
}

/// The comparison of one line, as it stands.
pub(crate) struct Comparison {
    seats: Vec<Seat>,
    /// Of each seat.
    amounts: Vec<Option<Exact>>,
    ranges: Ranges,
}

impl Comparison {
    /// Looks at all units.
    pub(crate) async fn look(
        conn: &mut Conn,
        edition: &Edition,
        period: &PeriodId,
        at: usize,
    ) -> Result<Comparison, Fault> {
        let seats = seats(conn, (edition, at), period).await?;
        let amounts: Vec<_> = amounts((edition, at), &seats).collect();
        let known = seats.iter().zip(&amounts);
        let ranges = Ranges::of(
            edition,
            known.filter_map(|(seat, amount)| Some((seat.block, amount.as_ref()?))),
        );
        Ok(Comparison {
            seats,
            amounts,
            ranges,
        })
    }

    /// The ranges with other figures of one unit, or another answer to whether the line is for it.
    pub(crate) fn supposing(
        &self,
        (edition, at): (&Edition, usize),
        entry: &EntryId,
        (values, applicable): (&BTreeMap<String, Option<String>>, bool),
    ) -> Ranges {
        let line = &edition.lines[at];
        let quantity = line.frozen.rule.as_ref().and_then(compared);
        let supposed = figures(&line.asks, applicable, |key| {
            values.get(key).and_then(Option::as_deref)
        });
        let quantity = quantity.filter(|_| applicable);
        let own = quantity.and_then(|quantity| amount(quantity, &supposed));
        let all = self.seats.iter().zip(&self.amounts);
        let amounts = all.filter_map(|(seat, amount)| {
            let is_own = seat.entry == *entry;
            let amount = if is_own { &own } else { amount };
            Some((seat.block, amount.as_ref()?))
        });
        Ranges::of(edition, amounts)
    }

    /// The ranges as they are.
    pub(crate) fn ranges(&self) -> &Ranges {
        &self.ranges
    }

    /// Everyone but the one of this entry.
    pub(super) fn others(mut self, entry: &EntryId) -> Vec<Seat> {
        self.seats.retain(|seat| seat.entry != *entry);
        self.seats
    }
}
