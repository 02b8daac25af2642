//! What officials write in «Thời gian» columns: the phrases of `deadlines.md`, each also in other
//! spellings that must not change its reading.

use std::sync::LazyLock;

use domain::deadline::{Deadline, DeadlineReading};
use jiff::civil::Date;
use reading::deadline::{read, rrule};
use reading::text::fold;
use unicode_normalization::UnicodeNormalization;

/// Rows of the table: phrase, reading, due dates.
pub(crate) fn phrases() -> &'static [[&'static str; 3]] {
    static ROWS: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| {
        let rows = include_str!("deadlines.md")
            .lines()
            .filter_map(|line| line.strip_prefix("| "));
        let cells = rows.map(|row| {
            row.trim_end_matches('|')
                .split(" | ")
                .map(str::trim)
                .collect::<Vec<_>>()
        });
        cells
            .skip(1)
            .filter_map(|cells| <[&str; 3]>::try_from(cells).ok())
            .collect()
    });
    &ROWS
}

/// `by 2024-10-14`, `window 2024-01-01..2024-03-31 [event]`, `quarter x1 FREQ…`; other terms after
/// `+`, codes of findings last.
fn line(reading: &DeadlineReading) -> String {
    let terms: Vec<String> = std::iter::once(&reading.deadline)
        .chain(&reading.also)
        .map(one)
        .collect();
    let codes = reading
        .findings
        .iter()
        .map(|finding| format!(" {}", finding.code.as_str()));
    terms.join(" + ") + &codes.collect::<String>()
}

fn one(deadline: &Deadline) -> String {
    let when = |event: &Option<String>| {
        event
            .as_ref()
            .map_or(String::new(), |event| format!(" [{event}]"))
    };
    let date = |date: &Option<Date>| date.map_or(String::new(), |date| date.to_string());
    match deadline {
        Deadline::ByDate { last_day, event } => format!("by {last_day}{}", when(event)),
        Deadline::Window { start, end, event } => {
            format!("window {}..{}{}", date(start), date(end), when(event))
        }
        Deadline::Recurring {
            every,
            min_count,
            event,
            ..
        } => {
            let every = every.map_or("unknown".to_owned(), |every| {
                format!("{every:?}").to_lowercase()
            });
            let count = min_count.map_or(String::new(), |count| format!(" x{count}"));
            let rule = rrule(deadline).map_or(String::new(), |rule| {
                format!(" {}", rule.trim_start_matches("FREQ="))
            });
            format!("{every}{count}{rule}{}", when(event))
        }
        Deadline::Continuous => "continuous".into(),
        Deadline::OnEvent { event } => format!("event [{event}]"),
        Deadline::Done => "done".into(),
        Deadline::Relative {
            offset,
            working_days,
            event,
        } => {
            format!(
                "relative {offset}{} [{event}]",
                if *working_days { " working" } else { "" }
            )
        }
        Deadline::FromDate { start } => format!("from {start}"),
        Deadline::Invalid => "invalid".into(),
        Deadline::None => "none".into(),
    }
}

/// Up to eight dates, or how many there are.
fn due(reading: &DeadlineReading) -> String {
    match reading.due.len() {
        0 => "–".into(),
        1..=8 => reading
            .due
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" "),
        many => format!("{many} dates"),
    }
}

#[track_caller]
fn check([phrase, expected, dates]: [&str; 3]) {
    let reading = read(phrase, 2024, None);
    assert_eq!(
        (line(&reading).as_str(), due(&reading).as_str()),
        (expected, dates),
        "«{phrase}»"
    );
}

#[test]
fn every_phrase_of_the_table_is_read_as_it_says() {
    let phrases = phrases();
    assert!(phrases.len() > 250, "{}", phrases.len());
    phrases.iter().copied().for_each(check);
}

/// The reading must not change but for the case and marks of the words it quotes.
#[track_caller]
fn same(phrase: &str, other: &str) {
    let (first, second) = (read(phrase, 2024, None), read(other, 2024, None));
    let fold = |text: &str| fold(text).replace(" / ", "/").replace("qui", "quy");
    assert_eq!(
        fold(&line(&first)),
        fold(&line(&second)),
        "«{phrase}» and «{other}»"
    );
    assert_eq!(first.due, second.due, "«{phrase}» and «{other}»");
}

#[test]
fn case_white_space_composition_and_emphasis_change_nothing() {
    for [phrase, ..] in phrases() {
        same(phrase, &phrase.to_uppercase());
        same(phrase, &phrase.nfd().collect::<String>());
        same(
            phrase,
            &format!("  {}\t", phrase.replace(' ', " \n\u{a0} ")),
        );
        same(phrase, &format!("**{phrase}**"));
        same(phrase, &phrase.replace('/', " / "));
    }
}

#[test]
fn spellings_of_hang_quy_and_dashes_change_nothing() {
    for [phrase, ..] in phrases() {
        same(
            phrase,
            &phrase.replace("hàng ", "hằng ").replace("Hàng ", "Hằng "),
        );
        same(
            phrase,
            &phrase.replace("hằng ", "hàng ").replace("Hằng ", "Hàng "),
        );
        same(phrase, &phrase.replace("quý", "qúy").replace("Quý", "Qúy"));
        same(phrase, &phrase.replace("quý", "quí").replace("Quý", "Quí"));
        same(phrase, &phrase.replace(" – ", " - ").replace(" - ", " — "));
        same(
            phrase,
            &phrase
                .replace("định kỳ", "định kì")
                .replace("Định kỳ", "Định kì"),
        );
    }
}

#[test]
fn occurrences_fall_due_on_the_days_of_their_reading() {
    for [phrase, _, _] in phrases() {
        for year in [2024, 2025, 2026] {
            let reading = read(phrase, year, None);
            let mut due: Vec<Date> = domain::work::occurrences(&reading, year, None)
                .iter()
                .filter_map(|one| one.due)
                .collect();
            due.dedup();
            assert_eq!(due, reading.due, "{phrase} in {year}");
        }
    }
}
