//! Sentences with the points they must give, as tables in Markdown beside this file.
//!
//! Columns: the sentence (`⏎` is a line break, `title ¦ sentence` adds the title), the maximum,
//! how it must be read (`certain`, `assumed`, `assumed name`, `unread`, `open`: anything but
//! certain), and figures with their points (`–` for none).

mod metamorphic;

use domain::rule::{Certainty, RuleReading};
use scoring::rule::Outcome;
use scoring::{Exact, Figures};

use super::{RuleText, read};

const TABLES: [(&str, &str); 7] = [
    ("yes_no", include_str!("yes_no.md")),
    ("rates", include_str!("rates.md")),
    ("tiers", include_str!("tiers.md")),
    ("counts", include_str!("counts.md")),
    ("others", include_str!("others.md")),
    ("tricky", include_str!("tricky.md")),
    ("provinces", include_str!("provinces.md")),
];

/// The rows of all tables: table, sentence, maximum, reading, vectors.
pub(super) fn rows() -> Vec<[String; 5]> {
    let mut rows = Vec::new();
    for (name, table) in TABLES {
        for line in table.lines().filter(|line| line.starts_with("| ")).skip(1) {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [text, max, reading, vectors] = cells.as_slice() else {
                panic!("{name}: {line}")
            };
            rows.push([name, text, max, reading, vectors].map(|cell| cell.replace('⏎', "\n")));
        }
    }
    rows
}

pub(super) fn reading_of(text: &str, max: &str) -> RuleReading {
    let (title, text) = text.split_once('¦').map_or((None, text), |(title, text)| {
        (Some(title.trim()), text.trim())
    });
    let max: Option<Exact> = max.parse().ok();
    read(RuleText {
        text,
        max: max.as_ref(),
        title,
    })
}

/// Figures as the tables write them: `num=3, den=4`.
fn figures(text: &str) -> Figures {
    let mut figures = Figures::default();
    for pair in text.split(',') {
        let (key, value) = pair.split_once('=').unwrap_or_else(|| panic!("{text}"));
        let (key, value) = (key.trim(), value.trim());
        let number: Option<Exact> = value.parse().ok();
        match key {
            "yes" => figures.yes = Some(value == "1"),
            "ratio" => figures.ratio = number,
            "num" => figures.num = number,
            "den" => figures.den = number,
            "value" => figures.value = number,
            "option" => figures.option = value.parse().ok(),
            "parts" => figures.parts = Some(value.chars().map(|c| Some(c == '1')).collect()),
            "children" => {
                figures.children = Some(value.split('+').map(|child| child.parse().ok()).collect());
            }
            "min" => figures.cohort_min = number,
            "max" => figures.cohort_max = number,
            "target" => figures.target = number,
            "late" => figures.days_late = number,
            "previous" => figures.previous = number,
            letter => {
                figures.named.insert(letter.to_owned(), number.unwrap());
            }
        }
    }
    figures
}

pub(super) fn points(reading: &RuleReading, given: &str) -> Option<Exact> {
    match reading
        .rule
        .as_ref()?
        .outcome(reading.max.as_ref(), &figures(given))
    {
        Outcome::Scored(points) => Some(points),
        _ => None,
    }
}

/// What is wrong with a row, if anything.
fn fault([table, text, max, expected, vectors]: &[String; 5]) -> Option<String> {
    let reading = reading_of(text, max);
    let fits = match expected.as_str() {
        "certain" => reading.certainty == Certainty::Certain,
        "unread" => reading.certainty == Certainty::Unread,
        "open" => reading.certainty != Certainty::Certain,
        "assumed" => reading.certainty == Certainty::Assumed,
        name => {
            reading.certainty == Certainty::Assumed
                && reading.taken == name.strip_prefix("assumed ")
        }
    };
    let mut faults = Vec::new();
    if !fits {
        faults.push(format!(
            "{:?} {:?}, not {expected}",
            reading.certainty, reading.taken
        ));
    }
    for vector in vectors
        .split(';')
        .map(str::trim)
        .filter(|vector| !vector.is_empty())
    {
        let (given, points_expected) = vector
            .split_once("->")
            .unwrap_or_else(|| panic!("{vector}"));
        let wanted: Option<Exact> = points_expected.trim().parse().ok();
        let got = points(&reading, given);
        if got != wanted {
            faults.push(format!("{given}: {got:?}, not {wanted:?}"));
        }
    }
    (!faults.is_empty()).then(|| {
        format!(
            "{table}: {text} [{max}]\n    {}\n    {:?}",
            faults.join("\n    "),
            reading.rule
        )
    })
}

#[test]
fn sentences_give_the_points_they_say() {
    let rows = rows();
    assert!(rows.len() >= 150, "{}", rows.len());
    let faults: Vec<String> = rows.iter().filter_map(fault).collect();
    assert!(
        faults.is_empty(),
        "{} of {}\n{}",
        faults.len(),
        rows.len(),
        faults.join("\n")
    );
}

/// Names of readings are for programs; the sentence of the finding must not show one.
#[test]
fn every_assumption_is_told_in_words() {
    let mut told = 0;
    for [table, text, max, ..] in rows() {
        let reading = reading_of(&text, &max);
        for finding in &reading.findings {
            let sentence = crate::words::finding::sentence(finding);
            let quoted = text.contains('_');
            assert!(
                quoted || !sentence.contains('_'),
                "{table}: {text}: {sentence}"
            );
            told += usize::from(finding.code == domain::FindingCode::ReadingAssumed);
        }
    }
    assert!(told > 40, "{told}");
}
