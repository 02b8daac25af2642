//! Damaged files: flipped, cut and doubled bytes, from a fixed seed. Nothing may panic, and what
//! is read stays in proportion. The number of trials bounds the time, not a clock.

use domain::source::{Block, Source};

use super::{convert, read};

const PLAN: &str = "KẾ HOẠCH\n\nSTT\tChỉ số\tĐiểm\n1\tNhận thức số\t10\n1.1\t\"a\nb\"\t5\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n**Nơi nhận:** *(để báo cáo)* <b>x</b>";

/// A small generator of pseudo-random numbers (xorshift), the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound.max(1) as u64).expect("below a usize")
    }
}

fn damage(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len());
        match random.below(4) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes.truncate(at.max(1)),
            2 => {
                let piece = bytes[at..(at + 64).min(bytes.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => drop(bytes.drain(at..(at + 8).min(bytes.len()))),
        }
        if bytes.is_empty() {
            bytes.push(b'<');
        }
    }
    bytes
}

/// Reads the file in many damaged forms.
#[track_caller]
fn check(bytes: &[u8], trials: usize) {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..trials {
        let damaged = damage(bytes, &mut random);
        if let Ok(source) = documents::read(&damaged, None) {
            assert!(size(&source) < 1 << 20);
        }
    }
}

fn size(source: &Source) -> usize {
    let size = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.text.len(),
        Block::Table(table) => table
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .map(|cell| cell.text.len() + 1)
            .sum(),
    };
    source.blocks.iter().map(size).sum()
}

/// Parts of a package are damaged before they are packed: past the check sums.
fn check_part(name: &str, part: &str, main: &str, kind: &str, trials: usize) {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let types = format!(
        "<Types><Override PartName=\"/{main}\" ContentType=\"x.{kind}.main+xml\"/></Types>"
    );
    let relations = format!("<R><Relationship Type=\"x/officeDocument\" Target=\"{main}\"/></R>");
    for _ in 0..trials {
        let damaged = damage(part.as_bytes(), &mut random);
        let damaged = String::from_utf8_lossy(&damaged);
        let parts = [
            ("[Content_Types].xml", types.as_str()),
            ("_rels/.rels", &relations),
            (name, &damaged),
        ];
        if let Ok(source) = documents::read(&convert::docx::package(&parts), None) {
            assert!(size(&source) < 1 << 20);
        }
    }
}

#[test]
fn damaged_texts_do_no_harm() {
    check(PLAN.as_bytes(), 2_000);
    check(b"a,b,c\n1,\"2\n3\",4\n5,6,7\n", 1_000);
}

#[test]
fn damaged_pages_do_no_harm() {
    check(&convert::html(&read(PLAN.as_bytes())), 2_000);
    check(
        b"<table><tr><td rowspan=3 colspan=2>a<td>b<tr><td><ol><li>x</table>",
        2_000,
    );
}

#[test]
fn damaged_packages_do_no_harm() {
    let source = read(PLAN.as_bytes());
    check(&convert::docx(&source), 1_000);
    check(&convert::xlsx(&source), 500);
}

#[test]
fn damaged_parts_do_no_harm() {
    let body = "<w:document><w:body><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>a</w:t><w:tab/></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr>\
        <w:p><w:del><w:r/></w:del></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
    check_part(
        "word/document.xml",
        body,
        "word/document.xml",
        "wordprocessingml",
        1_000,
    );
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
        <w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1.%9\"/></w:lvl></w:abstractNum></w:numbering>";
    check_part(
        "word/numbering.xml",
        numbering,
        "word/document.xml",
        "wordprocessingml",
        300,
    );
    let workbook = "<workbook><sheets><sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>";
    check_part(
        "xl/workbook.xml",
        workbook,
        "xl/workbook.xml",
        "spreadsheetml",
        300,
    );
}
