//! What must not change the meaning of a rule: white space, case, composition, the sign between
//! clauses. And nothing that is cut, doubled or turned makes the reader fall over.

use proptest::prelude::*;
use scoring::Rule;
use unicode_normalization::UnicodeNormalization;

use super::{reading_of, rows};

fn rule(text: &str, max: &str) -> (Option<Rule>, Option<&'static str>) {
    let reading = reading_of(text, max);
    (reading.rule, reading.taken)
}

#[track_caller]
fn check(what: &str, change: impl Fn(&str) -> Option<String>) {
    let mut faults = Vec::new();
    let mut changed = 0;
    for [table, text, max, ..] in rows() {
        if text.contains('¦') {
            continue;
        }
        let Some(other) = change(&text).filter(|other| *other != text) else {
            continue;
        };
        changed += 1;
        let (before, after) = (rule(&text, &max), rule(&other, &max));
        if before != after {
            faults.push(format!(
                "{table}: {text}\n -> {other}\n    {before:?}\n    {after:?}"
            ));
        }
    }
    assert!(changed > 20, "{what} changes only {changed} texts");
    assert!(
        faults.is_empty(),
        "{what}: {} of {changed}\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn case_and_composition_change_nothing() {
    check("lower case", |text| Some(text.to_lowercase()));
    check("upper case", |text| {
        // «X» and «\GEQ» would be other things.
        (!text.contains(['\\', '<', '&', 'ß'])).then(|| text.to_uppercase())
    });
    check("decomposed", |text| Some(text.nfd().collect()));
}

#[test]
fn white_space_changes_nothing() {
    check("doubled spaces", |text| Some(text.replace(' ', "  ")));
    check("no-break spaces", |text| Some(text.replace(' ', "\u{a0}")));
    check("a blank after the number", |text| {
        Some(text.replace("0đ", "0 đ").replace("5đ", "5 đ"))
    });
    check("ends", |text| Some(format!("  {text} \n")));
}

#[test]
fn the_sign_between_clauses_changes_nothing() {
    let plain = |text: &str| text.contains("; ") && !text.contains(['+', '⏎', '\n', '-', '(']);
    check("line breaks", |text| {
        plain(text).then(|| text.replace("; ", "\n"))
    });
    check("semicolons and line breaks", |text| {
        plain(text).then(|| text.replace("; ", ";\n"))
    });
    check("bullets", |text| {
        plain(text).then(|| format!("- {}", text.replace("; ", "\n- ")))
    });
    check("bullets in one line", |text| {
        (plain(text) && text.contains(':')).then(|| format!("- {}", text.replace("; ", " - ")))
    });
    check("pluses", |text| {
        plain(text).then(|| format!("+ {}", text.replace("; ", "\n+ ")))
    });
}

#[test]
fn a_line_broken_anywhere_between_words_is_the_same_rule_or_no_certain_other() {
    use domain::rule::Certainty;
    let mut faults = Vec::new();
    for [table, text, max, ..] in rows() {
        let before = reading_of(&text, &max);
        for (at, _) in text.match_indices(' ') {
            let other = format!("{}\n{}", &text[..at], &text[at + 1..]);
            let after = reading_of(&other, &max);
            if after.certainty == Certainty::Certain && after.rule != before.rule {
                faults.push(format!(
                    "{table}: {other}\n    {:?}\n    {:?}",
                    before.rule, after.rule
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}\n{}", faults.len(), faults.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damaged_rules_are_read_or_not_but_never_break(
        which in 0usize..1000, cut in 0usize..400, from in 0usize..400, insert in "[-0-9%đ:;().,*/+<>=≥ \\\\$a-z]{0,6}",
    ) {
        let rows = rows();
        let [_, text, max, ..] = &rows[which % rows.len()];
        let chars: Vec<char> = text.chars().collect();
        let cut = cut % (chars.len() + 1);
        let from = from % (chars.len() + 1);
        let damaged: String = chars[..cut].iter().collect::<String>() + &insert + &chars[from..].iter().collect::<String>();
        let reading = reading_of(&damaged, max);
        if let Some(rule) = &reading.rule {
            let _ = rule.outcome(reading.max.as_ref(), &scoring::Figures::default());
        }
    }

    #[test]
    fn any_text_is_read_or_not_but_never_breaks(text in "\\PC{0,120}") {
        let _ = reading_of(&text, "10");
    }
}
