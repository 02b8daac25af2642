//! What officials write in «Chỉ tiêu» columns and in running text: the tables of `targets.md`.

use domain::target::Target;
use proptest::prelude::*;
use reading::target::{find, read_cell};
use unicode_normalization::UnicodeNormalization;

/// Rows of the table under this heading, split into cells.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let text = include_str!("targets.md");
    let part = text
        .split("## ")
        .find(|part| part.starts_with(heading))
        .expect("the heading");
    let rows = part.lines().filter_map(|line| line.strip_prefix("| "));
    let cells = rows.map(|row| {
        row.trim_end_matches('|')
            .split(" | ")
            .map(str::trim)
            .collect()
    });
    cells.skip(1).collect()
}

/// `>= 20 bài / năm [of what]`.
fn line(target: &Target) -> String {
    let value = target
        .value
        .as_ref()
        .map_or("yes".to_owned(), ToString::to_string);
    let measure = target
        .measure
        .as_ref()
        .map_or(String::new(), |measure| format!(" {measure}"));
    let per = target
        .per
        .as_ref()
        .map_or(String::new(), |per| format!(" / {per}"));
    let base = target
        .base
        .as_ref()
        .map_or(String::new(), |base| format!(" [{base}]"));
    format!("{} {value}{measure}{per}{base}", target.operator.symbol())
}

fn cell(text: &str, measure: &str) -> String {
    let measure = (measure != "–").then_some(measure);
    read_cell(text, measure)
        .as_ref()
        .map_or("–".to_owned(), line)
}

fn prose(text: &str) -> String {
    let lines: Vec<String> = find(text).iter().map(|(target, _)| line(target)).collect();
    if lines.is_empty() {
        "–".to_owned()
    } else {
        lines.join("; ")
    }
}

#[test]
fn every_cell_of_the_table_is_read_as_it_says() {
    let rows = table("Ô chỉ tiêu");
    assert!(rows.len() > 55, "{}", rows.len());
    for row in rows {
        assert_eq!(
            cell(row[0], row[1]),
            row[2],
            "«{}» under «{}»",
            row[0],
            row[1]
        );
    }
}

#[test]
fn every_sentence_of_the_table_holds_the_targets_it_says() {
    let rows = table("Câu văn");
    assert!(rows.len() > 25, "{}", rows.len());
    for row in rows {
        assert_eq!(prose(row[0]), row[1], "«{}»", row[0]);
    }
}

#[test]
fn case_white_space_and_composition_change_nothing() {
    for row in table("Ô chỉ tiêu") {
        let (text, measure) = (row[0], row[1]);
        let usual = cell(text, measure).to_lowercase();
        assert_eq!(
            cell(&text.nfd().collect::<String>(), measure).to_lowercase(),
            usual,
            "«{text}»"
        );
        assert_eq!(
            cell(&text.to_uppercase(), measure).to_lowercase(),
            usual,
            "«{text}»"
        );
        assert_eq!(
            cell(&format!(" {}\n", text.replace(' ', "\u{a0} ")), measure).to_lowercase(),
            usual,
            "«{text}»"
        );
    }
    for row in table("Câu văn") {
        let usual = prose(row[0]).to_lowercase();
        assert_eq!(
            prose(&row[0].nfd().collect::<String>()).to_lowercase(),
            usual,
            "«{}»",
            row[0]
        );
        assert_eq!(
            prose(&row[0].to_uppercase()).to_lowercase(),
            usual,
            "«{}»",
            row[0]
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn ranges_are_in_order_and_hold_their_numbers(
        first in 0usize..1000, second in 0usize..1000, cut in 0usize..80, put in "[0-9/.,% ≥<$-]{0,4}|\\PC{0,3}",
    ) {
        let rows = table("Câu văn");
        let head: String = rows[first % rows.len()][0].chars().take(cut).collect();
        let tail: String = rows[second % rows.len()][0].chars().skip(cut / 2).collect();
        let text = format!("{head}{put}{tail}");
        let mut from = 0;
        for (target, range) in find(&text) {
            prop_assert!(range.start >= from && range.end <= text.len(), "«{}» {:?}", text, range);
            prop_assert!(text[range.clone()].contains(|c: char| c.is_ascii_digit()), "«{}» {:?}", text, range);
            prop_assert!(target.value.is_some());
            from = range.start;
        }
    }

    #[test]
    fn any_text_is_searched(text in "\\PC{0,200}", measure in "\\PC{0,10}") {
        let _ = (find(&text), read_cell(&text, Some(&measure)));
    }
}
