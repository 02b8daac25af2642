//! Stretches of a quantity: «≥ 80%», «từ 10 đến dưới 20 bài», «1 lần/tuần – 1 lần/tháng»,
//! «50 triệu đồng trở lên», «chậm không quá 5 ngày».

use scoring::Exact;
use scoring::rule::Bound;

use super::token::{Kind, Text};
use super::value::{money_unit, value_at};

/// What a stated number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// «80%»; the value is a share.
    Rate,
    /// «20 bài».
    Count,
    /// đồng.
    Money,
    /// Times per year.
    Frequency,
    /// «2 lần/năm», «20 bài/năm»: a count and a frequency in one.
    Yearly,
    /// Days.
    Days,
    /// «5 điểm phần trăm»; the value is a share.
    PercentPoints,
    /// A number without a unit.
    Bare,
}

/// A stretch with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) from: Option<Bound>,
    pub(super) to: Option<Bound>,
    pub(super) measure: Measure,
    /// Tokens of the words before it.
    pub(super) label: (usize, usize),
    /// Tokens of the unit and what follows the last number.
    pub(super) tail: (usize, usize),
}

impl Interval {
    /// Whether it is one value («20 bài», «100%»).
    pub(super) fn is_point(&self) -> bool {
        matches!((&self.from, &self.to), (Some(from), Some(to)) if from.at == to.at)
    }
}

/// How a number bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compare {
    Ge,
    Gt,
    Le,
    Lt,
    Eq,
}

/// The stretch that fills the tokens from some point to the end; what is before it is its label.
pub(super) fn interval(text: &Text, from: usize, to: usize) -> Option<Interval> {
    let conditions = [
        "neu don vi",
        "neu xa",
        "neu",
        "khi",
        "truong hop",
        "doi voi truong hop",
    ];
    let from = text
        .any(from, &conditions)
        .filter(|at| *at < to)
        .unwrap_or(from);
    (from..to).find_map(|start| {
        if !is_label(text, from, start) {
            return None;
        }
        if let Some(found) = sandwiched(text, start, to).filter(|_| start == from) {
            return Some(found);
        }
        let mut found = bounded(text, start, to)?;
        found.label = (from, start);
        Some(found)
    })
}

/// Words may stand before a stretch; signs that compute may not.
fn is_label(text: &Text, from: usize, to: usize) -> bool {
    let plain = (from..to).all(|at| match text.kind(at) {
        Some(Kind::Percent | Kind::Times | Kind::Plus | Kind::Equal | Kind::Other) => false,
        Some(Kind::Slash) => at + 1 < to && at > from,
        Some(Kind::Colon) => at + 1 == to,
        Some(Kind::Dash) => at + 1 < to && text.number(at - from.min(at)).is_none(),
        _ => true,
    });
    plain && !(to > from && text.word(to - 1) == "x")
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the places it goes to are optional"
)]
fn bound(at: Exact, included: bool) -> Option<Bound> {
    Some(Bound { at, included })
}

/// «80% ≤ tỷ lệ < 90%».
fn sandwiched(text: &Text, start: usize, to: usize) -> Option<Interval> {
    let (low, measure, next) = value_at(text, start)?;
    let (first, label) = sign_at(text, next)?;
    let second_at = (label..to).find(|at| sign_at(text, *at).is_some())?;
    if second_at == label || (label..second_at).any(|at| !text.is(at, &Kind::Word)) {
        return None;
    }
    let (second, after) = sign_at(text, second_at)?;
    let (high, other, end) = value_at(text, after)?;
    let same = measure == other || measure == Measure::Bare;
    if end != to || !same || low > high {
        return None;
    }
    let from = bound(low, first == Compare::Le);
    let upper = bound(high, second == Compare::Le);
    let ordered =
        matches!(first, Compare::Le | Compare::Lt) && matches!(second, Compare::Le | Compare::Lt);
    let label = (label, second_at);
    ordered.then_some(Interval {
        from,
        to: upper,
        measure: other,
        label,
        tail: (end, to),
    })
}

/// One or two numbers with their comparisons, up to the end.
fn bounded(text: &Text, start: usize, to: usize) -> Option<Interval> {
    let compared = compare_at(text, start);
    let at = compared.map_or(start, |(_, next)| next);
    let at = if text.is(at, &Kind::Colon) {
        at + 1
    } else {
        at
    };
    let (first, measure, next) = value_at(text, at)?;
    let compare = compared.map(|(compare, _)| compare);
    let (next_words, postfix) = after_value(text, next, to);
    if let Some(postfix) = postfix {
        let tail = (next, next_words);
        let rest = text.any(
            next_words,
            &[
                "tro len",
                "tro xuong",
                "hoac hon",
                "hoac cao hon",
                "hoac nhieu hon",
            ],
        )?;
        if matches!(compare, None | Some(Compare::Ge | Compare::Eq)) && ends(text, rest, to) {
            return Some(one(postfix, first, measure, tail));
        }
        return None;
    }
    if let Some(found) = two(text, (compare, first.clone(), measure), next, to) {
        return Some(found);
    }
    let tail = (next, to);
    if next_words != to {
        return None;
    }
    Some(one(compare.unwrap_or(Compare::Eq), first, measure, tail))
}

fn one(compare: Compare, at: Exact, measure: Measure, tail: (usize, usize)) -> Interval {
    let (from, to) = match compare {
        Compare::Ge => (bound(at, true), None),
        Compare::Gt => (bound(at, false), None),
        Compare::Le => (None, bound(at, true)),
        Compare::Lt => (None, bound(at, false)),
        Compare::Eq => (bound(at.clone(), true), bound(at, true)),
    };
    Interval {
        from,
        to,
        measure,
        label: (usize::MAX, 0),
        tail,
    }
}

/// «… đến dưới …», «… - …», «trên … và dưới …».
fn two(
    text: &Text,
    (compare, low, measure): (Option<Compare>, Exact, Measure),
    next: usize,
    to: usize,
) -> Option<Interval> {
    let joint = (next..to).find(|at| joint_at(text, *at).is_some())?;
    if !is_words(text, next, joint) {
        return None;
    }
    let (upper, after) = joint_at(text, joint)?;
    let (high, other, end) = value_at(text, after)?;
    let (tail_end, postfix) = after_value(text, end, to);
    if tail_end != to || postfix.is_some() {
        return None;
    }
    let (low, measure) = match (measure, other) {
        // «1 – 5 triệu».
        (Measure::Bare, Measure::Money) => {
            let number = text.number(after)?;
            let (scale, _) = money_unit(text, after + 1, number)?;
            (low * scale, other)
        }
        _ => agree(low, measure, other)?,
    };
    let (low, high, upper, lower) =
        if matches!(measure, Measure::Frequency | Measure::Yearly) && low > high {
            // «1 lần/tuần – 1 lần/tháng» names the greater first.
            (
                high,
                low,
                compare.map_or(Compare::Le, |_| Compare::Lt),
                Compare::Ge,
            )
        } else {
            (low, high, upper, compare.unwrap_or(Compare::Ge))
        };
    let lower = match lower {
        Compare::Ge | Compare::Eq => true,
        Compare::Gt => false,
        Compare::Le | Compare::Lt => return None,
    };
    if low >= high {
        return None;
    }
    let from = bound(low, lower);
    let upper = bound(high, upper == Compare::Le);
    Some(Interval {
        from,
        to: upper,
        measure: other,
        label: (usize::MAX, 0),
        tail: (end, to),
    })
}

/// «10 - 20 bài», «50 - 80%»: the first number takes the unit of the second.
fn agree(low: Exact, measure: Measure, other: Measure) -> Option<(Exact, Measure)> {
    match (measure, other) {
        (Measure::Bare | Measure::Count, Measure::Rate) if measure == Measure::Bare => {
            Some((low.checked_div(&Exact::whole(100))?, other))
        }
        (Measure::Bare | Measure::Count, Measure::Count | Measure::Bare | Measure::Days) => {
            Some((low, other))
        }
        (Measure::Bare | Measure::Count | Measure::Frequency, Measure::Yearly)
        | (Measure::Yearly, Measure::Frequency | Measure::Count) => Some((low, other)),
        _ if measure == other => Some((low, other)),
        _ => None,
    }
}

/// Words of the unit after a number; and a postfix («trở lên»), at which they end.
fn after_value(text: &Text, next: usize, to: usize) -> (usize, Option<Compare>) {
    for at in next..to {
        if text
            .any(
                at,
                &["tro len", "hoac hon", "hoac cao hon", "hoac nhieu hon"],
            )
            .is_some()
        {
            return (at, Some(Compare::Ge));
        }
        if text.phrase(at, "tro xuong").is_some() {
            return (at, Some(Compare::Le));
        }
        if compare_at(text, at).is_some_and(|(_, after)| value_at(text, after).is_some())
            || !is_words(text, at, at + 1)
        {
            return (at, None);
        }
    }
    (to, None)
}

fn ends(text: &Text, at: usize, to: usize) -> bool {
    at == to || (at < to && is_words(text, at, to))
}

/// Only words, commas and slashes between words.
fn is_words(text: &Text, from: usize, to: usize) -> bool {
    (from..to).all(|at| {
        matches!(
            text.kind(at),
            Some(Kind::Word | Kind::Comma | Kind::Slash | Kind::Line)
        ) || is_year(text, at)
    })
}

/// «so với năm 2023».
fn is_year(text: &Text, at: usize) -> bool {
    at > 0
        && text.word(at - 1) == "nam"
        && text.number(at).is_some_and(|year| {
            year.is_whole() && *year > Exact::whole(1990) && *year < Exact::whole(2100)
        })
}

/// How a second bound is joined to the first.
pub(super) fn joint_at(text: &Text, at: usize) -> Option<(Compare, usize)> {
    if text.is(at, &Kind::Dash) {
        if let Some((compare, next)) = compare_at(text, at + 1) {
            return matches!(compare, Compare::Le | Compare::Lt).then_some((compare, next));
        }
        return Some((Compare::Le, at + 1));
    }
    if let Some(next) = text.any(
        at,
        &[
            "den duoi",
            "toi duoi",
            "den nho hon",
            "den can",
            "den truoc",
            "den it hon",
        ],
    ) {
        return Some((Compare::Lt, next));
    }
    if let Some(next) = text.any(at, &["den het", "den bang", "den", "toi"]) {
        if let Some((compare, after)) = sign_at(text, next) {
            return matches!(compare, Compare::Le | Compare::Lt).then_some((compare, after));
        }
        return Some((Compare::Le, next));
    }
    let next = text
        .any(at, &["va", "nhung"])
        .or_else(|| text.is(at, &Kind::Comma).then_some(at + 1))?;
    let (compare, next) = compare_at(text, next)?;
    matches!(compare, Compare::Le | Compare::Lt).then_some((compare, next))
}

fn sign_at(text: &Text, at: usize) -> Option<(Compare, usize)> {
    let compare = match text.kind(at)? {
        Kind::Ge | Kind::GeOrArrow => Compare::Ge,
        Kind::Gt => Compare::Gt,
        Kind::Le => Compare::Le,
        Kind::Lt => Compare::Lt,
        _ => return None,
    };
    Some((compare, at + 1))
}

const PHRASES: [(&str, Compare); 42] = [
    ("lon hon hoac bang", Compare::Ge),
    ("cao hon hoac bang", Compare::Ge),
    ("bang hoac lon hon", Compare::Ge),
    ("bang hoac cao hon", Compare::Ge),
    ("tren hoac bang", Compare::Ge),
    ("nho hon hoac bang", Compare::Le),
    ("thap hon hoac bang", Compare::Le),
    ("it hon hoac bang", Compare::Le),
    ("bang hoac nho hon", Compare::Le),
    ("bang hoac thap hon", Compare::Le),
    ("duoi hoac bang", Compare::Le),
    ("khong nho hon", Compare::Ge),
    ("khong thap hon", Compare::Ge),
    ("khong it hon", Compare::Ge),
    ("khong duoi", Compare::Ge),
    ("khong lon hon", Compare::Le),
    ("khong cao hon", Compare::Le),
    ("khong vuot qua", Compare::Le),
    ("khong vuot", Compare::Le),
    ("khong qua", Compare::Le),
    ("khong dat du", Compare::Lt),
    ("khong dat", Compare::Lt),
    ("khong du", Compare::Lt),
    ("chua dat", Compare::Lt),
    ("chua den", Compare::Lt),
    ("chua du", Compare::Lt),
    ("it nhat", Compare::Ge),
    ("toi thieu", Compare::Ge),
    ("toi da", Compare::Le),
    ("tu tren", Compare::Gt),
    ("lon hon", Compare::Gt),
    ("cao hon", Compare::Gt),
    ("nhieu hon", Compare::Gt),
    ("nho hon", Compare::Lt),
    ("thap hon", Compare::Lt),
    ("it hon", Compare::Lt),
    ("tren", Compare::Gt),
    ("hon", Compare::Gt),
    ("qua", Compare::Gt),
    ("duoi", Compare::Lt),
    ("tu", Compare::Ge),
    ("bang", Compare::Eq),
];

/// A comparison at `at`, as a sign or in words.
pub(super) fn compare_at(text: &Text, at: usize) -> Option<(Compare, usize)> {
    if let Some(found) = sign_at(text, at) {
        return Some(found);
    }
    if text.is(at, &Kind::Equal) {
        return Some((Compare::Eq, at + 1));
    }
    if text.word(at).is_empty() {
        return None;
    }
    let start = text.any(at, &["dat ty le", "dat"]).unwrap_or(at);
    if let Some(found) = sign_at(text, start) {
        return Some(found);
    }
    let first = text.word(start).as_bytes().first();
    let found = PHRASES
        .iter()
        .filter(|(phrase, _)| phrase.as_bytes().first() == first)
        .find_map(|(phrase, compare)| Some((*compare, text.phrase(start, phrase)?)));
    match found {
        // «tu» before a comparison of its own: «từ trên 50%».
        Some((compare, next)) => Some((compare, next)),
        None if start > at => Some((Compare::Eq, start)),
        None => None,
    }
}
