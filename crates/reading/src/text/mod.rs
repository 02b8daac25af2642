//! How Vietnamese text is compared, searched and cut: used by every reader of this crate.

mod number;
mod roman;
pub(crate) mod tokens;

pub use number::{decimal, decimal_prefix, leading_number};
pub use roman::roman;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// NFC, white space folded to single spaces, ends trimmed. What cells show.
///
/// ```
/// assert_eq!(reading::text::squash("  Tỷ lệ\n ≥ 80 %\t"), "Tỷ lệ ≥ 80 %");
/// ```
pub fn squash(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.nfc());
    }
    out
}

/// The comparison key: no marks, lower case, đ→d, white space folded. «Hoà» and «Hòa» agree
/// because tone marks are gone; so do composed and decomposed spellings.
///
/// ```
/// assert_eq!(reading::text::fold("Bộ phận  CHỦ TRÌ"), "bo phan chu tri");
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)) {
        fold_into(c, &mut out);
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

fn fold_into(c: char, out: &mut String) {
    match c {
        'đ' | 'Đ' => out.push('d'),
        c if c.is_whitespace() => {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        }
        c => out.extend(c.to_lowercase()),
    }
}

/// Whether `text` holds `words` as whole words; both folded.
///
/// ```
/// use reading::text::has_words;
/// assert!(has_words("thoi gian thuc hien", "thoi gian"));
/// assert!(!has_words("thong tin", "thong t"));
/// ```
pub fn has_words(text: &str, words: &str) -> bool {
    find_words(text, words).is_some()
}

/// Byte position of `words` in `text` as whole words; both folded.
pub fn find_words(text: &str, words: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find(words) {
        let start = from + found;
        let end = start + words.len();
        let before = text[..start]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric());
        let after = text[end..]
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphanumeric());
        if before && after {
            return Some(start);
        }
        from = start + text[start..].chars().next().map_or(1, char::len_utf8);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fold_forgets_marks_case_and_composition() {
        assert_eq!(fold("Đ/c  Dương,\u{a0}CC VP-TK"), "d/c duong, cc vp-tk");
        assert_eq!(fold("Hoà Bình"), fold("Hòa Bình"));
        let decomposed: String = "Tỷ lệ phường".nfd().collect();
        assert_eq!(fold(&decomposed), fold("Tỷ lệ phường"));
        assert_eq!(squash(&decomposed), "Tỷ lệ phường");
    }

    #[test]
    fn words_are_whole_words() {
        assert_eq!(find_words("so cong so", "so"), Some(0));
        assert_eq!(find_words("xa hoi so", "so"), Some(7));
        assert_eq!(find_words("soan", "so"), None);
    }
}
