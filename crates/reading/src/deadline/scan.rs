//! From tokens to terms: relations («trước», «đến hết»), ranges and lists of dates, and the rest.

use domain::deadline::Every;
use jiff::civil::Weekday;

use super::dates::{Named, named, quarter_number, quarter_of, small};
use super::event::{counted_from, event, relative};
use super::often::often;
use super::span::{Span, Unit};
use super::term::{Relation, Term};
use crate::text::tokens::Text;

/// No deadline has more terms; a longer text is prose, of which the rest is not read.
const TERMS_MAX: usize = 40;

/// All terms of a text, in order.
pub(super) fn terms(text: &Text<'_>) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut at = 0;
    while at < text.len() && terms.len() < TERMS_MAX {
        if let Some(next) = outlook(text, at) {
            at = next;
            continue;
        }
        let found = relative(text, at)
            .map(one)
            .or_else(|| within(text, at).map(one))
            .or_else(|| often(text, at))
            .or_else(|| dated(text, at))
            .or_else(|| counted_from(text, at).map(one))
            .or_else(|| weekday(text, at).map(one))
            .or_else(|| status(text, at).map(one))
            .or_else(|| event(text, at).map(one));
        match found {
            Some((found, next)) => {
                terms.extend(found);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    terms
}

/// «định hướng đến năm 2030», «tầm nhìn đến 2030»: no deadline of the duty.
fn outlook(text: &Text<'_>, at: usize) -> Option<usize> {
    let next = text.phrase(at, &["dinh huong", "tam nhin"])?;
    Some(dated(text, next).map_or(next, |(_, end)| end))
}

fn one((term, next): (Term, usize)) -> (Vec<Term>, usize) {
    (vec![term], next)
}

/// The relation at `at`; a bare date has none.
fn relation(text: &Text<'_>, at: usize) -> (Option<Relation>, usize) {
    let (mut found, mut next) = (None, at);
    // No text relates a date more than a few times over; a run of «trước trước …» must not be
    // walked again from each of its words.
    for _ in 0..6 {
        let step = if let Some(after) = text.phrase(
            next,
            &[
                "truoc khi het",
                "truoc khi ket thuc",
                "truoc thoi diem het",
                "truoc khi buoc sang",
            ],
        ) {
            (Relation::By, after)
        } else if text.word(next) == "truoc" {
            // «trước ngà y»: a word broken by extraction.
            let broken = text.phrase(next + 1, &["nga y", "n gay", "ng ay"]);
            let next = broken.map_or(next, |after| after - 1);
            let hour = clock(text, next + 1);
            (
                if hour > next + 1 {
                    Relation::By
                } else {
                    Relation::Before
                },
                hour,
            )
        } else if let Some(after) = text.phrase(next, BY) {
            (
                if found == Some(Relation::Before) {
                    Relation::Before
                } else {
                    Relation::By
                },
                clock(text, after),
            )
        } else if let Some(after) =
            text.phrase(next, &["bat dau tu", "ke tu", "tinh tu", "tu", "bat dau"])
        {
            (Relation::From, after)
        } else if let Some(after) = text
            .phrase(next, &["sau ngay", "sau"])
            .filter(|_| found.is_none())
        {
            (
                Relation::After,
                after - usize::from(text.word(after - 1) == "ngay"),
            )
        } else if let Some(after) = text.phrase(
            next,
            &[
                "trong thoi gian",
                "trong",
                "vao",
                "dip",
                "luc",
                "hoan thanh trong",
            ],
        ) {
            (found.unwrap_or(Relation::In), clock(text, after))
        } else if found.is_some() && (text.word(next) == "la" || text.sign(next) == ':') {
            (found.unwrap_or(Relation::In), next + 1)
        } else {
            return (found, next);
        };
        found = Some(step.0);
        next = step.1;
    }
    (found, next)
}

const BY: &[&str] = &[
    "cham nhat",
    "muon nhat",
    "tre nhat",
    "khong qua",
    "khong muon hon",
    "khong cham hon",
    "khong tre hon",
    "khong sau",
    "khong cham qua",
    "den het",
    "toi het",
    "den",
    "toi",
    "het",
    "han cuoi",
    "han chot",
    "thoi han",
    "han",
    "den truoc het",
];

/// «17h00 », «16 giờ 30 phút», «lúc 17:00»: the hour does not move the day.
fn clock(text: &Text<'_>, at: usize) -> usize {
    let start = at + usize::from(text.word(at) == "luc");
    let hour = text.number(start).is_some_and(|hour| hour <= 24);
    let sign = matches!(text.word(start + 1), "h" | "gio" | "g")
        || (text.sign(start + 1) == ':' && text.number(start + 2).is_some());
    if !hour || !sign {
        return at;
    }
    let mut next = start + 2;
    if text.number(next).is_some() && (text.digits(next) == 2 && text.sign(next + 1) != '/') {
        next += 1;
        next += usize::from(matches!(text.word(next), "phut" | "p") || text.sign(next) == '\'');
    }
    next + usize::from(text.sign(next) == ',')
}

/// A date, a range or a list of dates at `at`, with what relates to it.
pub(super) fn dated(text: &Text<'_>, at: usize) -> Option<(Vec<Term>, usize)> {
    if let Some(next) = text.phrase(at, &["tu nay", "tu thoi diem nay"]) {
        let (_, next) = relation(text, next);
        let (Named::Span(span), next) = named_or_year(text, next)? else {
            return None;
        };
        let span = Span {
            end_only: true,
            ..span
        };
        return Some((
            vec![Term::Dated {
                relation: Relation::In,
                span,
                to: None,
            }],
            next,
        ));
    }
    // «trực 24/7» is no day in July.
    let round =
        text.number(at) == Some(24) && text.sign(at + 1) == '/' && text.number(at + 2) == Some(7);
    if round && text.digits(at + 2) == 1 && text.sign(at + 3) != '/' {
        return Some((vec![Term::Continuous], at + 3));
    }
    if after_reference(text, at) {
        return None;
    }
    let (stated, start) = relation(text, at);
    let related = if stated.is_some() {
        named_or_year(text, start).or_else(|| bare_day(text, start))
    } else {
        None
    };
    let (first, next, relation) = match related {
        Some((first, next)) => (first, next, stated),
        None => named(text, at).map(|(first, next)| (first, next, None))?,
    };
    Some(continued(text, first, next, relation))
}

/// «hết năm», «trước năm 2025» after a relation, where «năm» alone is the plan's.
fn named_or_year(text: &Text<'_>, at: usize) -> Option<(Named, usize)> {
    named(text, at).or_else(|| {
        let whole =
            text.word(at) == "nam" && text.number(at + 1).is_none() && text.is_marked(at, "năm");
        let free = !matches!(text.word(at + 1), "truoc" | "sau" | "tiep" | "lien");
        (whole && free).then(|| (Named::Span(Span::whole_year(None)), at + 1))
    })
}

/// «từ 10 đến 15/3», «trước 25 hằng tháng».
fn bare_day(text: &Text<'_>, at: usize) -> Option<(Named, usize)> {
    let day = text
        .number(at)
        .filter(|day| (1..=31).contains(day) && text.digits(at) <= 2)?;
    let monthly = text
        .phrase(at + 1, &["hang thang", "moi thang", "cua thang", "thang"])
        .is_some();
    let range = (matches!(text.sign(at + 1), '-') || text.word(at + 1) == "den")
        && matches!(
            named(text, at + 2),
            Some((
                Named::Span(Span {
                    unit: Unit::Day,
                    ..
                }),
                _
            ))
        );
    (monthly || range).then(|| (Named::DayOnly(small(day)), at + 1))
}

/// «36/KH-UBND ngày 26/02/2024»: the date of a document cited, not of the duty.
fn after_reference(text: &Text<'_>, at: usize) -> bool {
    if text.word(at) != "ngay" || at < 3 {
        return false;
    }
    let mut back = at - 1;
    if text.sign(back) == ',' && back > 0 {
        back -= 1;
    }
    let least = at.saturating_sub(12);
    while back > least && text.touches(back) {
        back -= 1;
    }
    let number =
        text.number(back).is_some() && matches!(text.sign(back + 1), '/' | '-') && back + 2 < at;
    number && (back + 1..at).any(|token| !text.word(token).is_empty())
}

fn continued(
    text: &Text<'_>,
    first: Named,
    next: usize,
    stated: Option<Relation>,
) -> (Vec<Term>, usize) {
    let relation = |named: &Named| {
        stated.unwrap_or(match named {
            Named::Span(Span {
                unit: Unit::Day, ..
            })
            | Named::DayOnly(_) => Relation::By,
            Named::Span(_) | Named::Impossible => Relation::In,
        })
    };
    if let Some((to, after)) = range_end(text, &first, next) {
        return (range(first, to), after);
    }
    let (mut spans, mut end) = (vec![first], next);
    while let Some((more, after)) = list_item(text, spans.last(), end) {
        spans.push(more);
        end = after;
    }
    share_year(&mut spans);
    (joined(&spans, relation), end)
}

/// What follows «đến», «-» or «tới».
fn range_end(text: &Text<'_>, first: &Named, at: usize) -> Option<(Named, usize)> {
    let link = text.sign(at) == '-' || matches!(text.word(at), "den" | "toi");
    if !link || *first == Named::Impossible {
        return None;
    }
    let start = at + 1;
    let start = text
        .phrase(start, &["het", "cuoi", "truoc"])
        .filter(|_| text.word(start) != "cuoi")
        .unwrap_or(start);
    named_or_year(text, start).or_else(|| same_unit(text, first, start))
}

/// A bare number or roman numeral that goes on in the unit of the one before: «quý I - III».
fn same_unit(text: &Text<'_>, first: &Named, at: usize) -> Option<(Named, usize)> {
    let Named::Span(Span { unit, .. }) = first else {
        return None;
    };
    let year = |next: usize| {
        let slash = matches!(text.sign(next), '/') || text.word(next) == "nam";
        let value = slash
            .then(|| super::dates::year_number(text, next + 1, text.sign(next) == '/'))
            .flatten();
        value.map_or((None, next), |value| (Some(value), next + 2))
    };
    match unit {
        Unit::Quarter => {
            let (value, next) = quarter_number(text, at)?;
            let (year, next) = year(next);
            Some((quarter_of(value, year), next))
        }
        Unit::Month => {
            let value = text
                .number(at)
                .filter(|value| (1..=12).contains(value) && text.digits(at) <= 2)?;
            let unit_word =
                matches!(text.word(at + 1), "thang" | "lan" | "ngay") || text.sign(at + 1) == '%';
            let (year, next) = year(at + 1);
            (!unit_word).then(|| (Named::Span(Span::month(small(value)).in_year(year)), next))
        }
        Unit::Day | Unit::Week | Unit::Months | Unit::Year => None,
    }
}

fn list_item(text: &Text<'_>, last: Option<&Named>, at: usize) -> Option<(Named, usize)> {
    let last = last?;
    let link = matches!(text.sign(at), ',' | '+' | '&' | '/' | ';')
        || matches!(text.word(at), "va" | "hoac");
    if !link {
        return None;
    }
    let start = at + 1 + usize::from(text.word(at + 1) == "va");
    let unit = |named: &Named| match named {
        Named::Span(span) => Some(span.unit),
        Named::DayOnly(_) | Named::Impossible => None,
    };
    named(text, start)
        .filter(|(next, _)| {
            unit(next).is_some() && unit(next) == unit(last) && unit(next) != Some(Unit::Year)
        })
        .or_else(|| same_unit(text, last, start))
        .or_else(|| {
            if matches!(last, Named::DayOnly(_)) {
                bare_list_day(text, start)
            } else {
                None
            }
        })
}

/// «ngày 10, 20 và 30 hằng tháng».
fn bare_list_day(text: &Text<'_>, at: usize) -> Option<(Named, usize)> {
    let start = at + usize::from(text.word(at) == "ngay");
    let day = text
        .number(start)
        .filter(|day| (1..=31).contains(day) && text.digits(start) <= 2)?;
    let free = !matches!(text.sign(start + 1), '/' | '.' | '%')
        && !matches!(text.word(start + 1), "lan" | "ngay" | "cuoc");
    free.then(|| (Named::DayOnly(small(day)), start + 1))
}

/// «Quý I, II/2024»: the year stands once, at the end.
fn share_year(spans: &mut [Named]) {
    let mut known = None;
    for named in spans.iter_mut().rev() {
        if let Named::Span(span) = named {
            known = span.year.or(known);
            span.year = known;
        }
    }
}

/// Neighbours become one stretch («quý II, III»); the rest stay apart («tháng 3, tháng 9»).
fn joined(spans: &[Named], relation: impl Fn(&Named) -> Relation) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for named in spans {
        let relation = relation(named);
        match named {
            Named::Impossible => terms.push(Term::Impossible),
            Named::DayOnly(day) => terms.push(Term::DayOnly {
                relation,
                day: *day,
            }),
            Named::Span(span) => {
                if let Some(Term::Dated {
                    relation: Relation::In,
                    span: open,
                    to,
                }) = terms.last_mut()
                {
                    let end = to.unwrap_or(*open);
                    if end.unit != Unit::Day
                        && end.last.0 + 1 == span.first.0
                        && end.year == span.year
                        && !span.vague
                    {
                        *to = Some(*span);
                        continue;
                    }
                }
                terms.push(Term::Dated {
                    relation,
                    span: *span,
                    to: None,
                });
            }
        }
    }
    terms
}

/// Both ends of a range; each may lend the other its month and year.
fn range(first: Named, to: Named) -> Vec<Term> {
    let Named::Span(mut to) = to else {
        return vec![if to == Named::Impossible {
            Term::Impossible
        } else {
            Term::Duration
        }];
    };
    let mut from = match first {
        Named::Span(span) => span,
        Named::DayOnly(day) if to.unit == Unit::Day => Span {
            year: to.year,
            ..Span::day(to.first.0, day)
        },
        Named::DayOnly(_) | Named::Impossible => return vec![Term::Impossible],
    };
    let turns = from.first > to.last && to.last.1 != -1 || from.first.0 > to.last.0;
    if from.year.is_none() {
        from.year = to.year.map(|year| if turns { year - 1 } else { year });
    } else if to.year.is_none() {
        to.year = from.year.map(|year| if turns { year + 1 } else { year });
    }
    vec![Term::Dated {
        relation: Relation::From,
        span: from,
        to: Some(to),
    }]
}

/// «ngày 20 tháng cuối quý», «ngày 05 tháng sau», «ngày cuối cùng của quý», «cuối tháng».
fn within(text: &Text<'_>, at: usize) -> Option<(Term, usize)> {
    let (stated, start) = relation(text, at);
    let term = |every, month, day, vague| Term::Within {
        relation: stated.unwrap_or(Relation::By),
        every,
        month,
        day,
        vague,
    };
    let ngay = start + usize::from(text.word(start) == "ngay");
    if let Some(day) = text.number(ngay).filter(|_| text.digits(ngay) <= 2) {
        let of = ngay + 1 + usize::from(text.word(ngay + 1) == "cua");
        let (every, month, next) = month_of_period(text, of)?;
        let day = small(day);
        let possible = (1..=31).contains(&day);
        return Some((
            if possible {
                term(every, month, day, false)
            } else {
                Term::Impossible
            },
            next,
        ));
    }
    if let Some((every, month, next)) =
        month_of_period(text, start).filter(|(every, ..)| *every != Every::Month)
    {
        return Some((term(every, month, -1, false), next));
    }
    let last = text.phrase(
        start,
        &[
            "ngay cuoi cung cua",
            "ngay cuoi cung",
            "ngay cuoi cua",
            "ngay cuoi",
            "cuoi cua",
            "cuoi",
            "het",
        ],
    );
    let first = text.phrase(start, &["dau"]);
    let of = last.or(first)?;
    if let Some((every, month, next)) = month_of_period(text, of).filter(|_| last.is_some()) {
        return Some((term(every, month, -1, false), next));
    }
    let of = text.phrase(of, &["moi", "hang", "tung"]).unwrap_or(of);
    let (every, length) = match text.word(of) {
        "thang" => (Every::Month, 1),
        "quy" => (Every::Quarter, 3),
        "tuan" => return weekend(text, of, last.is_some()),
        _ => return None,
    };
    let free = text.number(of + 1).is_none()
        && quarter_number(text, of + 1).is_none()
        && !matches!(text.word(of + 1), "nay" | "dinh" | "che");
    let (month, day) = if last.is_some() {
        (length, -1)
    } else if every == Every::Month {
        (1, 10)
    } else {
        (1, -1)
    };
    free.then(|| (term(every, month, day, last.is_none()), of + 1))
}

fn weekend(text: &Text<'_>, of: usize, last: bool) -> Option<(Term, usize)> {
    let day = if last {
        Weekday::Sunday
    } else {
        Weekday::Monday
    };
    text.number(of + 1).is_none().then_some((
        Term::Weekday {
            relation: Relation::By,
            day,
        },
        of + 1,
    ))
}

/// «tháng cuối quý», «tháng đầu của quý sau», «tháng thứ hai của quý», «tháng sau».
fn month_of_period(text: &Text<'_>, at: usize) -> Option<(Every, i8, usize)> {
    let at = at + usize::from(matches!(text.word(at), "moi" | "hang"));
    if text.word(at) != "thang" {
        return None;
    }
    if let Some(next) = text.phrase(
        at + 1,
        &[
            "sau lien ke",
            "sau",
            "tiep theo",
            "ke tiep",
            "lien ke",
            "ke sau",
            "tiep",
            "lien sau",
            "sau do",
            "lien ke tiep theo",
        ],
    ) {
        return Some((Every::Month, 2, next));
    }
    let (month, next) = match text.word(at + 1) {
        "cuoi" => (3, at + 2 + usize::from(text.word(at + 2) == "cung")),
        "dau" => (1, at + 2 + usize::from(text.word(at + 2) == "tien")),
        "giua" => (2, at + 2),
        "thu" => match (text.number(at + 2), text.word(at + 2)) {
            (Some(1), _) | (_, "nhat") => (1, at + 3),
            (Some(2), _) | (_, "hai") => (2, at + 3),
            (Some(3), _) | (_, "ba") => (3, at + 3),
            _ => return None,
        },
        _ => return None,
    };
    let mut of = next;
    while matches!(
        text.word(of),
        "cua" | "moi" | "hang" | "tung" | "trong" | "cac"
    ) {
        of += 1;
    }
    if text.word(of) != "quy" || quarter_number(text, of + 1).is_some() {
        return None;
    }
    let later = text.phrase(
        of + 1,
        &[
            "sau lien ke",
            "sau",
            "tiep theo",
            "ke tiep",
            "lien ke",
            "tiep",
        ],
    );
    Some((
        Every::Quarter,
        if later.is_some() { month + 3 } else { month },
        later.unwrap_or(of + 1),
    ))
}

/// «thứ Sáu», «chủ nhật», with what relates to it.
fn weekday(text: &Text<'_>, at: usize) -> Option<(Term, usize)> {
    let (stated, start) = relation(text, at);
    let relation = stated.unwrap_or(Relation::By);
    let start = start + usize::from(text.word(start) == "ngay");
    if let Some(next) = text.phrase(start, &["chu nhat"]) {
        return Some((
            Term::Weekday {
                relation,
                day: Weekday::Sunday,
            },
            next,
        ));
    }
    if text.word(start) != "thu" || !text.is_marked(start, "thứ") {
        return None;
    }
    let day = match (text.number(start + 1), text.word(start + 1)) {
        (Some(2), _) | (_, "hai") => Weekday::Monday,
        (Some(3), _) | (_, "ba") => Weekday::Tuesday,
        (Some(4), _) | (_, "tu") => Weekday::Wednesday,
        (Some(5), _) | (_, "nam") => Weekday::Thursday,
        (Some(6), _) | (_, "sau") => Weekday::Friday,
        (Some(7), _) | (_, "bay") => Weekday::Saturday,
        _ => return None,
    };
    Some((Term::Weekday { relation, day }, start + 2))
}

/// «thường xuyên», «đã ban hành», «và các năm tiếp theo», «5 năm».
fn status(text: &Text<'_>, at: usize) -> Option<(Term, usize)> {
    let budget = at > 0 && matches!(text.word(at - 1), "chi" | "duc");
    if let Some(next) = text.phrase(
        at,
        &[
            "thuong xuyen",
            "lien tuc",
            "xuyen suot",
            "quanh nam",
            "lau dai",
            "trong suot",
            "hang gio",
            "khong thoi han",
            "thuong ky",
        ],
    ) {
        return (!budget).then_some((
            if text.word(at) == "thuong" && text.word(at + 1) == "ky" {
                Term::Periodic
            } else {
                Term::Continuous
            },
            next,
        ));
    }
    let open = [
        "va cac nam tiep theo",
        "va nhung nam tiep theo",
        "va cac nam sau",
        "va nhung nam sau",
        "cac nam tiep theo",
        "nhung nam tiep theo",
        "va nam tiep theo",
        "tro di",
        "va cac nam ke tiep",
        "va cac nam tiep",
    ];
    if let Some(next) = text.phrase(at, &open) {
        return Some((Term::OpenEnded, next));
    }
    if text.word(at) == "da"
        && text.is_marked(at, "đã")
        && !text.word(at + 1).is_empty()
        && starts_clause(text, at)
    {
        let end = (at..text.len()).find(|token| matches!(text.sign(*token), ',' | ';' | '.' | '('));
        return Some((Term::Done, end.unwrap_or(text.len())));
    }
    let whole = at == 0
        && text.phrase(0, &["hoan thanh", "xong", "da xong", "hoan tat"]) == Some(text.len());
    if whole {
        return Some((Term::Done, text.len()));
    }
    let years = text
        .number(at)
        .is_some_and(|years| (2..=30).contains(&years))
        && text.word(at + 1) == "nam"
        && text.number(at + 2).is_none();
    let many = text.phrase(at, &["nhieu nam"]).is_some();
    (years || many).then_some((Term::Duration, at + 2))
}

/// «Đã ban hành» says that it is done; «hồ sơ đã ban hành» speaks of something else.
fn starts_clause(text: &Text<'_>, at: usize) -> bool {
    at == 0 || matches!(text.sign(at - 1), ',' | ';' | '.' | '-' | '+' | '(')
}
