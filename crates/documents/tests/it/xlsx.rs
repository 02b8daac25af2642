//! Workbooks, written by another library and by hand.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{findings, lines, paragraphs, read, tables};

#[test]
fn titles_are_paragraphs_and_numbers_show_as_displayed() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Phụ lục 01").unwrap();
    let (plain, percent) = (Format::new(), Format::new().set_num_format("0%"));
    let date = Format::new().set_num_format("dd/mm/yyyy");
    sheet
        .merge_range(0, 0, 0, 4, "PHỤ LỤC 01", &plain.clone().set_bold())
        .unwrap();
    sheet.write(1, 0, "(Kèm theo Kế hoạch)").unwrap();
    for (column, text) in (0..).zip(["STT", "Chỉ tiêu", "Mức", "Hạn", "Điểm"]) {
        sheet.write(3, column, text).unwrap();
    }
    sheet.merge_range(4, 0, 4, 4, "I. HẠ TẦNG", &plain).unwrap();
    sheet.write(5, 0, 1).unwrap();
    sheet.merge_range(5, 1, 6, 1, "Tỷ lệ a\nb", &plain).unwrap();
    sheet.write_with_format(5, 2, 0.8, &percent).unwrap();
    let day = ExcelDateTime::from_ymd(2024, 2, 29).unwrap();
    sheet.write_with_format(5, 3, &day, &date).unwrap();
    sheet.write(5, 4, 7.5).unwrap();
    sheet.write(6, 4, 10).unwrap();
    sheet.write(9, 0, "Ghi chú: không").unwrap();
    let source = read(&workbook.save_to_buffer().unwrap());
    let texts: Vec<&str> = paragraphs(&source)
        .iter()
        .map(|one| one.text.as_str())
        .collect();
    assert_eq!(
        texts,
        ["PHỤ LỤC 01", "(Kèm theo Kế hoạch)", "Ghi chú: không"]
    );
    assert!(paragraphs(&source)[0].bold);
    let table = tables(&source)[0];
    assert_eq!(table.name.as_deref(), Some("Phụ lục 01"));
    assert_eq!(
        lines(table),
        [
            "STT|Chỉ tiêu|Mức|Hạn|Điểm",
            "I. HẠ TẦNG|<|<|<|<",
            "1|Tỷ lệ a/b|80%|29/02/2024|7.5",
            "|^|||10",
        ]
    );
}

#[test]
fn hidden_sheets_are_left_out_and_each_sheet_is_a_table() {
    let mut workbook = Workbook::new();
    for name in ["Một", "Ẩn", "Hai"] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.write_row(2, 3, ["a", "b", name]).unwrap();
        sheet.write_row(3, 3, ["c", "d", "e"]).unwrap();
        if name == "Ẩn" {
            sheet.set_hidden(true);
        }
    }
    let source = read(&workbook.save_to_buffer().unwrap());
    let all: Vec<Vec<String>> = tables(&source).into_iter().map(lines).collect();
    assert_eq!(all, [["a|b|Một", "c|d|e"], ["a|b|Hai", "c|d|e"]]);
    assert_eq!(findings(&source), [("F005", "trang tính ẩn «Ẩn»")]);
}
