//! Dates as people type them, day before month: «14/10/2024», «14-10-24», «2024-10-14», «14/10».

use jiff::civil::Date;

use super::{Unclear, is_no_data, plain, quoted, sheet_error};
use crate::text::fold;

/// Reads a date; `None` is no data. `year` is for texts that name none. «10/14/2024» is refused:
/// that the writer meant the American order is likely, not certain.
///
/// ```
/// use reading::figure::date;
/// let day = jiff::civil::date(2024, 10, 14);
/// assert_eq!(date("14-10-24", None), Ok(Some(day)));
/// assert_eq!(date("ngày 14 tháng 10", Some(2024)), Ok(Some(day)));
/// assert!(date("14/10", None).is_err());
/// ```
pub fn date(text: &str, year: Option<i16>) -> Result<Option<Date>, Unclear> {
    let line = plain(text)?;
    if is_no_data(&line) {
        return Ok(None);
    }
    if let Some(error) = sheet_error(&line) {
        return Err(error);
    }
    let text = quoted(text);
    let numbers = parts(&line).ok_or_else(|| Unclear::NotADate { text: text.clone() })?;
    let (year, month, day) = match numbers[..] {
        [(serial, 5)] if (20_000..80_000).contains(&serial) => {
            return Err(Unclear::SerialDate { text });
        }
        [(year, 4), (month, 1 | 2), (day, 1 | 2)] | [(day, 1 | 2), (month, 1 | 2), (year, 4)] => {
            (year, month, day)
        }
        [(day, 1 | 2), (month, 1 | 2), (year, 2)] => (2000 + year, month, day),
        [(day, 1 | 2), (month, 1 | 2)] => match year {
            Some(year) => (i32::from(year), month, day),
            None => return Err(Unclear::YearMissing { text }),
        },
        _ => return Err(Unclear::NotADate { text }),
    };
    civil(year, month, day)
        .ok_or(Unclear::NoSuchDate { text })
        .map(Some)
}

fn civil(year: i32, month: i32, day: i32) -> Option<Date> {
    let (year, month, day) = (
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    );
    Date::new(year, month, day).ok()
}

/// The numbers with how many digits each has, parted by one kind of sign or by «tháng», «năm»; a
/// time of day after the date, as worksheets write it, is dropped.
fn parts(line: &str) -> Option<Vec<(i32, usize)>> {
    let folded = fold(line);
    let spelled = folded.strip_prefix("ngay ").unwrap_or(&folded);
    let spelled = spelled.replace(" thang ", "/").replace(" nam ", "/");
    let (own, time) = spelled.split_once([' ', 't']).unwrap_or((&spelled, ""));
    let is_time = |c: char| matches!(c, '0'..='9' | ':' | '.' | 'z');
    if !(time.is_empty() || time.contains(':') && time.chars().all(is_time)) {
        return None;
    }
    let separator = own.chars().find(|c| !c.is_ascii_digit()).unwrap_or('/');
    if !matches!(separator, '/' | '-' | '.') {
        return None;
    }
    own.split(separator)
        .take(4)
        .map(|part| {
            let digits = (1..=5).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            Some((part.parse().ok().filter(|_| digits)?, part.len()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_day_in_many_spellings() {
        for text in [
            "14/10/2024",
            "14-10-2024",
            "14.10.2024",
            "14/10/24",
            "2024-10-14",
            "2024/10/14",
            " 14/10 ",
            "ngày 14 tháng 10 năm 2024",
            "Ngày 14/10/2024",
            "14/10/2024 00:00:00",
            "2024-10-14T08:30:00Z",
            "１４/10/2024",
        ] {
            assert_eq!(
                date(text, Some(2024)),
                Ok(Some(civil::date(2024, 10, 14))),
                "{text}"
            );
        }
        assert_eq!(date("5/3/2024", None), Ok(Some(civil::date(2024, 3, 5))));
        assert_eq!(date("–", None), Ok(None));
    }

    #[test]
    fn what_is_no_certain_date_is_refused_with_its_reason() {
        let of = |text: &str| date(text, None).unwrap_err();
        let text = |text: &str| text.to_owned();
        for bad in [
            "hôm qua",
            "2024",
            "14",
            "1/2/3/4",
            "14/10/2024 sáng",
            "14/10-2024",
            "/",
        ] {
            assert_eq!(of(bad), Unclear::NotADate { text: text(bad) });
        }
        for bad in ["31/02/2024", "29/2/2023", "10/14/2024", "0/1/2024"] {
            assert_eq!(of(bad), Unclear::NoSuchDate { text: text(bad) });
        }
        assert_eq!(
            of("14/10"),
            Unclear::YearMissing {
                text: text("14/10")
            }
        );
        assert_eq!(
            of("45579"),
            Unclear::SerialDate {
                text: text("45579")
            }
        );
        assert_eq!(of("#N/A"), Unclear::SheetError { text: text("#N/A") });
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(day in 1i8..=28, month in 1i8..=12, year in 1000i16..=9999) {
            let day = civil::date(year, month, day);
            prop_assert_eq!(date(&crate::words::number::date(day), None), Ok(Some(day)));
            prop_assert_eq!(date(&day.to_string(), None), Ok(Some(day)));
        }

        #[test]
        fn no_text_is_too_odd(text in "\\PC*", typed in "[-0-9./ ngày:T]{0,20}") {
            let _ = date(&text, Some(2024));
            let _ = date(&typed, None);
        }
    }
}
