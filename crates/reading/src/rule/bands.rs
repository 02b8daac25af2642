//! Tiers: «≥ 10%: 5đ; ≥ 7%: 3,5đ; còn lại: 0», «20 bài (10đ) – 10-20 bài (5đ)», «50tr; 25tr; 10tr»,
//! and their special cases: proportional up to a target, all or nothing.

use scoring::Exact;
use scoring::rule::{Bound, Piece, Quantity};

use super::assemble::Sorted;
use super::beside::beside;
use super::change;
use super::clause::Earn;
use super::common::{Common, common};
use super::draft::{About, Draft, Named};
use super::formula::{Names, Which};
use super::item::Item;
use super::quantity::{Interval, Measure};
use super::settle::Work;
use super::thresholds::without_points;
use super::tier::Tier;

/// A text of tiers, with what stands beside them.
pub(super) fn bands(about: &About<'_>, sorted: &mut Sorted) -> Option<Draft> {
    if sorted.elses.len() > 1 || !sorted.caps.is_empty() {
        return None;
    }
    take_on_time(about, sorted);
    take_none(about, sorted);
    change::settle(about.text, sorted);
    let intervals: Vec<&Interval> = sorted.tiers.iter().filter_map(interval_of).collect();
    let mut percent = false;
    let common = common(about, &intervals, &mut percent)?;
    let earns: Vec<&Earn> = sorted.tiers.iter().filter_map(earn_of).collect();
    let unpaid = earns.iter().filter(|earn| ***earn == Earn::Nothing).count();
    let mut draft = if unpaid == earns.len() {
        if !sorted.elses.is_empty() {
            return None;
        }
        without_points(about, &intervals, &common)?
    } else if unpaid > 0 {
        return None;
    } else {
        with_points(about, sorted, &common, percent)?
    };
    // Told by the bands themselves.
    sorted.elses.clear();
    if percent {
        draft.assume("number_is_percent");
    }
    if common.growth_of_value {
        draft.assume("growth_of_value");
    }
    draft.quantity.measure.clone_from(&common.measure);
    if draft.quantity.whole.is_none() {
        draft.quantity.whole = Some(about.text.source(common.label.0, common.label.1))
            .filter(|label| !label.is_empty());
    }
    beside(about, draft, sorted)
}

/// «Đúng hạn: 10đ» beside «chậm không quá 5 ngày: 5đ» is not a day late.
fn take_on_time(about: &About<'_>, sorted: &mut Sorted) {
    const ON_TIME: [&str; 7] = [
        "đúng hạn",
        "trước hạn",
        "đúng thời hạn",
        "trước thời hạn",
        "trong hạn",
        "kịp thời",
        "đúng thời gian",
    ];
    let text = about.text;
    let days = |item: &Item| matches!(interval_of(item), Some(interval) if interval.measure == Measure::Days);
    if !sorted.tiers.iter().all(days) {
        return;
    }
    let on_time = sorted.statements.iter().position(|item| {
        matches!(item, Item::Statement { from, to, negative: false, .. }
            if text.says(*from, *to, &ON_TIME) && !text.says(*from, *to, &["chưa", "không"]))
    });
    let Some(at) = on_time else { return };
    if let Item::Statement { from, amount, .. } = sorted.statements.remove(at) {
        let zero = Bound {
            at: Exact::ZERO,
            included: true,
        };
        let interval = Interval {
            from: None,
            to: Some(zero),
            measure: Measure::Days,
            label: (from, from),
            tail: (from, from),
        };
        sorted
            .tiers
            .insert(0, Item::Tier(interval, Earn::Amount(amount)));
        for item in &mut sorted.tiers {
            after_zero(item);
        }
    }
}

/// «Chậm không quá 5 ngày» begins after the deadline.
fn after_zero(item: &mut Item) {
    if let Item::Tier(interval, _) = item {
        let late = interval.to.as_ref().is_some_and(|to| !to.at.is_zero());
        if interval.from.is_none() && late {
            interval.from = Some(Bound {
                at: Exact::ZERO,
                included: false,
            });
        }
    }
}

fn interval_of(item: &Item) -> Option<&Interval> {
    match item {
        Item::Tier(interval, _) => Some(interval),
        _ => None,
    }
}

fn earn_of(item: &Item) -> Option<&Earn> {
    match item {
        Item::Tier(_, earn) => Some(earn),
        _ => None,
    }
}

fn piece(about: &About<'_>, names: &Names<'_>, earn: &Earn, common: &Common) -> Option<Piece> {
    match earn {
        Earn::Amount(amount) => amount.points(about.max).map(Piece::Flat),
        Earn::Product(amount) => {
            let slope = amount.points(about.max)?;
            common.rate.then_some(Piece::Line {
                slope,
                intercept: Exact::ZERO,
            })
        }
        Earn::Formula(formula) => {
            let line = names.line(formula)?;
            let fits = match line.of? {
                Which::Rate => common.of == Quantity::Rate || names.growth,
                Which::Value => common.of == Quantity::Value,
            };
            fits.then_some(Piece::Line {
                slope: line.slope,
                intercept: line.intercept,
            })
        }
        Earn::Each(amount) => {
            let slope = amount.points(about.max)?;
            (common.of == Quantity::Value && common.counted).then_some(Piece::Line {
                slope,
                intercept: Exact::ZERO,
            })
        }
        Earn::Nothing => None,
    }
}

fn scaled(bound: Option<&Bound>, percent: bool) -> Option<Bound> {
    let bound = bound?;
    let hundred = Exact::whole(100);
    let at = if percent && bound.at > Exact::ONE {
        bound.at.checked_div(&hundred)?
    } else {
        bound.at.clone()
    };
    Some(Bound {
        at,
        included: bound.included,
    })
}

fn with_points(
    about: &About<'_>,
    sorted: &Sorted,
    common: &Common,
    percent: bool,
) -> Option<Draft> {
    if let [Item::Tier(interval, Earn::Amount(amount))] = sorted.tiers.as_slice() {
        // «Đạt 01 tiêu chí được 2 điểm» may be for each.
        if interval.is_point() && !common.rate && amount.points(about.max).as_ref() != about.max {
            return None;
        }
    }
    let mut names = Names::new(about, &sorted.definitions)?;
    names.growth = matches!(common.of, Quantity::Growth(_));
    let mut tiers = Vec::new();
    let mut literal = false;
    for item in &sorted.tiers {
        let Item::Tier(interval, earn) = item else {
            return None;
        };
        literal |= matches!(earn, Earn::Product(_));
        let convert = percent && interval.measure == Measure::Bare;
        let mut from = scaled(interval.from.as_ref(), convert);
        if matches!(earn, Earn::Each(_)) {
            // Each of none is nothing.
            from = from.filter(|from| from.at > Exact::ONE);
        }
        let tier = Tier {
            from,
            to: scaled(interval.to.as_ref(), convert),
            earns: piece(about, &names, earn, common)?,
        };
        tiers.push(tier);
    }
    let rest = match sorted.elses.first() {
        Some(Item::Else(earn)) => Some(piece(about, &names, earn, common)?),
        _ => None,
    };
    let denied = sorted.statements.iter().any(
        |item| matches!(item, Item::Statement { negative: true, amount, .. } if amount.points(about.max).is_some_and(|points| points.is_zero())),
    );
    let mut rest = rest.or_else(|| denied.then_some(Piece::Flat(Exact::ZERO)));
    if let Some(Piece::Line { .. }) = rest {
        // «Còn lại: tỷ lệ/80% × 10đ» is what is below the only floor.
        let [only] = tiers.as_slice() else {
            return None;
        };
        let floor = only.from.clone().filter(|_| only.to.is_none())?;
        let to = Some(Bound {
            at: floor.at,
            included: !floor.included,
        });
        tiers.push(Tier {
            from: None,
            to,
            earns: rest.take()?,
        });
    }
    let none = denied && common.rate && zero_apart(&mut tiers);
    let mut work = Work {
        common,
        tiers,
        rest,
        rest_below: None,
        taken: None,
        others: Vec::new(),
        notes: Vec::new(),
    };
    let mut draft = work.settle()?;
    if literal {
        draft.assume("literal");
    }
    if none {
        draft.assume("none_is_zero");
    }
    draft.quantity = Named {
        whole: names.rate.whole.clone(),
        ..names.rate
    };
    Some(draft)
}

/// «dưới 0,5%: 2 điểm; không chi: 0 điểm»: none at all is not «under». Whether it had to be parted.
fn zero_apart(tiers: &mut Vec<Tier>) -> bool {
    let pays_zero = tiers.iter().any(|tier| {
        let from = tier.from.as_ref();
        let zero = from.is_none_or(|from| from.at.is_zero() && from.included);
        zero && matches!(&tier.earns, Piece::Flat(points) if !points.is_zero())
    });
    if pays_zero {
        let zero = Some(Bound {
            at: Exact::ZERO,
            included: true,
        });
        tiers.push(Tier {
            from: zero.clone(),
            to: zero,
            earns: Piece::Flat(Exact::ZERO),
        });
    }
    pays_zero
}

/// «Không có bài: 0đ», «Không có sự cố: 10đ» are a count of zero; «không đạt: 0đ» is whatever
/// remains, and so is a denial that earns nothing where no tier holds zero.
fn take_none(about: &About<'_>, sorted: &mut Sorted) {
    const NONE: [&str; 9] = [
        "khong vi pham",
        "khong bi",
        "khong co",
        "chua co",
        "khong phat sinh",
        "khong to chuc",
        "khong thuc hien",
        "khong xay ra",
        "khong de xay ra",
    ];
    let counts = |item: &Item| {
        interval_of(item).is_some_and(|interval| {
            !matches!(
                interval.measure,
                Measure::Rate | Measure::Days | Measure::PercentPoints
            )
        })
    };
    let holds_zero = |item: &Item| {
        interval_of(item).is_some_and(|interval| {
            interval
                .from
                .as_ref()
                .is_none_or(|from| from.at.is_zero() && from.included)
        })
    };
    if !sorted.tiers.iter().all(counts) {
        return;
    }
    let held = sorted.tiers.iter().any(holds_zero);
    let none = sorted.statements.iter().position(|item| match item {
        Item::Statement {
            from,
            amount,
            negative: true,
            ..
        } => {
            let pays = amount
                .points(about.max)
                .is_none_or(|points| !points.is_zero());
            about.text.any(*from, &NONE).is_some() && (held || pays)
        }
        _ => false,
    });
    let Some(at) = none else { return };
    if let Item::Statement { from, amount, .. } = sorted.statements.remove(at) {
        let zero = Some(Bound {
            at: Exact::ZERO,
            included: true,
        });
        let interval = Interval {
            from: zero.clone(),
            to: zero,
            measure: Measure::Bare,
            label: (from, from),
            tail: (from, from),
        };
        sorted
            .tiers
            .push(Item::Tier(interval, Earn::Amount(amount)));
    }
}
