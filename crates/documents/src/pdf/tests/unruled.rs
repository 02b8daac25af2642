//! Tables without lines, on one page and over several.

use super::check;
use super::paper::Page;
use std::fmt::Write;

/// Columns begin here.
const XS: [f64; 5] = [50.0, 90.0, 260.0, 400.0, 460.0];

/// Draws the lines of a row's cells, each cell from the same height down.
fn row(page: Page, y: f64, cells: &[&[&str]]) -> Page {
    let columns = XS.iter().zip(cells);
    columns.fold(page, |page, (x, lines)| page.lines(*x, y, 10.0, lines))
}

/// The header.
fn top(page: Page) -> Page {
    row(
        page,
        60.0,
        &[
            &["STT"],
            &["Chỉ số", "thành phần"],
            &["Chủ trì"],
            &["Điểm"],
            &["Ghi chú"],
        ],
    )
}

/// Five rows of two lines from here down.
fn rows(page: Page, y: f64, note: &str) -> Page {
    (1u32..=5).fold(page, |page, number| {
        let y = y + f64::from(number - 1) * 24.0;
        let code = format!("1.{number}");
        row(
            page,
            y,
            &[
                &[&code],
                &["Có chuyên mục riêng trên đài", "truyền thanh"],
                &["Văn phòng"],
                &["10"],
                &[note],
            ],
        )
    })
}

const HEADER: &str = "| STT | Chỉ số\\thành phần | Chủ trì | Điểm | Ghi chú |";

/// The five rows as they are read.
fn read(note: &str) -> String {
    (1..=5).fold(String::new(), |mut out, number| {
        let title = "Có chuyên mục riêng trên đài truyền thanh";
        let _ = write!(out, "\n| 1.{number} | {title} | Văn phòng | 10 | {note} |");
        out
    })
}

#[test]
fn a_repeated_header_makes_a_table_of_a_single_row() {
    let first = rows(top(Page::new()), 84.0, "Quý I");
    let last = row(
        top(Page::new()),
        84.0,
        &[&["1.6"], &["Còn một chỉ số"], &["Công an"], &["5"]],
    )
    .text(200.0, 130.0, 10.0, "PHỤ LỤC 02")
    .text(
        120.0,
        142.0,
        10.0,
        "CÁC CHỈ TIÊU CỦA PHƯỜNG SAO MAI NĂM NAY VÀ NĂM SAU",
    );
    check(
        &[first, last],
        &format!(
            "{HEADER}{}\n{HEADER}\n| 1.6 | Còn một chỉ số | Công an | 5 |  |\nPHỤ LỤC 02\n\
             CÁC CHỈ TIÊU CỦA PHƯỜNG SAO MAI NĂM NAY VÀ NĂM SAU",
            read("Quý I")
        ),
    );
}

#[test]
fn a_column_that_is_empty_on_a_page_is_known_from_the_page_before() {
    let first = rows(top(Page::new()), 84.0, "Quý I");
    let second = rows(Page::new(), 60.0, "");
    check(
        &[first, second],
        &format!("{HEADER}{}{}", read("Quý I"), read("")),
    );
}

#[test]
fn a_column_that_only_a_later_page_fills_is_known_on_the_first() {
    let first = rows(Page::new(), 60.0, "");
    let second = rows(Page::new(), 60.0, "Quý I");
    let both = format!("{}{}", read(""), read("Quý I"));
    check(&[first, second], both.trim_start());
}

#[test]
fn what_a_page_broke_off_is_no_part_of_the_next_row() {
    let first = rows(top(Page::new()), 84.0, "Quý I");
    let second = row(Page::new(), 60.0, &[&[], &["của phường"], &["và công an"]]);
    let second = rows(second, 72.0, "Quý I");
    check(
        &[first, second],
        &format!(
            "{HEADER}{}\n|  | của phường | và công an |  |  |{}",
            read("Quý I"),
            read("Quý I")
        ),
    );
}

#[test]
fn prose_after_a_table_is_no_part_of_it() {
    let first = rows(top(Page::new()), 84.0, "Quý I");
    let second = Page::new().text(
        50.0,
        60.0,
        10.0,
        "Các đơn vị nghiêm túc triển khai thực hiện kế hoạch này và báo cáo kết quả.",
    );
    check(
        &[first, second],
        &format!(
            "{HEADER}{}\nCác đơn vị nghiêm túc triển khai thực hiện kế hoạch này và báo cáo kết quả.",
            read("Quý I")
        ),
    );
}

#[test]
fn a_heading_over_two_columns_does_not_make_one_of_them() {
    let page = Page::new().text(
        90.0,
        44.0,
        10.0,
        "A. NHIỆM VỤ CỦA CÁC PHÒNG, BAN CHUYÊN MÔN",
    );
    let page = rows(top(page), 84.0, "Quý I");
    check(
        &[page],
        &format!(
            "A. NHIỆM VỤ CỦA CÁC PHÒNG, BAN CHUYÊN MÔN\n{HEADER}{}",
            read("Quý I")
        ),
    );
}

#[test]
fn rows_end_where_their_code_is_in_the_middle() {
    let cells: [(&str, &[&str], &[&str]); 4] = [
        (
            "1.1",
            &["Tỷ trọng kinh tế số"],
            &["Phòng Kinh tế, các", "phòng, ban, ngành", "liên quan"],
        ),
        (
            "1.2",
            &[
                "Tỷ lệ doanh nghiệp nhỏ và vừa",
                "sử dụng nền tảng số của toàn",
                "tỉnh",
            ],
            &["Phòng Kinh tế"],
        ),
        (
            "1.3",
            &[
                "Tỷ lệ doanh nghiệp dùng hợp",
                "đồng điện tử trong các năm",
                "tới",
            ],
            &["Phòng Kinh tế"],
        ),
        (
            "1.4",
            &["Tỷ lệ doanh nghiệp nộp thuế"],
            &["Chi cục thuế khu vực", "của phường Sao Mai và", "xã"],
        ),
    ];
    let mut page = row(
        Page::new(),
        60.0,
        &[&["STT"], &["Chỉ số"], &["Chủ trì"], &["Điểm"]],
    );
    for (y, (code, title, lead)) in [72.0, 108.0, 144.0, 180.0].into_iter().zip(cells) {
        page = row(page, y, &[&[], title, lead, &["10"]]).text(50.0, y + 12.0, 10.0, code);
    }
    check(
        &[page],
        "| STT | Chỉ số | Chủ trì | Điểm |\n\
         | 1.1 | Tỷ trọng kinh tế số | Phòng Kinh tế, các phòng, ban, ngành liên quan | 10 |\n\
         | 1.2 | Tỷ lệ doanh nghiệp nhỏ và vừa sử dụng nền tảng số của toàn tỉnh | Phòng Kinh tế | 10 |\n\
         | 1.3 | Tỷ lệ doanh nghiệp dùng hợp đồng điện tử trong các năm tới | Phòng Kinh tế | 10 |\n\
         | 1.4 | Tỷ lệ doanh nghiệp nộp thuế | Chi cục thuế khu vực của phường Sao Mai và xã | 10 |",
    );
}

#[test]
fn blanks_down_the_page_are_columns_without_lines() {
    let row = |page: Page, y: f64, code: &str, title: &[&str], lead: &[&str], points: &str| {
        page.text(50.0, y, 10.0, code)
            .lines(90.0, y, 10.0, title)
            .lines(260.0, y, 10.0, lead)
            .text(400.0, y, 10.0, points)
    };
    let page = Page::new().text(
        70.0,
        40.0,
        10.0,
        "Phụ lục kèm theo kế hoạch của phường Sao Mai, có một dòng dài.",
    );
    let page = row(page, 60.0, "STT", &["Chỉ số"], &["Chủ trì"], "Điểm");
    let page = row(page, 72.0, "1", &["Nhận thức số"], &[], "");
    let page = row(
        page,
        84.0,
        "1.1",
        &["Người đứng đầu chủ trì họp", "về chuyển đổi số"],
        &["Văn phòng"],
        "10",
    );
    let page = row(
        page,
        108.0,
        "1.2",
        &["Có chuyên mục riêng"],
        &["Công chức Văn hóa", "xã hội"],
        "5",
    );
    check(
        &[page],
        "Phụ lục kèm theo kế hoạch của phường Sao Mai, có một dòng dài.\n\
         | STT | Chỉ số | Chủ trì | Điểm |\n\
         | 1 | Nhận thức số |  |  |\n\
         | 1.1 | Người đứng đầu chủ trì họp về chuyển đổi số | Văn phòng | 10 |\n\
         | 1.2 | Có chuyên mục riêng | Công chức Văn hóa xã hội | 5 |",
    );
}

#[test]
fn prose_is_no_table() {
    let lines = [
        "Một đoạn văn xuôi gồm nhiều dòng, các từ cách nhau bằng một khoảng trắng",
        "và không có cột nào chạy suốt từ trên xuống dưới cả, dù là tình cờ, nên",
        "không được coi là bảng. Đoạn văn này còn tiếp tục thêm vài dòng nữa để",
        "đủ số dòng mà phép thử cần đến, rồi mới kết thúc ở giữa chừng, nghĩa là",
        "dòng cuối ngắn hơn các dòng khác.",
    ];
    check(
        &[Page::new().lines(50.0, 60.0, 10.0, &lines)],
        &lines.join(" "),
    );
}
