//! Numbers with their units: «80%», «50 triệu đồng», «2 lần/tháng», «hàng tuần». Numbers of laws,
//! ages, levels and dates are none.

use scoring::Exact;

use super::amount::amount_at;
use super::quantity::{Measure, compare_at, joint_at};
use super::token::{Kind, Text};

/// A number with its unit at `at`; gives where it ends. Nouns are not taken.
pub(super) fn value_at(text: &Text, at: usize) -> Option<(Exact, Measure, usize)> {
    // «IPv6», «12/2022».
    let glued = text.tokens.get(at).is_some_and(|token| token.glued);
    if at > 0 && glued && text.is(at - 1, &Kind::Word) {
        return None;
    }
    if let Some(found) = frequency_in_words(text, at) {
        return Some(found);
    }
    if is_date_or_fraction(text, at) || is_level(text, at) || amount_at(text, at).is_some() {
        return None;
    }
    let (number, next) = match text.number(at) {
        Some(number) => (number.clone(), at + 1),
        None => (spelled(text, at)?, at + 1),
    };
    // Ages say who is counted, not how many.
    if text.word(next) == "tuoi" {
        return None;
    }
    if text.is(next, &Kind::Percent) {
        return Some((
            number.checked_div(&Exact::whole(100))?,
            Measure::Rate,
            next + 1,
        ));
    }
    if let Some(end) = text.phrase(next, "diem phan tram") {
        return Some((
            number.checked_div(&Exact::whole(100))?,
            Measure::PercentPoints,
            end,
        ));
    }
    if let Some((scale, end)) = money_unit(text, next, &number) {
        return Some((number * scale, Measure::Money, end));
    }
    if let Some(found) = frequency(text, &number, next) {
        return Some(found);
    }
    if let Some(end) = text.any(next, &["ngay lam viec", "ngay"]) {
        return Some((number, Measure::Days, end));
    }
    let is_noun = text.is(next, &Kind::Word)
        && compare_at(text, next).is_none()
        && joint_at(text, next).is_none()
        && text.any(next, &["thi", "tro len", "tro xuong"]).is_none();
    Some((
        number,
        if is_noun {
            Measure::Count
        } else {
            Measure::Bare
        },
        next,
    ))
}

/// «mức độ 4», «cấp độ 3», «loại 1»: a name, not a number.
fn is_level(text: &Text, at: usize) -> bool {
    let named = at > 0
        && (matches!(
            text.word(at - 1),
            "muc" | "loai" | "hang" | "bac" | "giai" | "nhom" | "lop" | "khoi"
        ) || (text.word(at - 1) == "do"
            && at > 1
            && matches!(text.word(at - 2), "cap" | "muc")));
    named
        && !text.is(at + 1, &Kind::Percent)
        && money_unit(text, at + 1, &Exact::ZERO).is_none()
        && text.word(at + 1) != "lan"
}

/// «ngày 31/10», «quý 2», «3/5»: numbers that count nothing by themselves.
fn is_date_or_fraction(text: &Text, at: usize) -> bool {
    let numbers_apart = |slash: usize| {
        text.is(slash, &Kind::Slash)
            && text.number(slash.wrapping_sub(1)).is_some()
            && text.number(slash + 1).is_some()
    };
    numbers_apart(at + 1)
        || (at > 0 && numbers_apart(at - 1))
        || (at > 0
            && matches!(text.word(at - 1), "ngay" | "thang" | "quy" | "nam")
            && text.word(at + 1) != "lan")
}

/// «một lần», «hai bài»: only before a unit that is counted.
fn spelled(text: &Text, at: usize) -> Option<Exact> {
    const WORDS: [&str; 10] = [
        "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi",
    ];
    const UNITS: [&str; 6] = ["lan", "bai", "tin", "cuoc", "hoi nghi", "van ban"];
    let value = WORDS.iter().position(|word| *word == text.word(at))?;
    text.any(at + 1, &UNITS)?;
    Some(Exact::whole(i64::try_from(value).ok()? + 1))
}

pub(super) fn money_unit(text: &Text, at: usize, number: &Exact) -> Option<(Exact, usize)> {
    let (scale, next) = match text.word(at) {
        "tr" | "trieu" | "trd" => (1_000_000, at + 1),
        "ty" if text.word(at + 1) != "le" && text.word(at + 1) != "trong" => {
            (1_000_000_000, at + 1)
        }
        "nghin" | "ngan" => (1_000, at + 1),
        "dong" | "vnd" => return Some((Exact::ONE, at + 1)),
        "d" if *number > Exact::whole(1000) => return Some((Exact::ONE, at + 1)),
        _ => return None,
    };
    let next = text.any(next, &["dong", "vnd", "d"]).unwrap_or(next);
    Some((Exact::whole(scale), next))
}

/// How often a period comes in a year.
fn period(text: &Text, at: usize) -> Option<(Exact, usize)> {
    let (often, end) = match text.word(at) {
        "ngay" => (365, at + 1),
        "tuan" => (52, at + 1),
        "thang" => (12, at + 1),
        "quy" => (4, at + 1),
        "nam" => (1, at + 1),
        _ => return None,
    };
    Some((Exact::whole(often), end))
}

/// «1 lần/tuần», «2 tin/tháng», «1 tuần/1 lần», «2 tuần/lần», «1 lần trong tháng».
fn frequency(text: &Text, number: &Exact, next: usize) -> Option<(Exact, Measure, usize)> {
    if let Some((often, unit_end)) = period(text, next) {
        // «1 tuần/1 lần», «6 tháng một lần».
        let start = if text.is(unit_end, &Kind::Slash) {
            unit_end + 1
        } else {
            unit_end
        };
        let (times, lan) = match text.number(start) {
            Some(times) => (times.clone(), start + 1),
            None if text.word(start) == "mot" => (Exact::ONE, start + 1),
            None => (Exact::ONE, start),
        };
        let end = text.phrase(lan, "lan")?;
        return Some((times * often.checked_div(number)?, Measure::Frequency, end));
    }
    let noun_end =
        (next..next + 5).find(|at| !text.is(*at, &Kind::Word) && !text.is(*at, &Kind::Comma));
    let by_slash = noun_end.filter(|end| *end > next && text.is(*end, &Kind::Slash));
    let start = if let Some(end) = by_slash {
        end + 1
    } else {
        let lan = text.phrase(next, "lan")?;
        text.any(lan, &["trong mot", "trong", "moi", "mot", "tren", "hang"])?
    };
    let (each, start) = match text.number(start) {
        Some(number) => (number.clone(), start + 1),
        None => (
            Exact::ONE,
            text.any(start, &["mot", "moi"]).unwrap_or(start),
        ),
    };
    let (often, end) = period(text, start)?;
    let per_year = number.clone() * often.checked_div(&each)?;
    let measure = if often == Exact::ONE {
        Measure::Yearly
    } else {
        Measure::Frequency
    };
    Some((per_year, measure, end))
}

/// «hàng tuần», «mỗi tháng 1 lần», «tuần 1 lần».
fn frequency_in_words(text: &Text, at: usize) -> Option<(Exact, Measure, usize)> {
    let each = text.any(at, &["hang", "moi"]);
    let (often, end) = period(text, each.unwrap_or(at))?;
    if often == Exact::ONE {
        return None;
    }
    let times = match text.number(end) {
        Some(times) => Some((times.clone(), end + 1)),
        None if text.word(end) == "mot" => Some((Exact::ONE, end + 1)),
        None => None,
    };
    if let Some((times, next)) = times {
        if let Some(end) = text.phrase(next, "lan") {
            return Some((times * often, Measure::Frequency, end));
        }
        return None;
    }
    (each.is_some() && text.word(at) == "hang").then_some((often, Measure::Frequency, end))
}
