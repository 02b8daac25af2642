//! Numbers as officials write them: decimal comma, thousands by points or spaces.

use scoring::Exact;

/// Reads the whole text as a Vietnamese number: `3,5`, `02`, `1.000.000`, `1 000`.
/// A single point is a decimal point unless exactly three digits follow a first group of one to
/// three: `2.000` is two thousand, `2.5` is two and a half.
///
/// ```
/// use reading::text::decimal;
/// assert_eq!(decimal("3,5").unwrap().to_string(), "3.5");
/// assert_eq!(decimal("1.000.000").unwrap().to_string(), "1000000");
/// assert_eq!(decimal("0,25").unwrap().to_string(), "0.25");
/// assert!(decimal("hai").is_none());
/// ```
pub fn decimal(text: &str) -> Option<Exact> {
    let text = text.trim();
    let (number, rest) = decimal_prefix(text)?;
    rest.is_empty().then_some(number)
}

/// Reads a number at the start; the rest comes back.
///
/// ```
/// let (number, rest) = reading::text::decimal_prefix("3,5đ").unwrap();
/// assert_eq!((number.to_string().as_str(), rest), ("3.5", "đ"));
/// ```
pub fn decimal_prefix(text: &str) -> Option<(Exact, &str)> {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let first = digits(0);
    if first == 0 {
        return None;
    }
    let mut whole = text[..first].to_owned();
    let mut at = first;
    // Thousands: the same separator, exactly three digits each, no leading zero.
    if first <= 3 && !text.starts_with('0') {
        for separator in ['.', '\u{a0}', ' '] {
            let mut end = first;
            let mut groups = String::new();
            loop {
                let rest = &text[end..];
                if !rest.starts_with(separator) {
                    break;
                }
                let start = end + separator.len_utf8();
                if digits(start) != 3 {
                    break;
                }
                groups.push_str(&text[start..start + 3]);
                end = start + 3;
            }
            if !groups.is_empty() {
                whole.push_str(&groups);
                at = end;
                break;
            }
        }
    }
    let mut number = whole;
    let rest = &text[at..];
    if let Some(separator) = rest.chars().next().filter(|c| *c == ',' || *c == '.') {
        let start = at + separator.len_utf8();
        let count = digits(start);
        if count > 0 {
            number.push('.');
            number.push_str(&text[start..start + count]);
            at = start + count;
        }
    }
    number.parse().ok().map(|exact| (exact, &text[at..]))
}

/// The first number anywhere in the text, with what follows it.
pub fn leading_number(text: &str) -> Option<(Exact, &str)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    decimal_prefix(&text[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str, rest: &str) {
        let (number, left) = decimal_prefix(text).unwrap();
        assert_eq!(
            (number.to_string().as_str(), left),
            (expected, rest),
            "{text}"
        );
    }

    #[test]
    fn commas_are_decimal_and_points_are_thousands_when_they_can_be() {
        check("0,25%", "0.25", "%");
        check("2,5đ", "2.5", "đ");
        check("1.000.000 đồng", "1000000", " đồng");
        check("2.000", "2000", "");
        check("2.5", "2.5", "");
        check("0.250", "0.25", "");
        check("10, 20", "10", ", 20");
        check("02 tin", "2", " tin");
        check("50 000 000", "50000000", "");
        check("5.11.1", "5.11", ".1");
        assert_eq!(decimal_prefix("x"), None);
    }
}
