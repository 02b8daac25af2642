//! What a cell looks like: a code, points, parties, a time, a rate, a scoring rule. Used where a
//! heading says nothing, and to see that a cell stands in the wrong column.

use domain::plan::Field;
use domain::rule::Certainty;

use crate::party;
use crate::plan::rows::code;
use crate::rule::{self, RuleText};
use crate::text::{decimal_prefix, find_words, fold};

/// Points and nothing else: `10`, `2,5 đ`, `Tối đa 10 điểm`.
pub(in crate::plan) fn is_points(text: &str) -> bool {
    points(text).is_some()
}

/// The number of points that a cell states, where it states one.
pub(in crate::plan) fn points(text: &str) -> Option<scoring::Exact> {
    let folded = fold(text);
    let rest = folded.strip_prefix("toi da").unwrap_or(&folded).trim();
    let (number, rest) = decimal_prefix(rest)?;
    matches!(rest.trim().trim_end_matches('.'), "" | "d" | "diem").then_some(number)
}

/// Points with their word, so no other number: `0 điểm`, `10đ`.
pub(in crate::plan) fn is_worded_points(text: &str) -> bool {
    is_points(text) && text.chars().any(char::is_alphabetic)
}

/// A value to reach: `≥ 80%`, `100`, `Đạt`.
pub(in crate::plan) fn is_target(text: &str) -> bool {
    let folded = fold(text);
    let text = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let text = text.strip_prefix("geq").unwrap_or(text).trim();
    matches!(text, "dat" | "khong dat" | "co")
        || decimal_prefix(text).is_some_and(|(_, rest)| rest.chars().count() <= 12)
}

/// A measure: `%`, `người`, `hộ`.
pub(in crate::plan) fn is_measure(text: &str) -> bool {
    const MEASURES: &[&str] = &[
        "%",
        "nguoi",
        "ho",
        "lan",
        "bai",
        "tin",
        "doanh nghiep",
        "dich vu",
        "dan so",
        "dat",
        "he thong",
        "lop",
        "cuoc",
        "trieu dong",
        "ty dong",
        "dong",
        "van ban",
        "thu tuc",
        "ho so",
        "diem",
        "to",
        "cai",
        "co so",
        "nen tang",
        "khong",
        "co/khong",
        "tai khoan",
        "xa",
        "thon",
        "to dan pho",
        "hoi nghi",
        "bo",
        "mo hinh",
    ];
    MEASURES.contains(&fold(text).as_str())
}

/// A party or several.
pub(in crate::plan) fn is_party(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "phong",
        "so",
        "ubnd",
        "uy ban",
        "ban",
        "cong an",
        "van phong",
        "d/c",
        "dong chi",
        "cc",
        "cb",
        "cong chuc",
        "can bo",
        "trung tam",
        "tram",
        "cac",
        "bo phan",
        "to",
        "hdnd",
        "dang uy",
        "doan",
        "hoi",
        "mttq",
        "ubmttq",
        "truong",
        "hieu truong",
        "chi cuc",
        "cuc",
        "dai",
        "ngan hang",
        "buu dien",
        "chu tich",
        "pho chu tich",
        "bi thu",
        "vien chuc",
        "vp",
        "doi",
        "thon",
        "khu pho",
        "ke toan",
        "bao",
        "don vi",
        "co quan",
        "phu trach",
        "vnpt",
        "viettel",
        "doanh nghiep",
        "lanh dao",
        "ong",
        "ba",
        "vp.hdnd",
        "mat tran",
        "chi huy",
        "quan su",
        "cvp",
        "pct",
        "ct",
        "tt",
        "nhan vien",
        "giam doc",
    ];
    let folded = fold(text);
    let start = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    if is_time(text) || is_points(text) || start.chars().count() > 240 {
        return false;
    }
    STARTS.iter().any(|party| begins(start, party)) || party::is_party(text)
}

/// A time: a date, a quarter, a frequency.
pub(in crate::plan) fn is_time(text: &str) -> bool {
    const STARTS: &[&str] = &[
        "truoc",
        "trong",
        "quy i",
        "quy 1",
        "quy 2",
        "quy 3",
        "quy 4",
        "quy iv",
        "quy ii",
        "quy iii",
        "cac quy",
        "thang",
        "nam 20",
        "ngay",
        "thuong xuyen",
        "hang",
        "tu thang",
        "tu ngay",
        "tu quy",
        "xong truoc",
        "da ban hanh",
        "khi co",
        "dinh ky",
        "den",
        "moi thang",
        "moi quy",
        "moi nam",
        "ca nam",
        "lien tuc",
        "theo yeu cau",
        "bat dau tu",
        "sau khi",
        "it nhat",
        "chua xac dinh",
        "6 thang",
        "9 thang",
        "dau nam",
        "cuoi nam",
        "da hoan thanh",
        "cham nhat",
        "hoan thanh truoc",
        "hoan thanh trong",
        "dot xuat",
        "theo trieu tap",
        "tham gia khi",
        "kien toan kip thoi",
        "nam hoc",
    ];
    let folded = fold(text);
    let start = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    if start.chars().count() > 120 {
        return false;
    }
    STARTS.iter().any(|time| begins(start, time)) || is_date(start)
}

/// Whether the text begins with this word or these; «nam 20» also begins «nam 2025».
fn begins(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| {
        words.ends_with("20") || rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
    })
}

/// `15/10`, `15/10/2024`, `10/2024`, `2025`.
fn is_date(text: &str) -> bool {
    let text = text.split(' ').next().unwrap_or("");
    let mut parts = text.split(['/', '-', '.']);
    let number = |part: &str| part.parse::<u32>().ok();
    match (
        parts.next().and_then(number),
        parts.next().map(number),
        parts.next().map(number),
    ) {
        (Some(year), None, _) => (2000..2100).contains(&year),
        (Some(month @ 1..=31), Some(Some(next)), None) => {
            text.contains('/') && (next <= 12 || next > 2000 && month <= 12)
        }
        (Some(1..=31), Some(Some(1..=12)), Some(Some(year))) => year > 2000,
        _ => false,
    }
}

/// A scoring rule: points for a condition.
pub(in crate::plan) fn is_rule(text: &str) -> bool {
    let folded = fold(text);
    if is_points(text) || folded.len() < 5 {
        return false;
    }
    points_after_number(&folded) && folded.chars().any(char::is_alphabetic)
        || folded.contains("diem toi da") && folded.contains(['*', 'x', '×'])
        || folded.contains("ty le") && folded.contains('*')
        || folded.contains("cong diem tu")
}

/// A text that the rule reader is certain of, other than a bare fact or a count.
pub(in crate::plan) fn reads_as_rule(text: &str) -> bool {
    let numbers = text.chars().any(|c| c.is_ascii_digit());
    numbers
        && rule::read(RuleText {
            text,
            max: None,
            title: None,
        })
        .certainty
            == Certainty::Certain
}

/// Whether «10 điểm», «10đ» stands somewhere.
fn points_after_number(folded: &str) -> bool {
    let bytes = folded.as_bytes();
    let mut digit = false;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'0'..=b'9' => digit = true,
            b' ' => {}
            b'd' if digit => {
                let rest = &folded[at..];
                let word = rest
                    .split(|c: char| !c.is_alphanumeric())
                    .next()
                    .unwrap_or("");
                if word == "d" || word == "diem" {
                    return true;
                }
                digit = false;
            }
            _ => digit = false,
        }
    }
    false
}

/// A document, a report, a link: what evidence cells hold.
pub(in crate::plan) fn is_evidence(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "van ban",
        "quyet dinh",
        "tai lieu",
        "bao cao",
        "bien ban",
        "hinh anh",
        "link",
        "ke hoach",
        "cong van",
        "giay moi",
        "danh sach",
        "so lieu",
        "minh chung",
        "hop dong",
        "anh chup",
    ];
    let folded = fold(text);
    WORDS.iter().any(|word| find_words(&folded, word).is_some())
}

/// Where figures come from: «VNNIC cung cấp», «Bộ CA thống kê».
pub(in crate::plan) fn is_source(text: &str) -> bool {
    let folded = fold(text);
    folded.chars().count() <= 80
        && (folded.ends_with("cung cap")
            || folded.ends_with("thong ke")
            || folded.starts_with("nguon "))
}

/// Whether the cell can stand in such a column: 1 yes, 0 perhaps, −1 no.
pub(in crate::plan) fn fit(text: &str, field: Field) -> i32 {
    let text = text.trim();
    if text.is_empty() {
        return 0;
    }
    let one = |yes: bool, no: bool| i32::from(yes) - i32::from(no && !yes);
    match field {
        Field::Code => one(code::parse(text).is_some(), true),
        Field::MaxPoints => one(is_points(text), true),
        Field::DeadlineText => one(is_time(text), is_party(text) || is_points(text)),
        Field::Lead | Field::Supporting => one(
            is_party(text),
            is_time(text) || is_points(text) || is_rule(text),
        ),
        Field::Title => one(text.chars().count() > 25, is_points(text)),
        Field::RuleText => one(is_rule(text), is_party(text) && !is_rule(text)),
        Field::Measure => one(is_measure(text), text.chars().count() > 30),
        Field::TargetText => one(is_target(text), is_party(text)),
        Field::EvidenceText => one(is_evidence(text), is_points(text) || is_time(text)),
        Field::SourceText | Field::Note => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_known_by_reading_where_its_points_lack_their_word() {
        for rule in [
            "≥90%: 20; 70-<90%: 10; <70%: 0",
            "Có: 10; Không: 0",
            "Tỷ lệ x 25",
        ] {
            assert!(reads_as_rule(rule), "{rule}");
        }
        for other in [
            "Quyết định số 12/QĐ-UBND",
            "Biên bản",
            "Trước ngày 30/6/2026",
            "UBND xã 2",
        ] {
            assert!(!reads_as_rule(other), "{other}");
        }
    }

    #[test]
    fn cells_look_like_what_they_are() {
        assert!(is_points("2,5 đ") && is_points("Tối đa 10 điểm") && !is_points("10 bài"));
        assert!(is_time("Trước ngày 01/10/2024") && is_time("Quý II") && !is_time("Quỹ đất"));
        assert!(is_party("Phòng Văn hóa - Xã hội") && !is_party("Thường xuyên"));
        assert!(is_rule("Có: 10 điểm Không có: 0 điểm") && is_rule("Tỷ lệ *10 đ"));
        assert!(!is_rule("Tần suất phát sóng từ 1 tuần/1 lần") && !is_rule("5 doanh nghiệp"));
        assert!(is_target("≥ 80%") && is_target("Đạt") && !is_target("Phòng VH-XH"));
    }
}
