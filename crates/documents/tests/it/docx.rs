//! Word documents, written by hand as Word writes them.

use super::convert::docx::package;
use super::{check_rows, findings, lines, paragraphs, read, tables};

const TYPES: &str = r#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// A document with this body and these further parts.
fn document(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let main = format!("<w:document><w:body>{body}<w:sectPr/></w:body></w:document>");
    let mut parts = vec![
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &main),
    ];
    parts.extend_from_slice(more);
    package(&parts)
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

/// Checks the texts of the paragraphs.
#[track_caller]
fn check(body: &str, expected: &[&str]) {
    let source = read(&document(body, &[]));
    let texts: Vec<&str> = paragraphs(&source)
        .iter()
        .map(|one| one.text.as_str())
        .collect();
    assert_eq!(texts, expected);
}

#[test]
fn spans_keep_columns_in_place() {
    let rows = [
        tc("<w:gridSpan w:val=\"2\"/>", "A") + &tc("<w:vMerge w:val=\"restart\"/>", "B"),
        tc("", "C") + &tc("", "D") + &tc("<w:vMerge/>", ""),
        "<w:trPr><w:gridBefore w:val=\"1\"/><w:gridAfter w:val=\"1\"/></w:trPr>".to_owned()
            + &tc("", "E"),
        tc("<w:hMerge w:val=\"restart\"/>", "F") + &tc("<w:hMerge/>", "") + &tc("", "G"),
    ];
    let body = rows
        .map(|row| ["<w:tr>", &row, "</w:tr>"].concat())
        .concat();
    check_rows(
        &document(&format!("<w:tbl><w:tblPr/>{body}</w:tbl>"), &[]),
        &["A|<|B", "C|D|^", "|E|", "F|<|G"],
    );
}

#[test]
fn cells_keep_lines_and_flatten_tables_inside() {
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", tc("", "x"), tc("", "y"));
    let cell = format!("<w:tc>{}{inner}{}</w:tc>", p("Có: 10đ"), p("Không: 0đ"));
    let body = format!(
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{cell}</w:tr></w:tbl>",
        tc("", "1")
    );
    let source = read(&document(&body, &[]));
    assert_eq!(lines(tables(&source)[0]), ["1|Có: 10đ/x y/Không: 0đ"]);
    assert!(tables(&source)[0].rows[0].header);
}

#[test]
fn a_frame_round_the_page_goes() {
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", tc("", "1"), tc("", "2"));
    let body = format!(
        "<w:tbl><w:tr><w:tc>{}{inner}<w:p/></w:tc></w:tr></w:tbl>",
        p("KẾ HOẠCH")
    );
    let source = read(&document(&body, &[]));
    assert_eq!(paragraphs(&source)[0].text, "KẾ HOẠCH");
    assert_eq!(lines(tables(&source)[0]), ["1|2"]);
}

#[test]
fn marks_inside_runs_become_characters() {
    check(
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t xml:space=\"preserve\">c </w:t>\
         <w:noBreakHyphen/><w:softHyphen/><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/>\
         <w:t>80%&amp;&#8804;</w:t></w:r></w:p>",
        &["a\tb\nc -≥80%&≤"],
    );
}

#[test]
fn fields_show_results_and_notes_stay_out() {
    check(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>12</w:t></w:r>\
         <w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:hyperlink><w:r><w:t> mục</w:t></w:r></w:hyperlink>\
         <w:r><w:footnoteReference w:id=\"1\"/></w:r><w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr>\
         <w:sdtContent><w:r><w:t> a</w:t></w:r></w:sdtContent></w:sdt>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>",
        &["12 mục a"],
    );
}

#[test]
fn tracked_deletions_go_with_a_finding_and_insertions_stay() {
    let body = "<w:p><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>\
                <w:ins><w:r><w:t>mới</w:t></w:r></w:ins>\
                <w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>!</w:t></w:r></w:p>";
    let source = read(&document(body, &[]));
    assert_eq!(paragraphs(&source)[0].text, "mới!");
    assert_eq!(findings(&source), [("F005", "1 đoạn đã đánh dấu xóa")]);
}

#[test]
fn text_boxes_are_read_once() {
    let content = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{}</wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>\
         <w:r><w:t>trước</w:t></w:r></w:p>",
        content("UBND XÃ A"),
        content("UBND XÃ A"),
    );
    check(&body, &["trước", "UBND XÃ A"]);
}

#[test]
fn equations_read_as_a_line() {
    check(
        "<w:p><w:r><w:t>Điểm = </w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num>\
         <m:den><m:r><m:t>b + c</m:t></m:r></m:den></m:f></m:oMath><w:r><w:t> * 10</w:t></w:r></w:p>",
        &["Điểm = a/(b + c) * 10"],
    );
}

#[test]
fn automatic_numbers_are_codes() {
    let numbering = r#"<w:numbering><w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
        </w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
    let styles = r#"<w:styles><w:style w:type="paragraph" w:styleId="Ma"><w:pPr><w:jc w:val="center"/>
        <w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style></w:styles>"#;
    let own = |level: u8| {
        format!(
            "<w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"4\"/></w:numPr></w:pPr></w:p></w:tc>"
        )
    };
    let by_style = "<w:tc><w:p><w:pPr><w:pStyle w:val=\"Ma\"/></w:pPr></w:p></w:tc>";
    let none = "<w:p><w:pPr><w:pStyle w:val=\"Ma\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    let row = |code: &str, text: &str| format!("<w:tr>{code}{}</w:tr>", tc("", text));
    let rows = row(&own(0), "Nhận thức")
        + &row(&own(1), "a")
        + &row(by_style, "b")
        + &row(&own(0), "Thể chế");
    let body = format!("<w:tbl>{rows}</w:tbl>{none}");
    let parts = [
        ("word/numbering.xml", numbering),
        ("word/styles.xml", styles),
    ];
    let source = read(&document(&body, &parts));
    assert_eq!(
        lines(tables(&source)[0]),
        ["1|Nhận thức", "1.1|a", "1.2|b", "2|Thể chế"]
    );
    let last = paragraphs(&source)[0];
    assert_eq!(
        (last.text.as_str(), last.bold, last.centred),
        ("x", true, true)
    );
}

#[test]
fn legacy_fonts_become_unicode() {
    let run = |font: &str, text: &str| {
        format!(
            "<w:p><w:r><w:rPr><w:rFonts w:ascii=\"{font}\"/></w:rPr><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = run(".VnTimeH", "KÕ ho¹ch")
        + &run("VNI-Times", "Toå coâng ngheä soá")
        + &run("Arial", "Điểm");
    let source = read(&document(&body, &[]));
    let texts: Vec<&str> = paragraphs(&source)
        .iter()
        .map(|one| one.text.as_str())
        .collect();
    assert_eq!(texts, ["KẾ HOẠCH", "Tổ công nghệ số", "Điểm"]);
    assert_eq!(
        findings(&source),
        [("F001", "KẾ HOẠCH"), ("F001", "Tổ công nghệ số")]
    );
}
