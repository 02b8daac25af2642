//! Exact numbers in JSON: written as decimal strings with a point, read from strings or from
//! JSON numbers by their own decimal text. No float is ever made.

use scoring::Exact;
use scoring::number::Rounding;
use serde_json::Value;

/// Digits of a decimal that does not end.
const DIGITS: u32 = 18;
/// A larger exponent is a slip or an attack, not an amount.
const EXPONENT_MAX: i64 = 100;

/// `8.6`; a number that does not end is rounded to 18 digits (`6.666666666666666667`).
pub fn decimal(value: &Exact) -> String {
    value
        .to_decimal()
        .unwrap_or_else(|| value.to_fixed(DIGITS, Rounding::HalfUp))
}

/// `"8.6"`, `"20/3"`, `8.6`, `86e-1`; `None` for anything else.
pub fn read(value: &Value) -> Option<Exact> {
    match value {
        Value::String(text) => parse(text.trim()),
        Value::Number(number) => parse(&number.to_string()),
        _ => None,
    }
}

fn parse(text: &str) -> Option<Exact> {
    let text = text.strip_prefix('+').unwrap_or(text);
    let Some((digits, exponent)) = text.split_once(['e', 'E']) else {
        return text.parse().ok();
    };
    let digits: Exact = digits.parse().ok()?;
    let exponent: i64 = exponent
        .strip_prefix('+')
        .unwrap_or(exponent)
        .parse()
        .ok()?;
    if exponent.abs() > EXPONENT_MAX {
        return None;
    }
    let ten = Exact::whole(if exponent < 0 { 1 } else { 10 });
    let tenth = Exact::whole(if exponent < 0 { 10 } else { 1 });
    let power = |base: &Exact| (0..exponent.abs()).fold(Exact::ONE, |all, _| all * base.clone());
    (digits * power(&ten)).checked_div(&power(&tenth))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: Option<&str>) {
        let value: Value = serde_json::from_str(json).unwrap();
        assert_eq!(
            read(&value).map(|exact| exact.to_string()).as_deref(),
            expected,
            "{json}"
        );
    }

    #[test]
    fn numbers_are_read_from_their_own_digits() {
        check("0.1", Some("0.1"));
        check("0.30000000000000004", Some("0.30000000000000004"));
        check("12345678901234567890.5", Some("12345678901234567890.5"));
        check("5e7", Some("50000000"));
        check("25E-2", Some("0.25"));
        check("-0.0", Some("0"));
        check(r#"" 20/3 ""#, Some("20/3"));
        check(r#""8.6""#, Some("8.6"));
        for bad in [
            r#""8,6""#,
            r#""""#,
            "true",
            "null",
            "[]",
            "1e999",
            r#""1e-99999999999""#,
        ] {
            check(bad, None);
        }
    }

    #[test]
    fn what_does_not_end_is_rounded_to_eighteen_digits() {
        assert_eq!(decimal(&"20/3".parse().unwrap()), "6.666666666666666667");
        assert_eq!(decimal(&"8.60".parse().unwrap()), "8.6");
    }
}
