//! Writes small PDF files for the tests: every glyph is half as wide as the text is high, so that
//! places can be reckoned by hand. Coordinates are from the top left corner.

use std::collections::BTreeSet;
use std::fmt::Write;

/// One page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) content: String,
    /// Further entries of the page dictionary: `/Rotate 90`.
    pub(super) entries: String,
    letters: BTreeSet<char>,
    width: f64,
    height: f64,
}

impl Page {
    pub(super) fn new() -> Page {
        Page::sized(600.0, 800.0)
    }

    pub(super) fn sized(width: f64, height: f64) -> Page {
        Page {
            width,
            height,
            ..Page::default()
        }
    }

    /// Draws text whose baseline begins here.
    pub(super) fn text(mut self, x: f64, y: f64, size: f64, text: &str) -> Page {
        let codes = self.codes(text);
        let up = self.height - y;
        let _ = writeln!(self.content, "BT /F1 {size} Tf {x} {up} Td <{codes}> Tj ET");
        self
    }

    /// Draws text with any text matrix.
    pub(super) fn turned(mut self, matrix: &str, size: f64, text: &str) -> Page {
        let codes = self.codes(text);
        let _ = writeln!(self.content, "BT /F1 {size} Tf {matrix} Tm <{codes}> Tj ET");
        self
    }

    fn codes(&mut self, text: &str) -> String {
        self.letters.extend(text.chars());
        text.chars().fold(String::new(), |mut codes, letter| {
            let _ = write!(codes, "{:04X}", u32::from(letter) & 0xFFFF);
            codes
        })
    }

    /// Draws lines of text, one below the other.
    pub(super) fn lines(self, x: f64, y: f64, size: f64, lines: &[&str]) -> Page {
        (0u32..).zip(lines).fold(self, |page, (at, line)| {
            page.text(x, y + f64::from(at) * size * 1.2, size, line)
        })
    }

    pub(super) fn line(mut self, from: (f64, f64), to: (f64, f64)) -> Page {
        let (low, high) = (self.height - from.1, self.height - to.1);
        let _ = writeln!(self.content, "{} {low} m {} {high} l S", from.0, to.0);
        self
    }

    /// A full grid of stroked lines.
    pub(super) fn grid(self, xs: &[f64], ys: &[f64]) -> Page {
        let (left, right) = (xs[0], xs[xs.len() - 1]);
        let (top, bottom) = (ys[0], ys[ys.len() - 1]);
        let page = ys
            .iter()
            .fold(self, |page, y| page.line((left, *y), (right, *y)));
        xs.iter()
            .fold(page, |page, x| page.line((*x, top), (*x, bottom)))
    }

    /// A filled box.
    pub(super) fn fill(mut self, x: f64, y: f64, width: f64, height: f64) -> Page {
        let up = self.height - y - height;
        let _ = writeln!(self.content, "{x} {up} {width} {height} re f");
        self
    }

    /// An image over the whole page.
    pub(super) fn picture(mut self) -> Page {
        let _ = writeln!(
            self.content,
            "q {} 0 0 {} 0 0 cm /Im Do Q",
            self.width, self.height
        );
        self
    }
}

/// Objects by number, the first being the catalogue, to a file.
pub(super) fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(out.len());
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    let size = objects.len() + 1;
    out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let end = format!("trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF");
    out.extend(end.bytes());
    out
}

/// A stream object.
pub(super) fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{entries}/Length {}>>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

/// The pages as a file. `/F1` is a composite font, `/Vn` a simple one named `.VnTime`.
pub(super) fn pdf(pages: &[Page]) -> Vec<u8> {
    let letters: BTreeSet<char> = pages.iter().flat_map(|page| page.letters.clone()).collect();
    let kids: Vec<String> = (0..pages.len())
        .map(|at| format!("{} 0 R", 8 + 2 * at))
        .collect();
    let tree = format!(
        "<</Type/Pages/Kids[{}]/Count {}>>",
        kids.join(" "),
        pages.len()
    );
    let font = "<</Type/Font/Subtype/Type0/BaseFont/Made/Encoding/Identity-H\
        /DescendantFonts[4 0 R]/ToUnicode 5 0 R>>";
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        tree.into_bytes(),
        font.as_bytes().to_vec(),
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Made/DW 500>>".to_vec(),
        stream("", to_unicode(&letters).as_bytes()),
        b"<</Type/Font/Subtype/TrueType/BaseFont/.VnTime/Encoding/WinAnsiEncoding>>".to_vec(),
        stream(
            "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8",
            b"x",
        ),
    ];
    for (at, page) in pages.iter().enumerate() {
        objects.push(
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {} {}]/Contents {} 0 R{}/Resources\
                 <</Font<</F1 3 0 R/Vn 6 0 R>>/XObject<</Im 7 0 R>>>>>>",
                page.width,
                page.height,
                9 + 2 * at,
                page.entries
            )
            .into_bytes(),
        );
        objects.push(stream("", page.content.as_bytes()));
    }
    file(&objects, "")
}

fn to_unicode(letters: &BTreeSet<char>) -> String {
    let mut map = String::from("1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
    let known: Vec<&char> = letters
        .iter()
        .filter(|letter| **letter != '\u{2603}')
        .collect();
    let _ = writeln!(map, "{} beginbfchar", known.len());
    for letter in known {
        let code = u32::from(*letter) & 0xFFFF;
        let _ = writeln!(map, "<{code:04X}> <{code:04X}>");
    }
    map.push_str("endbfchar");
    map
}
