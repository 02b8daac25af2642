//! Two plans side by side: an amended version against the one before, a ward's against its
//! city's, and whether a plan is there already.
//!
//! Rows are paired by what their titles say, so a code that moved is seen as moved; then their
//! cells are compared word for word. Nothing is decided here: a person takes or leaves each change.

mod align;
mod cells;
mod key;

use domain::plan::{Plan, Row, RowKind};
use scoring::Exact;

pub use cells::Change;

/// Titles at least this alike, in thousandths, say the same.
const SAME: u32 = 775;

/// Where a row stands in its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowAt {
    /// Index of the annex.
    pub annex: usize,
    /// Index of the row in it.
    pub row: usize,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowDifference {
    /// In both.
    Both(Pair),
    /// Only in the plan after.
    Added(RowAt),
    /// Only in the plan before.
    Removed(RowAt),
}

/// A row that both plans have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Where it stood.
    pub before: RowAt,
    /// Where it stands.
    pub after: RowAt,
    /// How sure it is that the two are one row.
    pub title: Likeness,
    /// Its paths, where they differ.
    pub moved: Option<Moved>,
    /// Cells that differ; none for a row that is the same.
    pub changes: Vec<Change>,
}

/// How alike two titles are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The same words, but for level and abbreviations, or nearly.
    Same,
    /// Enough shared words for a person to look at.
    Similar,
}

/// A row whose number changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Its path before.
    pub from: String,
    /// Its path after.
    pub to: String,
}

/// A part of the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadPart {
    /// Kế hoạch, Quyết định …
    Kind,
    /// Số, ký hiệu.
    Reference,
    /// Ngày ban hành.
    IssuedOn,
    /// Cơ quan ban hành.
    Issuer,
    /// Trích yếu.
    Subject,
    /// Người ký.
    Signatory,
    /// Căn cứ.
    LegalBases,
    /// Nơi nhận.
    Recipients,
}

/// A part of the head that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadChange {
    /// Which.
    pub part: HeadPart,
    /// Before; empty where there was none.
    pub before: String,
    /// After.
    pub after: String,
}

/// What differs between two plans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Parts of the head.
    pub head: Vec<HeadChange>,
    /// Every row of both, in the order of the plan after; rows that are gone stand where they were.
    pub rows: Vec<RowDifference>,
    /// Counts of rows that are neither groups nor titles across the table.
    pub tally: Tally,
}

/// Counts of rows with work in them; groups are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// In both, the titles saying the same.
    pub same: usize,
    /// In both, the titles only similar.
    pub similar: usize,
    /// Only after.
    pub added: usize,
    /// Only before.
    pub removed: usize,
    /// In both under different codes (counted among `same` or `similar` as well).
    pub moved: usize,
}

/// Compares two plans.
pub fn compare(before: &Plan, after: &Plan) -> Difference {
    let mut words = key::Words::default();
    let old = align::candidates(before, &mut words);
    let new = align::candidates(after, &mut words);
    let found = align::pairs(&old, &new);
    let mut partner = vec![None; new.len()];
    let mut kept = vec![false; old.len()];
    for pair in &found {
        partner[pair.after] = Some(*pair);
        kept[pair.before] = true;
    }
    let mut rows = Vec::with_capacity(new.len() + old.len());
    gone(&old, &kept, 0, &mut rows);
    for (at, candidate) in new.iter().enumerate() {
        let Some(found) = partner[at] else {
            rows.push(RowDifference::Added(candidate.at));
            continue;
        };
        let was = &old[found.before];
        rows.push(RowDifference::Both(pair(was, candidate, found.title)));
        gone(&old, &kept, found.before + 1, &mut rows);
    }
    let tally = tally(&rows, before, after);
    Difference {
        head: cells::head(&before.document, &after.document),
        rows,
        tally,
    }
}

/// Rows that are gone, from here to the next that is kept.
fn gone(old: &[align::Candidate<'_>], kept: &[bool], from: usize, rows: &mut Vec<RowDifference>) {
    let lost = old
        .iter()
        .zip(kept)
        .skip(from)
        .take_while(|(_, kept)| !**kept);
    rows.extend(lost.map(|(candidate, _)| RowDifference::Removed(candidate.at)));
}

fn pair(before: &align::Candidate<'_>, after: &align::Candidate<'_>, title: u32) -> Pair {
    let untitled = before.row.title == after.row.title;
    let moved = (before.row.path != after.row.path).then(|| Moved {
        from: before.row.path.clone(),
        to: after.row.path.clone(),
    });
    Pair {
        before: before.at,
        after: after.at,
        title: if title >= SAME || untitled {
            Likeness::Same
        } else {
            Likeness::Similar
        },
        moved,
        changes: cells::changes(before.row, after.row),
    }
}

fn tally(rows: &[RowDifference], before: &Plan, after: &Plan) -> Tally {
    let mut tally = Tally::default();
    for row in rows {
        match row {
            RowDifference::Added(at) => tally.added += usize::from(is_work(after, *at)),
            RowDifference::Removed(at) => tally.removed += usize::from(is_work(before, *at)),
            RowDifference::Both(pair) if is_work(after, pair.after) => {
                tally.same += usize::from(pair.title == Likeness::Same);
                tally.similar += usize::from(pair.title == Likeness::Similar);
                tally.moved += usize::from(pair.moved.is_some());
            }
            RowDifference::Both(_) => {}
        }
    }
    tally
}

/// The row at this place.
pub fn row(plan: &Plan, at: RowAt) -> Option<&Row> {
    plan.annexes.get(at.annex)?.rows.get(at.row)
}

fn is_work(plan: &Plan, at: RowAt) -> bool {
    row(plan, at).is_some_and(|row| !matches!(row.kind, RowKind::Heading | RowKind::Banner))
}

/// The share of rows that are the same in every cell, of the longer plan's: 1 for the same plan
/// again, 0 where nothing is shared or there are no rows. White space and punctuation, which
/// another format of the same plan may change, do not count.
pub fn likeness(one: &Plan, other: &Plan) -> Exact {
    let difference = compare(one, other);
    let same = difference
        .rows
        .iter()
        .filter(|difference| match difference {
            RowDifference::Both(pair) => {
                let loosely = pair.changes.iter().all(cells::is_cosmetic);
                is_work(other, pair.after) && pair.moved.is_none() && loosely
            }
            _ => false,
        });
    let same = same.count();
    let tally = difference.tally;
    let most = tally.same + tally.similar + tally.added.max(tally.removed);
    let number = |count: usize| Exact::from(i64::try_from(count).unwrap_or(i64::MAX));
    number(same).checked_div(&number(most)).unwrap_or_default()
}
