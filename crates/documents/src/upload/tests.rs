//! Files made here, honest and hostile, and what becomes of them.

use std::io::{Cursor, Write as _};

use super::*;

fn inspect(bytes: &[u8], name: &str) -> Result<Upload, Refusal> {
    super::inspect(&Shared::new(bytes.to_vec()), name)
}

fn preview(bytes: &[u8], kind: MediaKind) -> Result<Preview, Refusal> {
    super::preview(&Shared::new(bytes.to_vec()), kind)
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02";
const TYPES: &str = "<Types><Override PartName='/word/document.xml' ContentType='application/\
    vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>";
const RELS: &str = "<Relationships><Relationship Id='1' Type='http://a/officeDocument' \
    Target='word/document.xml'/></Relationships>";
const BODY: &str = "<w:document><w:body><w:p><w:r><w:t>Biên bản họp</w:t></w:r></w:p></w:body>\
    </w:document>";

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in parts {
        writer.start_file(*name, options).expect("a part begins");
        writer
            .write_all(text.as_bytes())
            .expect("a part is written");
    }
    writer.finish().expect("the package ends").into_inner()
}

fn docx(more: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = vec![("[Content_Types].xml", TYPES), ("_rels/.rels", RELS)];
    if more.iter().all(|(name, _)| *name != "word/document.xml") {
        parts.push(("word/document.xml", BODY));
    }
    parts.extend(more);
    package(&parts)
}

/// A PDF of one empty page with these entries in its catalog and these objects besides.
fn pdf(catalog: &str, objects: &str) -> Vec<u8> {
    format!(
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R {catalog} >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
         3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n\
         {objects}\ntrailer\n<< /Root 1 0 R /Size 9 >>\n%%EOF\n"
    )
    .into_bytes()
}

#[track_caller]
fn taken(bytes: &[u8], name: &str, safe_name: &str, notes: &[Note]) {
    let upload = inspect(bytes, name).expect("the file is taken");
    assert_eq!(upload.safe_name, safe_name);
    assert_eq!(upload.notes, notes);
}

#[track_caller]
fn refused(bytes: &[u8], name: &str, expected: &Refusal) {
    assert_eq!(inspect(bytes, name).as_ref().err(), Some(expected));
}

#[test]
fn honest_files_are_taken_for_what_they_are() {
    taken(PNG, "anh.png", "anh.png", &[]);
    taken(PNG, "anh.jpg", "anh.png", &[Note::Renamed]);
    taken(&docx(&[]), "Biên bản.docx", "Biên bản.docx", &[]);
    taken(&pdf("", ""), "Quyết định.PDF", "Quyết định.pdf", &[]);
    taken("Số: 12/BB".as_bytes(), "a.txt", "a.txt", &[]);
    taken("STT,Tên\n1,A".as_bytes(), "a.csv", "a.csv", &[]);
    taken(
        b"\0\0\0\x18ftypheic\0\0\0\0",
        "IMG_1.HEIC",
        "IMG_1.heic",
        &[Note::DownloadOnly],
    );
    let odt = package(&[("mimetype", "application/vnd.oasis.opendocument.text")]);
    taken(&odt, "a.odt", "a.odt", &[Note::DownloadOnly]);
    assert_eq!(inspect(PNG, "").expect("a picture").size, Some((640, 480)));
}

#[test]
fn what_runs_is_refused() {
    refused(
        b"MZ\x90\0\x03\0",
        "a.pdf",
        &Refusal::Program { found: "EXE" },
    );
    refused(b"echo", "a.bat", &Refusal::Program { found: "bat" });
    refused(
        b"#!/bin/sh\nls",
        "a.txt",
        &Refusal::Program { found: "script" },
    );
    refused(b"<?php echo 1;", "a", &Refusal::Program { found: "script" });
    refused(b"<html><p>a", "a.pdf", &Refusal::Active { found: "HTML" });
    refused(
        b"<?xml version='1.0'?>\n<svg onload='a()'/>",
        "a.png",
        &Refusal::Active { found: "SVG" },
    );
    refused(
        b"chao <script>a()</script>",
        "a.txt",
        &Refusal::Active { found: "HTML" },
    );
}

#[test]
fn archives_and_files_within_files_are_refused() {
    refused(
        &package(&[("a.txt", "a")]),
        "a.docx",
        &Refusal::Archive { found: "ZIP" },
    );
    refused(
        b"Rar!\x1a\x07\0",
        "a.rar",
        &Refusal::Archive { found: "RAR" },
    );
    let mut both = PNG.to_vec();
    both.extend(package(&[("a.txt", "a")]));
    refused(&both, "a.png", &Refusal::TwoFiles);
    let mut both = pdf("", "");
    both.extend(docx(&[]));
    refused(&both, "a.pdf", &Refusal::TwoFiles);
    let mut gif = b"GIF89a\x01".to_vec();
    gif.extend(pdf("", ""));
    refused(&gif, "a.pdf", &Refusal::TwoFiles);
    refused(&package(&[("%PDF-1.4", "a")]), "a.pdf", &Refusal::TwoFiles);
    let mut mail = b"Content-Type: application/pdf\r\n\r\n".to_vec();
    mail.extend(pdf("", ""));
    taken(&mail, "a.pdf", "a.pdf", &[]);
}

#[test]
fn empty_and_huge_files_are_refused() {
    refused(b"", "a.pdf", &Refusal::Empty);
    refused(b" \n ", "a.txt", &Refusal::Empty);
    let limit = UPLOAD_BYTES_MAX;
    let bytes = limit + 1;
    let huge = vec![b'a'; usize::try_from(bytes).expect("fits")];
    refused(&huge, "a.txt", &Refusal::TooLarge { bytes, limit });
    let zeros = " ".repeat(70 << 20);
    refused(
        &docx(&[("word/media/a.bmp", &zeros)]),
        "a.docx",
        &Refusal::Bomb,
    );
}

#[test]
fn office_files_that_run_or_call_out_are_refused() {
    let relation = |kind: &str, target: &str| {
        let part = format!(
            "<Relationships><Relationship Type='http://a/{kind}' Target='{target}' \
             TargetMode='External'/></Relationships>"
        );
        docx(&[("word/_rels/settings.xml.rels", part.as_str())])
    };
    let field = |code: &str| {
        let body = format!("<w:document><w:body><w:p>{code}</w:p></w:body></w:document>");
        docx(&[("word/document.xml", body.as_str())])
    };
    refused(
        &docx(&[("word/vbaProject.bin", "a")]),
        "a.docx",
        &Refusal::Macros,
    );
    refused(
        &docx(&[("word/embeddings/oleObject1.bin", "a")]),
        "a.docx",
        &Refusal::Objects,
    );
    refused(
        &docx(&[("word/activeX/activeX1.xml", "a")]),
        "a.docx",
        &Refusal::Objects,
    );
    refused(&docx(&[("../a.xml", "a")]), "a.docx", &Refusal::Objects);
    refused(
        &relation("attachedTemplate", "https://a.vn/a.dotm"),
        "a.docx",
        &Refusal::Objects,
    );
    refused(
        &relation("attachedTemplate", "file://a/b.dotm"),
        "a.docx",
        &Refusal::Objects,
    );
    refused(
        &field("<w:instrText>DD</w:instrText><w:instrText>EAUTO c</w:instrText>"),
        "a.docx",
        &Refusal::Objects,
    );
    refused(
        &field("<w:fldSimple w:instr=' dde a b'/>"),
        "a.docx",
        &Refusal::Objects,
    );
    taken(
        &field("<w:instrText> PAGE </w:instrText>"),
        "a.docx",
        "a.docx",
        &[],
    );
    taken(
        &relation("attachedTemplate", "file:///C:\\a.dotm"),
        "a.docx",
        "a.docx",
        &[Note::ExternalLinks],
    );
    taken(
        &relation("hyperlink", "https://a.vn/"),
        "a.docx",
        "a.docx",
        &[],
    );
    taken(
        &docx(&[("word/embeddings/a.xlsx", "a")]),
        "a.docx",
        "a.docx",
        &[Note::Attachments],
    );
}

#[test]
fn open_documents_with_macros_or_a_password_are_refused() {
    let odt = [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("Basic/a.xml", ""),
    ];
    refused(&package(&odt), "a.odt", &Refusal::Macros);
    let odt = [
        odt[0],
        ("META-INF/manifest.xml", "<m><m:encryption-data/></m>"),
    ];
    refused(&package(&odt), "a.odt", &Refusal::Encrypted);
}

#[test]
fn pdfs_that_run_something_are_refused() {
    let active = Refusal::Active { found: "PDF" };
    let action = |action: &str| {
        pdf(
            "/OpenAction 4 0 R",
            &format!("4 0 obj\n<< {action} >>\nendobj"),
        )
    };
    refused(&action("/S /JavaScript /JS (a)"), "a.pdf", &active);
    refused(&action("/S /J#61vaScript"), "a.pdf", &active);
    refused(&action("/S /Launch /F (a)"), "a.pdf", &active);
    refused(&action("/S /L#61unch"), "a.pdf", &active);
    refused(&action("/A [ << /X << /JS (a) >> >> ]"), "a.pdf", &active);
    refused(
        &action("/Type /Filespec /F (a.EXE) /EF << >>"),
        "a.pdf",
        &active,
    );
    taken(&action("/S /GoTo"), "a.pdf", "a.pdf", &[]);
    taken(
        &action("/Type /Filespec /F (a.xml) /EF << >>"),
        "a.pdf",
        "a.pdf",
        &[Note::Attachments],
    );
    assert!(matches!(
        inspect(b"%PDF-1.4\nnothing", "a.pdf"),
        Err(Refusal::Damaged { .. })
    ));
}

#[test]
fn previews_are_plain_and_bounded() {
    let lines = |lines: &[&str]| {
        lines
            .iter()
            .map(|line| (*line).to_owned())
            .collect::<Vec<_>>()
    };
    let shown = preview(&docx(&[]), MediaKind::Docx).expect("a preview");
    assert_eq!(
        shown,
        Preview::Text {
            lines: lines(&["Biên bản họp"]),
            cut: false
        }
    );
    let long = "dòng\n".repeat(9_000);
    let Ok(Preview::Text {
        lines: found,
        cut: true,
    }) = preview(long.as_bytes(), MediaKind::Text)
    else {
        panic!("a long text is cut")
    };
    assert_eq!(found.len(), crate::limits::PREVIEW_LINES_MAX);
    let picture = Preview::Picture {
        width: 640,
        height: 480,
    };
    assert_eq!(preview(PNG, MediaKind::Png), Ok(picture));
    let Ok(Preview::Pages { pages: 1, .. }) = preview(&pdf("", ""), MediaKind::Pdf) else {
        panic!("{:?}", preview(&pdf("", ""), MediaKind::Pdf))
    };
    assert_eq!(preview(b"", MediaKind::Heic), Ok(Preview::Nothing));
}

#[test]
fn damaged_files_never_panic() {
    for whole in [
        docx(&[]),
        pdf("/OpenAction 4 0 R", "4 0 obj\n<< /S /GoTo >>\nendobj"),
        PNG.to_vec(),
    ] {
        for at in (0..whole.len()).step_by(7) {
            let mut broken = whole.clone();
            broken[at] ^= 0x55;
            for bytes in [&broken[..], &whole[..at]] {
                if let Ok(upload) = inspect(bytes, "a") {
                    let _: Result<Preview, Refusal> = preview(bytes, upload.kind);
                }
            }
        }
    }
}
