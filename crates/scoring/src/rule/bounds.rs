//! Between zero and the maximum; only what does nothing but deduct goes below zero.

use super::because::Trace;
use super::evaluate::{DEPTH_MAX, Known};
use super::{Band, Piece, Points, Rule, Step};
use crate::{Exact, Figures};

pub(super) fn bounded(rule: &Rule, known: Known<'_>, points: Points, trace: &mut Trace) -> Points {
    if deducts(rule, known.figures, 0) {
        return match known.max {
            Some(floor) if floor.is_negative() && points < *floor => {
                trace.note(|| Step::FlooredAt {
                    from: points,
                    floor: floor.clone(),
                });
                floor.clone()
            }
            _ => points,
        };
    }
    if points.is_negative() {
        trace.note(|| Step::RaisedToZero { from: points });
        return Exact::ZERO;
    }
    match known.max {
        Some(max) if points > *max => {
            trace.note(|| Step::CappedAtMax {
                from: points,
                max: max.clone(),
            });
            if max.is_negative() {
                Exact::ZERO
            } else {
                max.clone()
            }
        }
        _ => points,
    }
}

/// Whether the rule can only take: some points below zero, none above.
fn deducts(rule: &Rule, figures: &Figures, depth: u32) -> bool {
    if depth > DEPTH_MAX {
        return false;
    }
    match rule {
        Rule::Deduction { .. } => true,
        Rule::YesNo { yes, no } => only_below_zero([yes, no]),
        Rule::Options(points) | Rule::Parts(points) | Rule::Ladder(points) => {
            only_below_zero(points)
        }
        Rule::AllParts { points, .. }
        | Rule::Proportional { points, .. }
        | Rule::ProportionalTo { points, .. }
        | Rule::AllOrNothing { points, .. }
        | Rule::PerItem { points, .. } => points.is_negative(),
        Rule::Bands { bands, .. } => only_below_zero(bands.iter().flat_map(piece_ends)),
        // A group of deductions is a deduction.
        Rule::Children(_) => {
            only_below_zero(figures.children.iter().flatten().filter_map(Option::as_ref))
        }
        Rule::Several { rules, .. } => {
            !rules.is_empty() && rules.iter().all(|rule| deducts(rule, figures, depth + 1))
        }
        Rule::Provided(rule) => deducts(rule, figures, depth + 1),
        Rule::MinMax { .. } | Rule::ByLargest { .. } | Rule::Formula(_) | Rule::Entered => false,
    }
}

fn only_below_zero<'a>(points: impl IntoIterator<Item = &'a Points>) -> bool {
    let mut some = false;
    for points in points {
        if *points > Exact::ZERO {
            return false;
        }
        some |= points.is_negative();
    }
    some
}

fn piece_ends(band: &Band) -> impl Iterator<Item = &Points> {
    let (first, second) = match &band.earns {
        Piece::Flat(points) => (points, None),
        Piece::Line { slope, intercept } => (slope, Some(intercept)),
    };
    std::iter::once(first).chain(second)
}
