//! Whole heads in small, and heads damaged at random. Places and people are made up.

use domain::finding::FindingCode;
use domain::plan::OfficialDocument;
use domain::source::{Block, Cell, Paragraph, Place, Table, TableRow};

use super::read;

fn paragraph(text: &str, line: u32) -> Block {
    Block::Paragraph(Paragraph {
        text: text.to_owned(),
        place: Place::line(line),
        ..Paragraph::default()
    })
}

fn blocks(text: &str) -> Vec<Block> {
    (1..)
        .zip(text.lines())
        .map(|(line, text)| paragraph(text.trim(), line))
        .collect()
}

fn table(rows: &[&[&str]], line: u32) -> Block {
    let rows = rows
        .iter()
        .map(|cells| TableRow {
            cells: cells.iter().map(|text| Cell::new(*text)).collect(),
            place: Place::line(line),
            ..TableRow::default()
        })
        .collect();
    Block::Table(Table { name: None, rows })
}

fn head(text: &str) -> OfficialDocument {
    read(&blocks(text)).0
}

const PLAN: &str = "UBND TỈNH HẢI AN
    SỞ KHOA HỌC VÀ CÔNG NGHỆ
    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    Độc lập - Tự do - Hạnh phúc
    Số: 123/KH-SKHCN
    Hải An, ngày 05 tháng 3 năm 2026
    KẾ HOẠCH
    Nâng cao Chỉ số chuyển đổi số (DTI)
    của tỉnh Hải An năm 2026 và các năm tiếp theo
    Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;
    Căn cứ Quyết định số 405/QĐ-BKHCN ngày 03/4/2025 của Bộ trưởng Bộ Khoa học và Công nghệ phê duyệt Đề án; Kế hoạch số 12 / KH - UBND ngày 9.1.2026 của UBND tỉnh về thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024,
    Sở Khoa học và Công nghệ ban hành Kế hoạch như sau:
    I. MỤC ĐÍCH
    1. Mục đích
    - Nâng cao thứ hạng trong năm 2026.
    II. TỔ CHỨC THỰC HIỆN
    1. Phòng Chuyển đổi số
    - Tổng hợp, báo cáo Giám đốc Sở trước ngày 15/10/2026.
    Nơi nhận:
    - UBND tỉnh (để b/c);
    - Lưu: VT.
    KT. GIÁM ĐỐC
    PHÓ GIÁM ĐỐC
    Trần Thị Minh Châu
    PHỤ LỤC
    (Kèm theo Kế hoạch số 123/KH-SKHCN ngày 05/3/2026 của Sở Khoa học và Công nghệ)";

#[test]
fn a_head_over_many_lines_is_read_whole() {
    let document = head(PLAN);
    assert_eq!(document.kind.as_deref(), Some("Kế hoạch"));
    assert_eq!(document.reference.as_deref(), Some("123/KH-SKHCN"));
    assert_eq!(document.date, Some(jiff::civil::date(2026, 3, 5)));
    assert_eq!(document.place.as_deref(), Some("Hải An"));
    assert_eq!(document.issuer.as_deref(), Some("Sở Khoa học và Công nghệ"));
    let title = "Nâng cao Chỉ số chuyển đổi số (DTI) của tỉnh Hải An năm 2026 và các năm tiếp theo";
    assert_eq!(document.title.as_deref(), Some(title));
    assert_eq!(
        (document.years, document.years_open_ended),
        (vec![2026], true)
    );
    // What a basis is about may cite others: they are no bases.
    let bases: Vec<&str> = document
        .legal_bases
        .iter()
        .map(|basis| basis.reference.as_str())
        .collect();
    assert_eq!(
        bases,
        [
            "Luật Tổ chức chính quyền địa phương",
            "405/QĐ-BKHCN",
            "12/KH-UBND"
        ]
    );
    let names: Vec<&str> = document
        .recipients
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["UBND tỉnh", "Lưu: VT"]);
    assert_eq!(
        document.signatory.and_then(|one| one.name).as_deref(),
        Some("Trần Thị Minh Châu")
    );
}

#[test]
fn a_head_in_two_column_tables_is_the_same() {
    let blocks = [
        table(
            &[
                &[
                    "ỦY BAN NHÂN DÂN\nXÃ AN BÌNH",
                    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                ],
                &["Số: 36/KH-UBND", "An Bình, ngày 10 tháng 01 năm 2026"],
            ],
            1,
        ),
        paragraph("KẾ HOẠCH", 3),
        paragraph("Chuyển đổi số năm 2026", 4),
        paragraph(
            "Thực hiện Kế hoạch số 5/KH-UBND ngày 02/01/2026 của UBND tỉnh, UBND xã ban hành Kế hoạch như sau:",
            5,
        ),
        table(
            &[&[
                "Nơi nhận:\n- Như trên;\n- Lưu: VT.",
                "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Văn Tám",
            ]],
            9,
        ),
    ];
    let (document, findings) = read(&blocks);
    assert_eq!(document.reference.as_deref(), Some("36/KH-UBND"));
    assert_eq!(document.date, Some(jiff::civil::date(2026, 1, 10)));
    assert_eq!(
        document.issuer.as_deref(),
        Some("ỦY BAN NHÂN DÂN XÃ AN BÌNH")
    );
    assert_eq!(document.legal_bases[0].issuer.as_deref(), Some("UBND tỉnh"));
    let signatory = document.signatory.unwrap();
    assert_eq!(
        signatory.capacity.as_deref(),
        Some("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH")
    );
    assert_eq!(signatory.post.as_deref(), Some("PHÓ CHỦ TỊCH"));
    assert_eq!(signatory.name.as_deref(), Some("Lê Văn Tám"));
    assert_eq!(document.recipients.len(), 2);
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn decisions_and_letters_have_their_own_heads() {
    let decision = head(
        "Số: 15/QĐ-UBND
        QUYẾT ĐỊNH
        Về việc ban hành Kế hoạch chuyển đổi số xã An Bình giai đoạn 2026 - 2030
        CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN BÌNH
        Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    );
    let title = "ban hành Kế hoạch chuyển đổi số xã An Bình giai đoạn 2026 - 2030";
    assert_eq!(decision.title.as_deref(), Some(title));
    assert_eq!(decision.years, [2026, 2030]);
    assert_eq!(
        decision.legal_bases[0].subject.as_deref(),
        Some("công tác văn thư")
    );
    let letter = head(
        "PHÒNG VĂN HÓA - XÃ HỘI
        Số: 88/VHXH
        V/v đăng ký chỉ tiêu năm 2026
        An Bình, ngày 3/5/2026
        Kính gửi: Các thôn",
    );
    assert_eq!(letter.kind.as_deref(), Some("Công văn"));
    assert_eq!(letter.reference.as_deref(), Some("88/VHXH"));
    assert_eq!(letter.title.as_deref(), Some("đăng ký chỉ tiêu năm 2026"));
}

#[track_caller]
fn finds(text: &str, code: FindingCode) {
    let (_, findings) = read(&blocks(text));
    assert!(
        findings.iter().any(|finding| finding.code == code),
        "{findings:?}"
    );
}

#[test]
fn contradictions_are_found() {
    let own = PLAN.replace(
        "12 / KH - UBND ngày 9.1.2026 của UBND tỉnh",
        "123/KH-SKHCN ngày 05/3/2026",
    );
    finds(&own, FindingCode::CitesItself);
    finds(
        &PLAN.replace("9.1.2026", "9.6.2026"),
        FindingCode::CitesLater,
    );
    finds(
        &PLAN.replace("II. TỔ", "I. TỔ"),
        FindingCode::SectionNumberRepeated,
    );
    finds(
        &PLAN.replace("Số: 123", "Số: 124"),
        FindingCode::ReferenceDiffers,
    );
    finds(
        &PLAN
            .replace("ngày 05 tháng 3", "ngày    tháng 3")
            .replace("ngày 05/3/2026", ""),
        FindingCode::DateMissing,
    );
    finds(
        &PLAN.replace("123/KH", "/KH"),
        FindingCode::ReferenceMissing,
    );
    let twice = PLAN.replace(
        "trong năm 2026.",
        "theo Quyết định số 405/QĐ-BKHCN ngày 04/4/2025.",
    );
    finds(&twice, FindingCode::CitationDiffers);
    assert!(read(&blocks(PLAN)).1.is_empty());
}

#[test]
fn a_number_printed_under_the_kind_is_no_title() {
    let document = head(
        "QUYẾT ĐỊNH

        Số: 512/QĐ-UBND, ngày 7 tháng 4 năm 2025

        Về việc ban hành Bộ tiêu chí chuyển đổi số xã An Bình năm 2025",
    );
    assert_eq!(document.reference.as_deref(), Some("512/QĐ-UBND"));
    assert_eq!(
        document.date.map(|date| date.to_string()).as_deref(),
        Some("2025-04-07")
    );
    let title = document.title.unwrap_or_default();
    assert!(
        title.ends_with("xã An Bình năm 2025") && !title.contains("512"),
        "{title}"
    );
}

/// A small generator of numbers, the same on every machine.
fn next(seed: &mut u64) -> usize {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*seed >> 40).unwrap()
}

#[test]
fn damaged_text_never_panics() {
    let junk = [
        "\n",
        "(",
        ")",
        "“",
        ";",
        "/",
        "-",
        "Số:",
        "ngày",
        "1/",
        "Điều 1.",
        "\u{301}",
        "Đ/c ",
        ", và ",
        "\t",
        "I.",
    ];
    let mut seed = 7;
    for _ in 0..200 {
        let mut chars: Vec<char> = PLAN.chars().collect();
        for _ in 0..next(&mut seed) % 12 {
            let at = next(&mut seed) % chars.len();
            match next(&mut seed) % 3 {
                0 => drop(chars.drain(at..(at + next(&mut seed) % 60).min(chars.len()))),
                1 => chars.truncate(at.max(1)),
                _ => drop(chars.splice(at..at, junk[next(&mut seed) % junk.len()].chars())),
            }
            if chars.is_empty() {
                chars.push('x');
            }
        }
        let text: String = chars.into_iter().collect();
        let blocks = blocks(&text);
        let (document, _) = read(&blocks);
        let (_, duties, _) = super::super::prose::read(&blocks, &document, &[], 2026);
        assert!(duties.iter().all(|duty| !duty.what.is_empty()));
        for line in text.lines() {
            let parties = crate::party::split(line);
            assert!(
                parties.iter().all(|party| !party.trim().is_empty()),
                "{line}"
            );
        }
    }
}
