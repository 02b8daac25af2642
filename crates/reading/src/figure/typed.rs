//! One field: what the rule asks for decides how the text is read.
//!
//! Kinds follow the input keys of the contract. People count from one and write «x»; figures
//! count from zero and are yes or no.

use jiff::civil::Date;
use scoring::Exact;

use super::{Form, Note, Number, Unclear, date, is_no_data, number, plain, quoted, sheet_error};
use crate::text::fold;

/// What a field asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InputKind {
    /// Yes or no: `yes`, `applicable`.
    Yes,
    /// A share of one: `ratio`. «85» without a percent sign is refused.
    Ratio,
    /// A rate in a field that says «%»: «85» is 85 %.
    Percent,
    /// A count or an amount that is never below zero: `num`, `den`, `value`.
    Value,
    /// Any number: `target`, `previous`, `days_late`, figures called by letter.
    Signed,
    /// One of the options: `option`, typed from 1.
    Option {
        /// How many there are.
        count: u32,
    },
    /// Which parts are met: `parts`, parted by semicolons.
    Parts {
        /// How many there are.
        count: u32,
    },
    /// Points of the children: `children`, parted by semicolons.
    Children {
        /// How many there are.
        count: u32,
    },
    /// A date; `year` where the text names none.
    Date {
        /// The plan's year.
        year: Option<i16>,
    },
}

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// No data.
    Missing,
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(Number),
    /// Which option, from 0.
    Option(u32),
    /// Which parts are met.
    Parts(Vec<Option<bool>>),
    /// Points of the children.
    Children(Vec<Option<Exact>>),
    /// A date.
    Date(Date),
    /// Words, as they stand.
    Text(String),
}

impl InputKind {
    /// The kind of this key of the contract; `count` is how many options, parts or children the
    /// rule has, and says nothing for other keys.
    pub fn of(key: &str, count: u32) -> InputKind {
        match key {
            "yes" | "applicable" => InputKind::Yes,
            "ratio" => InputKind::Ratio,
            "num" | "den" | "value" => InputKind::Value,
            "option" => InputKind::Option { count },
            "parts" => InputKind::Parts { count },
            "children" => InputKind::Children { count },
            _ => InputKind::Signed,
        }
    }
}

/// Reads what was typed into a field of this kind.
///
/// ```
/// use reading::figure::{InputKind, Typed, typed};
/// assert_eq!(typed(InputKind::Yes, "Có"), Ok(Typed::Flag(true)));
/// assert_eq!(typed(InputKind::Option { count: 3 }, "2"), Ok(Typed::Option(1)));
/// assert!(typed(InputKind::Ratio, "85").is_err()); // 85 % or 85 times?
/// ```
pub fn typed(kind: InputKind, text: &str) -> Result<Typed, Unclear> {
    let typed = match kind {
        InputKind::Yes => yes(text)?.map(Typed::Flag),
        InputKind::Ratio => number(text)?
            .map(|number| share(number, text))
            .transpose()?
            .map(Typed::Number),
        InputKind::Percent => number(text)?
            .map(|number| at_least_zero(in_percent(number), text))
            .transpose()?
            .map(Typed::Number),
        InputKind::Value => number(text)?
            .map(|number| at_least_zero(number, text))
            .transpose()?
            .map(Typed::Number),
        InputKind::Signed => number(text)?.map(Typed::Number),
        InputKind::Option { count } => option(text, count)?.map(Typed::Option),
        InputKind::Parts { count } => list(text, count, yes)?.map(Typed::Parts),
        InputKind::Children { count } => {
            let points = |part: &str| Ok(number(part)?.map(|number| number.value));
            list(text, count, points)?.map(Typed::Children)
        }
        InputKind::Date { year } => date(text, year)?.map(Typed::Date),
    };
    Ok(typed.unwrap_or(Typed::Missing))
}

/// «Có», «Không», «x», «✓», 1, 0; `None` is no data. A cross (✗) is refused: some tick with it.
fn yes(text: &str) -> Result<Option<bool>, Unclear> {
    let line = plain(text)?;
    if is_no_data(&line) {
        return Ok(None);
    }
    if let Some(error) = sheet_error(&line) {
        return Err(error);
    }
    match fold(&line).trim_end_matches('.') {
        "co" | "x" | "✓" | "✔" | "√" | "v" | "☑" | "☒" | "1" | "dat" | "da" | "da co" | "dung"
        | "roi" | "true" | "yes" | "y" | "100%" | "100 %" => Ok(Some(true)),
        "khong" | "☐" | "□" | "0" | "khong dat" | "chua" | "khong co" | "sai" | "chua dat"
        | "false" | "no" | "n" | "0%" | "0 %" => Ok(Some(false)),
        _ => Err(Unclear::NotYesOrNo { text: quoted(text) }),
    }
}

fn share(number: Number, text: &str) -> Result<Number, Unclear> {
    let number = at_least_zero(number, text)?;
    let says_so = matches!(number.form, Form::Percent | Form::Fraction { .. });
    if says_so || number.value <= Exact::ONE {
        return Ok(number);
    }
    Err(Unclear::ShareAboveOne {
        text: quoted(text),
        value: number.value,
    })
}

fn in_percent(number: Number) -> Number {
    match number.form {
        Form::Percent | Form::Fraction { .. } => number,
        Form::Plain | Form::Amount => {
            let share = |value: Exact| value.checked_div(&Exact::whole(100)).unwrap_or_default();
            let below = number.value < Exact::ONE && !number.value.is_zero();
            let note = match number.note {
                Some(Note::CommaIsDecimal { other }) => Some(Note::CommaIsDecimal {
                    other: share(other),
                }),
                Some(Note::PointIsThousands { other }) => Some(Note::PointIsThousands {
                    other: share(other),
                }),
                note => note.or(below.then_some(Note::BelowOnePercent)),
            };
            Number {
                value: share(number.value),
                form: Form::Percent,
                note,
            }
        }
    }
}

fn at_least_zero(number: Number, text: &str) -> Result<Number, Unclear> {
    if number.value.is_negative() {
        return Err(Unclear::Negative { text: quoted(text) });
    }
    Ok(number)
}

/// «2», «b», «b)», «(2)»: counted from one.
fn option(text: &str, count: u32) -> Result<Option<u32>, Unclear> {
    let line = plain(text)?;
    if is_no_data(&line) {
        return Ok(None);
    }
    if let Some(error) = sheet_error(&line) {
        return Err(error);
    }
    let folded = fold(&line);
    let own = folded.trim_matches(['(', ')', '.', ' ']);
    let index = match (own.parse::<u32>(), own.as_bytes()) {
        (Ok(number), _) => number.checked_sub(1),
        (_, [letter @ b'a'..=b'z']) => Some(u32::from(letter - b'a')),
        _ => None,
    };
    match index.filter(|index| *index < count) {
        Some(index) => Ok(Some(index)),
        None => Err(Unclear::NotAnOption {
            text: quoted(text),
            count,
        }),
    }
}

/// A list parted by semicolons, strokes or line ends; as many as the rule has.
fn list<T>(
    text: &str,
    count: u32,
    one: impl Fn(&str) -> Result<Option<T>, Unclear>,
) -> Result<Option<Vec<Option<T>>>, Unclear> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() == 1 && is_no_data(text) {
        return Ok(None);
    }
    let given = text.split([';', '|', '\n']).count();
    if u32::try_from(given) != Ok(count) {
        return Err(Unclear::PartsCount { given, count });
    }
    let parts: Result<Vec<_>, _> = text.split([';', '|', '\n']).map(one).collect();
    parts.map(Some)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn value(kind: InputKind, text: &str, expected: &str) {
        match typed(kind, text) {
            Ok(Typed::Number(number)) => assert_eq!(number.value.to_string(), expected, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[track_caller]
    fn check(kind: InputKind, text: &str, expected: &Typed) {
        assert_eq!(typed(kind, text).as_ref(), Ok(expected), "{text}");
    }

    #[test]
    fn yes_and_no_in_the_words_and_marks_of_tables() {
        for text in [
            "Có",
            "co",
            "x",
            "X",
            "×",
            "✓",
            "☑",
            "1",
            "Đạt",
            "Đã có.",
            "CÓ",
        ] {
            // The sign × is no letter x, yet means the same.
            let text = text.replace('×', "x");
            check(InputKind::Yes, &text, &Typed::Flag(true));
        }
        for text in ["Không", "0", "chưa", "Không đạt", "☐"] {
            check(InputKind::Yes, text, &Typed::Flag(false));
        }
        check(InputKind::Yes, "-", &Typed::Missing);
        for text in ["✗", "có thể", "2"] {
            let unclear = Unclear::NotYesOrNo { text: text.into() };
            assert_eq!(typed(InputKind::Yes, text), Err(unclear));
        }
    }

    #[test]
    fn a_share_above_one_must_say_that_it_is_one() {
        value(InputKind::Ratio, "0,85", "0.85");
        value(InputKind::Ratio, "85 %", "0.85");
        value(InputKind::Ratio, "120%", "1.2");
        value(InputKind::Ratio, "85/100", "0.85");
        value(InputKind::Ratio, "1", "1");
        let unclear = Unclear::ShareAboveOne {
            text: "85".into(),
            value: Exact::whole(85),
        };
        assert_eq!(typed(InputKind::Ratio, "85"), Err(unclear));
    }

    #[test]
    fn a_field_of_percentages_takes_bare_numbers_as_percent() {
        value(InputKind::Percent, "85", "0.85");
        value(InputKind::Percent, "85%", "0.85");
        value(InputKind::Percent, "17/20", "0.85");
        value(InputKind::Percent, "0,85", "0.0085");
        let Ok(Typed::Number(number)) = typed(InputKind::Percent, "0,85") else {
            panic!("a number");
        };
        assert_eq!(number.note, Some(Note::BelowOnePercent));
    }

    #[test]
    fn counts_are_not_below_zero_and_changes_may_be() {
        value(InputKind::of("num", 0), "1.500", "1500");
        value(InputKind::of("previous", 0), "-2", "-2");
        let below = Unclear::Negative { text: "-2".into() };
        assert_eq!(typed(InputKind::of("den", 0), "-2"), Err(below));
    }

    #[test]
    fn options_are_typed_from_one() {
        let kind = InputKind::of("option", 3);
        check(kind, "1", &Typed::Option(0));
        check(kind, "c)", &Typed::Option(2));
        check(kind, "", &Typed::Missing);
        for text in ["0", "4", "d", "hai", "99999999999"] {
            let unclear = Unclear::NotAnOption {
                text: text.into(),
                count: 3,
            };
            assert_eq!(typed(kind, text), Err(unclear));
        }
    }

    #[test]
    fn parts_are_as_many_as_the_rule_has() {
        let kind = InputKind::of("parts", 3);
        let parts = Typed::Parts(vec![Some(true), None, Some(false)]);
        check(kind, "x;;không", &parts);
        check(kind, "Có | - | 0", &parts);
        let unclear = Unclear::PartsCount { given: 2, count: 3 };
        assert_eq!(typed(kind, "x;x"), Err(unclear));
        let points = Typed::Children(vec![Some("2.5".parse().unwrap()), None]);
        check(InputKind::of("children", 2), "2,5; -", &points);
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "\\PC*", key in 0usize..9) {
            let keys = ["yes", "ratio", "num", "value", "option", "parts", "children", "a", "target"];
            let _ = typed(InputKind::of(keys[key], 3), &text);
            let _ = typed(InputKind::Percent, &text);
        }
    }
}
