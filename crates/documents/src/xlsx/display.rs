//! What a number in a cell shows: `10`, `80%`, `29/02/2024`.
//!
//! Only what plans use of Excel's format language: percent, fixed decimals, thousands, dates.
//! Thousands are set off with points and three decimals with a comma, so that «1.500» never means
//! one and a half; other decimals keep the point that the file has («1.10» may be a code).

/// How a cell shows its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// As it is.
    #[default]
    General,
    /// With this many decimals, and points between thousands.
    Fixed {
        decimals: usize,
        thousands: bool,
        percent: bool,
    },
    /// A day, or a day and a time.
    Date { time: bool },
    /// Month and year.
    Month,
}

impl Format {
    /// The format of a built-in number or of a code.
    pub(super) fn new(id: usize, code: Option<&str>) -> Format {
        let fixed = |decimals, thousands, percent| Format::Fixed {
            decimals,
            thousands,
            percent,
        };
        match (id, code) {
            (_, Some(code)) => Format::of_code(code),
            (1, _) => fixed(0, false, false),
            (2, _) => fixed(2, false, false),
            (3 | 37 | 38, _) => fixed(0, true, false),
            (4 | 39 | 40, _) => fixed(2, true, false),
            (9, _) => fixed(0, false, true),
            (10, _) => fixed(2, false, true),
            (14 | 15 | 16 | 27..=31 | 50..=58, _) => Format::Date { time: false },
            (17, _) => Format::Month,
            (22, _) => Format::Date { time: true },
            _ => Format::General,
        }
    }

    fn of_code(code: &str) -> Format {
        // Positive numbers come first; negative ones, zero and text have sections of their own.
        let code = bare(code.split(';').next().unwrap_or(""));
        let has = |letters: &[char]| code.contains(letters);
        let is_date = has(&['y', 'd']) || (has(&['m']) && !has(&['0', '#', '?']));
        if is_date && !has(&['d']) && has(&['y']) {
            return Format::Month;
        }
        if is_date && !code.contains("general") {
            return Format::Date { time: has(&['h']) };
        }
        if !has(&['0', '#', '?']) || code.contains("general") {
            return Format::General;
        }
        let decimals = code.split_once('.').map_or("", |(_, after)| after);
        Format::Fixed {
            decimals: decimals
                .chars()
                .take_while(|c| matches!(c, '0' | '#' | '?'))
                .count(),
            thousands: code.contains(",#") || code.contains(",0"),
            percent: code.contains('%'),
        }
    }

    /// What the number shows. `raw` is the text of the file, kept where it is as good.
    pub(super) fn show(self, raw: &str, from_1904: bool) -> String {
        let raw = raw.trim();
        let Some(value) = raw.parse::<f64>().ok().filter(|value| value.is_finite()) else {
            return raw.to_owned();
        };
        match self {
            Format::General => general(value),
            Format::Fixed {
                decimals,
                thousands,
                percent,
            } => {
                let value = if percent { value * 100.0 } else { value };
                let shown = fixed(value, decimals.min(15), thousands);
                if percent { shown + "%" } else { shown }
            }
            Format::Date { time } => date(value, from_1904, time).unwrap_or_else(|| general(value)),
            Format::Month => match date(value, from_1904, false) {
                Some(day) => day[3..].to_owned(),
                None => general(value),
            },
        }
    }
}

/// Lower case, without quoted text, escaped characters and conditions in brackets.
fn bare(code: &str) -> String {
    let mut out = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => chars.by_ref().take_while(|c| *c != '"').for_each(drop),
            '[' => chars.by_ref().take_while(|c| *c != ']').for_each(drop),
            '\\' | '_' | '*' => drop(chars.next()),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Up to 15 significant digits, which is what Excel keeps: 0.1 + 0.2 shows 0.3.
fn general(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = value.abs().log10().floor();
    if !(-9.0..15.0).contains(&magnitude) {
        return format!("{value:e}");
    }
    // At most 24 by the bounds above.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 24"
    )]
    let decimals = (14.0 - magnitude).max(0.0) as usize;
    let shown = format!("{value:.decimals$}");
    let shown = if shown.contains('.') {
        shown.trim_end_matches('0').trim_end_matches('.')
    } else {
        &shown
    };
    separated(shown, false)
}

fn fixed(value: f64, decimals: usize, thousands: bool) -> String {
    // Half up on the decimal text, as Excel does; the binary value of 0.125 and its like is not
    // what the user typed.
    let exact = general_digits(value);
    let rounded = format!("{:.decimals$}", nudge(exact, value, decimals));
    separated(&rounded, thousands)
}

/// The value rounded to 15 digits first.
fn general_digits(value: f64) -> f64 {
    format!("{value:.14e}").parse().unwrap_or(value)
}

/// Moves ties away from zero: formatting alone would take the even digit.
fn nudge(exact: f64, value: f64, decimals: usize) -> f64 {
    let places = i32::try_from(decimals).unwrap_or(0);
    exact + value.signum() * 10_f64.powi(-places) * 1e-9
}

/// Points between thousands if asked; a comma before exactly three decimals.
fn separated(number: &str, thousands: bool) -> String {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let (sign, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("-", digits));
    let mut out = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if thousands && index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if !decimals.is_empty() {
        let grouped = thousands && digits.len() > 3;
        out.push(if grouped || decimals.len() == 3 {
            ','
        } else {
            '.'
        });
        out.push_str(decimals);
    }
    out
}

/// A serial day as dd/mm/yyyy. Day 60 of the 1900 calendar is a 29 February that never was.
fn date(value: f64, from_1904: bool, time: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded above")]
    let serial = value.floor() as i64;
    let since_1900 = match (from_1904, serial) {
        (true, serial) => serial + 1462,
        (false, serial) if serial < 60 => serial + 1,
        (false, serial) => serial,
    };
    let (year, month, day) = civil(since_1900 - 25_569);
    let mut shown = format!("{day:02}/{month:02}/{year}");
    if time {
        #[expect(clippy::cast_possible_truncation, reason = "below 1,440")]
        let minutes = (value.fract() * 1440.0).round() as i64;
        shown = format!("{shown} {:02}:{:02}", minutes / 60, minutes % 60);
    }
    Some(shown)
}

/// Year, month, day of a count of days since 1970 (H. Hinnant's algorithm).
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: Option<&str>, id: usize, raw: &str, expected: &str) {
        assert_eq!(Format::new(id, code).show(raw, false), expected);
    }

    #[test]
    fn numbers_show_as_excel_shows_them() {
        check(None, 0, "10", "10");
        check(None, 0, "10.0", "10");
        check(None, 0, "0.30000000000000004", "0.3");
        check(None, 0, "1.125", "1,125");
        check(None, 0, "2.5", "2.5");
        check(None, 9, "0.8", "80%");
        check(None, 10, "0.125", "12.50%");
        check(Some("0%"), 164, "0.555", "56%");
        check(Some("0.0"), 164, "0.25", "0.3");
        check(Some("#,##0"), 164, "50000000", "50.000.000");
        check(Some("#,##0.0"), 164, "-1234.5", "-1.234,5");
        check(Some("\"Quý \"0"), 164, "3", "3");
        check(None, 0, "-0.5", "-0.5");
        check(None, 0, "1E+20", "1e20");
        check(None, 0, "not a number", "not a number");
    }

    #[test]
    fn days_show_as_dates() {
        check(None, 14, "45351", "29/02/2024");
        check(Some("dd/mm/yyyy"), 164, "45350", "28/02/2024");
        check(Some("[$-42A]mm/yyyy"), 164, "45350", "02/2024");
        check(
            Some("dd/mm/yyyy hh:mm"),
            164,
            "45350.75",
            "28/02/2024 18:00",
        );
        check(None, 14, "1", "01/01/1900");
        check(None, 14, "-4", "-4");
        assert_eq!(Format::new(14, None).show("0", true), "01/01/1904");
    }
}
