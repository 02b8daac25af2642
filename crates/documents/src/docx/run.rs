//! What stands inside a run of Word: text, tabs, breaks, hyphens and signs of symbol fonts.

use crate::xml::Tag;

/// The text that an empty element of a run stands for.
pub(super) fn mark(tag: &Tag<'_>) -> Option<char> {
    match tag.name() {
        "tab" | "ptab" => Some('\t'),
        "br" | "cr" => Some('\n'),
        "noBreakHyphen" => Some('-'),
        "softHyphen" => Some('\u{ad}'),
        "sym" => symbol(tag),
        _ => None,
    }
}

/// `<w:sym w:font="Symbol" w:char="F0B3"/>` is «≥».
fn symbol(tag: &Tag<'_>) -> Option<char> {
    let code = u32::from_str_radix(&tag.attribute("char")?, 16).ok()?;
    let font = tag.attribute("font").unwrap_or_default();
    let c = char::from_u32(code)?;
    Some(in_symbol_font(&font, c))
}

/// Signs of Symbol and Wingdings, which Word keeps in the private use area, as Unicode. Rules
/// compare and multiply with them, forms tick with them.
pub(super) fn in_symbol_font(font: &str, c: char) -> char {
    let code = match u32::from(c) {
        code @ 0xf000..=0xf0ff => code - 0xf000,
        code => code,
    };
    if font.starts_with("Wingdings") {
        return wingdings(code);
    }
    let is_private = u32::from(c) >= 0xf000 && u32::from(c) <= 0xf0ff;
    if font != "Symbol" && !is_private {
        return c;
    }
    match code {
        0xa3 => '≤',
        0xb3 => '≥',
        0xb1 => '±',
        0xb4 => '×',
        0xb8 => '÷',
        0xb9 => '≠',
        0xbb => '≈',
        0xb7 => '•',
        0xe5 => 'Σ',
        0xae => '→',
        0xde => '⇒',
        0xa5 => '∞',
        0xd7 => '·',
        0x2d => '-',
        0x20..=0x7e => char::from_u32(code).unwrap_or(c),
        _ => c,
    }
}

fn wingdings(code: u32) -> char {
    match code {
        0x52 | 0xfe | 0xfc => '☑',
        0x53 | 0xfd | 0xfb => '☒',
        0x6f | 0x70 | 0x71 | 0x72 | 0xa8 => '☐',
        0xe0 | 0xe8 | 0xf0 => '→',
        0xdf | 0xe7 | 0xef => '←',
        _ => '•',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbol_fonts_become_unicode() {
        assert_eq!(in_symbol_font("Symbol", '\u{f0b3}'), '≥');
        assert_eq!(in_symbol_font("Times New Roman", '\u{f0b7}'), '•');
        assert_eq!(in_symbol_font("Wingdings", '\u{f0fe}'), '☑');
        assert_eq!(in_symbol_font("Arial", 'ế'), 'ế');
    }
}
