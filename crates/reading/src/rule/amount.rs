//! Points as sentences give them: «10đ», «2,5 điểm», «1/2 điểm tối đa», «50% số điểm».

use scoring::Exact;

use super::token::{Kind, Text};

/// Points, or a share of the maximum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    Points(Exact),
    OfMax(Exact),
}

impl Amount {
    /// Points once the maximum is known.
    pub(super) fn points(&self, max: Option<&Exact>) -> Option<Exact> {
        match self {
            Amount::Points(points) => Some(points.clone()),
            Amount::OfMax(share) => max.map(|max| share.clone() * max.clone()),
        }
    }
}

/// «điểm» that are places, not points.
const PLACES: [&str; 21] = [
    "phan tram",
    "phuc vu",
    "cau",
    "truy",
    "giao dich",
    "buu",
    "cung cap",
    "du lich",
    "wifi",
    "phat",
    "tiep nhan",
    "truong",
    "dan cu",
    "nong",
    "den",
    "tra cuu",
    "ban",
    "hop",
    "ket noi",
    "tap ket",
    "kinh doanh",
];

/// Points at `at`; gives where they end.
pub(super) fn amount_at(text: &Text, at: usize) -> Option<(Amount, usize)> {
    in_parentheses(text, at)
        .or_else(|| share_of_max(text, at))
        .or_else(|| points_at(text, at))
}

/// «(5đ)», «(0)», and «(0) điểm)» where extraction tore the line.
fn in_parentheses(text: &Text, at: usize) -> Option<(Amount, usize)> {
    if !text.is(at, &Kind::Open) {
        return None;
    }
    let start = text
        .any(at + 1, &["duoc", "dat", "toi da duoc"])
        .unwrap_or(at + 1);
    let (amount, end) = share_of_max(text, start)
        .or_else(|| points_at(text, start))
        .or_else(|| {
            let number = text.number(start)?.clone();
            Some((Amount::Points(number), start + 1))
        })?;
    if !text.is(end, &Kind::Close) {
        return None;
    }
    let mut end = end + 1;
    if text.word(end) == "diem" && text.is(end + 1, &Kind::Close) {
        end += 2;
    }
    Some((amount, end))
}

/// «không tính điểm», «không có điểm» are no points; «không có điểm truy cập» is another thing.
fn no_points(text: &Text, at: usize) -> Option<(Amount, usize)> {
    const NONE: [&str; 7] = [
        "khong duoc tinh diem",
        "khong duoc cham diem",
        "khong tinh diem",
        "khong cham diem",
        "khong duoc diem",
        "khong co diem",
        "khong cho diem",
    ];
    let end = text.any(at, &NONE)?;
    let ends = !text.is(end, &Kind::Word) || text.any(end, &["neu", "khi", "doi voi"]).is_some();
    ends.then_some((Amount::Points(Exact::ZERO), end))
}

/// «10đ», «10 điểm», «+2đ».
fn points_at(text: &Text, at: usize) -> Option<(Amount, usize)> {
    if text.word(at) == "khong" {
        return no_points(text, at);
    }
    let number = text.number(at)?;
    let unit = text.word(at + 1);
    if !matches!(unit, "d" | "diem") || text.any(at + 2, &PLACES).is_some() {
        return None;
    }
    // «500.000đ» is money.
    if unit == "d" && *number >= Exact::whole(1001) {
        return None;
    }
    if let Some(end) = text.any(at + 1, &["diem toi da", "d toi da"]) {
        // «10 điểm tối đa» is odd; «1 điểm, tối đa 20 điểm» without its comma is not.
        if text.number(end).is_none() && text.phrase(end, "khong qua").is_none() {
            return None;
        }
    }
    Some((Amount::Points(number.clone()), at + 2))
}

/// The maximum by name; gives where the name ends.
fn max_name(text: &Text, at: usize) -> Option<usize> {
    let end = text.any(
        at,
        &[
            "so diem toi da",
            "muc diem toi da",
            "tong diem toi da",
            "diem so toi da",
            "diem toi da",
            "toi da diem",
            "diem chuan",
            "diem toan phan",
            "tong so diem",
            "thang diem",
        ],
    )?;
    Some(
        text.any(end, &["cua chi so", "cua tieu chi", "cua chi tieu"])
            .unwrap_or(end),
    )
}

/// A share of the maximum: «1/2 điểm tối đa», «50% số điểm», «điểm tối đa/2», «điểm tối đa».
fn share_of_max(text: &Text, at: usize) -> Option<(Amount, usize)> {
    if let Some(end) = max_name(text, at) {
        let (share, end) = factor_after(text, end);
        return Some((Amount::OfMax(share), end));
    }
    let (share, next) = factor(text, at)?;
    let next = if text.is(next, &Kind::Times) || text.word(next) == "x" {
        next + 1
    } else {
        next
    };
    let end = max_name(text, next)
        .or_else(|| text.any(next, &["so diem", "tong diem"]))
        .or_else(|| {
            text.phrase(next, "toi da")
                .filter(|end| next > at + 1 && text.number(*end).is_none())
        })
        .or_else(|| {
            text.is(next - 1, &Kind::Percent)
                .then(|| text.phrase(next, "diem"))
                .flatten()
        });
    // «1/2 điểm» alone may be half a point or half of all: left unread.
    let end = end.filter(|_| share <= Exact::ONE)?;
    let end = text
        .any(end, &["cua chi so", "cua tieu chi"])
        .unwrap_or(end);
    Some((Amount::OfMax(share), end))
}

/// «1/2», «50%», «một nửa», «0,5».
fn factor(text: &Text, at: usize) -> Option<(Exact, usize)> {
    if let Some(end) = text.any(at, &["mot nua", "nua"]) {
        return Some((Exact::ratio(1, 2)?, end));
    }
    let number = text.number(at)?;
    if text.is(at + 1, &Kind::Percent) {
        return Some((number.checked_div(&Exact::whole(100))?, at + 2));
    }
    if text.is(at + 1, &Kind::Slash)
        && let Some(den) = text.number(at + 2)
    {
        return Some((number.checked_div(den)?, at + 3));
    }
    Some((number.clone(), at + 1))
}

/// «/2», «*1/2», «× 50%» after the name of the maximum.
fn factor_after(text: &Text, end: usize) -> (Exact, usize) {
    if text.is(end, &Kind::Slash) {
        let percent = text.is(end + 2, &Kind::Percent);
        if let Some(share) = text
            .number(end + 1)
            .filter(|_| !percent)
            .and_then(|den| Exact::ONE.checked_div(den))
        {
            return (share, end + 2);
        }
    }
    if text.is(end, &Kind::Times)
        && text.number(end + 1).is_some()
        && let Some((share, next)) = factor(text, end + 1)
        && share <= Exact::ONE
    {
        return (share, next);
    }
    (Exact::ONE, end)
}
