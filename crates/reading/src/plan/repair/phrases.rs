//! Words whose marks extraction lost or changed. Only phrases that mean nothing in their damaged
//! form are corrected: «Thẻ chế số», «CDS», «dịch vụ công trục tuyến».

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::text::fold;

/// Phrases of the field as they are spelled. A text that agrees in letters and differs in marks
/// is corrected; so each must have no other reading.
const SPELLED: &[&str] = &[
    "chuyển đổi số",
    "thể chế số",
    "hạ tầng số",
    "nhân lực số",
    "nhận thức số",
    "chính quyền số",
    "chính phủ số",
    "kinh tế số",
    "xã hội số",
    "đô thị thông minh",
    "an toàn thông tin",
    "an ninh mạng",
    "họp trực tuyến",
    "dịch vụ công trực tuyến",
    "công nghệ thông tin",
    "công nghệ số",
    "cổng thông tin điện tử",
    "trang thông tin điện tử",
    "định danh điện tử",
    "chữ ký số",
    "nền tảng số",
    "dữ liệu số",
    "kỹ năng số",
    "dân số trưởng thành",
    "bố trí kinh phí",
    "cơ sở dữ liệu",
    "tổ công nghệ số cộng đồng",
    "thương mại điện tử",
    "thủ tục hành chính",
    "chi ngân sách",
    "bồi dưỡng",
];

/// Damaged words and what they were, compared letter by letter: (damaged, meant).
const PAIRS: &[(&str, &str)] = &[
    ("CDS", "CĐS"),
    ("BCD", "BCĐ"),
    ("CNSCD", "CNSCĐ"),
    ("ND-CP", "NĐ-CP"),
    ("QD-UBND", "QĐ-UBND"),
    ("Thẻ chế", "Thể chế"),
    ("thẻ chế", "thể chế"),
    ("chuyên đề số", "chuyển đổi số"),
    ("nền tảng hợp", "nền tảng họp"),
    ("cuộc hợp", "cuộc họp"),
    ("Công chức, chống", "phòng, chống"),
    ("Phòng, chống mã độc Công chức", "Phòng, chống mã độc"),
    ("Cử cán CBCC", "Cử CBCC"),
    ("Vô sò", "Vỏ Sò"),
    ("Trang tt điện tử", "Trang TTĐT"),
    ("VN post", "VNPost"),
    ("Tỉ lệ", "Tỷ lệ"),
    ("tỉ lệ", "tỷ lệ"),
    ("Bổ trí", "Bố trí"),
    ("Thông kê", "Thống kê"),
    ("Phân đấu", "Phấn đấu"),
    ("phân đấu", "phấn đấu"),
    ("tung bước", "từng bước"),
    ("công tác chỉ cho", "công tác chi cho"),
];

/// Words before which the phrase means something else: «kết hợp trực tuyến».
const NOT_AFTER: &[(&str, &[&str])] = &[
    (
        "họp trực tuyến",
        &["ket", "phoi", "tich", "to", "phu", "truong"],
    ),
    ("an ninh mạng", &["khong"]),
];

/// First folded word to phrases, as lists of words.
static BY_FIRST: LazyLock<BTreeMap<String, Vec<Vec<String>>>> = LazyLock::new(|| {
    let mut map: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for phrase in SPELLED {
        let words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
        map.entry(fold(&words[0])).or_default().push(words);
    }
    map
});

/// The text with its damaged phrases corrected; `None` when it has none.
pub(super) fn correct(text: &str) -> Option<String> {
    let paired = pairs(text);
    let spelled = spell(paired.as_deref().unwrap_or(text));
    let decreed = decree(spelled.as_deref().or(paired.as_deref()).unwrap_or(text));
    decreed.or(spelled).or(paired)
}

/// First word to the pairs that begin with it, so that sound text is passed over quickly.
static PAIRS_BY_FIRST: LazyLock<BTreeMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut map: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, (damaged, _)) in PAIRS.iter().enumerate() {
        let first = damaged
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or("");
        map.entry(first).or_default().push(at);
    }
    map
});

fn pairs(text: &str) -> Option<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let mut near: Vec<usize> = words
        .filter_map(|word| PAIRS_BY_FIRST.get(word))
        .flatten()
        .copied()
        .collect();
    near.sort_unstable();
    near.dedup();
    let mut out: Option<String> = None;
    for (damaged, meant) in near.into_iter().map(|at| PAIRS[at]) {
        let now = out.as_deref().unwrap_or(text);
        if let Some(next) = replace_words(now, damaged, meant) {
            out = Some(next);
        }
    }
    out
}

/// Replaces whole words only.
fn replace_words(text: &str, damaged: &str, meant: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    let mut from = 0;
    while let Some(found) = rest[from..].find(damaged) {
        let start = from + found;
        let end = start + damaged.len();
        let before = rest[..start]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric());
        let after = rest[end..]
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphanumeric());
        if before && after {
            out.push_str(&rest[..start]);
            out.push_str(meant);
            rest = &rest[end..];
            from = 0;
        } else {
            from = end;
        }
    }
    if out.is_empty() && rest.len() == text.len() {
        return None;
    }
    out.push_str(rest);
    Some(out)
}

/// «ND 42/2022» is a decree.
fn decree(text: &str) -> Option<String> {
    let at = text.find("ND ").filter(|at| {
        let before = text[..*at]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric());
        let rest = text[at + 3..].trim_start_matches("số ");
        let number = rest.bytes().take_while(u8::is_ascii_digit).count();
        before && number > 0 && rest[number..].starts_with('/')
    })?;
    Some(format!("{}NĐ {}", &text[..at], &text[at + 3..]))
}

/// A word of the text: its bytes and its letters without marks.
struct Word<'a> {
    start: usize,
    end: usize,
    folded: &'a str,
}

fn spell(text: &str) -> Option<String> {
    let folded = fold(text);
    let words = words(text, &folded)?;
    let mut out: Option<String> = None;
    let mut done = 0;
    let mut at = 0;
    while at < words.len() {
        let Some((phrase, count)) = phrase_at(text, &words, at) else {
            at += 1;
            continue;
        };
        let out = out.get_or_insert_with(String::new);
        for (word, spelled) in words[at..at + count].iter().zip(phrase) {
            out.push_str(&text[done..word.start]);
            out.push_str(&like(&text[word.start..word.end], spelled));
            done = word.end;
        }
        at += count;
    }
    out.map(|mut out| {
        out.push_str(&text[done..]);
        out
    })
}

/// The phrase that stands here in other marks.
fn phrase_at<'a>(text: &str, words: &[Word<'_>], at: usize) -> Option<(&'a [String], usize)> {
    let phrases = BY_FIRST.get(words[at].folded)?;
    phrases.iter().find_map(|phrase| {
        let found = words.get(at..at + phrase.len())?;
        let agrees = found
            .iter()
            .zip(phrase)
            .all(|(word, spelled)| is_folded(word.folded, spelled));
        let close = found
            .windows(2)
            .all(|pair| &text[pair[0].end..pair[1].start] == " ");
        let differs = found
            .iter()
            .zip(phrase)
            .any(|(word, spelled)| text[word.start..word.end].to_lowercase() != *spelled);
        // Letters without any mark are a way of writing, not a fault of extraction.
        let marked = found
            .iter()
            .any(|word| !text[word.start..word.end].is_ascii());
        let before = at.checked_sub(1).map_or("", |at| words[at].folded);
        let whole = phrase.join(" ");
        let denied = NOT_AFTER
            .iter()
            .any(|(other, words)| *other == whole && words.contains(&before));
        let hits = agrees && close && differs && marked && !denied;
        hits.then_some((phrase.as_slice(), phrase.len()))
    })
}

/// Whether `folded` is this word without its marks.
fn is_folded(folded: &str, spelled: &str) -> bool {
    fold(spelled) == folded
}

/// The words of a text; `None` when folding changed their number (decomposed letters).
fn words<'a>(text: &str, folded: &'a str) -> Option<Vec<Word<'a>>> {
    let mut letters = folded
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty());
    let mut words = Vec::new();
    let mut start = None;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    for (at, c) in ends {
        match (c.is_alphabetic(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Word {
                    start: from,
                    end: at,
                    folded: letters.next()?,
                });
                start = None;
            }
            _ => {}
        }
    }
    letters.next().is_none().then_some(words)
}

/// `spelled` in the capitals of `printed`.
fn like(printed: &str, spelled: &str) -> String {
    let mut letters = printed.chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    let all = first && printed.chars().count() > 1 && letters.all(|c| !c.is_lowercase());
    if all {
        return spelled.to_uppercase();
    }
    let mut chars = spelled.chars();
    match chars.next() {
        Some(head) if first => head.to_uppercase().chain(chars).collect(),
        _ => spelled.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(correct(text).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn lost_marks_come_back() {
        check("Thẻ chế số", "Thể chế số");
        check("CHUYÊN ĐỒI SỐ", "CHUYỂN ĐỔI SỐ");
        check(
            "nền tảng hợp trực tuyến của tỉnh",
            "nền tảng họp trực tuyến của tỉnh",
        );
        check(
            "các cuộc họp về CDS của phường",
            "các cuộc họp về CĐS của phường",
        );
        check("đảm bảo theo ND 42/2022", "đảm bảo theo NĐ 42/2022");
        check(
            "cài đặt Công chức, chống mã độc",
            "cài đặt phòng, chống mã độc",
        );
    }

    #[test]
    fn sound_text_is_left_alone() {
        for text in [
            "Kết hợp trực tuyến với trực tiếp",
            "Chuyển đổi số trên địa bàn",
            "chuyen doi so",
            "Công chức xã",
            "Số hội nghị",
            "ABCDS",
        ] {
            assert_eq!(correct(text), None, "{text}");
        }
    }
}
