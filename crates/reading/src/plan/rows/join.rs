//! Rows that a page break cut in two are one row again. A line without a code goes on with the
//! row above when its cells read on where that row's cells stop; otherwise it is a row of its own.

use domain::plan::Field;

use super::draft::Draft;
use crate::text::{fold, squash};

/// Lines that one row takes up at most; more is no broken row but a table without codes.
const PIECES_MAX: u32 = 60;

/// Whether `next` goes on with `row`.
pub(super) fn goes_on(row: &Draft, next: &Draft) -> bool {
    if next.code.is_some() || next.bullet || row.joined >= PIECES_MAX {
        return false;
    }
    let has_title = !next.lacks(Field::Title);
    let (before, after) = (row.text(Field::Title), next.text(Field::Title));
    let remark = next.after_break && is_remark(before, after);
    if next.across && has_title && !remark && !reads_on(before, after) {
        return false;
    }
    if !has_title || next.is_merged(Field::Title) {
        return true;
    }
    let mut score = if next.after_break { 2 } else { -2 };
    for field in next.filled() {
        let (before, after) = (row.text(field), next.text(field));
        score += if !before.is_empty() && reads_on(before, after) {
            2
        } else {
            -1
        };
        if matches!(field, Field::Lead | Field::DeadlineText | Field::MaxPoints)
            && squash(before) == squash(after)
        {
            score -= 2;
        }
    }
    score > 0
}

/// Adds the pieces of `next` to the cells of `row`.
pub(super) fn join(row: &mut Draft, next: &Draft) {
    for field in next.filled() {
        let text = join_text(row.text(field), next.text(field), field, next.after_break);
        row.set(field, text);
    }
    row.loose.extend(next.loose.iter().cloned());
    row.place = row.place.to(next.place);
    row.joined += 1;
    if row.rebuilt.is_none() {
        row.rebuilt.clone_from(&next.rebuilt);
    }
}

/// Whether `after` can be the rest of the sentence that `before` begins.
fn reads_on(before: &str, after: &str) -> bool {
    let Some(first) = after.chars().find(|c| !c.is_whitespace()) else {
        return false;
    };
    if first.is_lowercase() || matches!(first, ')' | ',' | '.' | ';' | '%') {
        return true;
    }
    let before = before.trim_end();
    let open = before.matches('(').count() > before.matches(')').count();
    let last_word = fold(before.rsplit(' ').next().unwrap_or(""));
    open || before.ends_with([',', '-', '–', '/', ':'])
        || [
            "va", "cua", "cac", "cho", "ve", "voi", "trong", "theo", "tren", "den",
        ]
        .contains(&last_word.as_str())
}

fn join_text(before: &str, after: &str, field: Field, page_break: bool) -> String {
    if before.is_empty() {
        return after.to_owned();
    }
    if is_echo(before, after) {
        return before.to_owned();
    }
    let first = after.chars().next().unwrap_or(' ');
    let new_line = match field {
        Field::RuleText | Field::EvidenceText => {
            matches!(first, '-' | '+' | '•' | '*')
                || first.is_uppercase() && !reads_on(before, after)
        }
        Field::Lead | Field::Supporting => !page_break && first.is_uppercase(),
        _ => false,
    };
    let seam = match () {
        () if page_break && is_split(before, after) => "",
        () if new_line => "\n",
        () => " ",
    };
    format!("{before}{seam}{after}")
}

/// A short remark in brackets after a text without its full stop: the page broke «… quốc gia
/// (NCSC)» before it.
fn is_remark(before: &str, after: &str) -> bool {
    after.starts_with('(')
        && after.ends_with(')')
        && after.split(' ').count() <= 4
        && before.ends_with(char::is_alphanumeric)
}

/// The page broke a word at its hyphen: «VH-» and «XH».
fn is_split(before: &str, after: &str) -> bool {
    let mut end = before.chars().rev();
    end.next() == Some('-')
        && end.next().is_some_and(char::is_alphanumeric)
        && after.starts_with(char::is_alphanumeric)
}

/// Extraction printed the end of the cell twice: «Văn bản, tài liệu», then «liệu».
fn is_echo(before: &str, after: &str) -> bool {
    let (before, after) = (fold(before), fold(after));
    let starts_lower =
        after.split(' ').count() <= 3 && after.chars().all(|c| c.is_alphabetic() || c == ' ');
    starts_lower
        && before
            .strip_suffix(&after)
            .is_some_and(|rest| rest.ends_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str, expected: &str) {
        assert_eq!(join_text(before, after, Field::RuleText, true), expected);
    }

    #[test]
    fn words_broken_at_their_hyphen_are_whole_again() {
        check("CB VH-", "XH, CB ĐTT", "CB VH-XH, CB ĐTT");
        check("Phòng Văn hóa -", "Xã hội", "Phòng Văn hóa - Xã hội");
    }

    #[test]
    fn remarks_in_brackets_belong_to_the_text_before() {
        assert!(is_remark("không gian mạng quốc gia", "(NCSC)"));
        assert!(!is_remark("Đã ban hành.", "(NCSC)"));
        assert!(!is_remark("Nhận thức số", "(Tổng điểm của nhóm này là 50)"));
    }

    #[test]
    fn pieces_of_a_cell_are_joined_as_they_were() {
        check("Văn bản, tài liệu", "liệu", "Văn bản, tài liệu");
        check(
            "- Đã ban hành (10đ)",
            "- Chưa ban hành (0đ)",
            "- Đã ban hành (10đ)\n- Chưa ban hành (0đ)",
        );
        check(
            "Dưới 1 lần/tháng (0)",
            "điểm)",
            "Dưới 1 lần/tháng (0) điểm)",
        );
        check(
            "Tỷ lệ ≥ 10%: 10đ",
            "Tỷ lệ <10% = tỷ lệ/10%*10đ",
            "Tỷ lệ ≥ 10%: 10đ\nTỷ lệ <10% = tỷ lệ/10%*10đ",
        );
    }
}
