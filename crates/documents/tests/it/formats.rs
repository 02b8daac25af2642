//! The same contents in every format give the same rows.

use domain::source::{Format, Source};

use super::{convert, paragraphs, read, tables, texts};

/// A plan of our own, as text.
const PLAN: &str = "UBND XÃ SUỐI MƠ\n\nKẾ HOẠCH\nNâng cao chỉ số chuyển đổi số năm 2024\n\n\
    STT\tChỉ số\tĐiểm tối đa\tCách tính điểm\tChủ trì\n\
    I\tNhận thức số\t20\t\t\n\
    1.1\tNgười đứng đầu chủ trì họp\t10\t\"Có: 10 điểm\nKhông: 0 điểm\"\tVăn phòng\n\
    1.2\tTỷ lệ hộ dân ≥ 80% & <90%\t10\tTỷ lệ * 10\tVăn hóa\n\
    A. NHÓM CHUNG\t\t\t\t\n\
    2.1\tSố bài viết\t01\t1 bài: 1 điểm\t\n\nNơi nhận: Như trên";

/// White space folded: HTML keeps no more.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Checks that each format gives back the rows and texts of the source.
#[track_caller]
fn check(source: &Source) {
    let expected = texts(source);
    let prose = |source: &Source| {
        let texts = paragraphs(source).into_iter().map(|one| folded(&one.text));
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>()
    };
    let formats = [
        (Format::Docx, convert::docx(source)),
        (Format::Html, convert::html(source)),
        (Format::Xlsx, convert::xlsx(source)),
    ];
    for (format, bytes) in formats {
        let back = read(&bytes);
        assert_eq!(back.format, format);
        assert_eq!(back.findings, source.findings, "{format:?}");
        for (text, expected) in prose(&back).iter().zip(&prose(source)) {
            assert_eq!(text, expected, "{format:?}");
        }
        assert_eq!(prose(&back).len(), prose(source).len(), "{format:?}");
        assert_eq!(texts(&back).len(), expected.len(), "{format:?}");
        for (row, expected) in texts(&back).iter().zip(&expected) {
            assert_eq!(row, expected, "{format:?}");
        }
    }
}

#[test]
fn a_plan_reads_alike_in_all_formats() {
    let source = read(PLAN.as_bytes());
    assert_eq!(tables(&source).len(), 1);
    check(&source);
}

#[test]
fn real_plans_read_alike_in_all_formats() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/plans");
    let Ok(entries) = std::fs::read_dir(folder) else {
        assert!(
            std::env::var_os("CHAMDIEM_REQUIRE_PLANS").is_none(),
            "the shared plans are needed"
        );
        eprintln!("no ../shared/plans here: nothing compared");
        return;
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        check(&read(&std::fs::read(&path).unwrap()));
    }
}

#[test]
fn names_are_not_believed() {
    let source = read(PLAN.as_bytes());
    let back = documents::read(&convert::docx(&source), Some("bang.xlsx")).unwrap();
    assert_eq!(back.format, Format::Docx);
    assert_eq!(
        documents::read(PLAN.as_bytes(), Some("a.pdf")).unwrap(),
        source
    );
}
