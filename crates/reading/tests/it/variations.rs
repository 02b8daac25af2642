//! The same annex in the many shapes that offices give it: whatever the shape, the same rows.
//! The annex is made up for these tests.

use domain::plan::{Annex, Field, Plan, Row, RowKind};
use domain::source::{Block, Cell, Format, Paragraph, Place, Source, Table, TableRow};
use domain::{FindingCode, Severity};
use proptest::prelude::*;

const HEADINGS: [&str; 9] = [
    "STT",
    "Chỉ số",
    "Điểm tối đa",
    "Cách tính điểm",
    "Minh chứng",
    "Nguồn dữ liệu",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Thời gian hoàn thành",
];

const ROWS: &[[&str; 9]] = &[
    ["1", "Nhận thức số", "20", "", "", "", "", "", ""],
    [
        "1.1",
        "Lãnh đạo xã chủ trì họp về chuyển đổi số hằng quý",
        "10",
        "Có: 10 điểm; không: 0 điểm",
        "Biên bản họp",
        "UBND xã",
        "Văn phòng HĐND và UBND",
        "Phòng Văn hóa - Xã hội",
        "Trước ngày 15/10/2025",
    ],
    [
        "1.2",
        "Trang thông tin điện tử của xã có chuyên mục về chuyển đổi số",
        "10",
        "Có: 10 điểm; không: 0 điểm",
        "Đường link chuyên mục",
        "UBND xã",
        "Phòng Văn hóa - Xã hội",
        "Văn phòng HĐND và UBND",
        "Quý II/2025",
    ],
    ["2", "Hạ tầng số", "30", "", "", "", "", "", ""],
    [
        "2.1",
        "Tỷ lệ hộ gia đình có kết nối cáp quang trên địa bàn xã",
        "10",
        "Tỷ lệ * 10đ",
        "Báo cáo của doanh nghiệp",
        "VNPT cung cấp",
        "Phòng Kinh tế",
        "Các thôn",
        "Trước ngày 30/11/2025",
    ],
    [
        "2.2",
        "Tỷ lệ thôn được phủ sóng di động băng rộng",
        "20",
        "Tỷ lệ * 20đ",
        "Báo cáo của doanh nghiệp",
        "VNPT cung cấp",
        "Phòng Kinh tế",
        "Các thôn",
        "Trước ngày 30/11/2025",
    ],
    ["3", "Nhân lực số", "20", "", "", "", "", "", ""],
    [
        "3.1",
        "Tỷ lệ cán bộ, công chức được tập huấn về chuyển đổi số",
        "10",
        "Tỷ lệ * 10đ",
        "Danh sách lớp tập huấn",
        "UBND xã",
        "Văn phòng HĐND và UBND",
        "Công an xã",
        "Quý III/2025",
    ],
    [
        "3.2",
        "Tỷ lệ thôn có Tổ công nghệ số cộng đồng hoạt động",
        "10",
        "Tỷ lệ * 10đ",
        "Quyết định thành lập",
        "UBND xã",
        "Phòng Văn hóa - Xã hội",
        "Đoàn Thanh niên xã",
        "Thường xuyên",
    ],
];

pub(crate) type Grid = Vec<Vec<String>>;

pub(crate) fn grid() -> Grid {
    let mut rows = vec![owned(&HEADINGS)];
    rows.extend(ROWS.iter().map(|row| owned(row)));
    rows
}

fn owned(row: &[&str]) -> Vec<String> {
    row.iter().map(|text| (*text).to_owned()).collect()
}

fn table(rows: &[Vec<String>], first_line: u32) -> Block {
    let rows = rows.iter().zip(first_line..).map(|(row, line)| TableRow {
        cells: row.iter().map(Cell::new).collect(),
        place: Place::line(line),
        ..TableRow::default()
    });
    Block::Table(Table {
        name: None,
        rows: rows.collect(),
    })
}

fn paragraph(text: &str, line: u32) -> Block {
    let place = Place::line(line);
    Block::Paragraph(Paragraph {
        text: text.to_owned(),
        place,
        ..Paragraph::default()
    })
}

fn read(blocks: Vec<Block>) -> Plan {
    let source = Source {
        format: Format::Text,
        blocks,
        findings: Vec::new(),
    };
    reading::plan::read(&source, Some(2025))
}

fn read_grid(rows: &[Vec<String>]) -> Plan {
    read(vec![
        paragraph("PHỤ LỤC 01", 1),
        paragraph("GIAO CHỈ TIÊU NĂM 2025", 2),
        table(rows, 3),
    ])
}

/// An annex without its places.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Gist(Vec<String>);

impl Gist {
    pub(crate) fn of(annex: &Annex) -> Gist {
        Gist(
            annex
                .rows
                .iter()
                .map(|row| format!("{} {}", row.path, cells(row)))
                .collect(),
        )
    }
}

/// What every format must give.
pub(crate) fn expected() -> Gist {
    Gist::of(&read_grid(&grid()).annexes[0])
}

/// What must be the same in every shape.
fn gist(plan: &Plan) -> Vec<String> {
    let [annex] = plan.annexes.as_slice() else {
        panic!("{} annexes", plan.annexes.len())
    };
    annex
        .rows
        .iter()
        .map(|row| format!("{} {}", row.code.as_deref().unwrap_or("-"), cells(row)))
        .collect()
}

fn cells(row: &Row) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        row.kind,
        row.title,
        row.max_points.as_ref().map(ToString::to_string),
        row.rule_text,
        row.evidence_text,
        row.source_text,
        row.lead,
        row.supporting,
        row.deadline_text,
    )
}

#[track_caller]
fn check(name: &str, plan: &Plan) {
    let (found, expected) = (gist(plan), gist(&read_grid(&grid())));
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected, "{name}");
    }
    assert_eq!(found.len(), expected.len(), "{name}: {found:#?}");
}

#[test]
fn the_plain_shape_is_read_whole() {
    let plan = read_grid(&grid());
    let annex = &plan.annexes[0];
    assert_eq!(annex.name, "Phụ lục 01");
    assert_eq!(annex.title.as_deref(), Some("GIAO CHỈ TIÊU NĂM 2025"));
    let paths: Vec<&str> = annex.rows.iter().map(|row| row.path.as_str()).collect();
    assert_eq!(
        paths,
        ["1", "1.1", "1.2", "2", "2.1", "2.2", "3", "3.1", "3.2"]
    );
    let row = &annex.rows[4];
    assert_eq!(row.parent.as_deref(), Some("2"));
    assert_eq!(row.lead, ["Phòng Kinh tế"]);
    assert_eq!(row.confidence.to_string(), "1");
}

#[test]
fn a_sound_annex_raises_no_alarm() {
    let plan = read_grid(&grid());
    let alarms: Vec<_> = plan
        .findings
        .iter()
        .filter(|finding| finding.code.as_str() >= "F2" && finding.code.severity() > Severity::Info)
        .filter(|finding| !finding.code.as_str().starts_with("F4"))
        .collect();
    assert!(alarms.is_empty(), "{alarms:#?}");
}

#[test]
fn columns_may_stand_in_any_order() {
    for seed in 1..HEADINGS.len() {
        let rows: Grid = grid()
            .into_iter()
            .map(|row| {
                (0..row.len())
                    .map(|at| row[(at * 2 + seed) % 9].clone())
                    .collect()
            })
            .collect();
        check(&format!("shift {seed}"), &read_grid(&rows));
    }
}

#[test]
fn headings_may_be_worded_in_many_ways() {
    let wordings = [
        [
            "TT",
            "Nội dung tiêu chí",
            "Thang điểm",
            "Phương pháp đánh giá",
            "Tài liệu kiểm chứng",
            "Nguồn số liệu",
            "Cơ quan phụ trách",
            "Cơ quan phối hợp",
            "Tiến độ",
        ],
        [
            "Số TT",
            "Tên chỉ số",
            "Điểm chuẩn",
            "Hướng dẫn chấm điểm",
            "Hồ sơ minh chứng",
            "Đơn vị cung cấp số liệu",
            "Bộ phận thực hiện",
            "Phối hợp",
            "Thời hạn",
        ],
        [
            "Mã chỉ số",
            "TIÊU CHÍ/CHỈ SỐ",
            "ĐIỂM",
            "CÁCH XÁC ĐỊNH",
            "MINH CHỨNG",
            "NGUỒN",
            "ĐƠN VỊ",
            "ĐƠN VỊ PHỐI HỢP",
            "HOÀN THÀNH",
        ],
        [
            "Mã",
            "Chỉ số thành phần",
            "Điểmtốiđa",
            "Công thức tính",
            "Yêu cầu minh chứng",
            "Nguồn cung cấp thông tin",
            "Trách nhiệm theo dõi",
            "Đơn vị hỗ trợ",
            "Thời điểm hoàn thành",
        ],
    ];
    for wording in wordings {
        let mut rows = grid();
        rows[0] = owned(&wording);
        check(wording[1], &read_grid(&rows));
    }
}

#[test]
fn headings_nobody_has_seen_are_known_by_what_stands_under_them() {
    let mut rows = grid();
    rows[0] = owned(&[
        "Ký tự",
        "Vấn đề quan tâm",
        "Mức",
        "Ba-rem",
        "Giấy tờ",
        "Lấy ở đâu",
        "Ai làm",
        "Ai giúp",
        "Bao giờ",
    ]);
    let plan = read_grid(&rows);
    let [annex] = plan.annexes.as_slice() else {
        panic!("{}", plan.annexes.len())
    };
    assert_eq!(annex.rows.len(), 9);
    let row = &annex.rows[1];
    assert_eq!(row.title.as_deref(), Some(ROWS[1][1]));
    assert_eq!(
        row.max_points.as_ref().map(ToString::to_string).as_deref(),
        Some("10")
    );
    assert_eq!(row.rule_text.as_deref(), Some(ROWS[1][3]));
    assert_eq!(row.lead, [ROWS[1][6]]);
    assert_eq!(row.supporting, [ROWS[1][7]]);
    assert_eq!(row.deadline_text.as_deref(), Some(ROWS[1][8]));
}

#[test]
fn a_table_without_a_header_is_known_by_its_columns() {
    let plan = read(vec![paragraph("PHỤ LỤC", 1), table(&grid()[1..], 2)]);
    let [annex] = plan.annexes.as_slice() else {
        panic!("{}", plan.annexes.len())
    };
    assert_eq!(annex.rows.len(), 9);
    assert_eq!(annex.rows[1].title.as_deref(), Some(ROWS[1][1]));
    assert_eq!(annex.rows[1].lead, [ROWS[1][6]]);
}

#[test]
fn page_noise_between_rows_says_nothing() {
    let rows = grid();
    let mut blocks = vec![
        paragraph("PHỤ LỤC 01", 1),
        paragraph("GIAO CHỈ TIÊU NĂM 2025", 2),
    ];
    for (at, row) in rows.iter().enumerate().skip(1) {
        let line = u32::try_from(at).expect("small") * 10;
        blocks.push(paragraph("", line));
        blocks.push(paragraph(&at.to_string(), line + 1));
        let page = if at % 2 == 0 {
            vec![row.clone()]
        } else {
            vec![rows[0].clone(), row.clone()]
        };
        blocks.push(table(&page, line + 2));
    }
    check("pages", &read(blocks));
}

#[test]
fn repeated_headers_page_numbers_and_blank_rows_are_no_rows() {
    let mut rows = grid();
    let blank = vec![String::new(); 9];
    let mut number = blank.clone();
    number[0] = "12".to_owned();
    rows.insert(5, blank.clone());
    rows.insert(6, number);
    rows.insert(7, rows[0].clone());
    rows.insert(1, (1..=9).map(|number| format!("({number})")).collect());
    check("noise", &read_grid(&rows));
}

#[test]
fn a_row_broken_by_a_page_is_one_row() {
    for cut in [1, 3, 4, 6] {
        let rows = grid();
        let mut pages = rows[..=5].to_vec();
        let mut rest = vec![String::new(); 9];
        for at in [1, 4, 6] {
            let words: Vec<&str> = rows[5][at].split(' ').collect();
            let cut = cut.min(words.len());
            pages[5][at] = words[..cut].join(" ");
            rest[at] = words[cut..].join(" ");
        }
        let second: Grid = [vec![rows[0].clone(), rest], rows[6..].to_vec()].concat();
        let plan = read(vec![
            paragraph("PHỤ LỤC 01", 1),
            paragraph("GIAO CHỈ TIÊU NĂM 2025", 2),
            table(&pages, 3),
            paragraph("", 20),
            paragraph("7", 21),
            table(&second, 30),
        ]);
        check(&format!("cut after {cut} words"), &plan);
        let row = &plan.annexes[0].rows[4];
        assert!(
            row.place.line < 20 && row.place.line_end > 30,
            "{:?}",
            row.place
        );
    }
}

#[test]
fn trailing_empty_cells_may_be_missing() {
    let rows: Grid = grid()
        .into_iter()
        .map(|mut row| {
            while row.last().is_some_and(String::is_empty) {
                row.pop();
            }
            row
        })
        .collect();
    check("short rows", &read_grid(&rows));
}

#[test]
fn a_header_in_two_rows_with_a_merged_group_is_one_header() {
    let mut rows = grid();
    rows[0] = owned(&[
        "STT",
        "Chỉ số",
        "Điểm",
        "Cách tính",
        "Minh chứng",
        "Nguồn dữ liệu",
        "Đơn vị thực hiện",
        "",
        "Thời gian",
    ]);
    rows.insert(
        1,
        owned(&["", "", "", "", "", "", "Chủ trì", "Phối hợp", ""]),
    );
    let plan = read_grid(&rows);
    check("plain text", &plan);
    let headings: Vec<&str> = plan.annexes[0]
        .columns
        .iter()
        .map(|column| column.heading.as_str())
        .collect();
    assert_eq!(
        headings[6..8],
        ["Đơn vị thực hiện: Chủ trì", "Đơn vị thực hiện: Phối hợp"]
    );

    let Block::Table(mut merged) = table(&rows, 3) else {
        unreachable!()
    };
    merged.rows[0].cells[7].covered_left = true;
    for at in [0, 1, 2, 3, 4, 5, 8] {
        merged.rows[1].cells[at].covered_above = true;
    }
    let plan = read(vec![
        paragraph("PHỤ LỤC 01", 1),
        paragraph("GIAO CHỈ TIÊU NĂM 2025", 2),
        Block::Table(merged),
    ]);
    check("merged cells", &plan);
}

#[test]
fn a_table_without_a_code_column_keeps_its_rows() {
    let rows: Grid = grid().into_iter().map(|row| row[1..].to_vec()).collect();
    let plan = read_grid(&rows);
    let [annex] = plan.annexes.as_slice() else {
        panic!("{}", plan.annexes.len())
    };
    let titles: Vec<&str> = annex
        .rows
        .iter()
        .filter_map(|row| row.title.as_deref())
        .collect();
    let expected: Vec<&str> = ROWS.iter().map(|row| row[1]).collect();
    assert_eq!(titles, expected);
    let kinds: Vec<RowKind> = annex.rows.iter().map(|row| row.kind).collect();
    assert_eq!(kinds[0], RowKind::Heading);
    assert_eq!(kinds[1], RowKind::Indicator);
    let mut paths: Vec<&str> = annex.rows.iter().map(|row| row.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), annex.rows.len());
}

#[test]
fn codes_in_the_title_are_codes() {
    let rows: Grid = grid()
        .into_iter()
        .enumerate()
        .map(|(at, row)| {
            let mut rest = row[1..].to_vec();
            if at > 0 {
                rest[0] = format!("{}. {}", row[0], row[1]);
            }
            rest
        })
        .collect();
    let plan = read_grid(&rows);
    let paths: Vec<&str> = plan.annexes[0]
        .rows
        .iter()
        .map(|row| row.path.as_str())
        .collect();
    assert_eq!(
        paths,
        ["1", "1.1", "1.2", "2", "2.1", "2.2", "3", "3.1", "3.2"]
    );
    assert_eq!(plan.annexes[0].rows[1].title.as_deref(), Some(ROWS[1][1]));
}

#[test]
fn groups_across_the_table_are_headings() {
    let mut rows = grid();
    for at in [1, 4, 7] {
        let roman = ["I", "II", "III"][at / 3];
        let text = format!("{roman}. {} ({} điểm)", rows[at][1], rows[at][2]);
        rows[at] = vec![String::new(); 9];
        rows[at][0] = text;
    }
    let plan = read_grid(&rows);
    let annex = &plan.annexes[0];
    let paths: Vec<&str> = annex.rows.iter().map(|row| row.path.as_str()).collect();
    assert_eq!(
        paths,
        ["1", "1.1", "1.2", "2", "2.1", "2.2", "3", "3.1", "3.2"]
    );
    assert_eq!(annex.rows[3].kind, RowKind::Heading);
    assert_eq!(
        annex.rows[3]
            .max_points
            .as_ref()
            .map(ToString::to_string)
            .as_deref(),
        Some("30")
    );
}

#[test]
fn codes_that_restart_under_letters_have_paths_of_their_own() {
    let mut rows = grid();
    for (at, code) in ["A", "1.", "2.", "B", "1.", "2.", "C", "1.", "2."]
        .into_iter()
        .enumerate()
    {
        rows[at + 1][0] = code.to_owned();
    }
    let plan = read_grid(&rows);
    let annex = &plan.annexes[0];
    let paths: Vec<&str> = annex.rows.iter().map(|row| row.path.as_str()).collect();
    assert_eq!(
        paths,
        ["A", "A.1", "A.2", "B", "B.1", "B.2", "C", "C.1", "C.2"]
    );
    assert_eq!(annex.rows[1].code.as_deref(), Some("1."));
}

#[test]
fn what_is_wrong_is_said() {
    let mut rows = grid();
    rows[1][2] = "25".to_owned();
    rows[3][0] = "1.1".to_owned();
    rows[5][6] = String::new();
    rows[6][0] = "2.4".to_owned();
    rows[8][0] = String::new();
    rows[9][8] = "Công an xã".to_owned();
    rows[0].push("Mã định danh hồ sơ lưu".to_owned());
    let plan = read_grid(&rows);
    for code in [
        FindingCode::PillarTotalDiffers,
        FindingCode::CodeRepeated,
        FindingCode::LeadMissing,
        FindingCode::CodeGap,
        FindingCode::CodeMissing,
        FindingCode::CellShifted,
        FindingCode::ColumnUnknown,
    ] {
        assert!(
            plan.findings.iter().any(|finding| finding.code == code),
            "{code:?}: {:#?}",
            plan.findings
        );
    }
    let repeated = &plan.annexes[0].rows[2];
    assert_eq!(repeated.path, "1.1#2");
}

#[test]
fn two_annexes_after_each_other_are_two() {
    let tasks = [
        owned(&["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"]),
        owned(&[
            "1",
            "Xây dựng kế hoạch chuyển đổi số của xã",
            "Văn phòng HĐND và UBND",
            "Quý I/2025",
        ]),
        owned(&[
            "2",
            "Tổ chức tập huấn cho Tổ công nghệ số cộng đồng",
            "Phòng Văn hóa - Xã hội",
            "Quý II/2025",
        ]),
    ];
    let plan = read(vec![
        paragraph("PHỤ LỤC 01", 1),
        table(&grid(), 2),
        paragraph("PHỤ LỤC 02", 30),
        paragraph("DANH MỤC NHIỆM VỤ", 31),
        table(&tasks, 32),
    ]);
    let names: Vec<&str> = plan
        .annexes
        .iter()
        .map(|annex| annex.name.as_str())
        .collect();
    assert_eq!(names, ["Phụ lục 01", "Phụ lục 02"]);
    let kinds: Vec<RowKind> = plan.annexes[1].rows.iter().map(|row| row.kind).collect();
    assert_eq!(kinds, [RowKind::Task, RowKind::Task]);
}

#[test]
fn tables_that_are_no_annex_are_left_alone() {
    let head = [
        owned(&[
            "ỦY BAN NHÂN DÂN XÃ AN HÒA",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        ]),
        owned(&["Số: 12/KH-UBND", "An Hòa, ngày 02 tháng 01 năm 2025"]),
    ];
    let close = [owned(&[
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn A",
    ])];
    let plan = read(vec![
        table(&head, 1),
        paragraph("KẾ HOẠCH", 3),
        table(&close, 5),
    ]);
    assert!(plan.annexes.is_empty());
    assert!(
        plan.findings
            .iter()
            .any(|finding| finding.code == FindingCode::NoTable)
    );
}

#[test]
fn a_unit_column_is_a_measure_when_it_holds_measures() {
    let rows = [
        owned(&[
            "STT",
            "Chỉ tiêu",
            "Đơn vị",
            "Kế hoạch năm 2025",
            "Đơn vị theo dõi",
        ]),
        owned(&[
            "1",
            "Tỷ lệ hồ sơ trực tuyến toàn trình",
            "%",
            "80",
            "Trung tâm Phục vụ hành chính công",
        ]),
        owned(&[
            "2",
            "Số tin, bài về chuyển đổi số",
            "Bài",
            "50",
            "Phòng Văn hóa - Xã hội",
        ]),
        owned(&["3", "Tỷ lệ hộ có cáp quang", "%", "90", "Phòng Kinh tế"]),
    ];
    let plan = read_grid(&rows);
    let fields: Vec<Option<Field>> = plan.annexes[0]
        .columns
        .iter()
        .map(|column| column.field)
        .collect();
    let expected = [
        Field::Code,
        Field::Title,
        Field::Measure,
        Field::TargetText,
        Field::Lead,
    ];
    assert_eq!(fields, expected.map(Some));
    assert_eq!(plan.annexes[0].rows[0].kind, RowKind::Target);
}

#[test]
fn a_worksheet_carries_its_title_in_rows_above_the_header() {
    let mut rows = vec![
        owned(&["PHỤ LỤC 01"]),
        owned(&["GIAO CHỈ TIÊU NĂM 2025"]),
        Vec::new(),
    ];
    rows.extend(grid());
    for row in &mut rows {
        row.resize(9, String::new());
    }
    let Block::Table(mut sheet) = table(&rows, 1) else {
        unreachable!()
    };
    sheet.name = Some("Sheet1".to_owned());
    let plan = read(vec![Block::Table(sheet)]);
    check("worksheet", &plan);
    assert_eq!(plan.annexes[0].name, "Phụ lục 01");
    assert_eq!(
        plan.annexes[0].title.as_deref(),
        Some("GIAO CHỈ TIÊU NĂM 2025")
    );
}

#[test]
fn merged_cells_speak_for_every_row_they_cover() {
    let mut rows = grid();
    rows[6][6] = String::new();
    rows[6][7] = String::new();
    let Block::Table(mut merged) = table(&rows, 3) else {
        unreachable!()
    };
    merged.rows[6].cells[6].covered_above = true;
    merged.rows[6].cells[7].covered_above = true;
    for at in [2, 3, 4, 5, 6, 7, 8] {
        merged.rows[1].cells[at].covered_left = at != 2;
    }
    let name = [
        paragraph("PHỤ LỤC 01", 1),
        paragraph("GIAO CHỈ TIÊU NĂM 2025", 2),
    ];
    let plan = read([name.to_vec(), vec![Block::Table(merged)]].concat());
    check("merged lead", &plan);

    // Left empty, the cell says nothing.
    let plan = read_grid(&rows);
    assert!(plan.annexes[0].rows[5].lead.is_empty());
}

#[test]
fn one_row_whose_cells_are_merged_over_several_is_one_row() {
    let mut rows = grid();
    let mut second = vec![String::new(); 9];
    second[4] = "Ảnh chụp buổi họp".to_owned();
    rows.insert(3, second);
    let Block::Table(mut merged) = table(&rows, 3) else {
        unreachable!()
    };
    for at in [0, 1, 2, 3, 5, 6, 7, 8] {
        merged.rows[3].cells[at].covered_above = true;
    }
    let plan = read(vec![Block::Table(merged)]);
    let row = &plan.annexes[0].rows[1];
    assert_eq!(plan.annexes[0].rows.len(), 9);
    assert_eq!(
        row.evidence_text.as_deref(),
        Some("Biên bản họp Ảnh chụp buổi họp")
    );
}

#[test]
fn dashes_stand_under_the_row_above() {
    let rows = [
        owned(&["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"]),
        owned(&["I", "CÔNG TÁC CHỈ ĐẠO", "", ""]),
        owned(&[
            "1",
            "Tổ chức hội nghị về chuyển đổi số",
            "Phòng Văn hóa - Xã hội",
            "Năm 2025",
        ]),
        owned(&[
            "-",
            "Hội nghị lần một",
            "Phòng Văn hóa - Xã hội",
            "Tháng 3/2025",
        ]),
        owned(&[
            "",
            "- Hội nghị lần hai",
            "Phòng Văn hóa - Xã hội",
            "Tháng 6/2025",
        ]),
        owned(&[
            "2",
            "Lắp đặt hệ thống họp trực tuyến",
            "Phòng Kinh tế",
            "Quý I/2025",
        ]),
    ];
    let plan = read_grid(&rows);
    let paths: Vec<&str> = plan.annexes[0]
        .rows
        .iter()
        .map(|row| row.path.as_str())
        .collect();
    assert_eq!(paths, ["I", "I.1", "I.1#1", "I.1#2", "I.2"]);
    assert!(
        plan.findings
            .iter()
            .all(|finding| finding.code != FindingCode::CodeMissing)
    );
}

#[test]
fn points_split_under_one_heading_are_told_apart() {
    let mut rows: Grid = grid()
        .into_iter()
        .map(|mut row| {
            row.insert(3, String::new());
            row
        })
        .collect();
    rows[0][2] = "Điểm".to_owned();
    let mut second = vec![String::new(); 10];
    second[2] = "Tối đa".to_owned();
    second[3] = "Tự chấm".to_owned();
    rows.insert(1, second);
    check("points", &read_grid(&rows));
}

#[test]
fn a_total_row_is_compared_with_its_groups() {
    let mut rows = grid();
    let mut total = vec![String::new(); 9];
    total[1] = "Tổng cộng".to_owned();
    total[2] = "75".to_owned();
    rows.push(total);
    let plan = read_grid(&rows);
    let found = plan
        .findings
        .iter()
        .find(|finding| finding.code == FindingCode::GrandTotalDiffers);
    let found = found.expect("70 is not 75");
    assert_eq!(
        (found.value("declared"), found.value("computed")),
        ("75", "70")
    );
}

#[test]
fn cells_that_a_tag_swallowed_come_back() {
    let mut rows = grid();
    let rule = "Tỷ lệ ≥ 40%: 10đ Tỷ lệ <math><40%</math> = tỷ lệ/ <math>40%*10đ< math><=\"\" td=\"\"> \
                <td>Báo cáo của doanh nghiệp</td> <td>VNPT cung cấp</td> <td>Phòng Kinh tế</td> \
                <td>Các thôn</td> <td>Trước ngày 30/11/2025</td> </math>40%*10đ<>";
    rows[5].truncate(3);
    rows[5].push(rule.to_owned());
    let plan = read_grid(&rows);
    let row = &plan.annexes[0].rows[4];
    assert_eq!(row.evidence_text.as_deref(), Some(ROWS[4][4]));
    assert_eq!(row.lead, [ROWS[4][6]]);
    assert_eq!(row.deadline_text.as_deref(), Some(ROWS[4][8]));
    let rule = row
        .corrected
        .iter()
        .find(|entry| entry.0 == Field::RuleText);
    let rule = rule.map(|entry| entry.1.as_str());
    assert_eq!(rule, Some("Tỷ lệ ≥ 40%: 10đ Tỷ lệ <40% = tỷ lệ/40%*10đ"));
    assert!(row.confidence < 1.into());
}

#[test]
fn a_line_at_the_foot_of_each_page_does_not_cut_the_annex() {
    let rows = grid();
    let foot = "Kế hoạch chuyển đổi số xã An Hòa";
    let plan = read(vec![
        paragraph("PHỤ LỤC 01", 1),
        paragraph("GIAO CHỈ TIÊU NĂM 2025", 2),
        table(&rows[..4], 3),
        paragraph(foot, 10),
        table(&rows[4..7], 11),
        paragraph(foot, 20),
        table(&rows[7..], 21),
    ]);
    check("foot", &plan);
}

#[test]
fn a_very_wide_sheet_is_read_as_well() {
    let wide: Grid = grid()
        .into_iter()
        .map(|mut row| {
            row.resize(2000, String::new());
            row
        })
        .collect();
    check("wide", &read_grid(&wide));
}

fn is_consistent(annex: &Annex) {
    let paths: std::collections::BTreeSet<&str> =
        annex.rows.iter().map(|row| row.path.as_str()).collect();
    assert_eq!(paths.len(), annex.rows.len());
    for row in &annex.rows {
        assert!(
            row.parent
                .as_deref()
                .is_none_or(|parent| paths.contains(parent))
        );
        assert!(row.place.line <= row.place.line_end);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Cells lost, moved, doubled, cut or filled with anything: read without a fault, paths unique.
    #[test]
    fn no_damage_breaks_the_reader(damages in prop::collection::vec((0usize..10, 0usize..9, 0u8..8, ".{0,12}"), 1..12)) {
        let mut rows = grid();
        for (row, cell, kind, text) in damages {
            let at = row % rows.len();
            let width = rows[at].len() + 1;
            match kind {
                0 => rows[at].clear(),
                1 => { rows[at].truncate(cell); }
                2 => { let copy = rows[at].clone(); rows.insert(at, copy); }
                3 if rows.len() > 2 => { rows.remove(at); }
                4 => rows[at].insert(cell % width, text),
                5 => rows[at].push(text),
                6 => { let other = cell % rows.len(); rows.swap(at, other); }
                _ => if let Some(found) = rows[at].get_mut(cell) { *found = text; },
            }
        }
        let plan = read_grid(&rows);
        for annex in &plan.annexes {
            is_consistent(annex);
        }
    }
}
