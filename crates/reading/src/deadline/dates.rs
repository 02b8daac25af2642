//! Days, months, quarters and years out of tokens: «15/10/2024», «ngày 15 tháng 10», «quý II».

use super::span::{Span, Unit};
use crate::text::tokens::Text;

/// What a phrase of the calendar names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A stretch of a year.
    Span(Span),
    /// «ngày 25»: the month is to be found elsewhere.
    DayOnly(i8),
    /// «31/02», «quý V», «tháng 13».
    Impossible,
}

/// The phrase of the calendar at `at`, and the index after it.
pub(super) fn named(text: &Text<'_>, at: usize) -> Option<(Named, usize)> {
    let plain = vague(text, at)
        .or_else(|| numeric(text, at))
        .or_else(|| day_in_words(text, at))
        .or_else(|| part_of_year(text, at))
        .or_else(|| month(text, at))
        .or_else(|| quarter(text, at))
        .or_else(|| week(text, at))
        .or_else(|| year(text, at));
    plain.map(|(named, next)| (checked(named), next))
}

/// «Tháng 13» and «quý V» are no spans; days are checked when the year is known, except those
/// that no year has.
fn checked(named: Named) -> Named {
    let Named::Span(span) = named else {
        return named;
    };
    let days = |month: i8| match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let possible = |(month, day): (i8, i8)| {
        (1..=12).contains(&month) && (day == -1 || (1..=days(month)).contains(&day))
    };
    let week = span.week.is_none_or(|week| (1..=53).contains(&week));
    if possible(span.first) && possible(span.last) && week {
        named
    } else {
        Named::Impossible
    }
}

pub(super) fn small(value: u32) -> i8 {
    i8::try_from(value).unwrap_or(99)
}

/// A year of four digits, or of two after a sign that makes it one.
pub(super) fn year_number(text: &Text<'_>, at: usize, short: bool) -> Option<i16> {
    let value = i16::try_from(text.number(at)?).ok()?;
    match text.digits(at) {
        4 if (1900..=2199).contains(&value) => Some(value),
        2 if short && (15..=79).contains(&value) => Some(2000 + value),
        _ => None,
    }
}

/// «/2024», «-2024», «năm 2024», «của năm 2024» after a month or quarter.
fn year_after(text: &Text<'_>, at: usize) -> (Option<i16>, usize) {
    let sign = matches!(text.sign(at), '/' | '-' | '.');
    if sign {
        // «tháng 3-10» goes on with a month: only a slash lets two digits be a year.
        let short = text.sign(at) == '/' && text.number(at + 1).is_some_and(|value| value > 12);
        if let Some(year) = year_number(text, at + 1, short) {
            return (Some(year), at + 2);
        }
    }
    let from = [at, at + 1].into_iter().find(|start| {
        text.word(*start) == "nam"
            && (*start == at || text.word(at) == "cua" || text.sign(at) == ',')
    });
    if let Some(word) = from
        && let Some(year) = year_number(text, word + 1, false)
    {
        return (Some(year), word + 2);
    }
    (None, at)
}

/// «15/10/2024», «15-10-24», «15.10.2024», «2024-10-15», «15/10», «10/2024».
fn numeric(text: &Text<'_>, at: usize) -> Option<(Named, usize)> {
    let named = usize::from(matches!(text.word(at), "ngay" | "hom"));
    let start = at + named;
    let first = text.number(start)?;
    let sign = text.sign(start + 1);
    if !matches!(sign, '/' | '.' | '-') {
        return None;
    }
    let second = text.number(start + 2)?;
    if text.digits(start) == 4 && text.sign(start + 3) == sign {
        let year = year_number(text, start, false)?;
        let day = text.number(start + 4)?;
        return Some((
            span(Span::day(small(second), small(day)), Some(year)),
            start + 5,
        ));
    }
    if text.digits(start) > 2 {
        return None;
    }
    if text.sign(start + 3) == sign && text.digits(start + 2) <= 2 {
        // «15/10/20 24»: a year broken by extraction.
        let broken = text.number(start + 4) == Some(20)
            && text.digits(start + 5) == 2
            && !text.touches(start + 5);
        if let Some(rest) = text.number(start + 5).filter(|_| broken) {
            let year = i16::try_from(2000 + rest).ok();
            return Some((
                span(Span::day(small(second), small(first)), year),
                start + 6,
            ));
        }
        if let Some(year) = year_number(text, start + 4, true) {
            return Some((
                span(Span::day(small(second), small(first)), Some(year)),
                start + 5,
            ));
        }
    }
    if let Some(year) = year_number(text, start + 2, false).filter(|_| named == 0 && sign != '.') {
        return Some((span(Span::month(small(first)), Some(year)), start + 3));
    }
    let day_month = sign == '/'
        || (sign == '.' && named == 1)
        || (sign == '-' && named == 1 && text.sign(start + 3) != '/');
    if !day_month || text.digits(start + 2) > 2 {
        return None;
    }
    let (year, next) = year_after(text, start + 3);
    Some((span(Span::day(small(second), small(first)), year), next))
}

fn span(span: Span, year: Option<i16>) -> Named {
    Named::Span(span.in_year(year))
}

/// «ngày cuối cùng của tháng 6».
fn last_day(text: &Text<'_>, at: usize) -> Option<(Named, usize)> {
    let whole = month(text, at)
        .or_else(|| quarter(text, at))
        .or_else(|| year(text, at))?;
    let (Named::Span(whole), next) = whole else {
        return None;
    };
    Some((
        Named::Span(Span {
            unit: Unit::Day,
            first: whole.last,
            ..whole
        }),
        next,
    ))
}

/// «ngày 15 tháng 10 năm 2024», «15 tháng 10», «ngày 25», «ngày cuối cùng của tháng 6».
fn day_in_words(text: &Text<'_>, at: usize) -> Option<(Named, usize)> {
    let named = matches!(text.word(at), "ngay" | "mung" | "mong");
    let start = at + usize::from(named);
    if named
        && let Some(after) = text.phrase(start, &["cuoi cung cua", "cuoi cung", "cuoi cua", "cuoi"])
    {
        return last_day(text, after);
    }
    let day = text.number(start).filter(|_| text.digits(start) <= 2)?;
    let of = start + 1 + usize::from(text.word(start + 1) == "cua");
    // «6 tháng 10» without «ngày» is a day only when a month follows.
    if matches!(text.word(of), "thang" | "t")
        && let Some((Named::Span(whole), next)) = month(text, of)
    {
        let day = (whole.first.0, small(day));
        return Some((
            Named::Span(Span {
                unit: Unit::Day,
                first: day,
                last: day,
                ..whole
            }),
            next,
        ));
    }
    let alone = named
        && day >= 1
        && !matches!(text.sign(start + 1), '/' | '.')
        && text.word(start + 1) != "thang";
    let whose = named && text.word(of) == "thang";
    (alone || whose).then(|| {
        if (1..=31).contains(&day) {
            (Named::DayOnly(small(day)), start + 1)
        } else {
            (Named::Impossible, start + 1)
        }
    })
}

/// The number of a month in figures or words.
fn month_number(text: &Text<'_>, at: usize) -> Option<(i8, usize)> {
    if let Some(value) = text.number(at) {
        return (text.digits(at) <= 2).then(|| (small(value), at + 1));
    }
    let words: [(&str, i8); 14] = [
        ("gieng", 1),
        ("hai", 2),
        ("ba", 3),
        ("tu", 4),
        ("nam", 5),
        ("sau", 6),
        ("bay", 7),
        ("tam", 8),
        ("chin", 9),
        ("muoi mot", 11),
        ("muoi hai", 12),
        ("muoi", 10),
        ("mot", 11),
        ("chap", 12),
    ];
    let (word, value) = words
        .into_iter()
        .find(|(word, _)| text.phrase(at, &[word]).is_some())?;
    // «tháng sau», «tháng năm 2024» are not June and May.
    let marked = match word {
        "sau" => !text.written(at).is_ascii() && text.is_marked(at, "sáu"),
        "tu" => !text.written(at).is_ascii() && text.is_marked(at, "tư"),
        "nam" => text.word(at + 1) == "nam",
        _ => true,
    };
    let next = text.phrase(at, &[word])?;
    marked.then_some((value, next))
}

/// «tháng 10/2024», «tháng 10 năm 2024», «T10/2024», «tháng mười».
fn month(text: &Text<'_>, at: usize) -> Option<(Named, usize)> {
    let short = text.word(at) == "t" && text.touches(at + 1) && text.number(at + 1).is_some();
    if text.word(at) != "thang" && !short {
        return None;
    }
    let dot = usize::from(text.sign(at + 1) == '.');
    let (value, next) = month_number(text, at + 1 + dot)?;
    let (year, next) = year_after(text, next);
    Some((span(Span::month(value), year), next))
}

/// «quý I/2024», «Quý 2 năm 2024», «Q1/2024», «qúy III», «quý một».
fn quarter(text: &Text<'_>, at: usize) -> Option<(Named, usize)> {
    let short = text.word(at) == "q" && (text.touches(at + 1) || text.sign(at + 1) == '.');
    if text.word(at) != "quy" && !short {
        return None;
    }
    let dot = usize::from(text.sign(at + 1) == '.');
    let (value, next) = quarter_number(text, at + 1 + dot)?;
    let (year, next) = year_after(text, next);
    Some((quarter_of(value, year), next))
}

pub(super) fn quarter_of(value: i8, year: Option<i16>) -> Named {
    if (1..=4).contains(&value) {
        span(Span::quarter(value), year)
    } else {
        Named::Impossible
    }
}

/// «I» to «IV», 1 to 4, «một» to «bốn»; a roman number read by a machine may hold an l or a 1.
pub(super) fn quarter_number(text: &Text<'_>, at: usize) -> Option<(i8, usize)> {
    if let Some(value) = text.number(at) {
        if value == 1 && text.touches(at + 1) && text.word(at + 1) == "v" {
            return Some((4, at + 2));
        }
        return (text.digits(at) <= 2).then(|| (small(value), at + 1));
    }
    let value = match text.word(at) {
        "i" | "l" | "mot" | "nhat" => 1,
        "ii" | "ll" | "il" | "li" | "hai" => 2,
        "iii" | "lll" | "ba" => 3,
        "iv" | "lv" | "bon" | "tu" | "iiii" => 4,
        "v" | "vi" => 5,
        _ => return None,
    };
    Some((value, at + 1))
}

/// «6 tháng đầu năm 2024», «03 tháng cuối năm», «9 tháng năm 2024», «nửa đầu năm».
fn part_of_year(text: &Text<'_>, at: usize) -> Option<(Named, usize)> {
    let (count, after) = if text.word(at) == "nua" {
        (6, at + 1)
    } else {
        let count = text
            .number(at)
            .or_else(|| match text.written(at).to_lowercase().as_str() {
                "sáu" => Some(6),
                "ba" => Some(3),
                "chín" => Some(9),
                _ => None,
            })?;
        if text.word(at + 1) != "thang" || !(1..=12).contains(&count) {
            return None;
        }
        (count, at + 2)
    };
    let count = small(count);
    let (first_half, next) = match text.word(after) {
        "dau" => (true, after + 1),
        "cuoi" => (false, after + 1),
        "nam" if year_number(text, after + 1, false).is_some() => (true, after),
        _ => return None,
    };
    let months = if first_half {
        Span::months(1, count)
    } else {
        Span::months(13 - count, 12)
    };
    let next = next + usize::from(text.word(next) == "cua");
    if text.word(next) != "nam" && text.sign(next) != '/' {
        return (text.word(at) != "nua").then_some((Named::Span(months), next));
    }
    let (year, end) = year_after(text, next);
    let end = if end == next {
        next + usize::from(text.word(next) == "nam")
    } else {
        end
    };
    Some((span(months, year), end))
}

/// «tuần 2 tháng 5», «tuần cuối tháng 5», «tuần 20 năm 2024».
fn week(text: &Text<'_>, at: usize) -> Option<(Named, usize)> {
    if text.word(at) != "tuan" {
        return None;
    }
    let thu = at + 1 + usize::from(matches!(text.word(at + 1), "thu" | "le"));
    let (number, next) = match (text.number(thu), text.word(thu)) {
        (Some(value), _) => (small(value), thu + 1),
        (None, "dau") => (1, thu + 1 + usize::from(text.word(thu + 1) == "tien")),
        (None, "nhat") => (1, thu + 1),
        (None, "hai") => (2, thu + 1),
        (None, "ba") => (3, thu + 1),
        (None, "tu") => (4, thu + 1),
        (None, "cuoi") => (-1, thu + 1 + usize::from(text.word(thu + 1) == "cung")),
        _ => return None,
    };
    let of = next + usize::from(text.word(next) == "cua" || text.sign(next) == ',');
    if let Some((Named::Span(whole), next)) = month(text, of) {
        let (month, year) = (whole.first.0, whole.year);
        let (first, last) = match number {
            -1 => (if month == 2 { 22 } else { 25 }, -1),
            1..=4 => (number * 7 - 6, number * 7),
            5 => (29, -1),
            _ => return Some((Named::Impossible, next)),
        };
        let week = Span {
            vague: true,
            ..Span::new(Unit::Week, (month, first), (month, last))
        };
        return Some((span(week, year), next));
    }
    let numbered = text.number(thu).is_some();
    let (year, next) = year_after(text, next);
    numbered.then(|| {
        (
            Named::Span(
                Span {
                    week: Some(number),
                    ..Span::new(Unit::Week, (1, 1), (12, -1))
                }
                .in_year(year),
            ),
            next,
        )
    })
}

/// «năm 2024», «cả năm», «trong năm», «năm nay», «năm 2024-2025», «giai đoạn 2024 - 2026», «2024».
fn year(text: &Text<'_>, at: usize) -> Option<(Named, usize)> {
    let period = text.phrase(
        at,
        &[
            "giai doan",
            "thoi ky",
            "nhiem ky",
            "ca nam",
            "trong nam",
            "toan nam",
            "cac nam",
            "nam",
            "nien do",
        ],
    );
    let start = period.unwrap_or(at);
    if let Some(school) = school_year(text, at) {
        return Some(school);
    }
    if let Some(first) = year_number(text, start, false) {
        // «2024/KH-UBND» and «2024 bài» are no years.
        let free = period.is_some()
            || (text.word(start + 1).is_empty()
                && (text.sign(start + 1) != '/' || text.word(start + 2).is_empty()));
        if !free {
            return None;
        }
        let mut next = start + 1;
        let mut last = None;
        while let Some((value, after)) = another_year(text, next) {
            last = Some(value);
            next = after;
        }
        let whole = Span {
            last_year: last.filter(|last| *last > first),
            ..Span::whole_year(Some(first))
        };
        return Some((Named::Span(whole), next));
    }
    let next = period.filter(|_| matches!(text.word(at), "ca" | "trong" | "toan"));
    let this = text.phrase(
        at,
        &[
            "nam nay",
            "nam hien tai",
            "nam danh gia",
            "nam ke hoach",
            "trong nam nay",
            "nam bao cao",
        ],
    );
    this.or(next).map(|next| {
        let next = next + usize::from(text.word(next) == "nay");
        (Named::Span(Span::whole_year(None)), next)
    })
}

/// «năm học 2024-2025»: September to May, by our reading.
fn school_year(text: &Text<'_>, at: usize) -> Option<(Named, usize)> {
    let start = text.phrase(at, &["nam hoc"])?;
    let first = year_number(text, start, false)?;
    let next = another_year(text, start + 1).map_or(start + 1, |(_, next)| next);
    let span = Span {
        year: Some(first),
        last_year: Some(first + 1),
        vague: true,
        ..Span::new(Unit::Months, (9, 1), (5, 31))
    };
    Some((Named::Span(span), next))
}

/// The year that a list or range goes on with.
fn another_year(text: &Text<'_>, at: usize) -> Option<(i16, usize)> {
    let link = matches!(text.sign(at), '-' | ',' | '/' | '+')
        || matches!(text.word(at), "den" | "va" | "toi");
    let start = at + usize::from(link) + usize::from(link && text.word(at + 1) == "het");
    let start = start + usize::from(link && text.word(start) == "nam");
    link.then(|| year_number(text, start, false))
        .flatten()
        .map(|year| (year, start + 1))
}

/// «cuối năm 2024», «đầu tháng 5», «giữa quý II»; the end of «cuối» is stated, the rest is ours.
fn vague(text: &Text<'_>, at: usize) -> Option<(Named, usize)> {
    let part = text.word(at);
    if !matches!(part, "cuoi" | "dau" | "giua") {
        return None;
    }
    let of = at + 1 + usize::from(text.word(at + 1) == "cua");
    let whole_year =
        || (text.word(of) == "nam").then(|| (Named::Span(Span::whole_year(None)), of + 1));
    let (Named::Span(whole), next) = month(text, of)
        .or_else(|| quarter(text, of))
        .or_else(|| year(text, of))
        .or_else(whole_year)?
    else {
        return None;
    };
    Some((Named::Span(portion(whole, part)), next))
}

fn portion(whole: Span, part: &str) -> Span {
    let (first, last) = (whole.first, whole.last);
    if part == "cuoi" {
        return Span {
            end_only: true,
            ..whole
        };
    }
    let begin = part == "dau";
    let (first, last) = match whole.unit {
        Unit::Month if begin => ((first.0, 1), (first.0, 10)),
        Unit::Month => ((first.0, 11), (first.0, 20)),
        Unit::Quarter if begin => ((first.0, 1), (first.0, -1)),
        Unit::Quarter => ((first.0 + 1, 1), (first.0 + 1, -1)),
        Unit::Year if begin => ((1, 1), (3, -1)),
        Unit::Year => ((4, 1), (6, -1)),
        Unit::Day | Unit::Week | Unit::Months => (first, last),
    };
    Span {
        first,
        last,
        vague: true,
        ..whole
    }
}
