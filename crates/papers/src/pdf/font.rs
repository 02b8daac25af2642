//! The four faces and how wide their letters are.

use std::sync::LazyLock;

use krilla::text::Font;
use skrifa::FontRef;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;

/// Which face.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Face {
    #[default]
    Regular,
    Bold,
    Italic,
    BoldItalic,
}

impl Face {
    pub(super) fn of(bold: bool, italic: bool) -> Face {
        match (bold, italic) {
            (false, false) => Face::Regular,
            (true, false) => Face::Bold,
            (false, true) => Face::Italic,
            (true, true) => Face::BoldItalic,
        }
    }

    fn cut(self) -> &'static Cut {
        &CUTS[self as usize]
    }

    pub(super) fn font(self) -> &'static Font {
        &self.cut().font
    }

    /// The glyph of a letter and its width, in thousandths of the size and less.
    pub(super) fn glyph(self, letter: char) -> (u32, f32) {
        self.cut().glyph(letter)
    }

    /// How wide a text is in that size.
    pub(super) fn width(self, text: &str, size: f32) -> f32 {
        text.chars().map(|letter| self.glyph(letter).1).sum::<f32>() * size
    }
}

/// Letters whose glyphs are looked up once: Latin with all Vietnamese letters, and punctuation.
const COMMON: u32 = 0x2300;

struct Cut {
    font: Font,
    /// Glyph and width by letter, up to [`COMMON`].
    known: Vec<(u32, f32)>,
    missing: (u32, f32),
}

impl Cut {
    fn of(bytes: &'static [u8]) -> Cut {
        let face = FontRef::new(bytes).expect("the build checked that it is a font");
        let font = Font::new(bytes.into(), 0).expect("the build checked that it is a font");
        let widths = GlyphMetrics::new(&face, Size::new(1.0), LocationRef::default());
        let map = Charmap::new(&face);
        let look = |letter: char| {
            let glyph = map.map(letter)?;
            Some((glyph.to_u32(), widths.advance_width(glyph).unwrap_or(0.5)))
        };
        let missing = look('?').unwrap_or((0, 0.5));
        let known = (0..COMMON)
            .map(|code| char::from_u32(code).and_then(look).unwrap_or(missing))
            .collect();
        Cut {
            font,
            known,
            missing,
        }
    }

    fn glyph(&self, letter: char) -> (u32, f32) {
        let at = usize::try_from(u32::from(letter)).unwrap_or(usize::MAX);
        self.known.get(at).copied().unwrap_or(self.missing)
    }
}

static CUTS: LazyLock<[Cut; 4]> = LazyLock::new(|| {
    [
        Cut::of(include_bytes!(concat!(
            env!("OUT_DIR"),
            "/LibertinusSerif-Regular.otf"
        ))),
        Cut::of(include_bytes!(concat!(
            env!("OUT_DIR"),
            "/LibertinusSerif-Bold.otf"
        ))),
        Cut::of(include_bytes!(concat!(
            env!("OUT_DIR"),
            "/LibertinusSerif-Italic.otf"
        ))),
        Cut::of(include_bytes!(concat!(
            env!("OUT_DIR"),
            "/LibertinusSerif-SemiboldItalic.otf"
        ))),
    ]
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vietnamese_letter_has_a_glyph_in_every_face() {
        let letters = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ≥≤«»–…×";
        for face in [Face::Regular, Face::Bold, Face::Italic, Face::BoldItalic] {
            let missing = face.glyph('?').0;
            for letter in letters.chars().chain(letters.to_uppercase().chars()) {
                let (glyph, width) = face.glyph(letter);
                assert!(glyph != missing && width > 0.0, "{face:?} {letter}");
            }
        }
    }
}
