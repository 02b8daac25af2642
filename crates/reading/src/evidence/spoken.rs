//! Dates written in words: «ngày hai mươi sáu tháng hai năm hai nghìn không trăm hai mươi tư».

use jiff::civil::Date;

use crate::text::fold;

/// The first date in the text whose day, month and year are words or digits.
pub(super) fn date(text: &str) -> Option<Date> {
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut days = words
        .iter()
        .enumerate()
        .filter(|(_, word)| **word == "ngay");
    days.find_map(|(at, _)| date_at(&words[at + 1..]))
}

fn date_at(words: &[&str]) -> Option<Date> {
    let words = match words {
        ["mung" | "mong" | "mot", rest @ ..]
            if rest.first().is_some_and(|word| digit(word).is_some()) =>
        {
            rest
        }
        words => words,
    };
    let month_at = words.iter().take(5).position(|word| *word == "thang")?;
    let (day, rest) = (&words[..month_at], &words[month_at + 1..]);
    // «năm» is also five: the year begins at the last of two.
    let years = rest.iter().take(4).enumerate().skip(1);
    let year_at = years
        .filter(|(at, word)| **word == "nam" && month(&rest[..*at]).is_some())
        .map(|(at, _)| at)
        .next()?;
    let day = number(day).and_then(|day| i8::try_from(day).ok())?;
    let longest = rest.len().min(year_at + 10);
    let ends = (year_at + 2..=longest).rev();
    let year = ends
        .filter_map(|end| number(&rest[year_at + 1..end]))
        .find(|year| (1900..2200).contains(year))?;
    Date::new(i16::try_from(year).ok()?, month(&rest[..year_at])?, day).ok()
}

fn month(words: &[&str]) -> Option<i8> {
    let month = match words {
        ["gieng"] => 1,
        ["chap"] => 12,
        ["tu"] => 4,
        words => number(words)?,
    };
    i8::try_from(month)
        .ok()
        .filter(|month| (1..=12).contains(month))
}

fn digit(word: &str) -> Option<u32> {
    Some(match word {
        "khong" => 0,
        "mot" => 1,
        "hai" => 2,
        "ba" => 3,
        "bon" | "tu" => 4,
        "nam" | "lam" => 5,
        "sau" => 6,
        "bay" => 7,
        "tam" => 8,
        "chin" => 9,
        _ => return None,
    })
}

/// «hai nghìn không trăm hai mươi tư», «mười lăm», «26».
fn number(words: &[&str]) -> Option<u32> {
    if let [word] = words
        && let Ok(value) = word.parse::<u32>()
    {
        return (value < 10_000).then_some(value);
    }
    let (mut total, mut open) = (0_u32, None);
    for word in words {
        match *word {
            "nghin" | "ngan" => total += open.take()? * 1000,
            "tram" => total += open.take()? * 100,
            "muoi" => total += open.take().unwrap_or(1) * 10,
            "linh" | "le" => {}
            word => {
                let value = digit(word)?;
                if open.is_some() {
                    return None;
                }
                open = Some(value);
            }
        }
    }
    (!words.is_empty()).then_some(total + open.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(i16, i8, i8)>) {
        let found = date(text).map(|date| (date.year(), date.month(), date.day()));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_make_dates() {
        check(
            "Hôm nay, ngày hai mươi sáu tháng hai năm hai nghìn không trăm hai mươi tư",
            Some((2024, 2, 26)),
        );
        check("ngày mười lăm tháng năm năm 2024, tại", Some((2024, 5, 15)));
        check(
            "ngày mùng một tháng tư năm hai nghìn không trăm hai mươi lăm",
            Some((2025, 4, 1)),
        );
        check("ngày 05 tháng 12 năm 2023", Some((2023, 12, 5)));
        check("ngày ba mươi tháng hai năm 2024", None);
        check("ngày họp tháng sau", None);
        check("ngày", None);
    }
}
