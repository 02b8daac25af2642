//! Files made to harm: each is refused with its reason, none takes long or much memory.

use std::io::{Cursor, Write as _};

use documents::{Refusal, limits};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::convert::docx::package;
use super::{paragraphs, read, refusal, tables};

const TYPES: &str = r#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>"#;

fn document(main: &str) -> Vec<u8> {
    package(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", main),
    ])
}

#[track_caller]
fn check_damaged(bytes: &[u8]) {
    let refusal = refusal(bytes);
    assert!(matches!(refusal, Refusal::Damaged { .. }), "{refusal:?}");
}

#[test]
fn nothing_and_noise_are_refused() {
    assert_eq!(refusal(b""), Refusal::Empty);
    assert_eq!(refusal(b" \n\t\r\n"), Refusal::Empty);
    assert_eq!(refusal(b"abc\0def"), Refusal::NotText);
    assert_eq!(
        refusal(&[0x80, 0xfe, 0x90, 0xff].repeat(100)),
        Refusal::NotText
    );
    assert_eq!(
        refusal(b"{\\rtf1\\ansi}"),
        Refusal::UnknownFormat { found: Some("RTF") }
    );
}

#[test]
fn broken_packages_are_damaged() {
    let whole = document("<w:document><w:body><w:p/></w:body></w:document>");
    check_damaged(&whole[..whole.len() / 2]);
    check_damaged(b"PK\x03\x04 and nothing more");
    check_damaged(&document("<w:document><w:body><w:p>"));
    check_damaged(&document("<w:document></w:body></w:document>"));
    check_damaged(&package(&[("[Content_Types].xml", TYPES)]));
    check_damaged(&package(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
    ]));
}

#[test]
fn other_packages_are_named() {
    let found = |name: &str| Refusal::UnknownFormat {
        found: Some(match name {
            "ODT" => "ODT",
            _ => "ZIP",
        }),
    };
    let odt = package(&[("mimetype", "application/vnd.oasis.opendocument.text")]);
    assert_eq!(refusal(&odt), found("ODT"));
    assert_eq!(
        refusal(&package(&[("../../etc/passwd", "x")])),
        found("ZIP")
    );
}

#[test]
fn macros_are_refused() {
    let types = TYPES.replace("document.main", "document.macroEnabled.main");
    let by_type = package(&[
        ("[Content_Types].xml", types.as_str()),
        ("_rels/.rels", RELATIONS),
    ]);
    assert_eq!(refusal(&by_type), Refusal::Macros);
    let by_part = package(&[("[Content_Types].xml", TYPES), ("word/vbaProject.bin", "x")]);
    assert_eq!(refusal(&by_part), Refusal::Macros);
}

#[test]
fn a_bomb_stops_while_it_inflates() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut file = |name: &str, text: &[u8], times: usize| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        for _ in 0..times {
            zip.write_all(text).unwrap();
        }
    };
    file("[Content_Types].xml", TYPES.as_bytes(), 1);
    file("_rels/.rels", RELATIONS.as_bytes(), 1);
    file("word/document.xml", &vec![b' '; 1 << 16], 160);
    assert_eq!(refusal(&zip.finish().unwrap().into_inner()), Refusal::Bomb);
}

#[test]
fn entities_are_not_expanded() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\
        <w:document><w:body><w:p><w:r><w:t>x&b;y&lt;</w:t></w:r></w:p></w:body></w:document>";
    assert_eq!(paragraphs(&read(&document(bomb)))[0].text, "xy<");
    let page = "<!DOCTYPE html [<!ENTITY a \"b\">]><p>x&a;</p>";
    assert!(
        paragraphs(&read(page.as_bytes()))
            .iter()
            .any(|one| one.text.contains("x&a;"))
    );
}

#[test]
fn depth_and_width_have_ends() {
    let deep = "<w:sdt>".repeat(limits::DEPTH_MAX + 1);
    assert!(matches!(
        refusal(&document(&deep)),
        Refusal::TooMany { what: "depth", .. }
    ));
    let wide = format!(
        "<w:tbl><w:tr>{}</w:tr></w:tbl>",
        "<w:tc><w:p/></w:tc>".repeat(10_000)
    );
    assert!(matches!(
        refusal(&document(&wide)),
        Refusal::TooMany {
            what: "columns",
            ..
        }
    ));
    let span = "<w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr></w:tc>";
    let spans = format!("<w:tbl><w:tr>{span}{span}</w:tr></w:tbl>");
    assert!(matches!(
        refusal(&document(&spans)),
        Refusal::TooMany {
            what: "columns",
            ..
        }
    ));
    let tabs = "a\t".repeat(10_000);
    assert!(matches!(
        refusal(tabs.as_bytes()),
        Refusal::TooMany {
            what: "columns",
            ..
        }
    ));
    let cells = format!("<table><tr>{}", "<td>x".repeat(10_000));
    assert!(matches!(
        refusal(cells.as_bytes()),
        Refusal::TooMany {
            what: "columns",
            ..
        }
    ));
    let page = "<table><tr><td>".repeat(limits::TABLE_DEPTH_MAX + 1);
    assert!(matches!(
        refusal(page.as_bytes()),
        Refusal::TooMany { what: "depth", .. }
    ));
}

#[test]
fn open_elements_cost_nothing() {
    let page = format!("<p>{}x", "<b><i>".repeat(100_000));
    assert_eq!(paragraphs(&read(page.as_bytes())).len(), 1);
    let rows = format!(
        "<table>{}</table>",
        "<tr><td rowspan=60000 colspan=3>x".repeat(300)
    );
    assert!(tables(&read(rows.as_bytes())).len() == 1);
}

#[test]
fn large_texts_are_refused_before_they_are_looked_at() {
    let large = vec![b'a'; usize::try_from(limits::TEXT_BYTES_MAX).unwrap() + 1];
    assert!(matches!(refusal(&large), Refusal::TooLarge { .. }));
}

#[test]
fn lone_marks_stay_linear() {
    let quotes = "a\tb\t\"c\n".repeat(20_000);
    assert_eq!(tables(&read(quotes.as_bytes()))[0].rows.len(), 20_000);
    let opened = "<table\n".repeat(20_000);
    assert!(tables(&read(format!("x\n{opened}").as_bytes())).is_empty());
    let opening = "<".repeat(1 << 20);
    assert_eq!(paragraphs(&read(opening.as_bytes()))[0].text.len(), 1 << 20);
    let indents = "\tx\n".repeat(50_000);
    assert!(tables(&read(indents.as_bytes())).is_empty());
}
