//! What an annex is called: «Phụ lục 01» and the title under it, from the paragraphs (or the
//! rows of a worksheet) above its header.

use std::collections::{BTreeMap, BTreeSet};

use domain::source::{Paragraph, TableRow};

use super::{Grid, noise};
use crate::text::{find_words, fold, roman, squash};

/// How many lines above the header are looked at.
const LOOK_BACK: usize = 14;

/// Name and title, from the lines above the header.
pub(super) fn read(
    between: &[&Paragraph],
    lead_in: &[&TableRow],
    sheet: Option<&str>,
) -> (String, Option<String>) {
    let mut lines = Vec::new();
    for paragraph in between {
        lines.extend(paragraph.text.lines().map(clean));
    }
    for row in lead_in {
        let texts: Vec<String> = row.cells.iter().map(|cell| squash(&cell.text)).collect();
        lines.push(clean(texts.join(" ").trim()));
    }
    lines.retain(|line| !noise::is_noise(line) && !is_letterhead(line));
    let start = lines.len().saturating_sub(LOOK_BACK);
    let lines = &lines[start..];
    let Some(at) = lines.iter().rposition(|line| is_name(line)) else {
        let title = title_of(&lines[lines.len().saturating_sub(2)..], true);
        return (sheet.map(squash).unwrap_or_default(), title);
    };
    let (name, rest) = split(&lines[at]);
    let mut parts = vec![rest];
    parts.extend(lines[at + 1..].iter().cloned());
    let title = title_of(&parts, false);
    let title = title.or_else(|| {
        (fold(&name) != "phu luc")
            .then(|| name.clone())
            .filter(|name| !fold(name).starts_with("phu luc"))
    });
    (sentence_case(&name), title)
}

/// The agency or the motto at the top of a worksheet names no table.
fn is_letterhead(line: &str) -> bool {
    const OPENERS: [&str; 5] = [
        "uy ban nhan dan ",
        "ubnd ",
        "cong hoa xa hoi chu nghia",
        "doc lap - tu do",
        "dang cong san",
    ];
    let folded = fold(line);
    let capitals = !line.chars().any(char::is_lowercase);
    OPENERS.iter().any(|opener| folded.starts_with(opener))
        && (capitals || folded.starts_with("doc lap"))
}

/// Whether these paragraphs announce another annex.
pub(super) fn announced(between: &[&Paragraph]) -> bool {
    between.iter().any(|paragraph| {
        paragraph
            .text
            .lines()
            .map(clean)
            .any(|line| is_name(&line) && !is_continued(&line))
    })
}

/// Tells annexes of the same name apart: «Phụ lục (2)».
pub(super) fn make_unique(grids: &mut [Grid]) {
    let only = grids.len() == 1;
    let mut taken = BTreeSet::new();
    // The number that a repeated name got last, so that a thousand annexes cost a thousand steps.
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (at, grid) in grids.iter_mut().enumerate() {
        if grid.name.is_empty() {
            grid.name = if only {
                "Phụ lục".to_owned()
            } else {
                format!("Bảng {}", at + 1)
            };
        }
        let count = counts.entry(grid.name.clone()).or_insert(1);
        let mut name = grid.name.clone();
        while !taken.insert(name.clone()) {
            *count += 1;
            name = format!("{} ({count})", grid.name);
        }
        grid.name = name;
    }
}

/// The line without marks of emphasis.
fn clean(line: &str) -> String {
    let kept: String = line
        .chars()
        .filter(|c| !matches!(c, '*' | '#' | '_' | '|'))
        .collect();
    squash(&kept)
}

fn is_name(line: &str) -> bool {
    let folded = fold(line);
    let short = folded.len() <= 300;
    let starts = [
        "phu luc",
        "bang phu luc",
        "bieu so",
        "bieu mau so",
        "bieu 0",
        "bieu 1",
        "bieu 2",
    ];
    short && starts.iter().any(|start| folded.starts_with(start)) && !is_reference(&folded)
}

/// «Phụ lục kèm theo Kế hoạch này» inside a sentence names no annex.
fn is_reference(folded: &str) -> bool {
    folded.ends_with('.') || find_words(folded, "nay").is_some() && folded.len() > 60
}

fn is_continued(line: &str) -> bool {
    fold(line).contains("tiep theo")
}

/// «PHỤ LỤC 03DANH MỤC …» is a name and a title glued together by extraction.
fn split(line: &str) -> (String, String) {
    let folded = fold(line);
    let head = if folded.starts_with("bang phu luc") || !folded.starts_with("phu luc") {
        0
    } else {
        7
    };
    if head == 0 {
        let end = line.find([':', '(']).unwrap_or(line.len());
        return (
            squash(&line[..end]),
            squash(line[end..].trim_start_matches(':')),
        );
    }
    // Folding keeps the number of characters of composed Vietnamese letters.
    let end = line
        .char_indices()
        .nth(head)
        .map_or(line.len(), |(at, _)| at);
    let (word, rest) = line.split_at(end);
    let rest = rest.trim_start();
    let number: usize = number_length(rest);
    let (number, title) = rest.split_at(number);
    let title =
        title.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '-' | '–'));
    (squash(&format!("{word} {number}")), squash(title))
}

/// Length of the number that follows «Phụ lục»: `01`, `II`, `1A`, `số 2`.
fn number_length(rest: &str) -> usize {
    let before = if fold(rest).starts_with("so ") {
        rest.len() - rest.split_once(' ').map_or(rest, |(_, after)| after).len()
    } else {
        0
    };
    let rest = &rest[before..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let letter = rest[digits..]
            .chars()
            .next()
            .filter(char::is_ascii_uppercase);
        let alone = rest[digits..]
            .chars()
            .nth(1)
            .is_none_or(|c| !c.is_alphanumeric());
        return before + digits + usize::from(letter.is_some() && alone);
    }
    let word: &str = rest
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    let letter = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    if letter || roman(word).is_some() {
        before + word.len()
    } else {
        0
    }
}

/// The lines as one title, without «(Kèm theo …)»; `loose` lines must look like a title.
fn title_of(lines: &[String], loose: bool) -> Option<String> {
    let mut title = String::new();
    for line in lines {
        let folded = fold(line);
        let cut = folded.find("kem theo").map(|at| {
            let chars = folded[..at].chars().count();
            line.char_indices()
                .nth(chars)
                .map_or(line.len(), |(byte, _)| byte)
        });
        let kept = cut.map_or(line.as_str(), |at| {
            line[..at].trim_end().trim_end_matches('(')
        });
        let titled = kept
            .chars()
            .filter(|c| c.is_alphabetic())
            .all(|c| !c.is_lowercase());
        let kind = matches!(folded.as_str(), "ke hoach" | "quyet dinh" | "bao cao");
        if loose && (!titled || kind) {
            continue;
        }
        title.push(' ');
        title.push_str(kept);
        if cut.is_some() {
            break;
        }
    }
    let title = squash(&title);
    (!title.is_empty()).then_some(title)
}

/// «PHỤ LỤC 01» is «Phụ lục 01»; mixed case stays.
fn sentence_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut words = name.split(' ');
    let mut out: String = words
        .next()
        .into_iter()
        .flat_map(|word| {
            let mut chars = word.chars();
            chars
                .next()
                .into_iter()
                .chain(chars.flat_map(char::to_lowercase))
        })
        .collect();
    for word in words {
        out.push(' ');
        let number = roman(word).is_some() || word.chars().any(|c| c.is_ascii_digit());
        if number {
            out.push_str(word);
        } else {
            out.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lines: &[&str], name: &str, title: &str) {
        let paragraphs: Vec<Paragraph> = lines
            .iter()
            .map(|line| Paragraph {
                text: (*line).to_owned(),
                ..Paragraph::default()
            })
            .collect();
        let between: Vec<&Paragraph> = paragraphs.iter().collect();
        let (read_name, read_title) = read(&between, &[], None);
        assert_eq!(
            (read_name.as_str(), read_title.as_deref().unwrap_or("")),
            (name, title)
        );
    }

    #[test]
    fn names_and_titles_come_apart() {
        check(
            &[
                "PHỤ LỤC**PHÂN CÔNG CHI TIẾT***(Kèm theo Kế hoạch số 1/KH-UBND)*",
                "",
            ],
            "Phụ lục",
            "PHÂN CÔNG CHI TIẾT",
        );
        check(
            &["**PHỤ LỤC 03****DANH MỤC", "NHIỆM VỤ***(Kèm theo)*"],
            "Phụ lục 03",
            "DANH MỤC NHIỆM VỤ",
        );
        check(
            &["Phụ lục II", "Danh mục nhiệm vụ", "(kèm theo)"],
            "Phụ lục II",
            "Danh mục nhiệm vụ",
        );
        check(
            &["BẢNG PHỤ LỤC PHÂN CÔNG", "(Kèm theo Kế hoạch)"],
            "Bảng phụ lục phân công",
            "BẢNG PHỤ LỤC PHÂN CÔNG",
        );
        check(&["Phụ lục số 2: Chỉ tiêu"], "Phụ lục số 2", "Chỉ tiêu");
    }
}
