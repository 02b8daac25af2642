//! Numbers, rates and dates as officials write them: decimal comma, space before %, dd/mm/yyyy.

use jiff::civil::Date;
use scoring::Exact;
use scoring::number::Rounding;

/// Decimals shown of a number that does not end.
const DIGITS_SHOWN: u32 = 4;

/// `8,6`; `1.000.000`; a number that does not end is rounded to four decimals (`6,6667`).
///
/// ```
/// use reading::words::number::number;
/// assert_eq!(number(&"1234567.25".parse().unwrap()), "1.234.567,25");
/// assert_eq!(number(&"20/3".parse().unwrap()), "6,6667");
/// assert_eq!(number(&"-0.5".parse().unwrap()), "-0,5");
/// ```
pub fn number(value: &Exact) -> String {
    let text = value
        .to_decimal()
        .unwrap_or_else(|| value.to_fixed(DIGITS_SHOWN, Rounding::HalfUp));
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.as_str()),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let comma = if decimals.is_empty() { "" } else { "," };
    format!("{sign}{}{comma}{decimals}", grouped(whole))
}

/// Thousands by points, from ten thousand on: «2.000» could be read as two, so 2000 stays whole.
fn grouped(whole: &str) -> String {
    if whole.len() < 5 {
        return whole.to_owned();
    }
    let first = whole.len() % 3;
    let mut out = whole[..first].to_owned();
    for start in (first..whole.len()).step_by(3) {
        if !out.is_empty() {
            out.push('.');
        }
        out.push_str(&whole[start..start + 3]);
    }
    out
}

/// A share as a percentage: `0.86` is «86 %».
///
/// ```
/// use reading::words::number::percent;
/// assert_eq!(percent(&"0.0025".parse().unwrap()), "0,25 %");
/// assert_eq!(percent(&"2/3".parse().unwrap()), "66,6667 %");
/// ```
pub fn percent(share: &Exact) -> String {
    format!("{} %", number(&(share.clone() * Exact::whole(100))))
}

/// `26/02/2024`.
pub fn date(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}
