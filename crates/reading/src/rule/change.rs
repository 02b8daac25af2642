//! Tiers of a change: «tăng từ 5% trở lên so với năm trước: 10đ; tăng dưới 5%: 5đ; không tăng: 0đ».

use scoring::Exact;
use scoring::rule::{Bound, Quantity};

use super::amount::Amount;
use super::assemble::Sorted;
use super::clause::Earn;
use super::common::Common;
use super::draft::About;
use super::item::Item;
use super::quantity::{Interval, Measure};
use super::token::Text;

/// The quantity of tiers that speak of an increase. A relative change of a rate may be meant in
/// percent or in percentage points, and decreases have their own direction: neither is read.
pub(super) fn growth(
    about: &About<'_>,
    intervals: &[&Interval],
    measure: Measure,
    label: (usize, usize),
) -> Option<Common> {
    let text = about.text;
    let says = |interval: &Interval, words: &[&str]| {
        text.says(interval.label.0, interval.label.1, words)
            || text.says(interval.tail.0, interval.tail.1, words)
    };
    // «Tỷ lệ tăng so với năm trước: từ 10% …; dưới 10% …»: the first names it for all.
    let bare = |interval: &Interval| {
        interval.label.0 >= interval.label.1 && interval.tail.0 >= interval.tail.1
    };
    let rises = intervals
        .first()
        .is_some_and(|first| says(first, &["tăng"]))
        && intervals
            .iter()
            .all(|interval| says(interval, &["tăng"]) || bare(interval));
    let other = ["giảm", "bình quân", "trung bình", "tăng cường"];
    if !rises || intervals.iter().any(|interval| says(interval, &other)) {
        return None;
    }
    let of_rate =
        names_rate(text, label.0, label.1) || names_rate(about.title, 0, about.title.tokens.len());
    let value = || Box::new(Quantity::Value);
    let of = match measure {
        Measure::Rate if !of_rate => Quantity::Growth(value()),
        Measure::PercentPoints => Quantity::Increase(Box::new(Quantity::Rate)),
        Measure::Count | Measure::Bare | Measure::Money if !of_rate => Quantity::Increase(value()),
        _ => return None,
    };
    Some(Common {
        of,
        rate: false,
        counted: false,
        label,
        measure: None,
        growth_of_value: text.has(label.0, label.1, &["ty le tang", "muc tang"]),
    })
}

/// «Tỷ lệ hộ có …», not «tỷ lệ tăng».
fn names_rate(text: &Text, from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        text.any(at, &["ty le", "ty trong"]).is_some_and(|end| {
            text.any(end, &["tang truong", "tang them", "tang"])
                .is_none()
        })
    })
}

/// «Tăng dưới 5%» begins above nothing; «không tăng», «giảm» are whatever remains.
pub(super) fn settle(text: &Text, sorted: &mut Sorted) {
    let mut rises = false;
    for item in &mut sorted.tiers {
        let Item::Tier(interval, _) = item else {
            continue;
        };
        // «Tốc độ tăng dưới 5%» holds decreases too; «tăng dưới 5%» does not.
        let (from, to) = interval.label;
        let verb = (from..to).any(|at| {
            text.spelled(at, "tăng")
                && !(at > from && matches!(text.word(at - 1), "do" | "muc" | "toc" | "le" | "so"))
        });
        rises |= verb;
        let above = interval.to.as_ref().is_some_and(|to| to.at > Exact::ZERO);
        if verb && above && interval.from.is_none() {
            interval.from = Some(Bound {
                at: Exact::ZERO,
                included: false,
            });
        }
    }
    if !rises || !sorted.elses.is_empty() {
        return;
    }
    let none = |item: &Item| {
        matches!(item, Item::Statement { from, to, amount: Amount::Points(points), .. }
            if points.is_zero() && text.says(*from, *to, &["tăng", "giảm"]))
    };
    if sorted.statements.iter().any(none) {
        sorted.statements.retain(|item| !none(item));
        sorted
            .elses
            .push(Item::Else(Earn::Amount(Amount::Points(Exact::ZERO))));
    }
}
