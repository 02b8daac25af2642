//! What the points of an assessment can still become: lines without points, and lines whose proof
//! is asked for and not there, may fall either way; everything else stands.

use scoring::Exact;
use scoring::framework::Counts;
use scoring::rule::Points;
use scoring::scorecard::Line;

use super::comparison::compares;
use super::score::{Desk, Outcome};
use super::totals::Part;

/// Between which totals an assessment can still end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Still {
    /// Lines that may fall either way.
    pub pending: usize,
    /// The least total.
    pub least: Exact,
    /// The greatest.
    pub most: Exact,
    /// Whether one of the lines compares units: then the others' points hang on it too.
    pub moves_others: bool,
    /// The same ends when another unit moves the lines that compare units.
    pub moved: (Exact, Exact),
}

impl Still {
    /// Of a total that nothing changes any more.
    pub(super) fn settled(total: &Exact) -> Still {
        Still {
            least: total.clone(),
            most: total.clone(),
            moved: (total.clone(), total.clone()),
            ..Still::default()
        }
    }

    pub(super) fn of(desk: &Desk<'_>, (now, total): (&[Line], &Exact), parts: &[Part]) -> Still {
        let compares = |part: &Part| compares(&desk.edition.lines[part.line]);
        let open: Vec<&Part> = parts.iter().filter(|part| is_open(desk, part)).collect();
        let (least, most) = if open.is_empty() {
            (total.clone(), total.clone())
        } else {
            ends(desk, now, open.iter().copied().map(|part| (part, false)))
        };
        let shared: Vec<&Part> = parts
            .iter()
            .filter(|part| compares(part) && part.earned.outcome == Outcome::Scored)
            .collect();
        let moved = if shared.is_empty() {
            (least.clone(), most.clone())
        } else {
            let own = open
                .iter()
                .copied()
                .filter(|part| !compares(part) || !is_scored(part));
            let all = own
                .map(|part| (part, false))
                .chain(shared.iter().copied().map(|part| (part, true)));
            ends(desk, now, all)
        };
        Still {
            pending: open.len(),
            moves_others: open.iter().copied().any(compares),
            least,
            most,
            moved,
        }
    }
}

fn is_scored(part: &Part) -> bool {
    part.earned.outcome == Outcome::Scored
}

/// Whether the line may fall either way: nothing is known of it, or its proof is not there.
fn is_open(desk: &Desk<'_>, part: &Part) -> bool {
    let line = &desk.edition.lines[part.line];
    if !line.children.is_empty() {
        return false;
    }
    match part.earned.outcome {
        Outcome::Missing | Outcome::Unstated | Outcome::Unread => true,
        Outcome::Scored if part.contested => true,
        Outcome::Scored => {
            let gains = part
                .earned
                .points
                .as_ref()
                .is_some_and(|points| *points > Exact::ZERO);
            gains && part.proofs == 0 && line.evidence_text.is_some()
        }
        Outcome::NotApplicable | Outcome::Unscored | Outcome::Heading => false,
    }
}

/// The least and the greatest total when these lines fall either way; a line that is `free` may
/// take any of its points, whatever it has now.
fn ends<'p>(
    desk: &Desk<'_>,
    now: &[Line],
    open: impl Iterator<Item = (&'p Part, bool)>,
) -> (Exact, Exact) {
    let (mut low, mut high) = (now.to_vec(), now.to_vec());
    let mut above = Vec::new();
    for (part, free) in open {
        let has = part
            .earned
            .points
            .clone()
            .filter(|_| !free && !part.contested);
        let (least, most) = span(desk, part.line, has);
        low[part.line].points = Some(least);
        high[part.line].points = Some(most);
        above.extend(desk.absorbed_by(part.line));
    }
    // Those deeper first: what gathers is gathered itself.
    above.sort_unstable();
    above.dedup();
    while let Some(at) = above.pop() {
        match (desk.gathered(at, &low), desk.gathered(at, &high)) {
            (Some(least), Some(most)) => (low[at], high[at]) = (least, most),
            _ => {
                let (least, most) = span(desk, at, None);
                low[at].points = Some(least);
                high[at].points = Some(most);
            }
        }
        if let Some(next) = desk.absorbed_by(at)
            && !above.contains(&next)
        {
            above.push(next);
            above.sort_unstable();
        }
    }
    (desk.total(&low), desk.total(&high))
}

/// Between which points a line can end; what it has without proof it may lose.
fn span(desk: &Desk<'_>, at: usize, has: Option<Points>) -> (Points, Points) {
    let max = || {
        let max = desk.edition.lines[at].max_points.clone();
        max.unwrap_or_default()
    };
    match (desk.counts(at), has) {
        (_, Some(points)) => (Exact::ZERO.min(points.clone()), points),
        (Counts::Deducts, None) => {
            let max = max();
            let size = if max.is_negative() { max } else { -max };
            (size, Exact::ZERO)
        }
        (_, None) => (Exact::ZERO, max()),
    }
}
