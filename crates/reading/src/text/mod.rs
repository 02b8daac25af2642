//! How Vietnamese text is compared, searched and cut: used by every reader of this crate.

mod number;
mod roman;
mod sort;
pub(crate) mod tokens;

pub use number::{decimal, decimal_prefix, leading_number};
pub use roman::roman;
pub use sort::{person_sort_key, sort_key};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

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
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            '\u{300}'..='\u{36f}' => {}
            _ => match plain_vowel(c) {
                Some(vowel) => out.push(vowel),
                None => decompose_canonical(c, |part| fold_into(part, &mut out)),
            },
        }
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
        c if is_combining_mark(c) => {}
        c => out.extend(c.to_lowercase()),
    }
}

/// The vowel under the marks of a composed Vietnamese letter: what decomposing would find, quickly.
fn plain_vowel(c: char) -> Option<char> {
    Some(match c {
        'À' | 'Á' | 'Â' | 'Ã' | 'à' | 'á' | 'â' | 'ã' | 'Ă' | 'ă' | 'Ạ' | 'ạ' | 'Ả' | 'ả' | 'Ấ'
        | 'ấ' | 'Ầ' | 'ầ' | 'Ẩ' | 'ẩ' | 'Ẫ' | 'ẫ' | 'Ậ' | 'ậ' | 'Ắ' | 'ắ' | 'Ằ' | 'ằ' | 'Ẳ'
        | 'ẳ' | 'Ẵ' | 'ẵ' | 'Ặ' | 'ặ' => 'a',
        'È' | 'É' | 'Ê' | 'è' | 'é' | 'ê' | 'Ĕ' | 'ĕ' | 'Ẹ' | 'ẹ' | 'Ẻ' | 'ẻ' | 'Ẽ' | 'ẽ' | 'Ế'
        | 'ế' | 'Ề' | 'ề' | 'Ể' | 'ể' | 'Ễ' | 'ễ' | 'Ệ' | 'ệ' => 'e',
        'Ì' | 'Í' | 'Î' | 'ì' | 'í' | 'î' | 'Ĩ' | 'ĩ' | 'Ĭ' | 'ĭ' | 'Ỉ' | 'ỉ' | 'Ị' | 'ị' => {
            'i'
        }
        'Ò' | 'Ó' | 'Ô' | 'Õ' | 'ò' | 'ó' | 'ô' | 'õ' | 'Ŏ' | 'ŏ' | 'Ơ' | 'ơ' | 'Ọ' | 'ọ' | 'Ỏ'
        | 'ỏ' | 'Ố' | 'ố' | 'Ồ' | 'ồ' | 'Ổ' | 'ổ' | 'Ỗ' | 'ỗ' | 'Ộ' | 'ộ' | 'Ớ' | 'ớ' | 'Ờ'
        | 'ờ' | 'Ở' | 'ở' | 'Ỡ' | 'ỡ' | 'Ợ' | 'ợ' => 'o',
        'Ù' | 'Ú' | 'Û' | 'ù' | 'ú' | 'û' | 'Ũ' | 'ũ' | 'Ŭ' | 'ŭ' | 'Ư' | 'ư' | 'Ụ' | 'ụ' | 'Ủ'
        | 'ủ' | 'Ứ' | 'ứ' | 'Ừ' | 'ừ' | 'Ử' | 'ử' | 'Ữ' | 'ữ' | 'Ự' | 'ự' => {
            'u'
        }
        'Ý' | 'ý' | 'Ŷ' | 'ŷ' | 'Ỳ' | 'ỳ' | 'Ỵ' | 'ỵ' | 'Ỷ' | 'ỷ' | 'Ỹ' | 'ỹ' => {
            'y'
        }
        _ => return None,
    })
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
    fn the_quick_way_folds_as_decomposing_does() {
        for c in ('\u{0}'..='\u{2fff}').chain("𝔸ﬁ①".chars()) {
            let slowly: String = c
                .to_string()
                .nfd()
                .filter(|part| !is_combining_mark(*part))
                .map(|part| {
                    if matches!(part, 'đ' | 'Đ') {
                        'd'
                    } else {
                        part
                    }
                })
                .flat_map(char::to_lowercase)
                .filter(|part| !part.is_whitespace())
                .collect();
            assert_eq!(fold(&c.to_string()), slowly, "{c:?}");
        }
    }

    #[test]
    fn words_are_whole_words() {
        assert_eq!(find_words("so cong so", "so"), Some(0));
        assert_eq!(find_words("xa hoi so", "so"), Some(7));
        assert_eq!(find_words("soan", "so"), None);
    }
}
