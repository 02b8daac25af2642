//! Character maps: which codes a composite font has, which glyph (CID) each is, and which text
//! (`ToUnicode`). A hand-written scanner of the few operators that such maps consist of.

use crate::limits::PDF_FONT_ENTRIES_MAX;

/// The text of one code.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Text {
    One(char),
    Many(Box<str>),
}

/// A parsed map.
#[derive(Clone, Debug, Default)]
pub(super) struct CMap {
    /// Code lengths in bytes, with the range of codes that have it.
    spaces: Vec<(usize, u32, u32)>,
    /// Code to text, sorted by code.
    texts: Vec<(u32, Text)>,
    /// First code, last code, first CID.
    cids: Vec<(u32, u32, u32)>,
}

/// A piece of a map's source.
#[derive(Debug, PartialEq)]
enum Token<'a> {
    Hex(Vec<u8>),
    Number(u32),
    Open,
    Close,
    Word(&'a [u8]),
}

impl CMap {
    /// Reads a map; what is not understood is passed over.
    pub(super) fn parse(source: &[u8]) -> CMap {
        let mut map = CMap::default();
        let mut tokens = Tokens { source, at: 0 };
        let mut pending: Vec<Token> = Vec::new();
        while let Some(token) = tokens.next() {
            match token {
                Token::Word(word) if word.starts_with(b"end") || word.starts_with(b"begin") => {
                    map.section(word, &pending);
                    pending.clear();
                }
                Token::Word(_) => {}
                other if pending.len() < 4 * PDF_FONT_ENTRIES_MAX => pending.push(other),
                _ => {}
            }
        }
        map.texts.sort_by_key(|(code, _)| *code);
        map.cids.sort_unstable();
        map
    }

    /// Whether it gives any text.
    pub(super) fn has_texts(&self) -> bool {
        !self.texts.is_empty()
    }

    /// The next code in a string and its length in bytes; two bytes where the map does not say.
    pub(super) fn code(&self, bytes: &[u8]) -> (u32, usize) {
        for length in 1..=4.min(bytes.len()) {
            let code = number(&bytes[..length]);
            let fits = |&(bytes, low, high): &(usize, u32, u32)| {
                bytes == length && code >= low && code <= high
            };
            if self.spaces.iter().any(fits) {
                return (code, length);
            }
        }
        let shortest = self.spaces.iter().map(|space| space.0).min().unwrap_or(2);
        let length = shortest.clamp(1, bytes.len().max(1)).min(bytes.len());
        (number(&bytes[..length]), length)
    }

    /// The CID of a code: the code itself unless the map says otherwise.
    pub(super) fn cid(&self, code: u32) -> u32 {
        if self.cids.is_empty() {
            return code;
        }
        let after = self.cids.partition_point(|range| range.0 <= code);
        match after.checked_sub(1).map(|at| self.cids[at]) {
            Some((low, high, cid)) if code <= high => cid.saturating_add(code - low),
            _ => 0,
        }
    }

    /// Appends the text of a code; `false` when the map has none.
    pub(super) fn push(&self, code: u32, out: &mut String) -> bool {
        match self.find(code) {
            Some(Text::One(character)) => out.push(*character),
            Some(Text::Many(text)) => out.push_str(text),
            None => return false,
        }
        true
    }

    /// The text of a code. Codes mostly follow each other, so that its place can be reckoned.
    fn find(&self, code: u32) -> Option<&Text> {
        let first = self.texts.first()?.0;
        let guess = code
            .checked_sub(first)
            .and_then(|at| self.texts.get(at as usize));
        if let Some((_, text)) = guess.filter(|(key, _)| *key == code) {
            return Some(text);
        }
        let found = self.texts.binary_search_by_key(&code, |(key, _)| *key);
        found.ok().map(|at| &self.texts[at].1)
    }

    fn section(&mut self, end: &[u8], tokens: &[Token]) {
        match end {
            b"endcodespacerange" => self.code_spaces(tokens),
            b"endbfchar" => self.characters(tokens),
            b"endbfrange" => self.ranges(tokens),
            b"endcidchar" => self.cid_entries(tokens, 2),
            b"endcidrange" => self.cid_entries(tokens, 3),
            _ => {}
        }
    }

    fn code_spaces(&mut self, tokens: &[Token]) {
        for pair in tokens.chunks_exact(2) {
            if let [Token::Hex(low), Token::Hex(high)] = pair
                && self.spaces.len() < 64
            {
                self.spaces.push((low.len(), number(low), number(high)));
            }
        }
    }

    fn characters(&mut self, tokens: &[Token]) {
        for pair in tokens.chunks_exact(2) {
            if let [Token::Hex(code), Token::Hex(text)] = pair {
                self.insert(number(code), utf16(text, 0));
            }
        }
    }

    fn ranges(&mut self, tokens: &[Token]) {
        let mut rest = tokens;
        while let [Token::Hex(low), Token::Hex(high), target, after @ ..] = rest {
            let (low, high) = (number(low), number(high));
            rest = after;
            match target {
                Token::Hex(text) => {
                    for offset in 0..=high.saturating_sub(low).min(0xFFFF) {
                        self.insert(low.saturating_add(offset), utf16(text, offset));
                    }
                }
                Token::Open => {
                    let close = after.iter().position(|token| *token == Token::Close);
                    let listed = &after[..close.unwrap_or(after.len())];
                    for (code, text) in (low..).zip(listed) {
                        if let Token::Hex(text) = text {
                            self.insert(code, utf16(text, 0));
                        }
                    }
                    rest = after.get(listed.len() + 1..).unwrap_or_default();
                }
                _ => {}
            }
        }
    }

    fn cid_entries(&mut self, tokens: &[Token], width: usize) {
        for entry in tokens.chunks_exact(width) {
            let (low, high, cid) = match entry {
                [Token::Hex(code), Token::Number(cid)] => (code, code, cid),
                [Token::Hex(low), Token::Hex(high), Token::Number(cid)] => (low, high, cid),
                _ => continue,
            };
            if self.cids.len() < PDF_FONT_ENTRIES_MAX {
                self.cids.push((number(low), number(high), *cid));
            }
        }
    }

    fn insert(&mut self, code: u32, text: Option<String>) {
        let Some(text) = text.filter(|_| self.texts.len() < PDF_FONT_ENTRIES_MAX) else {
            return;
        };
        let mut characters = text.chars();
        let text = match (characters.next(), characters.next()) {
            (Some(one), None) => Text::One(one),
            _ => Text::Many(text.into_boxed_str()),
        };
        self.texts.push((code, text));
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0u32, |sum, byte| sum << 8 | u32::from(*byte))
}

/// UTF-16 big-endian text whose last unit is raised by `offset`.
fn utf16(bytes: &[u8], offset: u32) -> Option<String> {
    if let [byte] = bytes {
        return char::from_u32(u32::from(*byte) + offset).map(String::from);
    }
    let mut units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
        .collect();
    let last = units.last_mut()?;
    *last = last.wrapping_add(u16::try_from(offset).ok()?);
    let text = String::from_utf16(&units).ok()?;
    (!text.is_empty() && text != "\0").then_some(text)
}

struct Tokens<'a> {
    source: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.source.get(self.at)?;
            let start = self.at;
            self.at += 1;
            match byte {
                b'%' => self.skip_to(|byte| byte == b'\n' || byte == b'\r'),
                b'<' if self.source.get(self.at) != Some(&b'<') => return Some(self.hex()),
                b'[' => return Some(Token::Open),
                b']' => return Some(Token::Close),
                b'(' => self.skip_to(|byte| byte == b')'),
                _ if is_delimiter(byte) => {}
                _ => {
                    self.skip_to(is_delimiter);
                    return Some(word(&self.source[start..self.at]));
                }
            }
        }
    }

    fn skip_to(&mut self, stop: impl Fn(u8) -> bool) {
        let rest = &self.source[self.at..];
        self.at += rest
            .iter()
            .position(|byte| stop(*byte))
            .unwrap_or(rest.len());
    }

    fn hex(&mut self) -> Token<'a> {
        let start = self.at;
        self.skip_to(|byte| byte == b'>');
        let digits: Vec<u8> = self.source[start..self.at]
            .iter()
            .filter_map(|byte| char::from(*byte).to_digit(16))
            .filter_map(|digit| u8::try_from(digit).ok())
            .collect();
        self.at += 1;
        Token::Hex(
            digits
                .chunks(2)
                .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
                .collect(),
        )
    }
}

fn is_delimiter(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0 || b"<>[](){}/%".contains(&byte)
}

fn word(bytes: &[u8]) -> Token<'_> {
    std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| text.parse().ok())
        .map_or(Token::Word(bytes), Token::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &[u8] = b"/CIDInit /ProcSet findresource begin 1 begincodespacerange
        <0000> <FFFF> endcodespacerange 2 beginbfchar <0003> <0020> <0005> <00660066> endbfchar
        2 beginbfrange <0024> <0026> <0041> <0030> <0031> [<1EA5> <0111>] endbfrange";

    #[track_caller]
    fn check(code: u32, expected: &str) {
        let mut text = String::new();
        assert!(CMap::parse(SOURCE).push(code, &mut text));
        assert_eq!(text, expected);
    }

    #[test]
    fn characters_ranges_and_lists_give_their_text() {
        check(3, " ");
        check(5, "ff");
        check(0x26, "C");
        check(0x30, "ấ");
        check(0x31, "đ");
        assert!(!CMap::parse(SOURCE).push(0x99, &mut String::new()));
    }

    #[test]
    fn code_lengths_follow_the_code_space() {
        let mixed = CMap::parse(
            b"begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange
              begincidrange <20> <7E> 1 <8140> <817E> 633 endcidrange",
        );
        assert_eq!(mixed.code(&[0x41, 0x42]), (0x41, 1));
        assert_eq!(mixed.code(&[0x81, 0x41]), (0x8141, 2));
        assert_eq!(mixed.cid(0x21), 2);
        assert_eq!(mixed.cid(0x8141), 634);
        assert_eq!(mixed.code(&[0x81]), (0x81, 1));
    }
}
