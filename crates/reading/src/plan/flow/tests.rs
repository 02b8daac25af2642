//! Rebuilding lost tables: a real plan against rows looked through by eye, and made-up tables laid out
//! the way extractors do.

use domain::source::{Block, Paragraph, Place, Table};

use super::rebuild;
use crate::text::fold;

fn blocks(text: &str) -> Vec<Block> {
    (1..)
        .zip(text.split('\n'))
        .map(|(line, text)| {
            Block::Paragraph(Paragraph {
                text: text.to_owned(),
                place: Place::line(line),
                ..Paragraph::default()
            })
        })
        .collect()
}

fn tables(text: &str) -> Vec<Table> {
    rebuild(blocks(text))
        .into_iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        })
        .collect()
}

/// FNV-1a, 32 bits: enough to tell a right cell from a wrong one without copying the plan here.
fn print(text: &str) -> String {
    let hash = fold(text).bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("{hash:08x}")
}

/// The city plan of 2024 (Bắc Giang), extracted from PDF without tabs. The prints were taken from
/// this reader once every row had been looked through: they hold what is right, and would hold a
/// fault that the eye passed over.
#[test]
fn every_cell_of_a_real_plan_is_found() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/plans");
    let Ok(folder) = std::fs::read_dir(path) else {
        assert!(
            std::env::var_os("CHAMDIEM_REQUIRE_PLANS").is_none(),
            "the shared plans are needed"
        );
        eprintln!("not run: the shared plans are not here");
        return;
    };
    let file = folder
        .filter_map(Result::ok)
        .find(|file| file.file_name().to_string_lossy().starts_with("004_"))
        .unwrap();
    let text = std::fs::read_to_string(file.path()).unwrap();
    let tables = tables(&text);
    assert_eq!(tables.len(), 1);
    let found: Vec<String> = tables[0]
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<String> = row.cells[1..]
                .iter()
                .map(|cell| print(&cell.text))
                .collect();
            let place = row.place;
            format!(
                "{} {}-{} {}",
                row.cells[0].text,
                place.line,
                place.line_end,
                cells.join(" ")
            )
        })
        .collect();
    let expected: Vec<&str> = include_str!("plan_004.txt").lines().collect();
    assert_eq!(found.len(), expected.len());
    for ((found, expected), row) in found.iter().zip(&expected).zip(&tables[0].rows) {
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(found, expected, "{cells:#?}");
    }
}

#[test]
fn prose_and_short_lists_stay_what_they_are() {
    let text =
        "STT là số thứ tự.\n\n1. Mục đích\n\nTriển khai Kế hoạch.\n\n2. Yêu cầu\n\nKịp thời.";
    let before = blocks(text);
    assert_eq!(rebuild(before.clone()), before);
}

#[test]
fn what_follows_the_table_is_kept() {
    let text = "Mở đầu\n\nSTT Nhiệm vụ Cơ quan chủ trì Thời gian\n\n1 Nhận thức số \n\n1.1 Mở chuyên \
                mục Phòng VH Quý I/2025 \n\n1.2 Phát tin Trạm Y tế Tháng 3 \n\nNơi nhận:\n\n- Như trên";
    let rebuilt = rebuild(blocks(text));
    let texts: Vec<&str> = rebuilt
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) if !paragraph.text.is_empty() => Some(&*paragraph.text),
            _ => None,
        })
        .collect();
    assert_eq!(texts, ["Mở đầu", "Nơi nhận:", "- Như trên"]);
    let Some(Block::Table(table)) = rebuilt
        .iter()
        .find(|block| matches!(block, Block::Table(_)))
    else {
        panic!("no table");
    };
    assert_eq!(table.rows.len(), 4);
    let cells: Vec<&str> = table.rows[3]
        .cells
        .iter()
        .map(|cell| cell.text.as_str())
        .collect();
    assert_eq!(cells, ["1.2", "Phát tin", "Trạm Y tế", "Tháng 3"]);
}

/// Lays tables out as a PDF and extracts them as running lines.
mod layout {
    /// A reproducible source of chance.
    pub(super) struct Chance(pub(super) u64);

    impl Chance {
        pub(super) fn below(&mut self, limit: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
        }

        pub(super) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
            from[self.below(from.len())]
        }
    }

    pub(super) struct Column {
        pub(super) heading: &'static str,
        pub(super) width: usize,
        pub(super) content: &'static [&'static str],
    }

    pub(super) const TITLES: &[&str] = &[
        "Tỷ lệ hộ gia đình có đường truyền cáp quang",
        "Ban hành quy chế quản lý dữ liệu dùng chung của phường",
        "Duy trì chuyên trang về chuyển đổi số",
        "Số lượng máy tính được cài phần mềm diệt vi rút có bản quyền trong năm",
        "Tổ chức lớp phổ cập kỹ năng số cho người cao tuổi tại các khu dân cư",
        "Đăng ký chữ ký số cho hộ kinh doanh",
    ];
    const LEADS: &[&str] = &[
        "Phòng Văn hóa - Xã hội",
        "UBND các phường, xã",
        "Công an phường",
        "Văn phòng HĐND và UBND",
        "Trung tâm Phục vụ hành chính công",
        "Trạm Y tế",
    ];
    const SUPPORT: &[&str] = &[
        "Các cơ quan, đơn vị có liên quan",
        "Bưu điện phường",
        "Các trường học trên địa bàn",
        "Phòng Kinh tế, UBND các xã",
        "Đoàn Thanh niên phường",
        "",
    ];
    const TIMES: &[&str] = &[
        "Thường xuyên",
        "Trước ngày 15/11/2025",
        "Quý II/2025",
        "Trong tháng 6/2025",
        "Hằng quý",
        "Khi có yêu cầu",
        "Năm 2025",
    ];
    const PROOF: &[&str] = &[
        "Quyết định ban hành",
        "Báo cáo số liệu của doanh nghiệp",
        "Hình ảnh, đường dẫn tin bài",
        "",
        "Biên bản nghiệm thu có xác nhận của đơn vị",
    ];
    const NOTES: &[&str] = &["", "", "", "", "Theo hướng dẫn của tỉnh"];

    pub(super) fn columns(chance: &mut Chance) -> Vec<Column> {
        let mut width = |from: usize| from + chance.below(8);
        let mut columns = vec![
            Column {
                heading: "Nội dung nhiệm vụ",
                width: width(24),
                content: TITLES,
            },
            Column {
                heading: "Cơ quan chủ trì",
                width: width(14),
                content: LEADS,
            },
            Column {
                heading: "Cơ quan phối hợp",
                width: width(14),
                content: SUPPORT,
            },
            Column {
                heading: "Thời gian thực hiện",
                width: width(12),
                content: TIMES,
            },
            Column {
                heading: "Minh chứng",
                width: width(18),
                content: PROOF,
            },
            Column {
                heading: "Ghi chú",
                width: width(10),
                content: NOTES,
            },
        ];
        columns.truncate(4 + chance.below(3));
        columns
    }

    fn wrap(text: &str, width: usize) -> Vec<String> {
        let mut lines: Vec<String> = vec![String::new()];
        for word in text.split(' ') {
            let line = lines.last_mut().unwrap();
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                lines.push(word.to_owned());
            } else {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(word);
            }
        }
        lines
    }

    /// Writes one row as such an extractor does; heights are half lines from the row's middle.
    fn extract(cells: &[Vec<String>], out: &mut String) {
        let mut last: Option<i32> = None;
        for lines in cells {
            let count = i32::try_from(lines.len()).unwrap();
            for (at, line) in (0..).zip(lines) {
                let height = 2 * at - (count - 1);
                match last.map(|last| (height - last).abs()) {
                    Some(0) => {}
                    Some(1) => out.push('\n'),
                    _ => out.push_str("\n\n"),
                }
                out.push_str(line);
                out.push(' ');
                last = Some(height);
            }
        }
    }

    pub(super) fn document(columns: &[Column], rows: &[Vec<String>], page: usize) -> String {
        let mut out = String::from("PHỤ LỤC\n\nPhân công nhiệm vụ");
        let mut head = vec![vec!["STT".to_owned()]];
        head.extend(
            columns
                .iter()
                .map(|column| wrap(column.heading, column.width)),
        );
        for (at, row) in rows.iter().enumerate() {
            if at % page == 0 {
                extract(&head, &mut out);
            }
            let cells: Vec<Vec<String>> = row
                .iter()
                .enumerate()
                .map(|(at, text)| match at {
                    0 => vec![text.clone()],
                    at => wrap(text, columns[at - 1].width),
                })
                .collect();
            extract(&cells, &mut out);
        }
        out
    }
}

#[test]
fn made_up_tables_come_back_from_running_lines() {
    let mut chance = layout::Chance(0x9E37_79B9_7F4A_7C15);
    let (mut cells, mut wrong, mut rows_wrong) = (0, 0, 0);
    for _ in 0..60 {
        let columns = layout::columns(&mut chance);
        let mut rows: Vec<Vec<String>> = Vec::new();
        for group in 1..=3 {
            let mut heading = vec![format!("{group}"), chance.pick(layout::TITLES).to_owned()];
            heading.resize(columns.len() + 1, String::new());
            rows.push(heading);
            for row in 1..=6 + chance.below(6) {
                let mut cells = vec![format!("{group}.{row}")];
                cells.extend(
                    columns
                        .iter()
                        .map(|column| chance.pick(column.content).to_owned()),
                );
                rows.push(cells);
            }
        }
        let text = layout::document(&columns, &rows, 9);
        let tables = tables(&text);
        assert_eq!(tables.len(), 1, "{text}");
        let found = &tables[0].rows[1..];
        rows_wrong += found.len().abs_diff(rows.len());
        for (found, row) in found.iter().zip(&rows) {
            for (cell, text) in found.cells.iter().zip(row) {
                cells += 1;
                wrong += usize::from(fold(&cell.text) != fold(text));
            }
        }
    }
    eprintln!("{wrong} of {cells} cells differ");
    assert_eq!(rows_wrong, 0);
    assert!(wrong * 100 <= cells * 3, "{wrong} of {cells} cells differ");
}

#[test]
fn no_damage_makes_it_fail() {
    let mut chance = layout::Chance(42);
    let columns = layout::columns(&mut chance);
    let rows: Vec<Vec<String>> = (1..=6)
        .map(|row| {
            let mut cells = vec![format!("{row}")];
            cells.extend(
                columns
                    .iter()
                    .map(|column| chance.pick(column.content).to_owned()),
            );
            cells
        })
        .collect();
    let text = layout::document(&columns, &rows, 3);
    let letters: Vec<char> = text.chars().collect();
    for _ in 0..400 {
        let mut damaged = letters.clone();
        for _ in 0..=chance.below(6) {
            let at = chance.below(damaged.len());
            match chance.below(4) {
                0 => drop(damaged.drain(at..(at + 1 + chance.below(30)).min(damaged.len()))),
                1 => damaged.insert(at, ['\n', ' ', '\t', '9', '.', '\u{301}'][chance.below(6)]),
                2 => damaged.swap(at, 0),
                _ => damaged.truncate(at.max(1)),
            }
        }
        let damaged: String = damaged.into_iter().collect();
        let words = |text: &str| text.split_whitespace().count();
        let total: usize = rebuild(blocks(&damaged))
            .iter()
            .map(|block| match block {
                Block::Paragraph(paragraph) => words(&paragraph.text),
                Block::Table(table) => table
                    .rows
                    .iter()
                    .flat_map(|row| &row.cells)
                    .map(|cell| words(&cell.text))
                    .sum(),
            })
            .sum();
        // Repeated heads and page numbers go; nothing is invented.
        assert!(total <= words(&damaged), "{damaged}");
    }
}
