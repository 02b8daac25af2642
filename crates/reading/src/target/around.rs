//! What stands around a number: the comparison before or after it, its base, its period.

use domain::target::Operator;

use super::number::Counted;
use crate::text::tokens::Text;

const AT_LEAST: &[&str] = &[
    "toi thieu",
    "it nhat",
    "khong duoi",
    "khong it hon",
    "khong thap hon",
    "khong nho hon",
    "khong kem hon",
    "thap nhat",
    "geq",
    "ge",
    "tu",
    "du",
    "lon hon hoac bang",
    "dat tu",
];
const MORE_THAN: &[&str] = &[
    "tren",
    "hon",
    "vuot",
    "vuot qua",
    "nhieu hon",
    "cao hon",
    "lon hon",
];
const AT_MOST: &[&str] = &[
    "khong qua",
    "toi da",
    "khong vuot qua",
    "khong nhieu hon",
    "nhieu nhat",
    "top",
    "trong top",
    "cao nhat",
    "leq",
    "le",
    "khong hon",
    "khong cao hon",
    "khong lon hon",
];
const LESS_THAN: &[&str] = &["duoi", "it hon", "thap hon", "nho hon"];
/// Words that may stand between the comparison and the number.
const BETWEEN: &[&str] = &[
    "la",
    "dat",
    "ty le",
    "co",
    "so",
    "khoang",
    "muc",
    "dat ty le",
];

/// The comparison that the text states.
pub(super) fn operator(text: &Text<'_>, number: &Counted) -> Option<Operator> {
    if let Some(operator) = after(text, number.next) {
        return Some(operator);
    }
    before(text, number.at).map(|(operator, _)| operator)
}

fn after(text: &Text<'_>, next: usize) -> Option<Operator> {
    let at = (next.saturating_sub(2)..next + 2).find(|at| text.word(*at) == "tro")?;
    match text.word(at + 1) {
        "len" => Some(Operator::AtLeast),
        "xuong" => Some(Operator::AtMost),
        _ => None,
    }
}

/// The comparison that ends just before `at`, and where it begins.
fn before(text: &Text<'_>, at: usize) -> Option<(Operator, usize)> {
    let mut end = at;
    for _ in 0..3 {
        if let Some(found) = ending(text, end) {
            return Some(found);
        }
        let step = [1, 2, 3]
            .into_iter()
            .find(|back| end >= *back && text.phrase(end - back, BETWEEN) == Some(end))?;
        end -= step;
    }
    None
}

fn ending(text: &Text<'_>, end: usize) -> Option<(Operator, usize)> {
    if end == 0 {
        return None;
    }
    let double = end > 1 && text.touches(end - 1);
    match (
        text.sign(end - 1),
        if double { text.sign(end - 2) } else { '\0' },
    ) {
        ('≥' | '⩾', _) => return Some((Operator::AtLeast, end - 1)),
        ('≤' | '⩽', _) => return Some((Operator::AtMost, end - 1)),
        ('=', '>') | ('>', '=') => return Some((Operator::AtLeast, end - 2)),
        ('=', '<') | ('<', '=') => return Some((Operator::AtMost, end - 2)),
        ('>', _) => return Some((Operator::MoreThan, end - 1)),
        ('<', _) => return Some((Operator::LessThan, end - 1)),
        ('=', _) => return Some((Operator::Equal, end - 1)),
        _ => {}
    }
    // Longest first: «không dưới» is no «dưới».
    for back in (1..=4).filter(|back| *back <= end).rev() {
        let start = end - back;
        for (phrases, operator) in [
            (AT_LEAST, Operator::AtLeast),
            (AT_MOST, Operator::AtMost),
            (MORE_THAN, Operator::MoreThan),
            (LESS_THAN, Operator::LessThan),
        ] {
            if text.phrase(start, phrases) == Some(end) && meant(text, start, end) {
                return Some((operator, start));
            }
        }
    }
    None
}

/// «tư», «hôn», «lẻ» are other words; «đủ 14 tuổi» is no count (its measure says so).
fn meant(text: &Text<'_>, start: usize, end: usize) -> bool {
    if end - start > 1 {
        return true;
    }
    match text.word(start) {
        "tu" => text.is_marked(start, "từ"),
        "hon" => text.is_marked(start, "hơn"),
        "du" => text.is_marked(start, "đủ"),
        "tren" => text.is_marked(start, "trên"),
        "duoi" => text.is_marked(start, "dưới"),
        "ge" | "le" => text.written(start).is_ascii(),
        _ => true,
    }
}

/// Where the words of the target begin: at the comparison, or at the number.
pub(super) fn start(text: &Text<'_>, number: &Counted) -> usize {
    before(text, number.at).map_or(number.at, |(_, start)| start)
}

/// «mỗi năm tăng ít nhất 01 bậc», «20 bài trong năm».
pub(super) fn per(text: &Text<'_>, number: &Counted, end: usize) -> Option<String> {
    let from = start(text, number).saturating_sub(4);
    let before = (from..number.at).find(|at| every(text, *at));
    if let Some(at) = before {
        return Some(text.written(at + 1));
    }
    let within = |at: usize| {
        (every(text, at) || text.word(at) == "trong")
            && matches!(text.word(at + 1), "tuan" | "thang" | "quy" | "nam")
            && text.number(at + 2).is_none()
    };
    let at = [number.next, end].into_iter().find(|at| within(*at))?;
    Some(text.written(at + 1))
}

/// «Năm 2023 đã đạt 75%»: a result, not a target.
pub(super) fn achieved(text: &Text<'_>, number: &Counted) -> bool {
    let start = start(text, number);
    start >= 2
        && text.word(start - 1) == "dat"
        && text.word(start - 2) == "da"
        && text.is_marked(start - 2, "đã")
}

fn every(text: &Text<'_>, at: usize) -> bool {
    let lead = (text.word(at) == "moi" && text.is_marked(at, "mỗi"))
        || (text.word(at) == "hang" && (text.is_marked(at, "hàng") || text.is_marked(at, "hằng")));
    lead && matches!(text.word(at + 1), "tuan" | "thang" | "quy" | "nam")
        && text.number(at + 2).is_none_or(|number| number < 1000)
}

/// Phrases after which a noun phrase has ended.
const ENDS: &[&str] = &[
    "su dung",
    "tham gia",
    "thuc hien",
    "bo tri",
    "hoan thanh",
    "ket noi",
    "xu ly",
    "phat sinh",
    "dam bao",
    "bao dam",
    "tiep can",
    "ung dung",
    "dang ky",
    "trien khai",
    "ban hanh",
    "trong nam",
    "trong quy",
    "trong thang",
    "trong viec",
    "trong qua trinh",
    "trong linh vuc",
    "trong giai doan",
    "trong giai quyet",
    "trong thoi gian",
    "cung cap",
    "giai quyet",
    "tren moi truong",
    "va cac nguon",
    "so voi",
    "trong do",
    "tro len",
    "tro xuong",
    "duy tri",
    "cai dat",
    "thanh toan",
    "nam bat",
    "phuc vu",
    "cap nhat",
    "ke khai",
    "thong qua",
    "xay dung",
    "so hoa",
    "hinh thanh",
    "thanh lap",
    "nham muc",
    "to chuc",
    "khai thac",
    "tich hop",
    "dap ung",
    "phan dau",
    "cong khai",
    "tiep nhan",
    "van hanh",
    "ca nam",
];
/// Single words that end it, as written: «có» does, «cơ» does not.
const WORDS: &[(&str, &str)] = &[
    ("co", "có"),
    ("duoc", "được"),
    ("dat", "đạt"),
    ("biet", "biết"),
    ("phai", "phải"),
    ("nop", "nộp"),
    ("de", "để"),
    ("nham", "nhằm"),
    ("khi", "khi"),
    ("theo", "theo"),
    ("lam", "làm"),
    ("truoc", "trước"),
    ("den", "đến"),
    ("da", "đã"),
    ("chua", "chưa"),
    ("vao", "vào"),
    ("tang", "tăng"),
    ("giam", "giảm"),
    ("neu", "nếu"),
    ("do", "do"),
    ("la", "là"),
    ("hai", "hài"),
    ("bang", "bằng"),
];

/// Whether the noun phrase ends before `at`.
fn ends(text: &Text<'_>, at: usize) -> bool {
    let word = text.word(at);
    let single = WORDS
        .iter()
        .any(|(folded, marked)| *folded == word && text.is_marked(at, marked));
    single || text.phrase(at, ENDS).is_some()
}

/// Of what a rate is taken, with the index after the words; counts carry their noun already.
pub(super) fn base(text: &Text<'_>, number: &Counted) -> Option<(String, usize)> {
    if !number.is_rate() {
        return None;
    }
    let mut from = text
        .phrase(number.next, &["hai long cua", "su hai long cua"])
        .unwrap_or(number.next);
    while matches!(text.word(from), "cac" | "cua" | "trong") && from < number.next + 2
        || text.phrase(from, &["tro len"]).is_some()
    {
        from += if text.word(from) == "tro" { 2 } else { 1 };
    }
    let mut end = from;
    while end < text.len() && end < from + 40 {
        if !continues(text, from, end) {
            break;
        }
        end += 1;
    }
    let words = text.quote(from, end);
    if !words.is_empty() {
        return Some((words, end));
    }
    subject(text, number).map(|words| (words, number.next))
}

fn continues(text: &Text<'_>, from: usize, at: usize) -> bool {
    let sign = text.sign(at);
    if every(text, at) {
        return false;
    }
    if matches!(
        sign,
        '.' | ';' | ':' | '(' | ')' | '+' | '=' | '…' | '"' | '“'
    ) {
        return false;
    }
    if matches!(sign, ',' | '-' | '/') {
        // «cán bộ, công chức» goes on; «…, đảm bảo 5%» does not.
        let next = at + 1;
        let more = !text.word(next).is_empty()
            && !ends(text, next)
            && text.phrase(next, &["toi thieu", "it nhat"]).is_none();
        return at > from && more && sign != '-';
    }
    if text.number(at).is_some() {
        return at > from && text.word(at + 1) == "tuoi";
    }
    // «từ 15 tuổi trở lên» belongs to the people counted.
    let aged = matches!(text.word(at), "tu" | "du") && text.number(at + 1).is_some();
    if aged && text.word(at + 2) == "tuoi" {
        return true;
    }
    let upward =
        text.phrase(at, &["tro len"]).is_some() || text.phrase(at - 1, &["tro len"]).is_some();
    upward || !ends(text, at)
}

/// «Tỷ lệ hồ sơ trực tuyến đạt 80%»: what the clause before is the rate of.
fn subject(text: &Text<'_>, number: &Counted) -> Option<String> {
    let floor = number.at.saturating_sub(40);
    let clause = (floor..number.at).rev().find(|at| {
        matches!(text.sign(*at), ';' | ':') || (text.sign(*at) == '.' && !text.touches(at + 1))
    });
    let from = clause.map_or(floor, |at| at + 1);
    let start = (from..number.at).find_map(|at| text.phrase(at, &["ty le", "ti le"]))?;
    // «…không dưới 98%, phấn đấu 100%»: up to the first number of the clause.
    let number = (start..number.at)
        .find(|at| text.number(*at).is_some() && text.word(at + 1) != "tuoi")
        .unwrap_or(number.at);
    let mut end = before(text, number).map_or(number, |(_, start)| start);
    while end > start && matches!(text.word(end - 1), "dat" | "ty" | "le" | "la" | "muc") {
        end -= 1;
    }
    let words = text.quote(start, end);
    (!words.is_empty()).then_some(words)
}
