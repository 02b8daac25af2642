//! Web pages.

use super::{check_rows, findings, lines, paragraphs, read, tables};

#[test]
fn tables_keep_spans_lines_and_headers() {
    let page = "<!DOCTYPE html><table><thead><tr><th rowspan=2>STT<th colspan=2>Điểm</thead>\
        <tbody><tr><td>Tối đa<td>Đạt</tr><tr><td>1<td><p>Có: 10</p><p>Không: 0</p></td><td>a<br>b &ge; 5</table>";
    let source = read(page.as_bytes());
    assert_eq!(
        lines(tables(&source)[0]),
        ["STT|Điểm|<", "^|Tối đa|Đạt", "1|Có: 10/Không: 0|a/b ≥ 5"]
    );
    assert!(tables(&source)[0].rows[0].header && !tables(&source)[0].rows[2].header);
}

#[test]
fn a_head_ends_where_it_ends() {
    let page = b"<table><thead><tr><td>a</td></tr></thead><tr><td>b</td></tr></table>";
    let source = read(page);
    let headers: Vec<bool> = tables(&source)[0]
        .rows
        .iter()
        .map(|row| row.header)
        .collect();
    assert_eq!(headers, [true, false]);
}

#[test]
fn spans_down_and_across_cover_the_same_columns() {
    check_rows(
        b"<table><tr><td>1<td colspan=2 rowspan=2>x<td>2<tr><td>3<td>4<tr><td>5<td>6<td>7<td>8</table>",
        &["1|x|<|2", "3|^|<|4", "5|6|7|8"],
    );
}

#[test]
fn blocks_are_paragraphs_with_their_looks() {
    let page = "<html><head><title>T</title><style>p{}</style></head><body><script>x<p>y</script>\
        <center><b>KẾ HOẠCH</b></center><p>Một\n  hai<p style='text-align:center'>ba <b>bốn</b>\
        <div hidden>ẩn</div><ol start=3><li>c<li>d</ol><ul><li>e</ul><del>cũ</del><!-- <p>no -->";
    let source = read(page.as_bytes());
    let seen: Vec<(&str, bool, bool)> = paragraphs(&source)
        .iter()
        .map(|one| (one.text.as_str(), one.bold, one.centred))
        .collect();
    assert_eq!(
        seen,
        [
            ("KẾ HOẠCH", true, true),
            ("Một hai", false, false),
            ("ba bốn", false, true),
            ("3. c", false, false),
            ("4. d", false, false),
            ("- e", false, false),
        ]
    );
    assert_eq!(findings(&source), [("F005", "1 đoạn đã đánh dấu xóa")]);
}

#[test]
fn comparisons_are_no_tags() {
    check_rows(
        "<table><tr><td>Tỷ lệ <50% = tỷ lệ/50%*10đ<td>a < b</table>".as_bytes(),
        &["Tỷ lệ <50% = tỷ lệ/50%*10đ|a < b"],
    );
}

#[test]
fn tables_inside_cells_become_lines_and_layout_goes() {
    check_rows(
        b"<table><tr><td><table><tr><td>1<td><table><tr><td>x<td>y</table><tr><td>2<td>z</table></table>",
        &["1|x y", "2|z"],
    );
}

#[test]
fn old_character_sets_and_fonts_read() {
    let mut page = b"<html><meta charset=windows-1258><p>".to_vec();
    page.extend([0x4b, 0xea, 0xec, b' ', b'h', b'o', b'a', 0xf2, b'c', b'h']);
    assert_eq!(paragraphs(&read(&page))[0].text, "Kế hoạch");
    let page = "<p><span style=\"font-family:.VnTime, serif\">KÕ ho¹ch</span> <font face='VNI-Times'>soá</font>";
    let source = read(page.as_bytes());
    assert_eq!(paragraphs(&source)[0].text, "Kế hoạch số");
    assert_eq!(findings(&source), [("F001", "Kế hoạch"), ("F001", "số")]);
}
