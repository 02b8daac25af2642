//! What must happen first: «khi có …», «theo chỉ đạo của …», «15 ngày kể từ ngày …».

use super::scan::dated;
use super::term::Term;
use crate::text::tokens::Text;

/// What official texts act upon: «theo chỉ đạo của tỉnh» binds once there is such a thing.
const ACTED_UPON: &[&str] = &[
    "chi dao",
    "su chi dao",
    "huong dan",
    "trieu tap",
    "yeu cau",
    "ke hoach",
    "de nghi",
    "giay moi",
    "thong bao",
    "phan cong",
    "chuong trinh",
    "quyet dinh",
    "cong van",
    "van ban",
    "y kien",
    "giay trieu tap",
    "ket luan",
    "to trinh",
    "thu moi",
    "su phan cong",
];

/// The condition at `at`.
pub(super) fn event(text: &Text<'_>, at: usize) -> Option<(Term, usize)> {
    if let Some(start) = text.phrase(at, &["ngay sau khi", "sau khi", "ke tu khi", "ngay sau"]) {
        return quoted(text, start, start, true);
    }
    if let Some(start) = text.phrase(
        at,
        &["ke tu ngay", "tinh tu ngay", "tu ngay", "ke tu thoi diem"],
    ) {
        return quoted(text, start - 1, start, true);
    }
    if let Some(start) = text.phrase(at, &["tu khi", "tu luc", "ke tu luc"]) {
        return quoted(text, start, start, true);
    }
    match text.word(at) {
        "khi" if at == 0 || !matches!(text.word(at - 1), "trong" | "doi" | "mot") => {
            let before = at > 0 && text.word(at - 1) == "truoc";
            quoted(text, if before { at - 1 } else { at + 1 }, at + 1, false)
        }
        "neu" => quoted(text, at + 1, at + 1, false),
        "truong" if text.word(at + 1) == "hop" => quoted(text, at + 2, at + 2, false),
        "theo" => by(text, at),
        "dot" if text.word(at + 1) == "xuat" && text.word(at + 2) != "khi" => Some((
            Term::Event {
                text: "có yêu cầu đột xuất".into(),
                after: false,
                apart: apart(text, at),
            },
            at + 2,
        )),
        _ => None,
    }
}

/// «theo chỉ đạo của …» as «có chỉ đạo của …»; «theo quy định» says only that it recurs.
fn by(text: &Text<'_>, at: usize) -> Option<(Term, usize)> {
    if let Some(next) = text.phrase(
        at + 1,
        &[
            "quy dinh",
            "che do bao cao",
            "che do",
            "dinh ky",
            "ky",
            "quy che",
        ],
    ) {
        return Some((Term::Periodic, next));
    }
    if text.phrase(at + 1, ACTED_UPON).is_some() {
        let end = end(text, at + 1);
        let words = format!("có {}", text.quote(at + 1, end));
        return Some((
            Term::Event {
                text: words,
                after: false,
                apart: apart(text, at),
            },
            end,
        ));
    }
    // «Thực hiện theo tỉnh»: who is followed is all that is said.
    let opening = at == 0 || text.phrase(0, &["thuc hien theo"]) == Some(at + 1);
    if !opening || at + 1 >= text.len() {
        return None;
    }
    quoted(text, at, at + 1, false)
}

fn quoted(text: &Text<'_>, from: usize, search: usize, after: bool) -> Option<(Term, usize)> {
    let end = end(text, search);
    let words = text.quote(from, end);
    (!words.is_empty()).then(|| {
        (
            Term::Event {
                text: lower_first(&words),
                after,
                apart: apart(text, from.saturating_sub(1)),
            },
            end,
        )
    })
}

/// «hằng quý và khi có yêu cầu» names two occasions, «hằng quý, khi có yêu cầu» one condition.
fn apart(text: &Text<'_>, at: usize) -> bool {
    let sudden = at >= 2 && text.phrase(at - 2, &["dot xuat"]).is_some();
    let before = if sudden {
        at.saturating_sub(3)
    } else {
        at.saturating_sub(1)
    };
    at > 0 && (matches!(text.word(before), "va" | "hoac") || matches!(text.sign(before), ';' | '/'))
}

fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    match (chars.next(), chars.clone().next()) {
        // «Có yêu cầu» in the middle of a sentence; «UBND» stays.
        (Some(first), Some(second))
            if first.is_uppercase()
                && second.is_lowercase()
                && (words.starts_with("Có ") || words.starts_with("Theo ")) =>
        {
            first.to_lowercase().chain(chars).collect()
        }
        _ => words.to_owned(),
    }
}

/// Where the words of an event end: at the end of the sentence, or where another term begins.
fn end(text: &Text<'_>, from: usize) -> usize {
    for at in from..text.len() {
        if matches!(text.sign(at), ';' | '…' | '(') && at > from {
            return at;
        }
        let stop = text.sign(at) == '.' && !text.touches(at + 1);
        let dots = text.sign(at) == '.' && text.sign(at + 1) == '.';
        if stop || dots {
            return at;
        }
        if at > from && text.sign(at) == ',' && (subject(text, at + 1) || timed(text, at + 1)) {
            return at;
        }
        // «… và thường xuyên trong năm», «… và hằng quý».
        let joint = at > from && text.word(at) == "va";
        if joint && (text.phrase(at + 1, &["thuong xuyen"]).is_some() || timed(text, at + 1)) {
            return at;
        }
        if at > from && relates(text, at) && dated(text, at).is_some() {
            return at;
        }
    }
    text.len()
}

/// «…, các đơn vị kịp thời báo cáo»: the main clause.
fn subject(text: &Text<'_>, at: usize) -> bool {
    let opens = [
        "cac",
        "de nghi",
        "don vi",
        "kip thoi",
        "thi",
        "phai",
        "co quan",
        "yeu cau",
        "bao cao",
        "trong thoi han",
        "trong vong",
        "kien toan",
    ];
    text.phrase(at, &opens).is_some()
        || text.sign(at) == '…'
        || (text.sign(at) == '.' && text.sign(at + 1) == '.')
}

fn timed(text: &Text<'_>, at: usize) -> bool {
    dated(text, at).is_some()
        || super::often::often(text, at).is_some()
        || text.phrase(at, &["xong truoc", "hoan thanh"]).is_some()
}

fn relates(text: &Text<'_>, at: usize) -> bool {
    matches!(
        text.word(at),
        "truoc" | "trong" | "cham" | "muon" | "hoan" | "xong" | "den" | "toi"
    )
}

/// «15 ngày kể từ ngày …», «trong vòng 05 ngày làm việc sau khi …», «chậm nhất 10 ngày trước …».
pub(super) fn relative(text: &Text<'_>, at: usize) -> Option<(Term, usize)> {
    let lead = text.phrase(
        at,
        &[
            "trong vong",
            "trong thoi han",
            "trong thoi gian",
            "thoi han",
            "trong",
            "sau",
            "cham nhat la",
            "cham nhat",
            "khong qua",
            "toi da",
            "muon nhat",
            "trong thoi han toi da",
            "cham nhat sau",
            "toi thieu",
            "it nhat",
        ],
    );
    let start = lead.unwrap_or(at);
    let number = text
        .number(start)
        .filter(|number| (1..=999).contains(number))?;
    let unit = after_parenthesis(text, start + 1);
    let (letter, mut next) = match text.word(unit) {
        "ngay" => ('D', unit + 1),
        "tuan" => ('W', unit + 1),
        "thang" => ('M', unit + 1),
        "nam" => ('Y', unit + 1),
        "gio" | "h" => ('H', unit + 1),
        _ => return None,
    };
    let working_days = text
        .phrase(next, &["lam viec"])
        .inspect(|after| next = *after)
        .is_some();
    let calendar = text
        .phrase(next, &["lich", "duong lich", "lien tuc"])
        .inspect(|after| next = *after)
        .is_some();
    let comma = next + usize::from(text.sign(next) == ',');
    let (start_event, before) = anchor(text, comma).unwrap_or((next, false));
    // «báo cáo 6 tháng trước ngày 15/6» counts nothing back.
    if before && lead.is_none() && matches!(letter, 'M' | 'Y') {
        return None;
    }
    let anchored = start_event > next;
    let strong = lead.is_some() && text.phrase(at, &["toi thieu", "it nhat"]).is_none();
    let alone = letter == 'D' && text.sign(next) != '/'
        || strong && !matches!(text.word(next), "dau" | "cuoi" | "nam");
    if !anchored && !(alone && (strong || at == 0)) {
        return None;
    }
    let end = if anchored {
        end(text, start_event)
    } else {
        next
    };
    let sign = if before { "-" } else { "" };
    let offset = match letter {
        'H' => format!("{sign}PT{number}H"),
        letter => format!("{sign}P{number}{letter}"),
    };
    let event = text.quote(start_event, end);
    let days = (letter == 'D').then_some(number);
    Some((
        Term::Relative {
            offset,
            days,
            working_days,
            stated: working_days || calendar,
            event,
        },
        end,
    ))
}

/// «15 (mười lăm) ngày».
fn after_parenthesis(text: &Text<'_>, at: usize) -> usize {
    if text.sign(at) != '(' {
        return at;
    }
    (at..text.len().min(at + 6))
        .find(|inner| text.sign(*inner) == ')')
        .map_or(at, |close| close + 1)
}

/// Where the event begins, and whether the days are counted back from it.
fn anchor(text: &Text<'_>, at: usize) -> Option<(usize, bool)> {
    if let Some(next) = text.phrase(
        at,
        &[
            "ke tu khi",
            "tinh tu khi",
            "tu khi",
            "sau khi",
            "ke tu",
            "tinh tu",
            "sau",
            "tu",
            "ke tu luc",
        ],
    ) {
        return Some((next, false));
    }
    text.phrase(at, &["truoc khi", "truoc"])
        .map(|next| (next, true))
}

/// «trước ngày họp 05 ngày», «sau khi kết thúc hội nghị 03 ngày».
pub(super) fn counted_from(text: &Text<'_>, at: usize) -> Option<(Term, usize)> {
    let before = text.word(at) == "truoc";
    if !before && text.phrase(at, &["sau khi", "sau ngay"]).is_none() {
        return None;
    }
    let from = at + 1 + usize::from(text.word(at + 1) == "khi");
    let number_at = (from + 1..text.len().min(from + 9)).find(|at| text.number(*at).is_some())?;
    let number = text.number(number_at)?;
    let least = (1..=3).find(|back| {
        text.phrase(number_at.saturating_sub(*back), &["it nhat", "toi thieu"]) == Some(number_at)
    });
    let event = text.quote(from, number_at - least.unwrap_or(0));
    if text.word(number_at + 1) != "ngay"
        || event.is_empty()
        || text.number(number_at + 2).is_some()
    {
        return None;
    }
    let working_days = text.phrase(number_at + 2, &["lam viec"]).is_some();
    let sign = if before { "-" } else { "" };
    let term = Term::Relative {
        offset: format!("{sign}P{number}D"),
        days: Some(number),
        working_days,
        stated: working_days,
        event,
    };
    Some((term, number_at + 2 + 2 * usize::from(working_days)))
}
