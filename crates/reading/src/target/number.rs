//! A number with what it counts: «10%», «20 tin, bài», «1 lần/1 tuần», «từ 1-2 lớp».

use scoring::Exact;

use crate::text::decimal_prefix;
use crate::text::tokens::Text;

/// A number of a text with its measure.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    /// Index of its first token.
    pub(super) at: usize,
    /// Index after the measure and the period.
    pub(super) next: usize,
    pub(super) value: Exact,
    pub(super) measure: Option<String>,
    /// The period that the number itself names: «/năm».
    pub(super) per: Option<String>,
    /// A verb before it makes it a target: «tổ chức 10 lớp».
    pub(super) led: bool,
}

impl Counted {
    pub(super) fn is_rate(&self) -> bool {
        self.measure.as_deref() == Some("%")
    }

    /// Whether running text means it as something to reach.
    pub(super) fn is_target(&self, compared: bool) -> bool {
        match self.measure.as_deref() {
            Some("%") => true,
            Some("ngày" | "giờ" | "phút" | "tháng" | "năm" | "tuần") | None => false,
            Some(_) => compared || self.per.is_some() || self.led,
        }
    }
}

/// The counted number that begins at `at`; `cell` takes numbers without a measure too.
pub(super) fn counted(text: &Text<'_>, at: usize, cell: bool) -> Option<Counted> {
    text.number(at)?;
    let before = if at > 0 { text.sign(at - 1) } else { '\0' };
    // «5.11», «12/2022», «3,5» and «KH-36»: inside of something longer.
    let inside = text.touches(at)
        && (matches!(before, '.' | ',' | '/') && at > 1 && text.number(at - 2).is_some()
            || !text.word(at.wrapping_sub(1)).is_empty());
    let rank = !cell && at > 0 && text.word(at - 1) == "top";
    if inside || rank || names_something(text, at) {
        return None;
    }
    let (value, mut next) = number_at(text, at)?;
    // «50-60%», «từ 1-2 lớp», «từ 3 đến 5 lớp»: the floor is the target.
    next = range_end(text, next).unwrap_or(next);
    // «15 (mười lăm) lớp».
    if text.sign(next) == '(' {
        let close = (next..text.len().min(next + 6)).find(|inner| text.sign(*inner) == ')');
        next = close
            .filter(|close| {
                text.number(next + 1).is_none() && !measure(text, *close + 1).1.is_empty()
            })
            .map_or(next, |close| close + 1);
    }
    if code_follows(text, next) {
        return None;
    }
    let (after, words) = measure(text, next);
    let of_time = matches!(words.as_str(), "tuần" | "tháng" | "quý" | "năm" | "ngày");
    if of_time && text.sign(after) == '/' && text.number(after + 1).is_some() {
        // «1 tuần/1 lần»: the count comes next.
        return None;
    }
    let measured = !words.is_empty();
    if !measured && !cell {
        let bounded = text.phrase(next, &["tro len", "tro xuong"]).is_some();
        return bounded.then(|| listed(text, at, next, value))?;
    }
    let (per_next, per) = period(text, after);
    Some(Counted {
        at,
        next: if per.is_some() { per_next } else { after },
        value,
        measure: measured.then_some(words),
        per: per.or_else(|| reversed(text, at)),
        led: led(text, at),
    })
}

/// The number whose first digits are the token at `at`, and the index after it.
fn number_at(text: &Text<'_>, at: usize) -> Option<(Exact, usize)> {
    let from = text.rest(at);
    let (value, rest) = decimal_prefix(from)?;
    let end = text.range(at).start + from.len() - rest.len();
    Some((value, text.token_from(end)))
}

/// «Số lượng tin bài … từ 20 trở lên»: what is counted stands before.
fn listed(text: &Text<'_>, at: usize, next: usize, value: Exact) -> Option<Counted> {
    let from = at.saturating_sub(20);
    let start = (from..at)
        .rev()
        .find_map(|back| text.phrase(back, &["so luong", "tong so"]))?;
    let ends = [
        "ve", "cua", "trong", "duoc", "co", "dat", "tu", "tren", "toi", "it", "dang",
    ];
    let end = (start..at).find(|token| ends.contains(&text.word(*token)))?;
    let words = text.quote(start, end);
    (!words.is_empty()).then(|| Counted {
        at,
        next: next + 2,
        value,
        measure: Some(words),
        per: None,
        led: false,
    })
}

fn range_end(text: &Text<'_>, at: usize) -> Option<usize> {
    let percent = usize::from(text.sign(at) == '%');
    let link = text.sign(at + percent) == '-' || text.word(at + percent) == "den";
    let number = at + percent + 1;
    text.number(number).filter(|_| link)?;
    let (_, next) = number_at(text, number)?;
    (!measure(text, next).1.is_empty() && !matches!(text.sign(next), '/')).then_some(next)
}

/// Words before a number that make it a name: «năm 2024», «số 39», «mức độ 3», «Đề án 06».
fn names_something(text: &Text<'_>, at: usize) -> bool {
    if at == 0 {
        return false;
    }
    let name = matches!(
        text.word(at - 1),
        "nam"
            | "ngay"
            | "thang"
            | "quy"
            | "doan"
            | "luc"
            | "muc"
            | "cap"
            | "dieu"
            | "khoan"
            | "diem"
            | "luat"
            | "ipv"
            | "an"
            | "dinh"
            | "quyet"
            | "thu"
            | "phien"
            | "khoa"
            | "lop"
            | "version"
            | "phu"
            | "mau"
            | "tt"
            | "nd"
            | "qd"
            | "to"
            | "thon"
            | "q"
            | "t"
    );
    // «mỗi quý 1 cuộc», «1 tuần/1 lần»: the period of a count, not «quý 1».
    let period = reversed(text, at).is_some();
    let level = text.word(at - 1) == "do" && at > 1 && matches!(text.word(at - 2), "muc" | "cap");
    let numbered = text.word(at - 1) == "so" && !text.word(at.saturating_sub(2)).is_empty()
        || text.word(at - 1) == "so" && at == 1;
    let appendix = text.word(at - 1) == "luc" && at > 1 && text.word(at - 2) == "phu";
    // «mức độ 3, 4»: the list goes on.
    let list = matches!(text.sign(at - 1), ',' | '-')
        && at > 1
        && text.number(at - 2).is_some()
        && names_something(text, at - 2);
    (name && !period && !follows_verb(text, at)) || level || numbered || appendix || list
}

/// «đạt mức 80%» names nothing: a rate decides.
fn follows_verb(text: &Text<'_>, at: usize) -> bool {
    let percent = text.sign(at + 1) == '%' || text.sign(at + 3) == '%';
    percent
        && matches!(
            text.word(at - 1),
            "muc" | "quy" | "nam" | "cap" | "to" | "diem" | "thon" | "lop" | "khoan" | "an" | "mau"
        )
}

/// «36/KH», «15/10», «2022-2025», «5G», «7.4»: the number goes on as something else.
fn code_follows(text: &Text<'_>, next: usize) -> bool {
    let sign = text.sign(next);
    let number = text.number(next + 1).is_some();
    let tight = text.touches(next) && text.touches(next + 1);
    let date = matches!(sign, '/' | '.') && number && tight && !period_after(text, next);
    let code = matches!(sign, '/' | '-')
        && tight
        && !text.word(next + 1).is_empty()
        && !period_after(text, next);
    let glued = text.touches(next) && matches!(text.word(next), "g" | "d" | "h" | "k");
    let clock = sign == ':' && number && tight;
    let product = sign == '*' || sign == '×';
    date || code || glued || clock || product
}

fn period_after(text: &Text<'_>, slash: usize) -> bool {
    let word = slash + 1 + usize::from(text.number(slash + 1).is_some());
    matches!(text.word(word), "tuan" | "thang" | "quy" | "nam" | "ngay")
}

/// The measure at `at` and the index after it: «%», «tin, bài», «triệu đồng»; empty when none.
fn measure(text: &Text<'_>, at: usize) -> (usize, String) {
    if text.sign(at) == '%' {
        return (at + 1, "%".to_owned());
    }
    if let Some(next) = text.phrase(at, &["phan tram"]) {
        return (next, "%".to_owned());
    }
    let Some(next) = text.phrase(at, MEASURES) else {
        return (at, String::new());
    };
    // «tin, bài», «tin/bài» count one thing.
    let pair = matches!(text.sign(next), ',' | '/')
        && matches!(
            (text.word(at), text.word(next + 1)),
            ("tin", "bai") | ("bai", "tin" | "anh" | "viet") | ("lop", "buoi")
        );
    let next = if pair { next + 2 } else { next };
    (next, text.quote(at, next).to_lowercase())
}

/// What officials count. Two words before one, so that «tin bài» is not «tin».
const MEASURES: &[&str] = &[
    "lan",
    "luot",
    "cuoc",
    "tin bai",
    "bai viet",
    "bai",
    "tin",
    "lop",
    "buoi",
    "hoi nghi",
    "hoi thao",
    "mo hinh",
    "san pham",
    "video",
    "clip",
    "chuyen muc",
    "chuyen de",
    "van ban",
    "phien",
    "dot",
    "ky",
    "bac",
    "hang",
    "doanh nghiep",
    "ho kinh doanh",
    "ho gia dinh",
    "ho dan",
    "ho",
    "hop tac xa",
    "co quan",
    "don vi",
    "truong hoc",
    "truong",
    "nguoi dan",
    "nguoi",
    "can bo",
    "cong chuc",
    "vien chuc",
    "hoc vien",
    "dai bieu",
    "thanh vien",
    "to cong nghe so",
    "to",
    "thon",
    "khu pho",
    "xa",
    "phuong",
    "dich vu cong",
    "dich vu",
    "thu tuc",
    "tthc",
    "dvctt",
    "ho so",
    "giao dich",
    "tai khoan",
    "he thong",
    "nen tang",
    "ung dung",
    "co so du lieu",
    "bo du lieu",
    "du lieu",
    "camera",
    "diem wifi",
    "diem",
    "tram",
    "may tinh",
    "may",
    "trieu dong",
    "ty dong",
    "nghin dong",
    "dong",
    "trieu",
    "ty",
    "ngay lam viec",
    "ngay",
    "gio",
    "phut",
    "thang",
    "tuan",
    "hoat dong",
    "sang kien",
    "de an",
    "ke hoach",
    "bao cao",
    "chuyen trang",
    "cong trinh",
    "de tai",
    "giai phap",
    "km",
    "ha",
    "phong trao",
    "cau lac bo",
    "ten mien",
    "chu ky so",
    "chi tieu",
    "nhiem vu",
    "tieu chi",
    "chung thu",
    "gian hang",
    "san",
];

/// «/năm», «/1 tuần», «mỗi quý», «trong năm», «một tháng».
fn period(text: &Text<'_>, at: usize) -> (usize, Option<String>) {
    let lead = if text.sign(at) == '/' {
        at + 1 + usize::from(text.number(at + 1) == Some(1) || matches!(text.word(at + 1), "mot"))
    } else if matches!(text.word(at), "moi" | "hang" | "mot")
        || (text.number(at) == Some(1) && at > 0 && text.word(at - 1) == "lan")
    {
        at + 1
    } else {
        return (at, None);
    };
    // «mỗi năm 2024» is no period; «/tuần 2» is one and the next row's number.
    let year = text.sign(at) != '/' && text.number(lead + 1).is_some();
    let named = !year && matches!(text.word(lead), "tuan" | "thang" | "quy" | "nam" | "ngay");
    if !named {
        return (at, None);
    }
    (lead + 1, Some(text.written(lead)))
}

/// «1 tuần/1 lần», «mỗi tuần 1 lần»: the period stands before.
fn reversed(text: &Text<'_>, at: usize) -> Option<String> {
    let slash = at > 0 && text.sign(at - 1) == '/';
    let word = if slash {
        at.checked_sub(2)?
    } else {
        at.checked_sub(1)?
    };
    let period = matches!(text.word(word), "tuan" | "thang" | "quy" | "nam" | "ngay");
    let counted = word > 0
        && (text.number(word - 1) == Some(1)
            || matches!(text.word(word - 1), "mot" | "moi" | "hang"));
    (period && counted).then(|| text.written(word))
}

/// «tổ chức 10 lớp», «xây dựng 02 mô hình»: what a plan sets itself to do.
fn led(text: &Text<'_>, at: usize) -> bool {
    const VERBS: [&str; 16] = [
        "to chuc",
        "xay dung",
        "thanh lap",
        "mo",
        "dang tai",
        "hinh thanh",
        "phat trien",
        "dao tao",
        "boi duong",
        "trien khai",
        "phan dau",
        "dat",
        "du",
        "duy tri",
        "lap dat",
        "them",
    ];
    (1..=2).any(|back| at >= back && text.phrase(at - back, &VERBS) == Some(at))
}
