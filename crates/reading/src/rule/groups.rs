//! Points by whole groups and by steps down: «0,5 điểm cho mỗi 10 tin bài», «cứ 10% được 1 điểm»,
//! «đạt 100% được 10 điểm, cứ giảm 1% trừ 0,5 điểm». What a part of a group earns is not said.

use scoring::rule::{Band, Bound, Piece, Quantity};
use scoring::{Exact, Rule};

use super::assemble::Sorted;
use super::clause::Earn;
use super::common::is_plain_rate;
use super::draft::{About, Draft};
use super::item::Item;
use super::quantity::Measure;

/// More steps than this make no table.
const STEPS_MAX: usize = 60;

/// «0,5 điểm cho mỗi 10 tin bài, tối đa 5 điểm»: whole groups count; in proportion is the other.
pub(super) fn groups(about: &About<'_>, sorted: &Sorted) -> Option<Draft> {
    let [
        Item::PerGroup {
            from,
            to,
            size,
            rate,
            amount,
        },
    ] = sorted.groups.as_slice()
    else {
        return None;
    };
    if !only(sorted) || sorted.caps.len() > 1 {
        return None;
    }
    let points = amount
        .points(about.max)
        .filter(|points| !points.is_zero() && !points.is_negative())?;
    let cap = match sorted.caps.first() {
        Some(Item::Cap(cap)) => Some(cap.points(about.max)?),
        _ => None,
    };
    let most = cap.as_ref().or(about.max)?.clone();
    let of = if *rate {
        Quantity::Rate
    } else {
        Quantity::Value
    };
    let each = points.checked_div(size)?;
    let proportional = if *rate {
        Rule::Proportional {
            of: of.clone(),
            points: each,
        }
    } else {
        Rule::PerItem {
            of: of.clone(),
            points: each,
            cap: cap.clone(),
        }
    };
    // A group of one is each of them.
    if *size == Exact::ONE && !rate {
        let mut draft = Draft::new(proportional);
        draft.best = cap;
        return Some(draft);
    }
    let bands = whole_groups(size, &points, &most)?;
    let mut draft = Draft::new(Rule::Bands { of, bands });
    draft.assume("whole_groups");
    draft.or("proportional", proportional);
    draft.best = Some(most);
    draft.quantity.whole = Some(about.text.source(*from, *to)).filter(|words| !words.is_empty());
    Some(draft)
}

fn only(sorted: &Sorted) -> bool {
    sorted.tiers.is_empty()
        && sorted.elses.is_empty()
        && sorted.formulas.is_empty()
        && sorted.statements.is_empty()
        && sorted.requirements.is_empty()
        && sorted.per_item.is_empty()
        && sorted.deductions.is_empty()
        && sorted.definitions.is_empty()
        && sorted.headings.is_empty()
        && sorted.count_caps.is_empty()
}

/// Steps from the most down to nothing.
fn whole_groups(size: &Exact, points: &Exact, most: &Exact) -> Option<Vec<Band>> {
    let mut bands = Vec::new();
    let (mut at, mut earned) = (Exact::ZERO, Exact::ZERO);
    while earned < *most {
        if bands.len() >= STEPS_MAX {
            return None;
        }
        bands.push(flat(Some((at.clone(), true)), earned.clone()));
        at = at + size.clone();
        earned = earned + points.clone();
    }
    bands.push(flat(Some((at, true)), most.clone()));
    bands[0].from = None;
    bands.reverse();
    Some(bands)
}

fn flat(from: Option<(Exact, bool)>, points: Exact) -> Band {
    Band {
        from: from.map(|(at, included)| Bound { at, included }),
        to: None,
        earns: Piece::Flat(points),
    }
}

/// «Tỷ lệ đạt 100% được 10 điểm, cứ giảm 1% trừ 0,5 điểm»: a line down to nothing; by whole steps
/// is the other reading.
pub(super) fn slide(about: &About<'_>, sorted: &Sorted) -> Option<Draft> {
    let ([Item::Slide { step, amount }], [Item::Tier(interval, Earn::Amount(full))]) =
        (sorted.slides.as_slice(), sorted.tiers.as_slice())
    else {
        return None;
    };
    let alone = Sorted {
        tiers: Vec::new(),
        ..sorted.clone()
    };
    let top = interval
        .from
        .clone()
        .filter(|_| interval.to.is_none() || interval.is_point())?;
    let rate = interval.measure == Measure::Rate;
    let (points, taken) = (full.points(about.max)?, amount.points(about.max)?);
    let sound = !points.is_negative() && !taken.is_zero() && !taken.is_negative();
    if !only(&alone) || !sorted.caps.is_empty() || !rate || !sound || !top.included {
        return None;
    }
    is_plain_rate(about, interval)?;
    let slope = taken.checked_div(step)?;
    let intercept = points.clone() - slope.clone() * top.at.clone();
    let line = Rule::Bands {
        of: Quantity::Rate,
        bands: vec![
            flat(Some((top.at.clone(), true)), points.clone()),
            Band {
                from: Some(Bound {
                    at: top.at.clone() - points.checked_div(&slope)?,
                    included: true,
                }),
                to: None,
                earns: Piece::Line { slope, intercept },
            },
            flat(None, Exact::ZERO),
        ],
    };
    let mut draft = Draft::new(line);
    draft.assume("proportional");
    if let Some(steps) = steps_down(&top.at, step, &points, &taken) {
        draft.or(
            "whole_steps",
            Rule::Bands {
                of: Quantity::Rate,
                bands: steps,
            },
        );
    }
    draft.best = Some(points);
    let (from, to) = interval.label;
    draft.quantity.whole = Some(about.text.source(from, to)).filter(|words| !words.is_empty());
    Some(draft)
}

/// A step begun is not taken: 98,5 % of 100 % loses one.
fn steps_down(top: &Exact, step: &Exact, points: &Exact, taken: &Exact) -> Option<Vec<Band>> {
    let mut bands = vec![flat(
        Some((top.clone() - step.clone(), false)),
        points.clone(),
    )];
    let (mut at, mut left) = (top.clone() - step.clone(), points.clone() - taken.clone());
    while left > Exact::ZERO {
        if bands.len() >= STEPS_MAX || at.is_negative() {
            return None;
        }
        at = at - step.clone();
        bands.push(flat(Some((at.clone(), false)), left.clone()));
        left = left - taken.clone();
    }
    bands.push(flat(None, Exact::ZERO));
    Some(bands)
}
