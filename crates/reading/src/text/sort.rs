//! The order of Vietnamese lists, which is neither that of Unicode nor that of a database.
//!
//! Letters in the order of the alphabet (a ă â … d đ … o ô ơ … u ư), whatever their tone; words
//! that differ only in tones by their tones: ngang, huyền, hỏi, ngã, sắc, nặng. Numbers by value.

use unicode_normalization::UnicodeNormalization;

/// The letters in their order. Foreign ones stand where dictionaries put them.
const LETTERS: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// A key whose order is that of a Vietnamese list.
///
/// ```
/// use reading::text::sort_key;
/// let mut names = ["Đông", "Dũng", "Ánh", "An", "Ân", "Tổ 10", "Tổ 9", "Ăn"];
/// names.sort_by_cached_key(|name| sort_key(name));
/// assert_eq!(names, ["An", "Ánh", "Ăn", "Ân", "Dũng", "Đông", "Tổ 9", "Tổ 10"]);
/// ```
pub fn sort_key(text: &str) -> (Vec<u32>, Vec<u8>) {
    let (mut letters, mut tones) = (Vec::new(), Vec::new());
    let mut number: Option<u32> = None;
    for c in text.trim().nfc().flat_map(char::to_lowercase) {
        if let Some(digit) = c.to_digit(10) {
            number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(digit));
            continue;
        }
        letters.extend(number.take().map(of_number));
        let (letter, tone) = parts(c);
        letters.push(place(letter));
        tones.push(tone);
    }
    letters.extend(number.map(of_number));
    (letters, tones)
}

/// The same for a person: the given name, which stands last, decides first.
///
/// ```
/// use reading::text::person_sort_key;
/// let mut names = ["Trần Văn Bình", "Lê Thị Ánh", "Đỗ Văn An"];
/// names.sort_by_cached_key(|name| person_sort_key(name));
/// assert_eq!(names, ["Đỗ Văn An", "Lê Thị Ánh", "Trần Văn Bình"]);
/// ```
pub fn person_sort_key(name: &str) -> [(Vec<u32>, Vec<u8>); 2] {
    let given = name.split_whitespace().next_back().unwrap_or_default();
    [sort_key(given), sort_key(name)]
}

/// After separators, before letters.
fn of_number(value: u32) -> u32 {
    value.saturating_add(0x100).min(0x7fff_ffff)
}

fn place(letter: char) -> u32 {
    match LETTERS.chars().position(|known| known == letter) {
        Some(index) => 0x8000_0000 + u32::try_from(index).unwrap_or(0),
        None if letter.is_alphabetic() => 0x9000_0000 + u32::from(letter),
        None => u32::from(letter).min(0xff),
    }
}

/// A letter without its tone, and the tone.
fn parts(c: char) -> (char, u8) {
    let mut tone = 0;
    let bare: String = std::iter::once(c)
        .nfd()
        .filter(|part| match part {
            '\u{300}' => {
                tone = 1;
                false
            }
            '\u{309}' => {
                tone = 2;
                false
            }
            '\u{303}' => {
                tone = 3;
                false
            }
            '\u{301}' => {
                tone = 4;
                false
            }
            '\u{323}' => {
                tone = 5;
                false
            }
            _ => true,
        })
        .collect::<String>()
        .nfc()
        .collect();
    (bare.chars().next().unwrap_or(c), tone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tones_decide_only_between_equal_letters() {
        let mut words = ["mạ", "má", "mã", "mả", "mà", "ma", "mac", "mạc"];
        words.sort_by_cached_key(|word| sort_key(word));
        assert_eq!(words, ["ma", "mà", "mả", "mã", "má", "mạ", "mac", "mạc"]);
    }

    #[test]
    fn composed_and_decomposed_spellings_agree() {
        let decomposed: String = "Phường Hạ Khê".nfd().collect();
        assert_eq!(sort_key(&decomposed), sort_key("phường hạ khê"));
    }

    #[test]
    fn a_very_long_number_is_no_trouble() {
        assert!(sort_key(&"9".repeat(40)) < sort_key("a"));
        assert!(sort_key("") < sort_key("1"));
    }
}
