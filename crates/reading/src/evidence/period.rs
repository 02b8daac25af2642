//! From when to when a document is in force, or which years it is for.

use jiff::civil::{Date, date};

use crate::plan::head::cite::find_date;
use crate::text::fold;

/// A stretch of days; an end that is not stated is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
}

/// «có hiệu lực từ ngày ký … đến hết ngày 31/12/2025».
pub(super) fn in_force(line: &str, issued_on: Option<Date>) -> Option<Period> {
    let folded = fold(line);
    let at = folded.find("hieu luc")?;
    if ["het hieu luc", "bai bo", "con hieu luc"]
        .iter()
        .any(|words| folded.contains(words))
    {
        return None;
    }
    // Folding keeps the number of letters, so that this many letters stand before it as well.
    let before = folded[..at].chars().count();
    let rest: String = line.chars().skip(before).collect();
    let signing = ["ngay ky", "ngay ban hanh"];
    let from_signing = signing.iter().any(|words| folded[at..].contains(words));
    let (first, end_of_first) = match find_date(&rest) {
        Some((found, _, end)) => (found, end),
        None => (None, 0),
    };
    let second = find_date(&rest[end_of_first..]).and_then(|(found, _, _)| found);
    let until = fold(&rest[..rest.len().min(floor(&rest, end_of_first))]).contains("den ");
    let (start, end) = match (from_signing, second) {
        (true, _) => (issued_on, first),
        (false, Some(second)) => (first, Some(second)),
        (false, None) if until => (None, first),
        (false, None) => (first, None),
    };
    (start.is_some() || end.is_some()).then_some(Period { start, end })
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

/// «giai đoạn 2021-2025», «năm 2024» in the subject: whole years.
pub(super) fn of_years(years: &[i16], open_ended: bool) -> Option<Period> {
    let (first, last) = (*years.first()?, *years.last()?);
    let whole = first <= last && (2000..2100).contains(&first) && (2000..2100).contains(&last);
    whole.then(|| Period {
        start: Some(date(first, 1, 1)),
        end: (!open_ended).then(|| date(last, 12, 31)),
    })
}
