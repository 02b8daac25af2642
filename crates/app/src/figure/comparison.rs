//! Rules that compare units: the least and the greatest of all of them decide what each earns, so
//! one unit's figure changes the points of others.

use std::collections::BTreeMap;

use scoring::cohort::{amount, compared};
use scoring::framework::CohortScope;
use scoring::{Exact, Figures};

use super::rescore::{Spot, above, earned, touch, write};
use super::score::{Earned, at_desk};
use super::sql;
use super::value::figures;
use crate::database::{Conn, Row, Tx};
use crate::framework::{Edition, EditionLine};
use crate::unit::UnitKind;
use crate::{AssessmentId, EntryId, Error, Fault, PeriodId, UnitId, bind};

/// Whether the line compares units.
pub(crate) fn compares(line: &EditionLine) -> bool {
    line.frozen.rule.as_ref().and_then(compared).is_some()
}

/// One unit's part in a comparison.
#[derive(Clone, Debug)]
pub(crate) struct Compared {
    pub(crate) spot: Spot,
    kind: String,
    entry: EntryId,
    applicable: bool,
    is_open: bool,
    earned: Earned,
    values: BTreeMap<String, String>,
    /// By which it is compared; `None`: its figures are missing, or the line is not for it.
    amount: Option<Exact>,
}

impl Compared {
    /// With other figures than those stored: what if.
    pub(crate) fn suppose(
        &mut self,
        line: &EditionLine,
        (values, applicable): (BTreeMap<String, String>, bool),
    ) {
        self.values = values;
        self.applicable = applicable;
        self.measure(line);
    }

    fn measure(&mut self, line: &EditionLine) {
        let quantity = line.frozen.rule.as_ref().and_then(compared);
        let quantity = quantity.filter(|_| self.applicable);
        self.amount = quantity.and_then(|quantity| amount(quantity, &of(line, self)));
    }
}

/// The line of every unit of the framework and the period, with its figures.
pub(crate) async fn all_compared(
    conn: &mut Conn,
    edition: &Edition,
    period: &PeriodId,
    at: usize,
) -> Result<Vec<Compared>, Fault> {
    let line = &edition.lines[at];
    let (framework, indicator) = (edition.id.as_str(), line.indicator.as_str());
    // The rows of one unit follow each other, one for each figure.
    let mut all: Vec<Compared> = Vec::new();
    conn.all(
        sql::COMPARED,
        bind![framework, period.as_str(), indicator],
        |row| {
            let entry = row.text("id")?;
            if all.last().is_none_or(|last| last.entry.as_str() != entry) {
                all.push(one_compared(row, EntryId::stored(entry), period)?);
            }
            if let (Some(last), Some(value)) = (all.last_mut(), row.text_or_null("value")?) {
                last.values.insert(row.text("input_key")?, value);
            }
            Ok(())
        },
    )
    .await?;
    for one in &mut all {
        one.measure(line);
    }
    Ok(all)
}

fn one_compared(row: &Row, entry: EntryId, period: &PeriodId) -> Result<Compared, Fault> {
    Ok(Compared {
        spot: Spot {
            assessment: AssessmentId::stored(row.text("assessment_id")?),
            unit: UnitId::stored(row.text("unit_id")?),
            period: period.clone(),
        },
        kind: row.text("kind")?,
        entry,
        applicable: row.flag("applicable")?,
        is_open: row.text("assessment_state")? == "open",
        earned: earned(row)?,
        values: BTreeMap::new(),
        amount: None,
    })
}

/// Least and greatest among the units with which one is compared.
pub(crate) type Range = Option<(Exact, Exact)>;

/// The range for units of one kind: communes are compared with communes, and with whatever shares
/// their block (`CohortScope::Block`).
pub(crate) fn range(edition: &Edition, all: &[Compared], kind: &str) -> Range {
    let block = |kind: &str| UnitKind::parse(kind).map(|kind| edition.blocks.of(kind));
    let own = block(kind);
    let whole = edition.framework.cohort == CohortScope::All;
    let same = |one: &&Compared| whole || block(&one.kind) == own;
    let mut amounts = all
        .iter()
        .filter(same)
        .filter_map(|one| one.amount.as_ref());
    let first = amounts.next()?;
    let (least, greatest) = amounts.fold((first, first), |(least, greatest), amount| {
        (least.min(amount), greatest.max(amount))
    });
    Some((least.clone(), greatest.clone()))
}

fn of(line: &EditionLine, one: &Compared) -> Figures {
    figures(&line.asks, one.applicable, |key| {
        one.values.get(key).map(String::as_str)
    })
}

/// Puts the range among the figures.
pub(crate) fn put_range(figures: &mut Figures, range: &Range) {
    if let Some((least, greatest)) = range {
        figures.cohort_min = Some(least.clone());
        figures.cohort_max = Some(greatest.clone());
    }
}

fn ranges(edition: &Edition, all: &[Compared]) -> BTreeMap<String, Range> {
    let mut ranges = BTreeMap::new();
    for one in all {
        if !ranges.contains_key(&one.kind) {
            ranges.insert(one.kind.clone(), range(edition, all, &one.kind));
        }
    }
    ranges
}

/// The comparison of one line within a transaction, whose own unit's figures are already written.
pub(crate) struct Comparison {
    all: Vec<Compared>,
    ranges: BTreeMap<String, Range>,
}

impl Comparison {
    /// Looks at all units.
    pub(crate) async fn look(
        conn: &mut Conn,
        edition: &Edition,
        period: &PeriodId,
        at: usize,
    ) -> Result<Comparison, Fault> {
        let all = all_compared(conn, edition, period, at).await?;
        let ranges = ranges(edition, &all);
        Ok(Comparison { all, ranges })
    }

    /// With other figures of one unit, or another answer to whether the line is for it.
    pub(crate) fn supposing(
        &self,
        (edition, at): (&Edition, usize),
        entry: &EntryId,
        figures: (BTreeMap<String, String>, bool),
    ) -> Comparison {
        let mut all = self.all.clone();
        if let Some(one) = all.iter_mut().find(|one| one.entry == *entry) {
            one.suppose(&edition.lines[at], figures);
        }
        let ranges = ranges(edition, &all);
        Comparison { all, ranges }
    }

    /// Whether a unit can have other points here than there.
    pub(crate) fn differs(&self, other: &Comparison) -> bool {
        self.ranges != other.ranges
    }

    /// The range of units of that kind.
    pub(crate) fn range(&self, kind: &str) -> Range {
        self.ranges.get(kind).cloned().flatten()
    }

    /// Scores the line of every open assessment but this one again; how many changed.
    pub(crate) async fn rescore_others(
        &self,
        tx: &mut Tx,
        edition: &Edition,
        at: usize,
        but: Option<&AssessmentId>,
    ) -> Result<usize, Error> {
        let below = BTreeMap::new();
        let others = self
            .all
            .iter()
            .filter(|one| one.is_open && Some(&one.spot.assessment) != but);
        let changed: Vec<(&Compared, Earned)> = at_desk(edition, |desk| {
            others
                .filter_map(|one| {
                    let mut figures = of(&edition.lines[at], one);
                    put_range(&mut figures, &self.range(&one.kind));
                    let earned = desk.line(at, figures, &below).1;
                    (earned != one.earned).then_some((one, earned))
                })
                .collect()
        });
        for (one, earned) in &changed {
            write(tx, &one.entry, earned).await?;
            touch(tx, &one.spot.assessment).await?;
            above(tx, edition, &one.spot, at).await?;
        }
        Ok(changed.len())
    }
}
