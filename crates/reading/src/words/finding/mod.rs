//! One sentence for every finding: what was noticed, with the values, and what to do.
//!
//! The words themselves are in `words`; here values are put into them in the way officials write
//! numbers and dates, and the page of all findings is made.

mod names;
mod words;

use std::fmt::Write as _;

use domain::{Finding, FindingCode, Severity};
use scoring::Exact;

use self::names::reading;
pub use self::names::reading as reading_name;
use self::words::words;
use super::number::{date, number};

/// Longer quotations are cut: a sentence must stay readable.
const QUOTED_CHARS_MAX: usize = 120;

/// What a code means, for a page that explains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// A heading.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What to do.
    pub advice: &'static str,
    /// A finding of this code with made-up values, as a sentence.
    pub example: String,
}

/// The sentence: what was noticed, then what to do.
///
/// ```
/// use domain::{Finding, FindingCode};
/// let values = ["100".to_owned(), "105.5".to_owned()];
/// let finding = Finding::new(FindingCode::PillarTotalDiffers, values);
/// assert_eq!(
///     reading::words::finding::sentence(&finding),
///     "Nhóm ghi 100 điểm, các chỉ số cộng lại được 105,5 điểm. \
///      Đề nghị cơ quan ban hành xác nhận điểm đúng."
/// );
/// ```
pub fn sentence(finding: &Finding) -> String {
    let words = words(finding.code);
    let noticed = fill(words.sentence, |name| finding.value(name));
    format!("{noticed} {}", words.advice)
}

/// What a code means and what to do about it.
pub fn explanation(code: FindingCode) -> Explanation {
    let words = words(code);
    Explanation {
        title: words.title,
        meaning: words.meaning,
        advice: words.advice,
        example: sentence(&example(code)),
    }
}

/// A finding of this code with made-up values.
pub fn example(code: FindingCode) -> Finding {
    let values = code.values().iter().copied().zip(words(code).sample);
    let values = values
        .map(|(name, value)| (name, (*value).to_owned()))
        .collect();
    Finding {
        code,
        table: None,
        row: None,
        line: None,
        values,
    }
}

/// The page of all findings, in Markdown.
pub fn page() -> String {
    let mut page = String::from(
        "# Các phát hiện khi đọc kế hoạch\n\n\
         Phát hiện không phải là lỗi của phần mềm: đó là chỗ văn bản chưa rõ, chưa khớp hoặc đã được hiểu theo một cách.\n\
         Mã phát hiện giữ nguyên qua các phiên bản nên có thể viện dẫn trong công văn.\n\
         Trang này được sinh ra từ mã nguồn.\n",
    );
    let mut block = "";
    for code in FindingCode::ALL {
        let heading = block_heading(code.as_str());
        if heading != block {
            block = heading;
            let _ = write!(page, "\n## {heading}\n");
        }
        let explained = explanation(*code);
        let _ = write!(
            page,
            "\n### {}: {}\n\nMức độ: {}.\n{}\n{}\n\n> {}\n",
            code.as_str(),
            explained.title,
            severity(code.severity()),
            explained.meaning,
            explained.advice,
            explained.example,
        );
    }
    page
}

/// How bad it is, in words.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "thông tin",
        Severity::Warning => "cảnh báo",
        Severity::Error => "lỗi",
    }
}

fn block_heading(code: &str) -> &'static str {
    match code.as_bytes().get(1) {
        Some(b'0') => "F0: tệp",
        Some(b'1') => "F1: văn bản",
        Some(b'2') => "F2: bảng phụ lục",
        Some(b'3') => "F3: điểm",
        Some(b'4') => "F4: cách tính điểm",
        Some(b'5') => "F5: thời hạn",
        Some(b'6') => "F6: chỉ tiêu",
        Some(b'7') => "F7: các bên",
        _ => "Khác",
    }
}

/// Puts values where the braces are; the mark before the closing brace says how to write them.
fn fill<'a>(sentence: &str, value: impl Fn(&str) -> &'a str) -> String {
    let mut out = String::with_capacity(sentence.len() + 32);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(before);
        let (name, mark) = match name.char_indices().next_back() {
            Some((at, mark @ ('#' | '@' | '^' | '~' | '>'))) => (&name[..at], mark),
            _ => (name, ' '),
        };
        out.push_str(&written(value(name), mark));
        rest = after;
    }
    out + rest
}

fn written(value: &str, mark: char) -> String {
    if mark == '>' {
        let open = value.is_empty();
        return if open {
            " trở lên".to_owned()
        } else {
            format!(" đến {}", written(value, '#'))
        };
    }
    if value.is_empty() {
        return "(không ghi)".to_owned();
    }
    match mark {
        '#' => value
            .parse::<Exact>()
            .map_or_else(|_| value.to_owned(), |exact| number(&exact)),
        '@' => value.parse().map_or_else(|_| value.to_owned(), date),
        '^' => field(value).to_owned(),
        '~' => value
            .split("; ")
            .map(reading)
            .collect::<Vec<_>>()
            .join("; "),
        _ => cut(value),
    }
}

fn cut(value: &str) -> String {
    match value.char_indices().nth(QUOTED_CHARS_MAX) {
        Some((at, _)) => format!("{}…", value[..at].trim_end()),
        None => value.to_owned(),
    }
}

/// A column by the contract's name.
fn field(key: &str) -> &str {
    match key {
        "code" => "mã",
        "title" => "tên",
        "max_points" => "điểm tối đa",
        "rule_text" => "cách tính điểm",
        "evidence_text" => "minh chứng",
        "source_text" => "nguồn số liệu",
        "lead" => "chủ trì",
        "supporting" => "phối hợp",
        "deadline_text" => "thời gian",
        "measure" => "đơn vị tính",
        "target_text" => "chỉ tiêu",
        "note" => "ghi chú",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_shows_every_value_and_ends() {
        for code in FindingCode::ALL {
            let words = words(*code);
            assert_eq!(words.sample.len(), code.values().len(), "{code:?}");
            for name in code.values() {
                let shown = ["", "#", "@", "^", "~", ">"]
                    .iter()
                    .any(|mark| words.sentence.contains(&format!("{{{name}{mark}}}")));
                assert!(shown, "{code:?} does not show {name}");
            }
            let sentence = sentence(&example(*code));
            assert!(!sentence.contains(['{', '}', '!']), "{sentence}");
            assert!(words.sentence.ends_with('.'), "{code:?}");
            assert!(
                words.meaning.ends_with('.') && words.advice.ends_with('.'),
                "{code:?}"
            );
            assert!(words.advice.starts_with("Đề nghị "), "{code:?}");
            assert!(!words.title.ends_with('.'), "{code:?}");
        }
    }

    #[test]
    fn values_are_written_as_officials_write_them() {
        let later = ["39/KH-UBND", "2024-03-05", "2024-02-26"].map(str::to_owned);
        assert_eq!(
            sentence(&Finding::new(FindingCode::CitesLater, later)),
            "Căn cứ 39/KH-UBND ghi ngày 05/03/2024, sau ngày 26/02/2024 của văn bản này. \
             Đề nghị kiểm tra ngày của căn cứ."
        );
        let long = Finding::new(FindingCode::RuleUnread, ["x".repeat(500)]);
        assert!(sentence(&long).chars().count() < 260);
        let blank = Finding::new(FindingCode::DateMissing, [String::new()]);
        assert!(sentence(&blank).contains("(không ghi)"));
    }

    #[test]
    fn the_page_explains_every_code_once() {
        let page = page();
        for code in FindingCode::ALL {
            assert_eq!(page.matches(&format!("### {}:", code.as_str())).count(), 1);
        }
    }
}
