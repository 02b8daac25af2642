//! The first page: kind, number, date, place, title, years.

use jiff::civil::Date;

use super::cite::{code, find_date, reference};
use super::lines::{Line, Mark, is_capitals};
use super::words::tidy;
use crate::text::{find_words, fold, squash};

/// Kinds of documents, as they are written in running text.
pub(in crate::plan) const KINDS: &[&str] = &[
    "Kế hoạch",
    "Quyết định",
    "Công văn",
    "Thông báo",
    "Hướng dẫn",
    "Nghị quyết",
    "Báo cáo",
    "Tờ trình",
    "Chương trình",
    "Đề án",
    "Chỉ thị",
    "Phương án",
    "Quy chế",
    "Quy định",
    "Công điện",
    "Thông tư",
    "Nghị định",
    "Biên bản",
    "Kết luận",
    "Giấy mời",
    "Dự thảo",
    "Phân công",
    "Danh mục",
    "Bộ chỉ số",
];

/// What stands at the top.
#[derive(Debug, Default)]
pub(super) struct Top {
    pub(super) kind: Option<String>,
    pub(super) reference: Option<String>,
    pub(super) date: Option<Date>,
    /// «ngày tháng năm 2026», where the date is not complete.
    pub(super) date_printed: Option<String>,
    pub(super) place: Option<String>,
    pub(super) title: Option<String>,
    /// Lines above the number on the left: who issues.
    pub(super) letterhead: Vec<String>,
    /// Index of the first line after the title.
    pub(super) body: usize,
}

/// Reads the top of the page.
pub(super) fn read(lines: &[Line]) -> Top {
    const FIRST_PAGE: usize = 40;
    let first = &lines[..lines.len().min(FIRST_PAGE)];
    let kind_at = first.iter().position(|line| kind_of(line).is_some());
    let before = kind_at.unwrap_or_else(|| first.iter().position(is_body).unwrap_or(first.len()));
    let mut top = Top {
        body: before,
        ..Top::default()
    };
    // Without a kind the number and date still stand in the first few lines.
    for line in &first[..before] {
        read_number(line, &mut top);
        read_date(line, &mut top);
    }
    top.letterhead = letterhead(&first[..before]);
    let Some(at) = kind_at else {
        letter(first, &mut top);
        return top;
    };
    let (kind, rest) = kind_of(&first[at]).unwrap_or_default();
    top.kind = Some(kind.to_owned());
    let at = at + numbers_below(&lines[at + 1..], &mut top);
    let (title, body) = title(lines, at, rest);
    top.title = title;
    top.body = body;
    top
}

/// Number and date printed under the kind instead of above it: how many lines they take.
fn numbers_below(lines: &[Line], top: &mut Top) -> usize {
    let mut taken = 0;
    for (at, line) in lines.iter().take(4).enumerate() {
        if line.folded.is_empty() {
            continue;
        }
        let number = after_so(&line.text).filter(|_| line.folded.starts_with("so"));
        if number.and_then(reference).is_none() {
            break;
        }
        read_number(line, top);
        read_date(line, top);
        taken = at + 1;
    }
    taken
}

/// «KẾ HOẠCH» alone, or with the title behind it in capitals.
fn kind_of(line: &Line) -> Option<(&'static str, String)> {
    let text = line.text.trim_matches(['#', '*', ' ', ':']);
    let folded = fold(text);
    KINDS.iter().find_map(|kind| {
        let name = fold(kind);
        if folded == name {
            return Some((*kind, String::new()));
        }
        let printed = kind.to_uppercase();
        let rest = text.strip_prefix(&printed)?.strip_prefix(' ')?;
        (!rest.is_empty() && line.mark == Mark::None).then(|| (*kind, rest.to_owned()))
    })
}

/// Where text of the document proper begins, for papers without a kind on a line of its own.
fn is_body(line: &Line) -> bool {
    line.folded.starts_with("kinh gui") || matches!(line.mark, Mark::Roman(_)) || opens_body(line)
}

/// «Căn cứ …», «Thực hiện …»: the first sentence, no more of the title.
pub(super) fn opens_body(line: &Line) -> bool {
    const OPENERS: &[&str] = &[
        "can cu",
        "thuc hien",
        "de ",
        "nham",
        "tiep tuc",
        "tren co so",
        "xet ",
        "theo ",
        "kinh gui",
        "thi hanh",
        "uy ban nhan dan",
        "ubnd",
        "chu tich",
        "trong nam",
        "nam 20",
        "dieu 1",
        "quyet dinh:",
    ];
    let starts = OPENERS.iter().any(|opener| line.folded.starts_with(opener));
    starts && line.text.chars().next().is_some_and(char::is_uppercase) && !line.is_capitals()
}

/// «Số: 36/KH-UBND»; nothing for a blank.
fn read_number(line: &Line, top: &mut Top) {
    if top.reference.is_some() {
        return;
    }
    let texts = [Some(line.text.as_str()), line.right.as_deref()];
    for text in texts.into_iter().flatten() {
        let Some(after) = after_so(text) else {
            continue;
        };
        top.reference = reference(after).map(|(reference, _)| reference);
    }
}

/// The text after «Số:» or «Số».
fn after_so(text: &str) -> Option<&str> {
    let start = text
        .find("Số")
        .or_else(|| text.find("SỐ"))
        .or_else(|| text.find("So:"))?;
    let rest = &text[start..];
    let word = rest.find(|c: char| !c.is_alphabetic())?;
    Some(rest[word..].trim_start_matches([':', ' ', '.', '…', '_']))
}

/// «P. Hoàng Văn Thụ, ngày 26 tháng 02 năm 2024».
fn read_date(line: &Line, top: &mut Top) {
    if top.date.is_some() || top.date_printed.is_some() {
        return;
    }
    for text in [Some(line.text.as_str()), line.right.as_deref()]
        .into_iter()
        .flatten()
    {
        let Some((date, start, end)) = find_date(text) else {
            continue;
        };
        top.date = date;
        if date.is_none() {
            top.date_printed = Some(squash(&text[start..end]));
        }
        top.place = place(&text[..start]).or_else(|| top.place.take());
        return;
    }
}

/// What stands before the date, without a number on the same line.
fn place(before: &str) -> Option<String> {
    let text = match after_so(before) {
        None => before,
        Some(after) => {
            let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let end = code(&after[digits..]).map_or(0, |(_, length)| digits + length);
            &after[end..]
        }
    };
    let place = text
        .trim()
        .trim_end_matches(',')
        .trim()
        .trim_matches(['*', '_', '-', '–', ' ']);
    let long = place.chars().count() > 60;
    (!long && place.chars().any(char::is_alphabetic)).then(|| squash(place))
}

/// The office's name: capitals on the left, above the number.
fn letterhead(lines: &[Line]) -> Vec<String> {
    let mut out = Vec::new();
    for line in lines {
        if after_so(&line.text).is_some() || names_table(&line.folded) {
            break;
        }
        let text = match line.text.find("CỘNG H") {
            Some(at) => &line.text[..at],
            None => &line.text,
        };
        let motto = ["cong hoa xa hoi", "doc lap", "dang cong san"];
        let folded = fold(text);
        if is_capitals(text) && !motto.iter().any(|motto| folded.contains(motto)) {
            out.push(squash(text));
        }
    }
    out
}

/// The title of a table at the top of a worksheet issues nothing.
fn names_table(folded: &str) -> bool {
    const OPENERS: [&str; 6] = [
        "bang ",
        "danh muc",
        "phu luc",
        "phan cong",
        "bieu ",
        "tong hop",
    ];
    OPENERS.iter().any(|opener| folded.starts_with(opener))
}

/// A letter (công văn): «V/v …» is its subject.
fn letter(first: &[Line], top: &mut Top) {
    let subject = first.iter().find(|line| line.folded.starts_with("v/v"));
    let addressed = first.iter().any(|line| line.folded.starts_with("kinh gui"));
    if let Some(line) = subject {
        let after = line.text.split_once(' ').map(|(_, rest)| tidy(rest));
        top.title = after;
    }
    if addressed && (subject.is_some() || top.reference.is_some()) {
        top.kind = Some("Công văn".to_owned());
    }
}

/// The title under the kind, over several lines, and the index of the line after it.
fn title(lines: &[Line], kind_at: usize, rest: String) -> (Option<String>, usize) {
    const LINES: usize = 6;
    let mut parts: Vec<String> = if rest.is_empty() {
        Vec::new()
    } else {
        vec![rest]
    };
    let mut first: Option<&Line> = None;
    let mut at = kind_at + 1;
    while let Some(line) = lines.get(at).filter(|_| parts.len() < LINES) {
        let goes_on = match first {
            None if parts.is_empty() => {
                line.mark == Mark::None && !line.folded.starts_with("can cu")
            }
            None => goes_on(&lines[kind_at], line),
            Some(first) => goes_on(first, line),
        };
        if !goes_on {
            break;
        }
        first.get_or_insert(line);
        parts.push(line.text.clone());
        at += 1;
    }
    let title = tidy(&parts.join(" "));
    let title = title
        .strip_prefix("V/v ")
        .or(title.strip_prefix("Về việc "))
        .unwrap_or(&title);
    ((!title.is_empty()).then(|| title.to_owned()), at)
}

fn goes_on(first: &Line, line: &Line) -> bool {
    const LONGEST: usize = 160;
    if line.mark != Mark::None || line.text.chars().count() > LONGEST {
        return false;
    }
    if line.text.ends_with([';', ':', '.']) || line.is_capitals() && !first.is_capitals() {
        return false;
    }
    first.bold && line.bold || first.is_capitals() && line.is_capitals() || !opens_body(line)
}

/// Years that the title names, and whether they go on.
pub(super) fn years(title: &str) -> (Vec<i16>, bool) {
    let mut years = Vec::new();
    // «22/12/2024» is the date of a document, «2024-2025» are two years.
    for word in title.split_whitespace().filter(|word| !word.contains('/')) {
        for digits in word.split(|c: char| !c.is_ascii_digit()) {
            let year = digits
                .parse()
                .ok()
                .filter(|year| digits.len() == 4 && (2000..2100).contains(year));
            years.extend(year.filter(|year| !years.contains(year)));
        }
    }
    let folded = fold(title);
    let open = [
        "cac nam tiep theo",
        "nhung nam tiep theo",
        "nam tiep theo",
        "cac nam sau",
    ];
    (
        years,
        open.iter()
            .any(|words| find_words(&folded, words).is_some()),
    )
}
