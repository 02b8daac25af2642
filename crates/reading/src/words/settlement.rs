//! How a finding was settled, in words. A choice is a short text that is kept with the plan:
//! `keep`, `repaired`, `original`, `reading:cap_at_max`, `points:12.5`, `due:2026-10-14`.

use jiff::civil::Date;
use scoring::Exact;

use super::finding::reading_name;
use super::number::{date, number};

/// The choice as a button says it.
///
/// ```
/// use reading::words::settlement::in_words;
/// assert_eq!(in_words("points:12.5"), "Lấy 12,5 điểm");
/// assert_eq!(in_words("due:2026-10-14"), "Đặt hạn 14/10/2026");
/// ```
pub fn in_words(choice: &str) -> String {
    let (kind, value) = choice.split_once(':').unwrap_or((choice, ""));
    match kind {
        "keep" => "Giữ nguyên như văn bản".to_owned(),
        "repaired" => "Dùng chữ đã sửa".to_owned(),
        "original" => "Giữ chữ như bản gốc".to_owned(),
        "reading" => format!("Hiểu là: {}", reading_name(value)),
        "points" => {
            let points = value.parse::<Exact>().map(|points| number(&points));
            format!("Lấy {} điểm", points.unwrap_or_else(|_| value.to_owned()))
        }
        "due" => {
            let day = value.parse::<Date>().map(date);
            format!("Đặt hạn {}", day.unwrap_or_else(|_| value.to_owned()))
        }
        other => other.to_owned(),
    }
}
