//! Official documents cited in running text: number, date, issuer, subject.
//!
//! A number is digits, perhaps a year, and a code in capitals: «39/KH-UBND», «57-NQ/TW»,
//! «42/2022/NĐ-CP», with stray spaces. Dates come as «22/02/2024», «9.3.2026» and «ngày 22 tháng
//! 12 năm 2024».

use jiff::civil::Date;

use crate::text::fold;

/// One citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Citation {
    /// «39/KH-UBND», without stray spaces.
    pub(in crate::plan) reference: String,
    /// The date after it.
    pub(in crate::plan) date: Option<Date>,
    /// Where the number begins.
    pub(in crate::plan) start: usize,
    /// Where number and date end.
    pub(in crate::plan) end: usize,
}

/// All citations, in order.
pub(crate) fn citations(text: &str) -> Vec<Citation> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut previous = ' ';
    while let Some(c) = text[at..].chars().next() {
        if c.is_ascii_digit()
            && !(previous.is_alphanumeric() || matches!(previous, '/' | '-' | '.'))
            && let Some((reference, end)) = reference(&text[at..])
        {
            let end = at + end;
            let dated = date_after(&text[end..]);
            let (date, length) = dated.map_or((None, 0), |(date, length)| (Some(date), length));
            out.push(Citation {
                reference,
                date,
                start: at,
                end: end + length,
            });
            at = end + length;
            previous = ' ';
            continue;
        }
        previous = c;
        at += c.len_utf8();
    }
    out
}

/// A number at the start of the text, and its length.
pub(in crate::plan) fn reference(text: &str) -> Option<(String, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 5 {
        return None;
    }
    let (code, length) = code(&text[digits..])?;
    Some((format!("{}{code}", &text[..digits]), digits + length))
}

/// What follows the number: «/KH-UBND», «-NQ/TW», «/2022/NĐ-CP», «/ KH - UBND».
pub(in crate::plan) fn code(text: &str) -> Option<(String, usize)> {
    let mut out = String::new();
    let mut at = 0;
    loop {
        let (separator, next) = separator(&text[at..])?;
        let start = at + next;
        let word: String = text[start..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '&')
            .collect();
        let first = word.chars().next();
        let year =
            out.is_empty() && word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        let letters = first.is_some_and(char::is_uppercase);
        if !year && !letters {
            return None;
        }
        out.push(separator);
        out.push_str(&word);
        at = start + word.len();
        if letters {
            break;
        }
    }
    // Further groups: capitals only, so that «Kế hoạch số 5/KH - Sở Nội vụ» ends in time.
    while let Some((separator, next)) = separator(&text[at..]) {
        let start = at + next;
        let word: String = text[start..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '&')
            .collect();
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        let close = next == separator.len_utf8();
        let fits = capitals > 0 && (close || !word.chars().any(char::is_lowercase));
        if !fits || !word.chars().next().is_some_and(char::is_uppercase) {
            break;
        }
        out.push(separator);
        out.push_str(&word);
        at = start + word.len();
    }
    out.contains('/').then_some((out, at))
}

/// `/` or `-` with spaces around it.
fn separator(text: &str) -> Option<(char, usize)> {
    let before = text.len() - text.trim_start_matches(' ').len();
    let c = text[before..].chars().next()?;
    let separator = match c {
        '/' => '/',
        '-' | '–' | '‑' => '-',
        _ => return None,
    };
    let rest = &text[before + c.len_utf8()..];
    let after = rest.len() - rest.trim_start_matches(' ').len();
    (before.max(after) <= 2).then_some((separator, before + c.len_utf8() + after))
}

/// A date right after a number: «, ngày 8/9/2023», «(27/3/2022)».
fn date_after(text: &str) -> Option<(Date, usize)> {
    let skipped = text.len() - text.trim_start_matches([' ', ',', '(', ';']).len();
    if text[..skipped].contains(';') {
        return None;
    }
    match date_at(&text[skipped..])? {
        (Some(date), length) => Some((date, skipped + length)),
        (None, _) => None,
    }
}

/// A date at the start of the text, and how far it goes: «ngày 22 tháng 12 năm 2024»,
/// «22/12/2024». A date with blanks («ngày   tháng 02 năm 2024») has no value.
pub(in crate::plan) fn date_at(text: &str) -> Option<(Option<Date>, usize)> {
    let mut scan = Scan { text, at: 0 };
    let named = scan.word("ngay");
    let day = scan.number();
    if scan.word("thang") {
        let month = scan.number();
        scan.comma();
        if !scan.word("nam") {
            return None;
        }
        let year = scan.number();
        return Some((date(day, month, year), scan.at));
    }
    if !scan.slash() {
        return None;
    }
    let month = scan.number();
    if !scan.slash() {
        return None;
    }
    let year = scan.number();
    let whole = date(day, month, year);
    (named || whole.is_some()).then_some((whole, scan.at))
}

/// The first date in the text, complete or with blanks, and its range.
pub(crate) fn find_date(text: &str) -> Option<(Option<Date>, usize, usize)> {
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        if !previous.is_alphanumeric()
            && (matches!(c, 'n' | 'N') || c.is_ascii_digit())
            && let Some((date, length)) = date_at(&text[at..])
        {
            return Some((date, at, at + length));
        }
        previous = c;
    }
    None
}

fn date(day: Option<u32>, month: Option<u32>, year: Option<u32>) -> Option<Date> {
    let year = i16::try_from(year?)
        .ok()
        .filter(|year| (1945..2200).contains(year))?;
    Date::new(year, i8::try_from(month?).ok()?, i8::try_from(day?).ok()?).ok()
}

/// Reads words and numbers one after another.
struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl Scan<'_> {
    fn spaces(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '.', '…', '\u{a0}']).len();
    }

    fn comma(&mut self) {
        if self.text[self.at..].starts_with(',') {
            self.at += 1;
        }
    }

    fn word(&mut self, wanted: &str) -> bool {
        let start = self.at;
        self.spaces();
        let rest = &self.text[self.at..];
        let length = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        // No word that is looked for is longer than this many bytes.
        if length <= 12 && fold(&rest[..length]) == wanted {
            self.at += length;
            return true;
        }
        self.at = start;
        false
    }

    fn number(&mut self) -> Option<u32> {
        let start = self.at;
        self.spaces();
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = rest[..length].parse().ok().filter(|_| length <= 4);
        self.at = if number.is_some() {
            self.at + length
        } else {
            start
        };
        number
    }

    fn slash(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let trimmed = rest.trim_start_matches(' ');
        let found = trimmed.starts_with(['/', '-', '.']);
        if found {
            self.at += rest.len() - trimmed.len() + 1;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let got: Vec<(String, String)> = citations(text)
            .into_iter()
            .map(|one| {
                (
                    one.reference,
                    one.date.map(|date| date.to_string()).unwrap_or_default(),
                )
            })
            .collect();
        let got: Vec<(&str, &str)> = got
            .iter()
            .map(|(one, two)| (one.as_str(), two.as_str()))
            .collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn numbers_and_dates_are_read_in_all_spellings() {
        check(
            "Kế hoạch số 39/KH-UBND ngày 22/02/2024 của",
            &[("39/KH-UBND", "2024-02-22")],
        );
        check(
            "Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024",
            &[("57-NQ/TW", "2024-12-22")],
        );
        check(
            "Nghị định 42/2022/NĐ-CP của Chính phủ",
            &[("42/2022/NĐ-CP", "")],
        );
        check(
            "Quyết định số 749/QĐ-TTg, ngày 03-6-2020",
            &[("749/QĐ-TTg", "2020-06-03")],
        );
        check(
            "số 12 / KH - UBND ngày 9.3.2026",
            &[("12/KH-UBND", "2026-03-09")],
        );
        check(
            "Luật số 67/2006/QH11 ngày 29/6/2006",
            &[("67/2006/QH11", "2006-06-29")],
        );
        check(
            "Công văn số 2342/UBND-VHTT; số 06-KH/ĐU",
            &[("2342/UBND-VHTT", ""), ("06-KH/ĐU", "")],
        );
        check(
            "Chương trình 28-CTr/TU (01/02/2022)",
            &[("28-CTr/TU", "2022-02-01")],
        );
        check("trước ngày 15/10/2024, 24/7, 3/4 và 2022-2025", &[]);
        check("", &[]);
    }

    #[test]
    fn blank_dates_are_found_without_a_value() {
        assert_eq!(
            find_date("Minh Hưng, ngày tháng năm 2026").map(|found| found.0),
            Some(None)
        );
        assert_eq!(
            find_date("ngày … tháng 02 năm 2024").map(|found| found.0),
            Some(None)
        );
        assert_eq!(
            find_date("ngày /10/2023 của").map(|found| found.0),
            Some(None)
        );
        assert_eq!(
            find_date("ngày 31/02/2024").map(|found| found.0),
            Some(None)
        );
        assert_eq!(find_date("không có"), None);
    }
}
