//! Glyph names and the one-byte encodings of simple fonts, as far as Vietnamese office documents
//! use them. Names of accented letters are taken apart («ohornacute») rather than listed.

use unicode_normalization::UnicodeNormalization;

/// Windows code page 1252, 0x80 to 0x9F.
const CP1252: [char; 32] = [
    '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž',
    '\u{FFFD}', '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}',
    'ž', 'Ÿ',
];

/// Mac OS Roman, 0x80 to 0xFF.
const MAC_ROMAN: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{FFFD}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

/// The upper half of Adobe's standard encoding, where it is used.
const STANDARD: [(u8, char); 24] = [
    (0xA1, '¡'),
    (0xA2, '¢'),
    (0xA3, '£'),
    (0xA4, '⁄'),
    (0xA7, '§'),
    (0xA9, '\''),
    (0xAA, '“'),
    (0xAB, '«'),
    (0xAC, '‹'),
    (0xAD, '›'),
    (0xAE, 'ﬁ'),
    (0xAF, 'ﬂ'),
    (0xB1, '–'),
    (0xB4, '·'),
    (0xB7, '•'),
    (0xB8, '‚'),
    (0xB9, '„'),
    (0xBA, '”'),
    (0xBB, '»'),
    (0xBC, '…'),
    (0xBD, '‰'),
    (0xD0, '—'),
    (0xE3, 'ª'),
    (0xEB, 'º'),
];

/// Codes of the Symbol font that office documents use, also in the private use area at U+F000.
const SYMBOL: [(u8, char); 21] = [
    (0x2D, '−'),
    (0xA3, '≤'),
    (0xA5, '∞'),
    (0xAE, '→'),
    (0xAC, '←'),
    (0xAB, '↔'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBB, '≈'),
    (0xBC, '…'),
    (0xD0, '∠'),
    (0xD6, '√'),
    (0xDE, '⇒'),
    (0xE5, '∑'),
    (0x61, 'α'),
    (0x62, 'β'),
];

/// Codes of the Wingdings font: bullets and ticks.
const WINGDINGS: [(u8, char); 12] = [
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x71, '❑'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x9F, '•'),
    (0xA7, '▪'),
    (0xA8, '□'),
    (0xD8, '➢'),
    (0xE0, '→'),
    (0xFC, '✓'),
];

/// Punctuation and signs by name.
const SIGNS: &str = "space  exclam ! quotedbl \" numbersign # dollar $ percent % ampersand & \
quotesingle ' quoteright ’ quoteleft ‘ parenleft ( parenright ) asterisk * plus + comma , hyphen - \
minus − period . slash / colon : semicolon ; less < equal = greater > question ? at @ \
bracketleft [ backslash \\ bracketright ] asciicircum ^ underscore _ grave ` braceleft { bar | \
braceright } asciitilde ~ endash – emdash — bullet • ellipsis … quotedblleft “ quotedblright ” \
guillemotleft « guillemotright » degree ° plusminus ± multiply × divide ÷ greaterequal ≥ \
lessequal ≤ notequal ≠ fi ﬁ fl ﬂ ff ﬀ ffi ﬃ ffl ﬄ dong ₫ Euro € copyright © registered ® \
trademark ™ section § paragraph ¶ periodcentered · middot · arrowright → checkmark ✓ zero 0 one 1 two 2 three 3 \
four 4 five 5 six 6 seven 7 eight 8 nine 9 dcroat đ Dcroat Đ dmacron đ Dslash Đ eth ð Eth Ð \
ae æ AE Æ oe œ OE Œ germandbls ß oslash ø Oslash Ø dotlessi ı currency ¤ sterling £ yen ¥ cent ¢ \
acute ´ circumflex ˆ tilde ˜ dieresis ¨ breve ˘ macron ¯ cedilla ¸ ring ˚ gravecomb \u{300} \
acutecomb \u{301} tildecomb \u{303} hookabovecomb \u{309} dotbelowcomb \u{323} nbspace \u{A0} \
nonbreakingspace \u{A0} softhyphen \u{AD} sfthyphen \u{AD} onehalf ½ onequarter ¼ threequarters ¾";

/// Accents within letter names.
const ACCENTS: [(&str, char); 13] = [
    ("circumflex", '\u{302}'),
    ("hookabove", '\u{309}'),
    ("dotbelow", '\u{323}'),
    ("dieresis", '\u{308}'),
    ("cedilla", '\u{327}'),
    ("macron", '\u{304}'),
    ("breve", '\u{306}'),
    ("tilde", '\u{303}'),
    ("acute", '\u{301}'),
    ("grave", '\u{300}'),
    ("caron", '\u{30C}'),
    ("horn", '\u{31B}'),
    ("ring", '\u{30A}'),
];

/// An encoding that a font dictionary names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    WinAnsi,
    MacRoman,
    Standard,
    Symbol,
    Wingdings,
}

impl Encoding {
    /// What a code of this encoding stands for.
    pub(super) fn character(self, code: u8) -> Option<char> {
        let listed = |table: &[(u8, char)]| {
            table
                .iter()
                .find(|(key, _)| *key == code)
                .map(|(_, value)| *value)
        };
        let ascii = (0x20..0x7F).contains(&code).then(|| char::from(code));
        match self {
            Encoding::WinAnsi => ascii.or_else(|| upper_1252(code)),
            Encoding::MacRoman => {
                ascii.or_else(|| MAC_ROMAN.chars().nth(usize::from(code).checked_sub(0x80)?))
            }
            Encoding::Standard => match code {
                0x27 => Some('’'),
                0x60 => Some('‘'),
                _ => ascii.or_else(|| listed(&STANDARD)),
            },
            Encoding::Symbol => listed(&SYMBOL).or(ascii),
            Encoding::Wingdings => listed(&WINGDINGS).or(Some('•')),
        }
    }
}

fn upper_1252(code: u8) -> Option<char> {
    match code {
        0x80..=0x9F => CP1252.get(usize::from(code - 0x80)).copied(),
        0xA0..=0xFF => Some(char::from(code)),
        _ => None,
    }
}

/// The character behind a code of the private use area, where symbol fonts are mapped.
pub(super) fn private_use(character: char, wingdings: bool) -> Option<char> {
    let code = u8::try_from(u32::from(character).checked_sub(0xF000)?).ok()?;
    let encoding = if wingdings {
        Encoding::Wingdings
    } else {
        Encoding::Symbol
    };
    if wingdings || SYMBOL.iter().any(|(key, _)| *key == code) {
        return encoding.character(code);
    }
    WINGDINGS
        .iter()
        .find(|(key, _)| *key == code && *key > 0x7E)
        .map(|(_, value)| *value)
        .or_else(|| encoding.character(code))
}

/// The text that a glyph name stands for (Adobe Glyph List, `uniXXXX`, `uXXXXX`).
pub(super) fn text(name: &str) -> Option<String> {
    let stem = name.split('.').next().filter(|stem| !stem.is_empty())?;
    let mut letters = stem.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return letter.is_ascii_alphabetic().then(|| stem.to_owned());
    }
    hexadecimal(stem)
        .or_else(|| sign(stem))
        .or_else(|| accented(stem))
}

fn hexadecimal(stem: &str) -> Option<String> {
    if let Some(digits) = stem.strip_prefix("uni")
        && digits.len() >= 4
        && digits.len().is_multiple_of(4)
        && digits.is_ascii()
    {
        let units: Option<Vec<u16>> = (0..digits.len())
            .step_by(4)
            .map(|start| u16::from_str_radix(&digits[start..start + 4], 16).ok())
            .collect();
        return String::from_utf16(&units?).ok();
    }
    let digits = stem
        .strip_prefix('u')
        .filter(|digits| (4..=6).contains(&digits.len()))?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?).map(String::from)
}

fn sign(stem: &str) -> Option<String> {
    if stem == "space" {
        return Some(" ".to_owned());
    }
    let mut words = SIGNS.split(' ').filter(|word| !word.is_empty()).skip(1);
    while let (Some(name), Some(value)) = (words.next(), words.next()) {
        if name == stem {
            return Some(value.to_owned());
        }
    }
    None
}

/// «acircumflexacute» is a, circumflex, acute.
fn accented(stem: &str) -> Option<String> {
    let letter = stem.chars().next().filter(char::is_ascii_alphabetic)?;
    let mut text = String::from(letter);
    let mut rest = &stem[1..];
    while !rest.is_empty() {
        let (name, mark) = ACCENTS.iter().find(|(name, _)| rest.starts_with(name))?;
        text.push(*mark);
        rest = &rest[name.len()..];
    }
    Some(text.nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_vietnamese_letters_are_composed() {
        for (name, expected) in [
            ("acircumflexacute", "ấ"),
            ("ohorndotbelow", "ợ"),
            ("Abrevehookabove", "Ẳ"),
            ("uhorngrave", "ừ"),
            ("dcroat", "đ"),
            ("uni1EA5", "ấ"),
            ("u1EA5", "ấ"),
            ("uni00610301", "a\u{301}"),
            ("space", " "),
            ("five", "5"),
            ("hyphen", "-"),
            ("greaterequal", "≥"),
            ("A.sc", "A"),
        ] {
            assert_eq!(text(name).as_deref(), Some(expected), "{name}");
        }
        assert_eq!(text("g123"), None);
        assert_eq!(text("cid:12"), None);
    }

    #[test]
    fn symbols_in_the_private_use_area_are_signs() {
        assert_eq!(private_use('\u{F0B3}', false), Some('≥'));
        assert_eq!(private_use('\u{F0B7}', false), Some('•'));
        assert_eq!(private_use('\u{F0D8}', true), Some('➢'));
        assert_eq!(private_use('a', false), None);
    }

    #[test]
    fn encodings_cover_their_upper_half() {
        assert_eq!(Encoding::WinAnsi.character(0x96), Some('–'));
        assert_eq!(Encoding::MacRoman.character(0xD0), Some('–'));
        assert_eq!(Encoding::MacRoman.character(0xFF), Some('ˇ'));
        assert_eq!(Encoding::Standard.character(0xB1), Some('–'));
        assert_eq!(Encoding::Symbol.character(0xB3), Some('≥'));
    }
}
