//! Fonts as far as text needs them: from the bytes of a string to codes, from a code to Unicode
//! and to the width that the pen moves. Outlines are never looked at.

mod cmap;
mod names;
mod widths;

use super::budget::Budget;
use super::stream::decode;
use crate::legacy::Encoding as LegacyEncoding;
use cmap::CMap;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use names::Encoding;
use widths::Widths;

/// A font of a page.
#[derive(Debug)]
pub(super) struct Font {
    /// The name without a subset's prefix: `.VnTime`, `TimesNewRomanPS-BoldMT`.
    pub(super) name: String,
    /// Bold, by its name or its descriptor.
    pub(super) bold: bool,
    /// Its letters are not those of Unicode (TCVN3, VNI).
    pub(super) legacy: bool,
    /// Thousandths, or what a Type 3 font's matrix makes of its units.
    scale: f64,
    codes: Codes,
    to_unicode: CMap,
    widths: Widths,
}

#[derive(Debug)]
enum Codes {
    /// One byte each; the text where no `ToUnicode` gives it.
    Simple(Vec<Option<String>>),
    /// As the map says; `true` where the codes are UTF-16 themselves.
    Composite(CMap, bool),
}

impl Font {
    /// Reads a font dictionary. Never fails: what is missing gives glyphs without text.
    pub(super) fn new(dict: &Dict, budget: &mut Budget) -> Font {
        let to_unicode = dict
            .get::<Stream>("ToUnicode")
            .and_then(|stream| decode(&stream, budget).map(|bytes| CMap::parse(&bytes)))
            .unwrap_or_default();
        let name = base_name(dict);
        let descendant = dict
            .get::<Array>("DescendantFonts")
            .and_then(|array| array.iter::<Dict>().next());
        let descriptor = descendant
            .as_ref()
            .unwrap_or(dict)
            .get::<Dict>("FontDescriptor");
        let bold = is_bold(&name, descriptor.as_ref());
        let (codes, widths) = if let Some(descendant) = &descendant {
            (composite(dict, budget), Widths::composite(descendant))
        } else {
            let texts = simple(dict, &name, to_unicode.has_texts());
            (Codes::Simple(texts), Widths::simple(dict, &name))
        };
        Font {
            bold,
            legacy: LegacyEncoding::of_font(&name).is_some(),
            scale: scale(dict),
            codes,
            to_unicode,
            widths,
            name,
        }
    }

    /// The next code of a string and how many bytes it takes (at least one).
    pub(super) fn code(&self, bytes: &[u8]) -> (u32, usize) {
        match &self.codes {
            Codes::Simple(_) => (bytes.first().copied().map_or(0, u32::from), 1),
            Codes::Composite(map, _) => {
                let (code, length) = map.code(bytes);
                (code, length.max(1))
            }
        }
    }

    /// How far the pen moves, in units of the text size.
    pub(super) fn width(&self, code: u32) -> f64 {
        let glyph = match &self.codes {
            Codes::Simple(_) => code,
            Codes::Composite(map, _) => map.cid(code),
        };
        self.widths.of(glyph) * self.scale
    }

    /// Word spacing applies to the one-byte code 32 only.
    pub(super) fn is_space(code: u32, length: usize) -> bool {
        code == 32 && length == 1
    }

    /// Appends the text of a code; `false` when nobody knows it (then U+FFFD is appended).
    pub(super) fn push(&self, code: u32, out: &mut String) -> bool {
        let start = out.len();
        let known = self.to_unicode.push(code, out)
            || match &self.codes {
                Codes::Simple(texts) => match texts.get(code as usize) {
                    Some(Some(text)) => {
                        out.push_str(text);
                        true
                    }
                    _ => false,
                },
                Codes::Composite(_, unicode) => {
                    let character = char::from_u32(code).filter(|_| *unicode);
                    out.extend(character);
                    character.is_some()
                }
            };
        if !known {
            out.push('\u{FFFD}');
            return false;
        }
        self.tidy(start, out)
    }

    /// Maps the private use area of symbol fonts; control characters are no text.
    fn tidy(&self, start: usize, out: &mut String) -> bool {
        let odd = |character: char| {
            matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}') || character.is_control()
        };
        if !out[start..].contains(odd) {
            return true;
        }
        let wingdings = self.name.contains("Wingdings");
        let tail: String = out[start..]
            .chars()
            .filter_map(|character| match character {
                '\t' | '\n' | '\r' => Some(' '),
                '\u{E000}'..='\u{F8FF}' => {
                    Some(names::private_use(character, wingdings).unwrap_or('\u{FFFD}'))
                }
                _ if character.is_control() => None,
                _ => Some(character),
            })
            .collect();
        out.truncate(start);
        out.push_str(&tail);
        !tail.contains('\u{FFFD}')
    }
}

fn base_name(dict: &Dict) -> String {
    let name = dict
        .get::<Name>("BaseFont")
        .or_else(|| dict.get::<Name>("Name"));
    let name = name
        .map(|name| String::from_utf8_lossy(&name).into_owned())
        .unwrap_or_default();
    match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest.to_owned(),
        _ => name,
    }
}

fn is_bold(name: &str, descriptor: Option<&Dict>) -> bool {
    let lower = name.to_lowercase();
    ["bold", "black", "heavy"]
        .iter()
        .any(|word| lower.contains(word))
        || lower.ends_with(",b")
        || descriptor.is_some_and(|dict| {
            dict.get::<f32>("FontWeight")
                .is_some_and(|weight| weight >= 600.0)
                || dict
                    .get::<i32>("Flags")
                    .is_some_and(|flags| flags & 1 << 18 != 0)
        })
}

/// Widths are thousandths except in Type 3 fonts, which bring a matrix.
fn scale(dict: &Dict) -> f64 {
    dict.get::<Array>("FontMatrix")
        .and_then(|matrix| matrix.iter::<Number>().next())
        .map_or(0.001, |number| number.as_f64().abs())
}

fn composite(dict: &Dict, budget: &mut Budget) -> Codes {
    if let Some(stream) = dict.get::<Stream>("Encoding") {
        let map = decode(&stream, budget)
            .map(|bytes| CMap::parse(&bytes))
            .unwrap_or_default();
        return Codes::Composite(map, false);
    }
    let name = dict.get::<Name>("Encoding");
    let name = name.as_deref().unwrap_or_default();
    let unicode =
        name.windows(4).any(|part| part == b"UCS2") || name.windows(5).any(|part| part == b"UTF16");
    Codes::Composite(CMap::default(), unicode)
}

/// Text by the font's encoding and its differences. A subset with an encoding of its own and no
/// `ToUnicode` has codes that mean nothing: no text rather than wrong text.
fn simple(dict: &Dict, name: &str, has_to_unicode: bool) -> Vec<Option<String>> {
    let encoding = dict.get::<Dict>("Encoding");
    let named = dict.get::<Name>("Encoding").or_else(|| {
        encoding
            .as_ref()
            .and_then(|dict| dict.get::<Name>("BaseEncoding"))
    });
    let own = named.is_none() && encoding.is_none() && !has_to_unicode && is_own(dict);
    let base = base_encoding(named.as_deref(), name, dict);
    let mut texts: Vec<Option<String>> = (0..=255u8)
        .map(|code| base.character(code).filter(|_| !own).map(String::from))
        .collect();
    if let Some(differences) = encoding.and_then(|dict| dict.get::<Array>("Differences")) {
        apply_differences(&differences, &mut texts);
    }
    texts
}

/// Embedded as a subset and flagged symbolic.
fn is_own(dict: &Dict) -> bool {
    let subset = dict
        .get::<Name>("BaseFont")
        .is_some_and(|name| name.get(6) == Some(&b'+'));
    let symbolic = dict
        .get::<Dict>("FontDescriptor")
        .and_then(|descriptor| descriptor.get::<i32>("Flags"))
        .is_some_and(|flags| flags & 4 != 0);
    let type3 = dict.get::<Name>("Subtype").as_deref() == Some(b"Type3");
    (subset && symbolic) || type3
}

fn base_encoding(named: Option<&[u8]>, name: &str, dict: &Dict) -> Encoding {
    match named {
        Some(b"MacRomanEncoding") => Encoding::MacRoman,
        Some(b"WinAnsiEncoding") => Encoding::WinAnsi,
        Some(b"StandardEncoding") => Encoding::Standard,
        _ if name.contains("Wingdings") => Encoding::Wingdings,
        _ if name.contains("Symbol") => Encoding::Symbol,
        _ if dict.get::<Name>("Subtype").as_deref() == Some(b"TrueType") => Encoding::WinAnsi,
        _ => Encoding::Standard,
    }
}

fn apply_differences(differences: &Array, texts: &mut [Option<String>]) {
    let mut code = 0usize;
    for entry in differences.iter::<Object>().take(1024) {
        match entry {
            Object::Number(number) => code = usize::try_from(number.as_i64()).unwrap_or(usize::MAX),
            Object::Name(name) => {
                if let Some(text) = texts.get_mut(code) {
                    *text = names::text(name.as_str());
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
}
