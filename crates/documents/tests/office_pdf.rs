//! A table made into PDF by a real office suite comes back cell by cell. Runs where an office
//! suite (`soffice`) is installed and says plainly where it is not.

use domain::source::{Block, Source, Table};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Rows of a made-up annex: codes, long titles, several options in one cell.
fn rows() -> Vec<Vec<String>> {
    let titles = [
        "Người đứng đầu phường chủ trì các cuộc họp về chuyển đổi số của phường",
        "Hệ thống truyền thanh có chuyên mục riêng",
        "Tỷ lệ hồ sơ thủ tục hành chính được số hóa, tái sử dụng dữ liệu theo quy định",
    ];
    let rules = [
        "- Có: 10đ\n- Không: 0đ",
        "Tỷ lệ ≥80%: 10đ\nTỷ lệ <80% = tỷ lệ/80%*10đ",
        "",
    ];
    let mut rows = vec![
        ["STT", "Chỉ số", "Điểm", "Cách tính", "Chủ trì"]
            .map(String::from)
            .to_vec(),
    ];
    for number in 1..=60 {
        rows.push(vec![
            format!("{}.{}", number / 10 + 1, number % 10 + 1),
            titles[number % 3].to_owned(),
            (number % 4 * 5).to_string(),
            rules[number % 3].to_owned(),
            "Công chức Văn hóa - Xã hội".to_owned(),
        ]);
    }
    rows
}

/// The rows as a flat ODF text, bordered, first column centred from top to bottom.
fn document(rows: &[Vec<String>], landscape: bool) -> String {
    let (width, height) = if landscape {
        (29.7, 21.0)
    } else {
        (21.0, 29.7)
    };
    let mut out = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties
 fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
<style:style style:name="M" style:family="table-cell"><style:table-cell-properties
 style:vertical-align="middle" fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
<style:style style:name="R" style:family="table-row"><style:table-row-properties
 fo:keep-together="always"/></style:style>
<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="{width}cm"
 fo:page-height="{height}cm" fo:margin="2cm"/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"/>
</office:master-styles>
<office:body><office:text><text:p>Phụ lục</text:p><table:table>
<table:table-column table:number-columns-repeated="5"/>"#
    );
    for row in rows {
        out.push_str("<table:table-row table:style-name=\"R\">");
        for (column, cell) in row.iter().enumerate() {
            let style = if column == 0 { "M" } else { "C" };
            let _ = write!(out, "<table:table-cell table:style-name=\"{style}\">");
            for line in cell.split('\n') {
                let line = line.replace('&', "&amp;").replace('<', "&lt;");
                let _ = write!(out, "<text:p>{line}</text:p>");
            }
            out.push_str("</table:table-cell>");
        }
        out.push_str("</table:table-row>");
    }
    out.push_str("</table:table></office:text></office:body></office:document>");
    out
}

/// Converts the document; nothing when `soffice` is not installed.
fn converted(name: &str, document: &str) -> Option<Vec<u8>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("office_pdf_{name}"));
    std::fs::create_dir_all(&folder).expect("a folder for tests");
    let source: PathBuf = folder.join("plan.fodt");
    std::fs::write(&source, document).expect("writable");
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let status = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(&folder)
        .arg(&source)
        .output()
        .ok()?
        .status;
    assert!(status.success(), "soffice: {status}");
    Some(std::fs::read(folder.join("plan.pdf")).expect("a PDF was written"))
}

fn cells(source: &Source) -> Vec<Vec<String>> {
    let tables = source.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    });
    let rows = |table: &Table| table.rows.clone();
    tables
        .flat_map(rows)
        .map(|row| row.cells.into_iter().map(|cell| cell.text).collect())
        .collect()
}

#[track_caller]
fn check(name: &str, landscape: bool) {
    let rows = rows();
    let Some(bytes) = converted(name, &document(&rows, landscape)) else {
        assert!(
            std::env::var_os("CHAMDIEM_REQUIRE_ALL").is_none(),
            "soffice is needed"
        );
        eprintln!("soffice not found: PDF made by LibreOffice is not tested");
        return;
    };
    let source = documents::read(&bytes, None).expect("readable");
    for (found, expected) in cells(&source).iter().zip(&rows) {
        assert_eq!(found, expected);
    }
    assert_eq!(cells(&source).len(), rows.len());
}

#[test]
fn a_table_made_into_pdf_upright_comes_back_cell_by_cell() {
    check("upright", false);
}

#[test]
fn a_table_made_into_pdf_on_its_side_comes_back_cell_by_cell() {
    check("side", true);
}
