//! Pages drawn by hand and what is read of them.

mod hostile;
mod paper;
mod tables;
mod unruled;

use crate::{Refusal, Shared};
use domain::FindingCode;
use domain::source::{Block, Source};
use paper::{Page, pdf};

fn read(bytes: &[u8]) -> Result<Source, Refusal> {
    super::read(&Shared::new(bytes.to_vec()), usize::MAX)
}

/// Paragraphs as lines, tables as rows with « | » between cells, `<` and `^` for covered ones and
/// `\` for line ends.
fn shown(source: &Source) -> String {
    let mut out = Vec::new();
    for block in &source.blocks {
        match block {
            Block::Paragraph(paragraph) => out.push(paragraph.text.clone()),
            Block::Table(table) => out.extend(table.rows.iter().map(|row| {
                let cell = |cell: &domain::source::Cell| match cell {
                    cell if cell.covered_left => "<".to_owned(),
                    cell if cell.covered_above => "^".to_owned(),
                    cell => cell.text.replace('\n', "\\"),
                };
                format!(
                    "| {} |",
                    row.cells.iter().map(cell).collect::<Vec<_>>().join(" | ")
                )
            })),
        }
    }
    out.join("\n")
}

#[track_caller]
fn check(pages: &[Page], expected: &str) -> Source {
    let source = read(&pdf(pages)).expect("readable");
    assert_eq!(shown(&source), expected);
    source
}

#[test]
fn wrapped_lines_are_one_paragraph_and_indents_begin_new_ones() {
    let page = Page::new()
        .text(
            70.0,
            60.0,
            10.0,
            "Đoạn thứ nhất của văn bản này dài hơn một dòng nên phải xuống dòng",
        )
        .text(50.0, 72.0, 10.0, "rồi mới hết.")
        .text(70.0, 84.0, 10.0, "Đoạn thứ hai.")
        .text(70.0, 96.0, 10.0, "- Gạch đầu dòng.");
    check(
        &[page],
        "Đoạn thứ nhất của văn bản này dài hơn một dòng nên phải xuống dòng rồi mới hết.\n\
         Đoạn thứ hai.\n- Gạch đầu dòng.",
    );
}

#[test]
fn gaps_are_spaces_where_none_are_drawn() {
    let page = Page::new()
        .text(50.0, 60.0, 10.0, "Kế")
        .text(62.5, 60.0, 10.0, "ho")
        .text(72.6, 60.0, 10.0, "ạch");
    check(&[page], "Kế hoạch");
}

#[test]
fn letters_drawn_after_the_line_take_their_place_in_it() {
    let page = Page::new()
        .text(50.0, 60.0, 10.0, "Đ")
        .text(60.0, 60.0, 10.0, "ng")
        .text(70.0, 60.0, 10.0, " ")
        .text(80.0, 60.0, 10.0, "y")
        .text(55.0, 60.0, 10.0, "ả")
        .text(75.0, 60.0, 10.0, "ủ");
    check(&[page], "Đảng ủy");
}

#[test]
fn marks_drawn_apart_are_put_on_their_letter() {
    let combining = Page::new()
        .text(50.0, 60.0, 10.0, "Ke")
        .text(60.0, 60.0, 10.0, "\u{302}")
        .text(60.0, 60.0, 10.0, "\u{301}")
        .text(60.0, 60.0, 10.0, "t");
    check(&[combining], "Kết");
    let modifier = Page::new()
        .text(50.0, 60.0, 10.0, "Quy")
        .text(65.0, 60.0, 10.0, "e")
        .text(65.0, 58.0, 10.0, "\u{b4}");
    check(&[modifier], "Quyé");
}

#[test]
fn actual_text_stands_for_what_was_drawn() {
    let mut page = Page::new();
    page.content.push_str("/Span <</ActualText (ffi)>> BDC\n");
    let mut page = page.text(50.0, 60.0, 10.0, "#");
    page.content.push_str("EMC\n");
    check(&[page.text(55.0, 60.0, 10.0, "x")], "ffix");
}

#[test]
fn blocks_side_by_side_are_read_one_after_the_other() {
    let page = Page::new()
        .text(60.0, 60.0, 10.0, "ỦY BAN NHÂN DÂN")
        .text(280.0, 60.0, 10.0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        .text(65.0, 74.0, 10.0, "PHƯỜNG SAO MAI")
        .text(310.0, 74.0, 10.0, "Độc lập - Tự do - Hạnh phúc")
        .text(65.0, 96.0, 10.0, "Số: 12/KH-UBND")
        .text(290.0, 96.0, 10.0, "Sao Mai, ngày 05 tháng 02 năm 2025")
        .text(270.0, 130.0, 10.0, "KẾ HOẠCH")
        .text(
            150.0,
            144.0,
            10.0,
            "Nâng cao chỉ số chuyển đổi số năm 2025 của phường Sao Mai",
        );
    check(
        &[page],
        "ỦY BAN NHÂN DÂN\nPHƯỜNG SAO MAI\nSố: 12/KH-UBND\n\
         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\
         Sao Mai, ngày 05 tháng 02 năm 2025\nKẾ HOẠCH\n\
         Nâng cao chỉ số chuyển đổi số năm 2025 của phường Sao Mai",
    );
}

#[test]
fn page_numbers_and_running_heads_are_dropped() {
    let page = |number: &str, text: &str| {
        Page::new()
            .text(295.0, 40.0, 10.0, number)
            .text(50.0, 100.0, 10.0, text)
            .text(50.0, 770.0, 10.0, "Kế hoạch của phường Sao Mai")
    };
    check(
        &[
            page("1", "Trang đầu."),
            page("2", "Trang giữa."),
            page("3", "Trang cuối."),
        ],
        "Trang đầu.\nTrang giữa.\nTrang cuối.",
    );
}

#[test]
fn a_paragraph_goes_on_over_the_page() {
    let first = Page::new()
        .text(
            50.0,
            100.0,
            10.0,
            "Dòng này chiếm trọn chiều rộng của trang",
        )
        .text(
            50.0,
            112.0,
            10.0,
            "và đoạn văn còn tiếp tục ở trang sau bằng",
        );
    let second = Page::new().text(
        50.0,
        100.0,
        10.0,
        "chữ thường, sát lề trái, cho đến hết đoạn.",
    );
    check(
        &[first, second],
        "Dòng này chiếm trọn chiều rộng của trang và đoạn văn còn tiếp tục ở trang sau bằng \
         chữ thường, sát lề trái, cho đến hết đoạn.",
    );
}

#[test]
fn turned_pages_read_like_upright_ones() {
    let text = "Trang xoay ngang";
    let mut rotated = Page::sized(800.0, 600.0).turned("0 1 -1 0 100 50", 10.0, text);
    rotated.entries.push_str("/Rotate 90");
    check(&[rotated], text);
    let matrix = Page::sized(600.0, 800.0).turned("0 1 -1 0 100 50", 10.0, text);
    check(&[matrix], text);
    let mut down = Page::sized(600.0, 800.0).turned("0 -1 1 0 100 750", 10.0, text);
    down.entries.push_str("/Rotate 180");
    check(&[down], text);
}

#[test]
fn legacy_fonts_are_converted_and_told() {
    let mut page = Page::new();
    // «Kế hoạch» in TCVN3: K Õ (0xD5), h o ¹ (0xB9) c h.
    page.content
        .push_str("BT /Vn 12 Tf 50 700 Td <4BD520686FB96368> Tj ET\n");
    let source = check(&[page], "Kế hoạch");
    assert_eq!(
        source.findings[0].code,
        FindingCode::LegacyEncodingConverted
    );
}

#[test]
fn letters_that_nobody_knows_are_told() {
    let source = check(
        &[Page::new().text(50.0, 60.0, 10.0, "a\u{2603}b")],
        "a\u{fffd}b",
    );
    assert_eq!(source.findings[0].code, FindingCode::LettersUnknown);
    assert_eq!(source.findings[0].value("count"), "1");
}

#[test]
fn scanned_pages_are_refused_or_told() {
    let scan = Page::new().picture();
    let refused = read(&pdf(&[scan.clone(), scan.clone()]));
    assert_eq!(refused, Err(Refusal::Scanned { pages: 2 }));
    let text = Page::new().text(50.0, 60.0, 10.0, "Có lớp chữ");
    let source = check(&[text, scan.clone(), scan], "Có lớp chữ");
    assert_eq!(source.findings[0].code, FindingCode::PageWithoutText);
    assert_eq!(source.findings[0].value("pages"), "2–3");
    assert_eq!(read(&pdf(&[Page::new()])), Err(Refusal::Empty));
}

#[test]
fn places_count_on_and_name_the_page() {
    let page = |text: &str| Page::new().text(70.0, 60.0, 10.0, text);
    let source = check(&[page("Một."), page("Hai.")], "Một.\nHai.");
    let places: Vec<_> = source
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some((paragraph.place.line, paragraph.place.page)),
            Block::Table(_) => None,
        })
        .collect();
    assert_eq!(places, [(1, Some(1)), (2, Some(2))]);
}

#[test]
fn a_signature_a_little_above_the_recipients_is_read_after_them() {
    let page = Page::new()
        .text(
            70.0,
            40.0,
            10.0,
            "Các đơn vị nghiêm túc triển khai thực hiện kế hoạch này và báo cáo kết quả.",
        )
        .text(330.0, 60.0, 10.0, "TM. ỦY BAN NHÂN DÂN")
        .text(60.0, 67.0, 9.0, "Nơi nhận:")
        .text(345.0, 73.0, 10.0, "CHỦ TỊCH")
        .text(60.0, 78.0, 9.0, "- Lưu: VT.")
        .text(335.0, 120.0, 10.0, "Nguyễn Văn Mẫu");
    check(
        &[page],
        "Các đơn vị nghiêm túc triển khai thực hiện kế hoạch này và báo cáo kết quả.\n\
         Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn Mẫu",
    );
}
