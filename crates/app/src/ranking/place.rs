//! Units in their places: blocks, published numbers, ranks, grades, and the ranks still possible.

use std::sync::Arc;

use scoring::Exact;
use scoring::answers::Answers;
use scoring::framework::CohortScope;
use scoring::grade::grade;
use scoring::ranking::{Contender, Span, rank_spans, ranks};
use scoring::scorecard::Scorer;

use super::Assessed;
use crate::UnitId;
use crate::figure::Totals;
use crate::framework::Edition;
use crate::scorecard::Kind;
use crate::unit::UnitKind;

/// Which card the points are taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Live points of an assessment that nobody has submitted: «tạm tính».
    Live,
    /// Claimed by the unit.
    Claimed,
    /// Appraised by the level above.
    Appraised,
    /// Final.
    Final,
}

impl Basis {
    /// Of a scorecard.
    pub(crate) fn of(kind: Kind) -> Basis {
        match kind {
            Kind::Claimed => Basis::Claimed,
            Kind::Appraised => Basis::Appraised,
            Kind::Final => Basis::Final,
        }
    }

    /// Of that name.
    pub(crate) fn parse(name: &str) -> Option<Basis> {
        [Basis::Live, Basis::Claimed, Basis::Appraised, Basis::Final]
            .into_iter()
            .find(|basis| basis.name() == name)
    }

    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Live => "live",
            Basis::Claimed => "claimed",
            Basis::Appraised => "appraised",
            Basis::Final => "final",
        }
    }
}

/// A unit in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// Id.
    pub unit: UnitId,
    /// The word in addresses.
    pub slug: String,
    /// Name.
    pub name: String,
    /// Mã đơn vị hành chính.
    pub code: Option<String>,
    /// The kind that stands for its block: units of a block are compared with each other.
    pub block: UnitKind,
    /// Which card.
    pub basis: Basis,
    /// Points of all.
    pub points: Exact,
    /// The maximum that was open to it.
    pub max: Exact,
    /// By pillar: points and the maximum that was open.
    pub pillars: Vec<(Exact, Exact)>,
    /// What is ranked: the index or the points, cut as the framework declares.
    pub number: Exact,
    /// From 1, within the block.
    pub rank: u32,
    /// Whether another unit of the block has the same rank.
    pub is_tied: bool,
    /// Xếp loại, where the framework has grades and one is reached.
    pub grade: Option<String>,
    /// The best rank still possible, and the worst.
    pub still: (u32, u32),
    /// Lines that may fall either way.
    pub pending: usize,
    /// Indicators that have points or do not apply.
    pub done: usize,
    /// Indicators that are to be filled in.
    pub count: usize,
    /// Rank and number a year before.
    pub before: Option<(u32, Exact)>,
}

/// Places units by block, rank and id.
pub(crate) fn place(edition: &Edition, standing: Vec<(Assessed, Arc<Totals>)>) -> Vec<Ranked> {
    let layout = edition.layout();
    let answers = Answers::new(layout.places.len());
    let scorer = Scorer::new(&layout, &answers);
    let moving = moving(edition, &standing);
    let block = |unit: &Assessed| edition.blocks.of(unit.kind) as usize;
    let mut contenders = Vec::with_capacity(standing.len());
    let mut spans = Vec::with_capacity(standing.len());
    for (unit, totals) in &standing {
        let still = &totals.still;
        let (least, most) = if moving.contains(&cohort(edition, unit)) {
            (&still.moved.0, &still.moved.1)
        } else {
            (&still.least, &still.most)
        };
        contenders.push(Contender {
            block: block(unit),
            number: scorer.published(&totals.achieved.total),
        });
        spans.push(Span {
            block: block(unit),
            least: scorer.published(least),
            most: scorer.published(most),
        });
    }
    let ties = edition.framework.ties;
    let (ranks, stills) = (ranks(&contenders, ties), rank_spans(&spans, ties));
    let mut rows: Vec<Ranked> = standing
        .into_iter()
        .zip(contenders)
        .zip(ranks.into_iter().zip(stills))
        .map(|(((unit, totals), contender), (rank, still))| Ranked {
            unit: unit.unit,
            slug: unit.slug,
            name: unit.name,
            code: unit.code,
            block: edition.blocks.of(unit.kind),
            basis: unit.basis,
            points: totals.achieved.total.clone(),
            max: totals.achieved.attainable.clone(),
            pillars: totals.achieved.pillars.clone(),
            number: contender.number,
            rank,
            is_tied: false,
            grade: grade(&edition.framework.grades, &totals.achieved).map(|one| one.name.clone()),
            still,
            pending: totals.still.pending,
            done: totals.all.done,
            count: totals.all.count,
            before: None,
        })
        .collect();
    rows.sort_by(|one, other| {
        (one.block, one.rank, &one.unit).cmp(&(other.block, other.rank, &other.unit))
    });
    mark_ties(&mut rows);
    rows
}

/// With whom a unit is compared by the rules that compare units.
fn cohort(edition: &Edition, unit: &Assessed) -> Option<UnitKind> {
    (edition.framework.cohort == CohortScope::Block).then(|| edition.blocks.of(unit.kind))
}

/// Where a line that compares units is open, the points of all who are compared may move.
fn moving(edition: &Edition, standing: &[(Assessed, Arc<Totals>)]) -> Vec<Option<UnitKind>> {
    let mut moving: Vec<Option<UnitKind>> = standing
        .iter()
        .filter(|(_, totals)| totals.still.moves_others)
        .map(|(unit, _)| cohort(edition, unit))
        .collect();
    moving.sort_unstable();
    moving.dedup();
    moving
}

fn mark_ties(rows: &mut [Ranked]) {
    for at in 1..rows.len() {
        let (before, after) = rows.split_at_mut(at);
        if let (Some(one), Some(other)) = (before.last_mut(), after.first_mut()) {
            let same = (one.block, one.rank) == (other.block, other.rank);
            one.is_tied |= same;
            other.is_tied |= same;
        }
    }
}
