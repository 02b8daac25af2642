//! Numbers as people type them: «1.234,5», «85 %», «1,5 tỷ», «85/100».

use scoring::Exact;

use super::{Form, Note, Number, Unclear, is_no_data, plain, quoted, sheet_error};
use crate::text::fold;

/// Reads a number; `None` is no data.
///
/// ```
/// use reading::figure::number;
/// let value = |text| number(text).unwrap().map(|number| number.value.to_string());
/// assert_eq!(value("1.234,5").unwrap(), "1234.5");
/// assert_eq!(value("85 %").unwrap(), "0.85");
/// assert_eq!(value("2 tỷ 300 triệu").unwrap(), "2300000000");
/// assert_eq!(value(" – "), None);
/// assert!(number("#DIV/0!").is_err());
/// ```
pub fn number(text: &str) -> Result<Option<Number>, Unclear> {
    let line = plain(text)?;
    if is_no_data(&line) {
        return Ok(None);
    }
    if let Some(error) = sheet_error(&line) {
        return Err(error);
    }
    let (sign, body) = match line.strip_prefix(['-', '+']) {
        Some(body) if line.starts_with('-') => (Exact::whole(-1), body),
        Some(body) => (Exact::ONE, body),
        None => (Exact::ONE, line.as_str()),
    };
    let mut number = unsigned(body, text)?;
    let signed = |value: Exact| value * sign.clone();
    number.value = signed(number.value);
    number.note = number.note.map(|note| match note {
        Note::CommaIsDecimal { other } => Note::CommaIsDecimal {
            other: signed(other),
        },
        Note::PointIsThousands { other } => Note::PointIsThousands {
            other: signed(other),
        },
        note => note,
    });
    if let Form::Fraction { num, .. } = &mut number.form {
        *num = signed(num.clone());
    }
    Ok(Some(number))
}

fn unsigned(body: &str, text: &str) -> Result<Number, Unclear> {
    let (first, rest) = numeral(body).ok_or_else(|| not_a_number(text))?;
    let (value, note) = first;
    match rest.chars().next() {
        None => Ok(Number {
            value,
            form: Form::Plain,
            note,
        }),
        Some('%') if rest.len() == 1 => Ok(percent(value, note)),
        Some('/') => fraction(&value, &rest[1..], text),
        // «14-10-2024», «10:30»: no number goes on like that.
        Some('-' | ':') if is_date(body) => Err(Unclear::IsADate { text: quoted(text) }),
        Some('e' | 'E') if is_exponent(&rest[1..]) => {
            Err(Unclear::Scientific { text: quoted(text) })
        }
        Some(c) if c.is_alphabetic() || c == '₫' => amount(value, note, rest, text),
        Some(_) => Err(not_a_number(text)),
    }
}

fn not_a_number(text: &str) -> Unclear {
    Unclear::NotANumber { text: quoted(text) }
}

fn percent(value: Exact, note: Option<Note>) -> Number {
    let share = |value: Exact| value.checked_div(&Exact::whole(100)).unwrap_or(Exact::ZERO);
    let note = note.map(|note| match note {
        Note::CommaIsDecimal { other } => Note::CommaIsDecimal {
            other: share(other),
        },
        Note::PointIsThousands { other } => Note::PointIsThousands {
            other: share(other),
        },
        note => note,
    });
    Number {
        value: share(value),
        form: Form::Percent,
        note,
    }
}

fn is_exponent(rest: &str) -> bool {
    let digits = rest.trim_start_matches(['+', '-']);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_date(body: &str) -> bool {
    let parts: Vec<&str> = body.split(['-', '/', ':']).map(str::trim).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    // «85-90» is a span of numbers; a date has three of them, a time of day its colon.
    (parts.len() == 3 || body.contains(':')) && parts.iter().all(digits)
}

/// «85/100»: what follows the stroke is the whole.
fn fraction(num: &Exact, below: &str, text: &str) -> Result<Number, Unclear> {
    let ((den, _), rest) = numeral(below.trim_start()).ok_or_else(|| not_a_number(text))?;
    if rest.starts_with('/') {
        return Err(Unclear::IsADate { text: quoted(text) });
    }
    if !rest.is_empty() {
        return Err(Unclear::Trailing {
            text: quoted(text),
            rest: quoted(rest),
        });
    }
    let value = num
        .checked_div(&den)
        .ok_or_else(|| Unclear::ZeroDenominator { text: quoted(text) })?;
    let form = Form::Fraction {
        num: num.clone(),
        den,
    };
    Ok(Number {
        value,
        form,
        note: None,
    })
}

/// «1,5 tỷ», «2 tỷ 300 triệu đồng», «500.000 đ»: each scale smaller than the one before.
fn amount(first: Exact, note: Option<Note>, rest: &str, text: &str) -> Result<Number, Unclear> {
    let trailing = |rest: &str| Unclear::Trailing {
        text: quoted(text),
        rest: quoted(rest),
    };
    let several = rest.bytes().any(|byte| byte.is_ascii_digit());
    let mut note = note.filter(|_| !several);
    let (mut total, mut value, mut rest) = (Exact::ZERO, first, rest);
    let mut smallest: Option<i64> = None;
    loop {
        let (scale, after) = scales(rest);
        if scale > 1 && smallest.is_some_and(|smallest| smallest <= scale) {
            return Err(trailing(rest));
        }
        note = note.map(|note| scaled(note, scale));
        total = total + value * Exact::whole(scale);
        let after = currency(after);
        if after.is_empty() {
            return Ok(Number {
                value: total,
                form: Form::Amount,
                note,
            });
        }
        let next = numeral(after).filter(|_| scale > 1);
        let ((more, _), after) = next.ok_or_else(|| trailing(after))?;
        (value, rest, smallest) = (more, after, Some(scale));
    }
}

fn scaled(note: Note, scale: i64) -> Note {
    match note {
        Note::CommaIsDecimal { other } => Note::CommaIsDecimal {
            other: other * Exact::whole(scale),
        },
        Note::PointIsThousands { other } => Note::PointIsThousands {
            other: other * Exact::whole(scale),
        },
        note => note,
    }
}

/// «nghìn tỷ» is both together; 1 when there is none.
fn scales(text: &str) -> (i64, &str) {
    let (mut scale, mut rest) = (1i64, text);
    while let Some((word, after)) = word(rest) {
        let factor = match fold(word).as_str() {
            "ty" | "ti" => 1_000_000_000,
            "trieu" | "tr" => 1_000_000,
            "nghin" | "ngan" => 1_000,
            _ => break,
        };
        // «tỷ tỷ» is no amount of an office.
        match scale
            .checked_mul(factor)
            .filter(|scale| *scale <= 1_000_000_000_000)
        {
            Some(both) => (scale, rest) = (both, after),
            None => break,
        }
    }
    (scale, rest)
}

fn currency(text: &str) -> &str {
    match word(text) {
        Some((word, after)) if matches!(fold(word).as_str(), "d" | "dong" | "vnd") => {
            after.strip_prefix('.').unwrap_or(after)
        }
        _ if text == "₫" => "",
        _ => text,
    }
}

/// The letters at the start; the rest without leading spaces.
fn word(text: &str) -> Option<(&str, &str)> {
    let letter = |c: char| c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c);
    let end = text.find(|c: char| !letter(c)).unwrap_or(text.len());
    (end > 0).then(|| (&text[..end], text[end..].trim_start()))
}

type Read = (Exact, Option<Note>);

/// The numeral at the start, with what follows it, leading spaces gone.
fn numeral(text: &str) -> Option<(Read, &str)> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = text
        .find(|c: char| !matches!(c, '0'..='9' | '.' | ',' | ' '))
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    Some((value(digits.trim_end())?, rest))
}

/// Digits with separators; see the module for what each separator means.
fn value(digits: &str) -> Option<Read> {
    let spaced = digits.contains(' ');
    let (whole, tail) = if spaced {
        // Spaces part thousands, then a comma or point can only be decimal.
        let at = digits.find(['.', ',']).unwrap_or(digits.len());
        let whole = grouped(&digits[..at], ' ')?;
        return exact(&whole, digits.get(at + 1..)).map(|value| (value, None));
    } else {
        let at = digits.rfind(['.', ',']).unwrap_or(digits.len());
        (&digits[..at], digits.get(at + 1..))
    };
    let last = digits[whole.len()..].chars().next();
    let three = tail.is_some_and(|tail| tail.len() == 3) && !whole.starts_with('0');
    match last {
        None => Some((exact(whole, None)?, None)),
        Some(',') if whole.contains(',') => Some((
            exact(&grouped(digits, ',')?, None)?,
            Some(Note::EnglishStyle),
        )),
        Some(',') if whole.contains('.') => Some((exact(&grouped(whole, '.')?, tail)?, None)),
        Some(',') => {
            let both = three && whole.len() <= 3;
            let other = both.then(|| exact(&grouped(digits, ',')?, None)).flatten();
            let note = other.map(|other| Note::CommaIsDecimal { other });
            Some((exact(whole, tail)?, note))
        }
        Some(_) if whole.contains('.') => Some((exact(&grouped(digits, '.')?, None)?, None)),
        Some(_) if whole.contains(',') => Some((
            exact(&grouped(whole, ',')?, tail)?,
            Some(Note::EnglishStyle),
        )),
        Some(_) if three && whole.len() <= 3 => {
            let other = exact(whole, tail)?;
            let note = Some(Note::PointIsThousands { other });
            Some((exact(&grouped(digits, '.')?, None)?, note))
        }
        Some(_) => Some((exact(whole, tail)?, None)),
    }
}

/// The digits without their separator, where it parts thousands: one to three, then threes.
fn grouped(digits: &str, separator: char) -> Option<String> {
    let mut groups = digits.split(separator);
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let rest = groups.clone().all(|group| group.len() == 3);
    let all = digits.chars().all(|c| c == separator || c.is_ascii_digit());
    (fits && rest && all).then(|| digits.replace(separator, ""))
}

fn exact(whole: &str, tail: Option<&str>) -> Option<Exact> {
    let all = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !all(whole) || !tail.is_none_or(all) {
        return None;
    }
    match tail {
        Some(tail) => format!("{whole}.{tail}").parse().ok(),
        None => whole.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let number = number(text).unwrap().unwrap();
        assert_eq!(number.value.to_string(), expected, "{text}");
    }

    #[track_caller]
    fn check_note(text: &str, expected: &str, note: &Note) {
        check(text, expected);
        assert_eq!(
            number(text).unwrap().unwrap().note.as_ref(),
            Some(note),
            "{text}"
        );
    }

    #[track_caller]
    fn refused(text: &str, expected: &Unclear) {
        assert_eq!(number(text).as_ref(), Err(expected), "{text}");
    }

    fn exact_of(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn commas_are_decimal_and_points_or_spaces_part_thousands() {
        for (text, expected) in [
            ("85", "85"),
            ("0,85", "0.85"),
            ("1.234,5", "1234.5"),
            ("1 234", "1234"),
            ("1\u{a0}234\u{202f}567,25", "1234567.25"),
            ("1.234.567", "1234567"),
            ("0.850", "0.85"),
            ("12.5", "12.5"),
            ("1234.567", "1234.567"),
            ("1234,567", "1234.567"),
            ("８５，５", "85.5"),
            ("-3,5", "-3.5"),
            ("\u{2212}3", "-3"),
            ("+3", "3"),
            ("007", "7"),
            ("\u{feff}7 ", "7"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn what_could_be_two_numbers_says_so() {
        let comma = Note::CommaIsDecimal {
            other: exact_of("1234"),
        };
        check_note("1,234", "1.234", &comma);
        let point = Note::PointIsThousands {
            other: exact_of("1.234"),
        };
        check_note("1.234", "1234", &point);
        let below = Note::PointIsThousands {
            other: exact_of("-1.234"),
        };
        check_note("-1.234", "-1234", &below);
        let share = Note::CommaIsDecimal {
            other: exact_of("123.45"),
        };
        check_note("12,345 %", "0.12345", &share);
        check_note("1,234.5", "1234.5", &Note::EnglishStyle);
        check_note("1,234,567", "1234567", &Note::EnglishStyle);
        assert_eq!(number("0,850").unwrap().unwrap().note, None);
        assert_eq!(number("1.234.567").unwrap().unwrap().note, None);
    }

    #[test]
    fn percentages_fractions_and_amounts() {
        check("85%", "0.85");
        check("85,5 %", "0.855");
        check("85％", "0.85");
        check("85/100", "0.85");
        check("1.200 / 1.500", "0.8");
        check("2/3", "2/3");
        check("1,5 tỷ", "1500000000");
        check("50tr", "50000000");
        check("500.000 đ", "500000");
        check("500.000đ.", "500000");
        check("300 triệu đồng", "300000000");
        check("2 tỷ 300 triệu 500 nghìn đồng", "2300500000");
        check("1,2 nghìn tỷ", "1200000000000");
        check("20 VNĐ", "20");
        check("20 ₫", "20");
        let half = number("1/2").unwrap().unwrap();
        let form = Form::Fraction {
            num: exact_of("1"),
            den: exact_of("2"),
        };
        assert_eq!(half.form, form);
        let point = Note::PointIsThousands {
            other: exact_of("1234000"),
        };
        check_note("1.234 triệu", "1234000000", &point);
    }

    #[test]
    fn nothing_and_a_dash_are_no_data() {
        for text in ["", "  ", "-", "–", "—", "...", "…", "--", "Chưa có số liệu"] {
            assert_eq!(number(text), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_reason() {
        let text = |text: &str| text.to_owned();
        for bad in [
            "abc", "1,2,3", "1.23.4", "1.2.34", "5,", ",5", "1 23", "- 5", "(5)", "1..2", "1,5,",
            "٣", "5%%", "x", "1'000", "#1", "85-90",
        ] {
            refused(bad, &Unclear::NotANumber { text: text(bad) });
        }
        for error in ["#DIV/0!", "#N/A", "#REF!"] {
            refused(error, &Unclear::SheetError { text: text(error) });
        }
        refused("#####", &Unclear::ColumnTooNarrow);
        refused(
            "1,2E+11",
            &Unclear::Scientific {
                text: text("1,2E+11"),
            },
        );
        refused(
            "14/10/2024",
            &Unclear::IsADate {
                text: text("14/10/2024"),
            },
        );
        refused(
            "2024-10-14",
            &Unclear::IsADate {
                text: text("2024-10-14"),
            },
        );
        refused("5/0", &Unclear::ZeroDenominator { text: text("5/0") });
        let rest = |all: &str, rest: &str| Unclear::Trailing {
            text: text(all),
            rest: text(rest),
        };
        refused("20 cuộc", &rest("20 cuộc", "cuộc"));
        refused("2 triệu 3 tỷ", &rest("2 triệu 3 tỷ", "tỷ"));
        refused("1tr5x", &rest("1tr5x", "x"));
        refused(&"9".repeat(61), &Unclear::TooLong { chars_max: 60 });
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(units in -10_i64.pow(15)..10_i64.pow(15), digits in 0u32..7) {
            let value = Exact::ratio(units, 10_i64.pow(digits)).unwrap();
            let shown = crate::words::number::number(&value);
            prop_assert_eq!(number(&shown).unwrap().unwrap().value, value.clone());
            let percent = crate::words::number::percent(&value);
            prop_assert_eq!(number(&percent).unwrap().unwrap().value, value);
        }

        #[test]
        fn no_text_is_too_odd(text in "\\PC*", typed in "[-+0-9., %/đtrỷnEe#１％]{0,20}") {
            let _ = number(&text);
            let _ = number(&typed);
        }
    }
}
