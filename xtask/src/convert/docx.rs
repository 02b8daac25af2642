//! Word: a package of a few parts, A4, Times New Roman 13, a page number in the header.

use std::io::{Cursor, Write as _};

use domain::source::{Block, Paragraph, Source, Table};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Placed, escape, is_header, placed, width};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const PARTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="26"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="TieuDe"><w:name w:val="Tieu de"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style></w:styles>"#;
const HEADER: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>"#;
const START: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#;
const END: &str = r#"<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>"#;

/// Writes a Word document.
///
/// # Panics
/// When memory cannot be written to, which does not happen.
pub fn docx(source: &Source) -> Vec<u8> {
    let mut body = START.to_owned();
    for block in &source.blocks {
        match block {
            Block::Paragraph(one) => body.push_str(&paragraph(one)),
            Block::Table(one) => body.push_str(&table(one)),
        }
    }
    body.push_str(END);
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/_rels/document.xml.rels", PARTS),
        ("word/document.xml", &body),
        ("word/styles.xml", STYLES),
        ("word/header1.xml", HEADER),
    ];
    package(&parts)
}

/// A zip package of these parts.
///
/// # Panics
/// When memory cannot be written to, which does not happen.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("memory takes all");
        zip.write_all(text.as_bytes()).expect("memory takes all");
    }
    zip.finish().expect("memory takes all").into_inner()
}

fn paragraph(paragraph: &Paragraph) -> String {
    let mut properties = String::new();
    if paragraph.centred && paragraph.bold {
        properties.push_str(r#"<w:pStyle w:val="TieuDe"/>"#);
    } else if paragraph.centred {
        properties.push_str(r#"<w:jc w:val="center"/>"#);
    }
    lines(&[&paragraph.text], &properties, paragraph.bold)
}

/// A paragraph for each of these texts; line breaks inside stay inside.
fn lines(texts: &[&str], properties: &str, bold: bool) -> String {
    let mut out = String::new();
    for text in texts {
        out.push_str("<w:p><w:pPr>");
        out.push_str(properties);
        out.push_str("</w:pPr>");
        if !text.is_empty() {
            out.push_str("<w:r><w:rPr>");
            out.push_str(if bold { "<w:b/>" } else { "" });
            out.push_str(r#"</w:rPr><w:t xml:space="preserve">"#);
            let broken = escape(text).replace('\n', "</w:t><w:br/><w:t xml:space=\"preserve\">");
            out.push_str(&broken.replace('\t', "</w:t><w:tab/><w:t xml:space=\"preserve\">"));
            out.push_str("</w:t></w:r>");
        }
        out.push_str("</w:p>");
    }
    out
}

fn table(table: &Table) -> String {
    let mut out = String::from(
        r#"<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/><w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders></w:tblPr><w:tblGrid>"#,
    );
    for _ in 0..width(table) {
        out.push_str(r#"<w:gridCol w:w="1500"/>"#);
    }
    out.push_str("</w:tblGrid>");
    for at in 0..table.rows.len() {
        out.push_str("<w:tr><w:trPr><w:cantSplit/>");
        out.push_str(if is_header(table, at) {
            "<w:tblHeader/>"
        } else {
            ""
        });
        out.push_str("</w:trPr>");
        for cell in placed(table, at) {
            out.push_str(&one_cell(&cell));
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    out
}

fn one_cell(cell: &Placed<'_>) -> String {
    let mut properties = String::new();
    if cell.columns > 1 {
        properties.push_str(&["<w:gridSpan w:val=\"", &cell.columns.to_string(), "\"/>"].concat());
    }
    match cell.rows {
        0 => properties.push_str("<w:vMerge/>"),
        1 => {}
        _ => properties.push_str(r#"<w:vMerge w:val="restart"/>"#),
    }
    let texts: Vec<&str> = cell.text.split('\n').collect();
    let paragraphs = lines(&texts, "", cell.bold);
    [
        "<w:tc><w:tcPr>",
        &properties,
        "</w:tcPr>",
        &paragraphs,
        "</w:tc>",
    ]
    .concat()
}
