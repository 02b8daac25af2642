//! Plain text, TSV, CSV, Markdown.

use domain::source::Format;

use super::{check_rows, findings, lines, paragraphs, read, tables};

#[test]
fn lines_keep_their_numbers_and_blank_lines() {
    let source = read("\u{feff}KẾ HOẠCH\r\n\r\nI. Mục đích\r\n".as_bytes());
    let lines: Vec<(u32, &str)> = paragraphs(&source)
        .iter()
        .map(|one| (one.place.line, one.text.as_str()))
        .collect();
    assert_eq!(lines, [(1, "KẾ HOẠCH"), (2, ""), (3, "I. Mục đích")]);
    assert_eq!(source.format, Format::Text);
}

#[test]
fn tabs_make_rows_and_blank_lines_part_tables() {
    let source = read("STT\tTên\tĐiểm\n1\tA\t5\n2\tB\n\n\t\t\tđiểm)\t\nHết".as_bytes());
    let all: Vec<Vec<String>> = tables(&source).into_iter().map(lines).collect();
    assert_eq!(
        all,
        [vec!["STT|Tên|Điểm", "1|A|5", "2|B"], vec!["|||điểm)|"]]
    );
    assert_eq!(tables(&source)[1].rows[0].place.line, 5);
}

#[test]
fn indents_and_letterheads_are_no_tables() {
    let source = read("\tCăn cứ Luật A;\n-\tTuyên truyền\nUBND XÃ A\tCỘNG HÒA".as_bytes());
    assert!(tables(&source).is_empty());
    assert_eq!(paragraphs(&source)[0].text, "\tCăn cứ Luật A;");
}

#[test]
fn quoted_fields_of_an_exported_sheet_hold_lines() {
    check_rows(
        "1\t\"a\nb \"\"c\"\"\"\t5\n2\td \"e\"\t6\n3\t\"phi\"\t7".as_bytes(),
        &["1|a/b \"c\"|5", "2|d \"e\"|6", "3|\"phi\"|7"],
    );
}

#[test]
fn emphasis_goes_and_swallowed_tags_stay() {
    check_rows(
        "5\t<i>Kinh phí</i>\t<b>Có</b><br>Không\n6\tx\t<math><50\\%</math> *10đ<td></td>"
            .as_bytes(),
        &[
            "5|Kinh phí|Có/Không",
            "6|x|<math><50\\%</math> *10đ<td></td>",
        ],
    );
}

#[test]
fn markdown_tables_read_with_their_header() {
    let text = "# PHỤ LỤC\n\n| STT | Tên |\n|:---|---|\n| 1 | a \\| b<br>c |\n\nHết";
    let source = read(text.as_bytes());
    let table = tables(&source)[0];
    assert_eq!(lines(table), ["STT|Tên", "1|a | b/c"]);
    assert!(table.rows[0].header && !table.rows[1].header);
    assert_eq!(
        (
            paragraphs(&source)[0].text.as_str(),
            paragraphs(&source)[0].bold
        ),
        ("PHỤ LỤC", true)
    );
}

#[test]
fn grid_tables_join_their_lines() {
    check_rows(
        "+-----+------+\n| STT | Tên  |\n+=====+======+\n| 1   | a    |\n|     | b    |\n+-----+------+\n"
            .as_bytes(),
        &["STT|Tên", "1|a/b"],
    );
}

#[test]
fn tables_of_tags_inside_text_stand_at_their_lines() {
    let source =
        read("A\n<table>\n<tr><td>x</td></tr>\n<tr>\n<td>y</td></tr></table>\nB".as_bytes());
    let places: Vec<(u32, u32)> = tables(&source)[0]
        .rows
        .iter()
        .map(|row| (row.place.line, row.place.line_end))
        .collect();
    assert_eq!(places, [(3, 3), (4, 5)]);
}

#[test]
fn commas_separate_when_all_records_agree() {
    check_rows(
        "unit,key,value\nA,\"x, y\",\"5\n6\"\nB,\"a \"\"b\"\"\",7\n".as_bytes(),
        &["unit|key|value", "A|x, y|5/6", "B|a \"b\"|7"],
    );
    let prose = read("Một, hai, ba.\nBốn, năm.\nSáu, bảy, tám.".as_bytes());
    assert!(tables(&prose).is_empty());
    let named = documents::read("PHỤ LỤC\nstt;tên\n1;a\n2;b".as_bytes(), Some("a.CSV")).unwrap();
    assert_eq!(
        lines(tables(&named)[0]),
        ["PHỤ LỤC", "stt|tên", "1|a", "2|b"]
    );
}

#[test]
fn wide_characters_and_bad_bytes_are_read() {
    let wide: Vec<u8> = "\u{feff}Kế hoạch"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(paragraphs(&read(&wide))[0].text, "Kế hoạch");
    let mut bytes = "Kế hoạch phường ".repeat(20).into_bytes();
    bytes.push(0xff);
    assert_eq!(findings(&read(&bytes)), [("F004", "1")]);
}

#[test]
fn decomposed_letters_are_composed() {
    assert_eq!(
        paragraphs(&read("Ke\u{302}\u{301} hoa\u{323}ch".as_bytes()))[0].text,
        "Kế hoạch"
    );
}

#[test]
fn old_encodings_are_told() {
    let text = "Tû lÖ ®iÓm cña x· ®\u{ad}îc céng vÒ c¸c chØ tiªu n¨m 2024";
    let source = read(text.as_bytes());
    assert_eq!(source.findings[0].code.as_str(), "F002");
}
