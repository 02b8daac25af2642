//! TCVN 5712:1993 (VN3, «ABC»): one byte a letter, seen through windows-1252.

/// Unicode of the bytes 0xA1 to 0xFE; a space where TCVN3 has none.
const LETTERS: &str = "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ";

/// The text in Unicode; what is no letter of TCVN3 stays.
pub(super) fn convert(text: &str) -> String {
    let letters: Vec<char> = LETTERS.chars().collect();
    text.chars()
        .map(|c| letter(&letters, c).unwrap_or(c))
        .collect()
}

fn letter(letters: &[char], c: char) -> Option<char> {
    let code = match u32::from(c) {
        // Word keeps letters of symbol fonts in the private use area.
        code @ 0xf0a1..=0xf0fe => code - 0xf000,
        code => code,
    };
    let index = usize::try_from(code.checked_sub(0xa1)?).ok()?;
    letters.get(index).copied().filter(|letter| *letter != ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_stands_at_its_byte() {
        assert_eq!(LETTERS.chars().count(), 0xfe - 0xa1 + 1);
        for (byte, letter) in [
            ('\u{a7}', 'Đ'),
            ('\u{ad}', 'ư'),
            ('\u{ae}', 'đ'),
            ('\u{b5}', 'à'),
            ('\u{b9}', 'ạ'),
            ('\u{bb}', 'ằ'),
            ('\u{be}', 'ắ'),
            ('\u{c6}', 'ặ'),
            ('\u{cb}', 'ậ'),
            ('\u{cc}', 'è'),
            ('\u{ce}', 'ẻ'),
            ('\u{d1}', 'ẹ'),
            ('\u{d6}', 'ệ'),
            ('\u{d8}', 'ỉ'),
            ('\u{dc}', 'ĩ'),
            ('\u{df}', 'ò'),
            ('\u{e1}', 'ỏ'),
            ('\u{e9}', 'ộ'),
            ('\u{ee}', 'ợ'),
            ('\u{ef}', 'ù'),
            ('\u{f1}', 'ủ'),
            ('\u{f9}', 'ự'),
            ('\u{fe}', 'ỵ'),
        ] {
            assert_eq!(
                convert(&byte.to_string()),
                letter.to_string(),
                "{:x}",
                u32::from(byte)
            );
        }
    }
}
