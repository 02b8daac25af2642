//! How fast papers are written: a plan with 80 rows in its annex, and a table of 3,321 communes by
//! 100 indicators.

use domain::plan::RowKind;
use papers::annex::{Entry, annex};
use papers::xlsx::Sheet;
use papers::{Align, Block, Cell, Column, Head, Layout, Paper, Row, Table, docx, pdf, xlsx};
use scoring::Exact;

fn main() {
    divan::main();
}

#[divan::bench]
fn docx_of_80_rows(bencher: divan::Bencher) {
    let paper = paper();
    bencher.bench(|| docx::write(&paper, &Layout::default()).expect("written"));
}

#[divan::bench]
fn pdf_of_80_rows(bencher: divan::Bencher) {
    let paper = paper();
    bencher.bench(|| pdf::write(&paper, &Layout::default()).expect("written"));
}

#[divan::bench(sample_count = 3)]
fn xlsx_of_3321_units_by_100(bencher: divan::Bencher) {
    let table = country();
    let sheet = Sheet {
        name: "Điểm",
        above: &[],
        table: &table,
        total: None,
    };
    bencher.bench(|| xlsx::write(&[sheet], &Layout::default()).expect("written"));
}

fn paper() -> Paper {
    let entries: Vec<Entry> = (0..80_i64)
        .map(|at| Entry {
            kind: if at % 10 == 0 {
                RowKind::Heading
            } else {
                RowKind::Indicator
            },
            code: Some(if at % 10 == 0 {
                format!("{}", at / 10 + 1)
            } else {
                format!("{}.{}", at / 10 + 1, at % 10)
            }),
            title: "Tỷ lệ hồ sơ thủ tục hành chính được nộp trực tuyến trên tổng số hồ sơ"
                .to_owned(),
            points: Some((Exact::whole(10), "10".to_owned())),
            rule: (at % 10 != 0).then(|| {
                "Tỷ lệ ≥ 85%: 20đ;\nTỷ lệ < 85% = tỷ lệ/85% * 20đ; không có số liệu: 0đ".to_owned()
            }),
            evidence: (at % 10 != 0).then(|| "Báo cáo của Cổng Dịch vụ công quốc gia".to_owned()),
            lead: (at % 10 != 0).then(|| "Trung tâm Phục vụ hành chính công".to_owned()),
            supporting: (at % 10 != 0).then(|| "Các đơn vị thuộc phường".to_owned()),
            deadline: (at % 10 != 0).then(|| "Trước ngày 01/10/2026".to_owned()),
            ..Entry::default()
        })
        .collect();
    let words = "Các đơn vị được giao chủ trì triển khai đúng thời hạn, gửi số liệu, minh chứng.";
    Paper {
        head: Head {
            agency: "UBND phường Sơn Khê".to_owned(),
            symbol: "KH-UBND".to_owned(),
            place: "Sơn Khê".to_owned(),
            year: 2026,
            ..Head::default()
        },
        kind: "Kế hoạch".to_owned(),
        title: "Nâng cao Chỉ số chuyển đổi số năm 2026".to_owned(),
        body: (0..30).map(|_| Block::Paragraph(words.repeat(3))).collect(),
        annexes: vec![annex("Phụ lục 01", None, &entries)],
        ..Paper::default()
    }
}

fn country() -> Table {
    let mut columns = vec![Column {
        heading: "Đơn vị".to_owned(),
        share: 30,
        align: Align::Left,
    }];
    columns.extend((1..=100).map(|at| Column {
        heading: format!("Chỉ số {at}"),
        share: 12,
        align: Align::Right,
    }));
    let rows = (0..3321_i64).map(|unit| {
        let mut cells = vec![Cell::new(format!("Xã số {unit}"))];
        cells.extend((0..100_i64).map(|at| {
            let points = Exact::whole(unit * 7 + at) / Exact::whole(40);
            Cell {
                number: Some(points),
                ..Cell::new("")
            }
        }));
        Row {
            cells,
            strong: false,
        }
    });
    Table {
        columns,
        rows: rows.collect(),
    }
}
