//! Numbers and dates as pages show them, in one place: templates, charts and exports ask here.
//!
//! How officials write is decided in [`reading::words::number`]; here a value is first rounded,
//! once and half up, to what a page has room for. Nothing is computed from what is given back.

use jiff::civil::Date;
use reading::words;
use scoring::Exact;
use scoring::number::Rounding;

/// `8,5`: at most `digits` decimals, halves up, no zeros at the end.
///
/// ```
/// use server::vi::number::points;
/// assert_eq!(points(&"8.50".parse().unwrap(), 2), "8,5");
/// assert_eq!(points(&"20/3".parse().unwrap(), 2), "6,67");
/// ```
pub fn points(value: &Exact, digits: u32) -> String {
    words::number::number(&value.rounded(digits, Rounding::HalfUp))
}

/// A share as a percentage of at most `digits` decimals: `0.125` is «12,5 %».
///
/// ```
/// use server::vi::number::percent;
/// assert_eq!(percent(&"1/3".parse().unwrap(), 1), "33,3 %");
/// ```
pub fn percent(share: &Exact, digits: u32) -> String {
    let hundredths = share.clone() * Exact::whole(100);
    format!("{} %", points(&hundredths, digits))
}

/// A count with a point after each three digits: `1.234.567`.
///
/// ```
/// assert_eq!(server::vi::number::thousands(1_234_567), "1.234.567");
/// ```
pub fn thousands(count: i64) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut out = String::from(if count < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// A number short enough for an axis: `2,5 tỷ`, `40 triệu`, and below a million as it is.
pub fn compact(value: &Exact) -> String {
    let size = if value.is_negative() {
        -value.clone()
    } else {
        value.clone()
    };
    for (unit, word) in [(1_000_000_000, "tỷ"), (1_000_000, "triệu")] {
        if size >= Exact::whole(unit) {
            let number = value.clone() / Exact::whole(unit);
            return format!("{} {word}", points(&number, 2));
        }
    }
    points(value, 2)
}

/// `26/02/2024`.
pub fn date(date: Date) -> String {
    words::number::date(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, digits: u32, expected: &str) {
        assert_eq!(points(&value.parse().unwrap(), digits), expected);
    }

    #[test]
    fn points_have_a_comma_and_no_idle_zeros() {
        check("8.5", 2, "8,5");
        check("8.50", 1, "8,5");
        check("10", 2, "10");
        check("0", 2, "0");
        check("20000", 0, "20.000");
    }

    #[test]
    fn halves_go_away_from_zero() {
        check("0.125", 2, "0,13");
        check("0.124", 2, "0,12");
        check("-0.125", 2, "-0,13");
        check("2/3", 0, "1");
    }

    #[test]
    fn what_rounds_to_zero_has_no_sign() {
        check("-0.001", 2, "0");
    }

    #[test]
    fn percents_have_a_space_before_the_sign() {
        assert_eq!(percent(&"0.125".parse().unwrap(), 1), "12,5 %");
        assert_eq!(percent(&Exact::ONE, 2), "100 %");
    }

    #[test]
    fn thousands_are_parted_by_points() {
        for (count, expected) in [
            (0, "0"),
            (999, "999"),
            (1000, "1.000"),
            (-1_234_567, "-1.234.567"),
            (i64::MIN, "-9.223.372.036.854.775.808"),
        ] {
            assert_eq!(thousands(count), expected);
        }
    }

    #[test]
    fn an_axis_names_millions_and_billions() {
        assert_eq!(compact(&Exact::whole(2_500_000_000)), "2,5 tỷ");
        assert_eq!(compact(&Exact::whole(-40_000_000)), "-40 triệu");
        assert_eq!(compact(&Exact::whole(950)), "950");
    }

    #[test]
    fn dates_are_day_month_year() {
        assert_eq!(date(Date::constant(2024, 2, 6)), "06/02/2024");
    }
}
