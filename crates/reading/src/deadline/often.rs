//! How often: «hằng tuần», «ít nhất 2 cuộc/quý», «1 tuần/1 lần», «6 tháng/lần», «quý, năm».

use domain::deadline::Every;

use super::term::{Often, Term};
use crate::text::tokens::Text;

/// The recurrences at `at` (a list such as «hằng tháng, quý, năm» gives several).
pub(super) fn often(text: &Text<'_>, at: usize) -> Option<(Vec<Term>, usize)> {
    let (first, next) = led(text, at)
        .or_else(|| count_first(text, at))
        .or_else(|| period_first(text, at))
        .or_else(|| naked(text, at))?;
    let weak = matches!(first, Term::Often(Often { weak: true, .. }));
    let (mut terms, mut next) = (vec![first], next);
    while let Some((term, after)) = listed(text, next, weak) {
        terms.push(term);
        next = after;
    }
    Some((terms, next))
}

/// A period with the number before it: «tuần», «6 tháng», «1 quý»; no «tháng 5», no «quy định».
fn period(text: &Text<'_>, at: usize) -> Option<(&'static str, u32, usize)> {
    if let Some(next) = text.phrase(at, &["nua nam"]) {
        return Some(("thang", 6, next));
    }
    let counted = count(text, at);
    let (number, word) = counted.map_or((1, at), |(number, next)| (number, next));
    let (name, marked) = match text.word(word) {
        "ngay" => ("ngay", "ngày"),
        "tuan" => ("tuan", "tuần"),
        "thang" => ("thang", "tháng"),
        "quy" => ("quy", "quý"),
        "nam" => ("nam", "năm"),
        _ => return None,
    };
    let other = text.is_marked(word, "qúy") || text.is_marked(word, "quí");
    if !text.is_marked(word, marked) && !other {
        return None;
    }
    let next = word + 1;
    if name == "quy"
        && matches!(
            text.word(next),
            "dinh" | "che" | "trinh" | "mo" | "hoach" | "uoc" | "dat" | "chuan" | "tac"
        )
    {
        return None;
    }
    let numbered = text
        .number(next)
        .is_some_and(|_| counted.is_none() && text.word(next + 1) != "lan")
        || (name == "quy" && matches!(text.word(next), "i" | "ii" | "iii" | "iv"));
    let bound = matches!(
        text.word(next),
        "dau"
            | "cuoi"
            | "sau"
            | "truoc"
            | "nay"
            | "tiep"
            | "lien"
            | "ke"
            | "lam"
            | "tinh"
            | "gieng"
    ) || text.phrase(next, &["danh gia", "ke hoach"]).is_some();
    // «hằng năm trước Quý IV» goes on; «năm trước» is last year.
    let previous = text.word(next) == "truoc" && !matches!(text.word(next + 1), "lien" | "do" | "");
    let rank = text.word(next) == "sau" && matches!(text.word(next + 1), "khi" | "do");
    (!numbered && (!bound || previous || rank)).then_some((name, number, next))
}

fn count(text: &Text<'_>, at: usize) -> Option<(u32, usize)> {
    if let Some(value) = text.number(at) {
        return (text.digits(at) <= 4).then_some((value, at + 1));
    }
    let value = match (text.word(at), text.written(at).to_lowercase().as_str()) {
        ("mot", _) => 1,
        ("hai", _) => 2,
        ("ba", _) => 3,
        ("bon", _) => 4,
        (_, "sáu") => 6,
        _ => return None,
    };
    Some((value, at + 1))
}

fn term((name, number, _): (&str, u32, usize), count: Option<u32>) -> Option<Term> {
    let number = u8::try_from(number).ok().filter(|number| *number > 0)?;
    let (every, interval) = match (name, number) {
        ("ngay", _) => return Some(Term::Continuous),
        ("tuan", n) => (Every::Week, n),
        ("thang", n) if n % 12 == 0 => (Every::Year, n / 12),
        ("thang", 6) | ("quy", 2) => (Every::HalfYear, 1),
        ("thang", 3) => (Every::Quarter, 1),
        ("thang", n) => (Every::Month, n),
        ("quy", n) if n % 4 == 0 => (Every::Year, n / 4),
        ("quy", n) => (Every::Quarter, n),
        (_, n) => (Every::Year, n),
    };
    Some(Term::Often(Often {
        every,
        interval,
        count,
        weak: false,
    }))
}

/// «hằng tuần», «mỗi quý ít nhất 1 cuộc», «định kỳ 6 tháng», «theo quý», «từng tháng».
fn led(text: &Text<'_>, at: usize) -> Option<(Term, usize)> {
    let lead = match text.word(at) {
        "hang" if text.is_marked(at, "hàng") || text.is_marked(at, "hằng") => {
            let goods =
                at > 0 && matches!(text.word(at - 1), "ngan" | "khach" | "mat" | "don" | "nha");
            at + usize::from(!goods)
        }
        "moi" if text.is_marked(at, "mỗi") => at + 1,
        "tung" | "theo" => at + 1,
        "dinh" => text.phrase(
            at,
            &[
                "dinh ky theo",
                "dinh ky hang",
                "dinh ki hang",
                "dinh ky moi",
                "dinh ky",
                "dinh ki",
                "dinh ky vao",
            ],
        )?,
        _ => at,
    };
    if lead == at {
        return None;
    }
    let Some(found) = period(text, lead) else {
        return (text.word(at) == "dinh").then_some((Term::Periodic, lead));
    };
    let (stated, next) = times(text, found.2);
    Some((term(found, stated)?, next))
}

/// «… ít nhất 2 cuộc», «một lần», «/lần» after a period.
fn times(text: &Text<'_>, at: usize) -> (Option<u32>, usize) {
    let slash = usize::from(matches!(text.sign(at), '/' | ',' | ':' | '('));
    if slash == 1 && text.word(at + 1) == "lan" {
        return (None, at + 2);
    }
    let mut start = at + slash;
    while start < at + 5
        && matches!(
            text.word(start),
            "it" | "nhat"
                | "toi"
                | "thieu"
                | "co"
                | "dat"
                | "tren"
                | "tang"
                | "to"
                | "chuc"
                | "thuc"
                | "hien"
                | "du"
        )
    {
        start += 1;
    }
    match count(text, start) {
        Some((number, noun)) if is_noun(text, noun) => (Some(number), noun + 1),
        _ => (None, at),
    }
}

/// What can be counted in a period.
fn is_noun(text: &Text<'_>, at: usize) -> bool {
    matches!(
        text.word(at),
        "lan"
            | "cuoc"
            | "bai"
            | "tin"
            | "lop"
            | "buoi"
            | "hoi"
            | "ky"
            | "phien"
            | "dot"
            | "bao"
            | "video"
            | "chuyen"
            | "mo"
            | "van"
            | "bac"
            | "chuong"
            | "ban"
            | "chu"
            | "clip"
            | "so"
            | "luot"
            | "san"
            | "hoat"
    )
}

/// «1 cuộc/quý», «20 tin, bài/năm», «2 lần trong năm», «0,5%/năm», «một lần một tháng».
fn count_first(text: &Text<'_>, at: usize) -> Option<(Term, usize)> {
    let (number, mut next) = count(text, at)?;
    let part = at > 0 && text.sign(at - 1) == ',' && text.touches(at);
    let mut rate = part;
    let start = next;
    while next < start + 5 && text.sign(next) != '/' {
        let word = text.word(next);
        let ends = matches!(word, "trong" | "tren" | "moi" | "hang" | "mot") && next > start;
        let again = text.number(next).is_some() && next > start && text.word(next - 1) == "lan";
        if ends || again {
            break;
        }
        rate |= text.sign(next) == '%';
        let free = !matches!(
            word,
            "" | "ngay" | "thang" | "nam" | "tuan" | "quy" | "ke" | "tu" | "den" | "truoc" | "sau"
        );
        if !free && !matches!(text.sign(next), '%' | ',') {
            return None;
        }
        next += 1;
    }
    let linked = match (text.sign(next), text.word(next)) {
        ('/', _) => next + 1,
        (_, "trong" | "tren" | "moi" | "hang") if next > start => next + 1,
        (_, "mot") if next > start => next,
        _ if text.number(next).is_some() && next > start => next,
        _ => return None,
    };
    let found = period(text, linked)?;
    Some((
        term(found, if rate { None } else { Some(number) })?,
        found.2,
    ))
}

/// «1 tuần/1 lần», «tuần/lần», «3 tháng một lần», «tuần 2 lần».
fn period_first(text: &Text<'_>, at: usize) -> Option<(Term, usize)> {
    let found = period(text, at)?;
    let slash = found.2 + usize::from(text.sign(found.2) == '/');
    let (stated, lan) =
        count(text, slash).map_or((None, slash), |(number, next)| (Some(number), next));
    let fits =
        text.word(lan) == "lan" || (stated.is_some() && is_noun(text, lan) && slash > found.2);
    if !fits {
        return None;
    }
    // «2 tuần một lần, ít nhất 2 cuộc».
    let (more, next) = times(text, lan + 1);
    Some((term(found, more.or(stated))?, next))
}

/// «03 tháng», «6 tháng»; «quý, 6 tháng, năm» when a list goes on.
fn naked(text: &Text<'_>, at: usize) -> Option<(Term, usize)> {
    let found = period(text, at)?;
    let (name, number, next) = found;
    let numbered = text.number(at).is_some();
    if numbered {
        if let Some(term) = nine_months(found) {
            return Some((term, next));
        }
        let fits = name == "thang" && matches!(number, 3 | 6 | 12);
        return match term(found, None)? {
            Term::Often(often) if fits => Some((
                Term::Often(Often {
                    weak: true,
                    ..often
                }),
                next,
            )),
            _ => None,
        };
    }
    let list = (matches!(text.sign(next), ',' | '/') || text.word(next) == "va")
        && period(text, next + 1).is_some();
    (list && name != "ngay")
        .then(|| term(found, None))
        .flatten()
        .map(|term| (term, next))
}

/// «9 tháng» divides no year: the report at the end of September.
fn nine_months((name, number, _): (&str, u32, usize)) -> Option<Term> {
    (name == "thang" && number == 9).then_some(Term::NineMonths)
}

/// The next period of a list: «, hàng quý», «và năm».
fn listed(text: &Text<'_>, at: usize, weak: bool) -> Option<(Term, usize)> {
    let link =
        matches!(text.sign(at), ',' | '/' | ';' | '-') || matches!(text.word(at), "va" | "hoac");
    if !link {
        return None;
    }
    let lead = at + 1 + usize::from(text.word(at + 1) == "va");
    let lead = lead + usize::from(matches!(text.word(lead), "hang" | "moi" | "theo"));
    let found = period(text, lead)?;
    let (stated, next) = times(text, found.2);
    if let Some(term) = nine_months(found) {
        return Some((term, next));
    }
    match term(found, stated)? {
        Term::Often(often) => Some((Term::Often(Often { weak, ..often }), next)),
        other => Some((other, next)),
    }
}
