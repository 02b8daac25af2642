//! Tables: lines, boxes, spans, wrapped cells.

use super::check;
use super::paper::Page;

const XS: [f64; 4] = [50.0, 100.0, 250.0, 400.0];

#[test]
fn ruled_cells_are_cells_however_they_are_aligned() {
    let page = Page::new()
        .grid(&XS, &[50.0, 80.0, 140.0, 160.0])
        .text(55.0, 68.0, 10.0, "STT")
        .text(105.0, 68.0, 10.0, "Chỉ số")
        .text(255.0, 68.0, 10.0, "Điểm")
        .text(55.0, 113.0, 10.0, "1.1")
        .lines(
            105.0,
            92.0,
            10.0,
            &[
                "Người đứng đầu xã chủ trì và",
                "chỉ đạo chuyển đổi số của",
                "đơn vị",
            ],
        )
        .text(255.0, 113.0, 10.0, "10")
        .text(55.0, 153.0, 10.0, "1.2");
    check(
        &[page],
        "| STT | Chỉ số | Điểm |\n\
         | 1.1 | Người đứng đầu xã chủ trì và chỉ đạo chuyển đổi số của đơn vị | 10 |\n\
         | 1.2 |  |  |",
    );
}

#[test]
fn options_keep_their_lines() {
    let page = Page::new()
        .grid(&XS, &[50.0, 110.0, 130.0])
        .lines(
            105.0,
            62.0,
            10.0,
            &["- Có (10đ)", "- Không có hoặc chỉ có một", "phần (0đ)"],
        )
        .lines(255.0, 62.0, 10.0, &["Đủ: 5đ", "Thiếu: 0đ"]);
    check(
        &[page],
        "|  | - Có (10đ)\\- Không có hoặc chỉ có một phần (0đ) | Đủ: 5đ\\Thiếu: 0đ |\n|  |  |  |",
    );
}

#[test]
fn missing_inner_lines_are_merged_cells() {
    let page = Page::new()
        .line((50.0, 50.0), (400.0, 50.0))
        .line((50.0, 70.0), (400.0, 70.0))
        .line((100.0, 90.0), (400.0, 90.0))
        .line((50.0, 110.0), (400.0, 110.0))
        .line((50.0, 50.0), (50.0, 110.0))
        .line((400.0, 50.0), (400.0, 110.0))
        .line((100.0, 70.0), (100.0, 110.0))
        .line((250.0, 70.0), (250.0, 110.0))
        .text(150.0, 63.0, 10.0, "NHẬN THỨC SỐ")
        .text(55.0, 93.0, 10.0, "1")
        .text(105.0, 83.0, 10.0, "a")
        .text(255.0, 83.0, 10.0, "b")
        .text(105.0, 103.0, 10.0, "c");
    check(
        &[page],
        "| NHẬN THỨC SỐ | < | < |\n| 1 | a | b |\n| ^ | c |  |",
    );
}

#[test]
fn thin_boxes_are_lines_and_underlines_are_none() {
    let mut page = Page::new();
    for y in [50.0, 80.0, 110.0] {
        page = page.fill(50.0, y, 350.5, 0.5);
    }
    for x in XS {
        for y in [50.0, 80.0] {
            page = page.fill(x, y, 0.5, 30.0);
        }
    }
    let page = page
        .text(105.0, 68.0, 10.0, "Chỉ số")
        .fill(105.0, 70.0, 30.0, 0.6)
        .text(55.0, 98.0, 10.0, "1")
        .text(50.0, 140.0, 10.0, "Nơi nhận:")
        .fill(50.0, 142.0, 45.0, 0.6);
    check(&[page], "|  | Chỉ số |  |\n| 1 |  |  |\nNơi nhận:");
}

#[test]
fn open_sides_are_closed() {
    let mut page = Page::new();
    for y in [50.0, 80.0, 110.0] {
        page = page.line((50.0, y), (400.0, y));
    }
    // No outer lines left and right; the last row is cut by the page's end.
    let page = page
        .line((100.0, 50.0), (100.0, 140.0))
        .line((250.0, 50.0), (250.0, 140.0))
        .text(55.0, 68.0, 10.0, "1")
        .text(105.0, 68.0, 10.0, "a")
        .text(255.0, 98.0, 10.0, "b")
        .text(55.0, 128.0, 10.0, "3");
    check(&[page], "| 1 | a |  |\n|  |  | b |\n| 3 |  |  |");
}

#[test]
fn rows_cut_unevenly_keep_their_columns() {
    let page = Page::new()
        .grid(&XS, &[50.0, 80.0])
        .grid(&[50.0, 110.0, 262.0, 400.0], &[80.0, 110.0])
        .text(55.0, 68.0, 10.0, "1")
        .text(105.0, 68.0, 10.0, "a")
        .text(255.0, 68.0, 10.0, "b")
        .text(55.0, 98.0, 10.0, "2")
        .text(115.0, 98.0, 10.0, "c")
        .text(265.0, 98.0, 10.0, "d");
    check(&[page], "| 1 | a | b |\n| 2 | c | d |");
}

#[test]
fn a_word_torn_by_a_narrow_cell_is_mended() {
    let page = Page::new()
        .grid(&[50.0, 92.0, 400.0], &[50.0, 100.0, 120.0])
        .lines(53.0, 62.0, 10.0, &["12/8/202", "2"])
        .text(100.0, 62.0, 10.0, "Ngày");
    check(&[page], "| 12/8/2022 | Ngày |\n|  |  |");
}

#[test]
fn text_around_tables_keeps_its_order() {
    let page = Page::new()
        .text(70.0, 40.0, 10.0, "Trước bảng.")
        .grid(&XS, &[50.0, 80.0, 110.0])
        .text(55.0, 68.0, 10.0, "STT")
        .text(70.0, 130.0, 10.0, "Sau bảng.");
    check(&[page], "Trước bảng.\n| STT |  |  |\n|  |  |  |\nSau bảng.");
}

#[test]
fn words_broken_without_a_space_are_joined_without_one() {
    let page = Page::new()
        .grid(&[50.0, 130.0, 216.0, 400.0], &[50.0, 130.0, 150.0])
        .lines(
            53.0,
            62.0,
            10.0,
            &[
                "-Đáp ứng: 8đ -",
                "Đã chuyển đổi ",
                "Tỷ lệ là <50\\",
                "%</math> bằng ",
                "tỷ lệ/80%",
            ],
        )
        .lines(133.0, 62.0, 10.0, &["Phòng Văn hóa - ", "Xã hội"]);
    // The first cell is 74 points wide: fifteen letters fit. Its widest line has fourteen.
    check(
        &[page],
        "| -Đáp ứng: 8đ -Đã chuyển đổi Tỷ lệ là <50\\%</math> bằng tỷ lệ/80% | Phòng Văn hóa - Xã hội |  |\n|  |  |  |",
    );
}
