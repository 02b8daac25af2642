//! «50tr; 25tr; 10tr», «từ 20 bài trở lên»: thresholds without points.

use domain::FindingCode;
use scoring::rule::{Band, Bound, Piece, Quantity, Target};
use scoring::{Exact, Rule};

use super::common::Common;
use super::draft::{About, Draft};
use super::quantity::Interval;
use crate::words::number::number;

/// «50tr; 25tr; 10tr»: thresholds only; points by their share of the highest.
#[expect(clippy::too_many_lines, reason = "one shape with its two alternatives")]
pub(super) fn without_points(
    about: &About<'_>,
    intervals: &[&Interval],
    common: &Common,
) -> Option<Draft> {
    let max = about.max?.clone();
    let of = common.of.clone();
    let thresholds: Vec<Exact> = intervals
        .iter()
        .map(|interval| {
            let from = interval.from.as_ref()?;
            (interval.to.is_none() || interval.is_point()).then(|| from.at.clone())
        })
        .collect::<Option<_>>()?;
    if thresholds.iter().any(|at| at.is_zero() || at.is_negative()) || of == Quantity::DaysLate {
        return None;
    }
    let falling = thresholds.windows(2).all(|pair| pair[0] > pair[1]);
    let highest = thresholds.first()?.clone();
    let names: Vec<String> = intervals
        .iter()
        .map(|interval| {
            about
                .text
                .source(interval.label.1.min(interval.tail.0), interval.tail.1)
        })
        .collect();
    if thresholds.len() == 1 {
        let mut draft = Draft::new(Rule::AllOrNothing {
            of: of.clone(),
            target: Target::Stated(highest.clone()),
            points: max.clone(),
        });
        draft.assume("all_or_nothing");
        draft.or(
            "proportional_below",
            Rule::ProportionalTo {
                of,
                target: Target::Stated(highest.clone()),
                points: max.clone(),
                cut_off: None,
            },
        );
        draft.note(
            FindingCode::TierPointsNotStated,
            [names.join("; "), number(&max)],
        );
        draft.note(FindingCode::AllOrNothing, [common.shown(&highest)]);
        draft.best = Some(max);
        return Some(draft);
    }
    if !falling {
        return None;
    }
    let by = |points: &dyn Fn(usize) -> Option<Exact>| -> Option<Rule> {
        let mut bands = Vec::new();
        for (nth, at) in thresholds.iter().enumerate() {
            let from = Some(Bound {
                at: at.clone(),
                included: true,
            });
            bands.push(Band {
                from,
                to: None,
                earns: Piece::Flat(points(nth)?),
            });
        }
        bands.push(Band {
            from: None,
            to: None,
            earns: Piece::Flat(Exact::ZERO),
        });
        Some(Rule::Bands {
            of: of.clone(),
            bands,
        })
    };
    let share = by(&|nth| Some(max.clone() * thresholds[nth].checked_div(&highest)?))?;
    let mut draft = Draft::new(share);
    draft.assume("proportional_to_threshold");
    if thresholds.len() == 3 {
        let parts = [Exact::ONE, Exact::ratio(7, 10)?, Exact::ratio(3, 10)?];
        draft.or(
            "steps_100_70_30",
            by(&|nth| Some(max.clone() * parts[nth].clone()))?,
        );
    }
    let half = |nth: usize| Exact::ratio(1, 1i64 << nth.min(30));
    draft.or("halving", by(&|nth| Some(max.clone() * half(nth)?))?);
    let taken: Vec<String> = thresholds
        .iter()
        .filter_map(|at| Some(number(&(max.clone() * at.checked_div(&highest)?))))
        .collect();
    draft.note(
        FindingCode::TierPointsNotStated,
        [names.join("; "), taken.join("; ")],
    );
    draft.best = Some(max);
    Some(draft)
}
