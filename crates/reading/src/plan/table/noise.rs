//! What a page leaves behind in a table: blank rows, page numbers, rules, rows of column numbers.

use domain::source::TableRow;

use crate::text::{fold, roman};

/// Whether the row holds nothing, or only a page number.
pub(super) fn is_blank(row: &TableRow) -> bool {
    let mut filled = row.cells.iter().filter(|cell| !cell.text.trim().is_empty());
    let Some(first) = filled.next() else {
        return !row.cells.iter().any(|cell| cell.covered_above);
    };
    filled.next().is_none() && row.cells.len() > 1 && is_noise(&first.text)
}

/// Whether a paragraph says nothing: blank, a page number, a drawn line.
pub(in crate::plan) fn is_noise(text: &str) -> bool {
    let text = text.trim();
    if text.chars().all(|c| !c.is_alphanumeric()) {
        return true;
    }
    if text.chars().count() > 24 {
        return false;
    }
    let folded = fold(text);
    let words = folded.strip_prefix("trang").unwrap_or(&folded);
    let number = |part: &str| {
        let part = part.trim();
        !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let words = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—'));
    number(words)
        || words
            .split_once('/')
            .is_some_and(|(page, all)| number(page) && number(all))
        || folded.starts_with("(tiep theo)")
}

/// Whether the row numbers the columns: «(1) (2) (3)», «A B 1 2».
pub(super) fn is_numbering(row: &TableRow) -> bool {
    let filled: Vec<&str> = row
        .cells
        .iter()
        .map(|cell| {
            cell.text
                .trim()
                .trim_matches(|c| matches!(c, '(' | ')' | '[' | ']'))
        })
        .filter(|text| !text.is_empty())
        .collect();
    if filled.len() < 3 || filled.len() * 2 < row.cells.len() {
        return false;
    }
    let mut before = 0;
    let mut numbers = 0;
    for text in filled {
        // «5=3+4» says how a column is computed; it still numbers it.
        let text = text.split(['=', ' ', ')']).next().unwrap_or(text);
        match text.parse::<u32>() {
            Ok(number) if numbers == 0 && number <= 2 || number == before + 1 => {
                before = number;
                numbers += 1;
            }
            Ok(_) => return false,
            Err(_) => {
                let letter = text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase());
                if !letter && roman(text).is_none() {
                    return false;
                }
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::source::Cell;

    #[track_caller]
    fn check_numbering(cells: &[&str], expected: bool) {
        let cells = cells.iter().map(|text| Cell::new(*text)).collect();
        assert_eq!(
            is_numbering(&TableRow {
                cells,
                ..TableRow::default()
            }),
            expected
        );
    }

    #[test]
    fn column_numbers_are_not_a_row() {
        check_numbering(&["1", "2", "3", "4"], true);
        check_numbering(&["(1)", "(2)", "(3)", "(4)=(2)+(3)"], true);
        check_numbering(&["A", "B", "1", "2"], true);
        check_numbering(&["1", "Nhận thức số", "10", "11"], false);
        check_numbering(&["1", "5", "10", "15"], false);
    }

    #[test]
    fn page_numbers_say_nothing() {
        for text in [
            "",
            "  ",
            "12",
            "- 3 -",
            "Trang 3",
            "Trang 3/10",
            "–––––––",
            "3/10",
        ] {
            assert!(is_noise(text), "{text}");
        }
        for text in ["PHỤ LỤC 02", "II", "Năm 2024"] {
            assert!(!is_noise(text), "{text}");
        }
    }
}
