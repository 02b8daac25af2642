//! How fast a plan of thirty pages in PDF is read: a table on each page, 25 rows of six cells.

use std::fmt::Write;

const PAGES: usize = 30;
const XS: [u32; 7] = [40, 80, 220, 300, 380, 460, 560];

fn main() {
    divan::main();
}

#[divan::bench]
fn thirty_pages(bencher: divan::Bencher) {
    let bytes = documents::Shared::new(plan());
    bencher.bench(|| documents::pdf::read(&bytes, usize::MAX).expect("readable"));
}

/// One page's operators: ruling lines and text in a font of two-byte codes.
fn content(page: usize) -> String {
    let mut out = String::new();
    for row in 0..=25 {
        let y = 40 + row * 29;
        let _ = writeln!(out, "40 {y} m 560 {y} l S");
    }
    for x in XS {
        let _ = writeln!(out, "{x} 40 m {x} 765 l S");
    }
    for row in 0..25 {
        for x in &XS[..6] {
            for line in 0..2 {
                let text: String = format!("Dòng {page}.{row} của bảng").chars().fold(
                    String::new(),
                    |mut codes, letter| {
                        let _ = write!(codes, "{:04X}", u32::from(letter));
                        codes
                    },
                );
                let y = 40 + row * 29 + 8 + line * 10;
                let _ = writeln!(out, "BT /F 8 Tf {} {y} Td <{text}> Tj ET", x + 2);
            }
        }
    }
    out
}

fn plan() -> Vec<u8> {
    let to_unicode = "1 begincodespacerange <0000> <FFFF> endcodespacerange \
                      1 beginbfrange <0020> <1EFF> <0020> endbfrange";
    let kids: String = (0..PAGES).fold(String::new(), |mut kids, page| {
        let _ = write!(kids, "{} 0 R ", 6 + 2 * page);
        kids
    });
    let mut objects =
        vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {PAGES}/Kids[{kids}]>>"),
        "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>"
            .to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/DW 500>>".to_owned(),
        format!("<</Length {}>>\nstream\n{to_unicode}\nendstream", to_unicode.len()),
    ];
    for page in 0..PAGES {
        let content = content(page);
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {} 0 R\
             /Resources<</Font<</F 3 0 R>>>>>>",
            7 + 2 * page
        ));
        objects.push(format!(
            "<</Length {}>>\nstream\n{content}\nendstream",
            content.len()
        ));
    }
    let mut out = "%PDF-1.7\n".to_owned();
    for (number, object) in (1..).zip(objects) {
        let _ = writeln!(out, "{number} 0 obj\n{object}\nendobj");
    }
    // The reader rebuilds the missing cross references: that is part of what is measured.
    out.push_str("trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF");
    out.into_bytes()
}
