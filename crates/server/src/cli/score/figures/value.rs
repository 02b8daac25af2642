//! One value of a figures file: `0.43`, `0,43`, `1.000.000`, `có`, `1;0;1`.

use scoring::Exact;
use scoring::answers::{Entry, Key};

use super::trouble::Trouble;

/// A value under its key. `Ok(None)` for an empty one: no data.
pub(super) fn read(key: Key, bytes: &[u8]) -> Result<Option<Entry>, Trouble> {
    let bytes = bytes.trim_ascii();
    if bytes.is_empty() {
        return Ok(None);
    }
    match key {
        Key::Yes | Key::Applicable => flag(bytes).map(|flag| Some(Entry::Flag(flag))),
        Key::Parts => parts(bytes).map(Some),
        Key::Children => numbers(bytes).map(Some),
        _ => number(bytes).map(Some),
    }
}

/// Digits with at most one point: nearly every value there is.
fn plain(bytes: &[u8]) -> Option<Entry> {
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    if digits.len() > 18 {
        return None;
    }
    let (mut mantissa, mut scale, mut point, mut count) = (0i64, 0u8, false, 0u8);
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + i64::from(byte - b'0');
                scale += u8::from(point);
                count += 1;
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    let mantissa = if negative { -mantissa } else { mantissa };
    (count > 0).then_some(Entry::Decimal { mantissa, scale })
}

fn number(bytes: &[u8]) -> Result<Entry, Trouble> {
    if let Some(entry) = plain(bytes) {
        return Ok(entry);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Trouble::NotUtf8)?;
    other_number(text).map(Entry::Number)
}

/// Percent signs, commas, groups of thousands, fractions, numbers of many digits.
fn other_number(text: &str) -> Result<Exact, Trouble> {
    let hopeless = || Trouble::NotANumber(clip(text));
    if let Some(percent) = text.strip_suffix('%') {
        let hundredth = Exact::ratio(1, 100).unwrap_or_default();
        return other_number(percent.trim_end()).map(|percent| percent * hundredth);
    }
    let commas = text.bytes().filter(|byte| *byte == b',').count();
    let points = text.bytes().filter(|byte| *byte == b'.').count();
    let pointed = match (commas, points) {
        (0, 0 | 1) => text.to_owned(),
        (1, 0) if looks_like_thousands(text) => {
            return Err(Trouble::AmbiguousNumber(clip(text)));
        }
        (1, 0) => text.replace(',', "."),
        // The last separator is the decimal one, when the other groups thousands.
        (1, _) if text.rfind(',') > text.rfind('.') => {
            ungrouped(text, '.').ok_or_else(hopeless)?.replace(',', ".")
        }
        (_, 1) if text.rfind('.') > text.rfind(',') => ungrouped(text, ',').ok_or_else(hopeless)?,
        (0, _) => ungrouped(text, '.').ok_or_else(hopeless)?,
        (_, 0) => ungrouped(text, ',').ok_or_else(hopeless)?,
        _ => return Err(hopeless()),
    };
    pointed.parse().map_err(|_| hopeless())
}

/// `1,234`: one to three digits without a leading zero, then three.
fn looks_like_thousands(text: &str) -> bool {
    let (left, right) = text
        .trim_start_matches('-')
        .split_once(',')
        .unwrap_or((text, ""));
    right.len() == 3 && (1..=3).contains(&left.len()) && !left.starts_with('0')
}

/// Without its separators of thousands, when they stand every three digits.
fn ungrouped(text: &str, separator: char) -> Option<String> {
    let decimal = if separator == '.' { ',' } else { '.' };
    let (whole, fraction) = text
        .split_once(decimal)
        .map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut groups = whole.trim_start_matches('-').split(separator);
    let first = groups.next()?;
    let regular = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    let joined = whole.replace(separator, "");
    regular.then(|| match fraction {
        Some(fraction) => format!("{joined}{decimal}{fraction}"),
        None => joined,
    })
}

fn flag(bytes: &[u8]) -> Result<bool, Trouble> {
    match bytes {
        b"1" | b"true" => return Ok(true),
        b"0" | b"false" => return Ok(false),
        _ => {}
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Trouble::NotUtf8)?;
    match reading::text::fold(text).as_str() {
        "true" | "co" | "yes" | "dung" => Ok(true),
        "false" | "khong" | "no" | "sai" => Ok(false),
        _ => Err(Trouble::NotYesNo(clip(text))),
    }
}

/// `1;0;1`; an empty part is not known.
fn parts(bytes: &[u8]) -> Result<Entry, Trouble> {
    let part = |part: &[u8]| match part.trim_ascii() {
        b"" => Ok(None),
        known => flag(known).map(Some),
    };
    list(bytes)
        .map(part)
        .collect::<Result<_, _>>()
        .map(Entry::Parts)
        .map_err(|_| not_a_list(bytes))
}

fn numbers(bytes: &[u8]) -> Result<Entry, Trouble> {
    let child = |child: &[u8]| match child.trim_ascii() {
        b"" => Ok(None),
        known => number(known).and_then(|entry| match entry {
            Entry::Decimal { mantissa, scale } => {
                Ok(Exact::ratio(mantissa, 10i64.pow(scale.into())))
            }
            Entry::Number(exact) => Ok(Some(exact)),
            _ => Err(Trouble::Short),
        }),
    };
    let children = list(bytes).map(child).collect::<Result<_, _>>();
    children.map(Entry::Numbers).map_err(|_| not_a_list(bytes))
}

/// Separated by `;` or `|`; brackets around a list, as JSON has them, are passed over.
fn list(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let bytes = bytes.strip_prefix(b"[").unwrap_or(bytes);
    let bytes = bytes.strip_suffix(b"]").unwrap_or(bytes);
    bytes.split(|byte| matches!(byte, b';' | b'|'))
}

fn not_a_list(bytes: &[u8]) -> Trouble {
    Trouble::NotAList(clip(&String::from_utf8_lossy(bytes)))
}

/// As much of a text as a sentence can quote.
pub(super) fn clip(text: &str) -> String {
    const CHARS_MAX: usize = 40;
    match text.char_indices().nth(CHARS_MAX) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let number = match number(text.as_bytes()) {
            Ok(Entry::Decimal { mantissa, scale }) => {
                Exact::ratio(mantissa, 10i64.pow(scale.into())).map(|number| number.to_string())
            }
            Ok(Entry::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        assert_eq!(number.as_deref(), expected, "{text}");
    }

    #[test]
    fn numbers_are_read_where_they_say_one_thing() {
        for (text, number) in [
            ("0.43", "0.43"),
            ("-2", "-2"),
            ("1.000", "1"),
            ("0,43", "0.43"),
            ("12,5", "12.5"),
            ("85%", "0.85"),
            ("12,5 %", "0.125"),
            ("30/40", "0.75"),
            ("1.234.567", "1234567"),
            ("1,234,567", "1234567"),
            ("1.234,5", "1234.5"),
            ("1,234.5", "1234.5"),
            ("0,125", "0.125"),
            ("12345678901234567890.5", "12345678901234567890.5"),
        ] {
            check(text, Some(number));
        }
        for text in [
            "1,234", "", "-", ".", "1.2.3", "1,23,456", "x", "1e5", "NaN", "1/0", "٣",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn yes_is_said_in_several_ways_and_anything_else_is_asked_about() {
        for (text, yes) in [
            ("true", true),
            ("Có", true),
            ("CÓ", true),
            ("1", true),
            ("0", false),
            ("không", false),
            ("FALSE", false),
        ] {
            assert_eq!(flag(text.as_bytes()), Ok(yes), "{text}");
        }
        assert_eq!(
            flag("có thể".as_bytes()),
            Err(Trouble::NotYesNo("có thể".into()))
        );
    }

    #[test]
    fn lists_keep_what_is_not_known_apart_from_what_is_not_met() {
        let parts = |text: &str| read(Key::Parts, text.as_bytes());
        assert_eq!(
            parts("1;0;;có"),
            Ok(Some(Entry::Parts(vec![
                Some(true),
                Some(false),
                None,
                Some(true),
            ])))
        );
        assert_eq!(parts("1;2"), Err(Trouble::NotAList("1;2".into())));
        assert_eq!(parts(" "), Ok(None));
    }
}
