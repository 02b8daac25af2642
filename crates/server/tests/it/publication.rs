//! `chamdiem publication verify`: 0 for a file that follows, 1 and a sentence for any other.

use std::path::Path;
use std::process::Command;

use app::publication::document::{Content, FORMAT, FrameworkPart, PeriodPart, Totals};
use app::stored::settings;
use scoring::framework::Framework;

fn run(file: &Path, more: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_chamdiem"))
        .args(["publication", "verify"])
        .arg(file)
        .args(more)
        .env_remove("DATABASE_URL")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// The smallest file that follows: no unit yet.
fn content() -> Content {
    Content {
        corrects: None,
        format: FORMAT.to_owned(),
        framework: FrameworkPart {
            declared: settings::declared(&Framework::default()),
            legal_basis: None,
            name: "DTI cấp xã".to_owned(),
            pillars: Vec::new(),
            version: 1,
        },
        number: 1,
        period: PeriodPart {
            code: "2026".to_owned(),
            name: "Năm 2026".to_owned(),
            year: 2026,
        },
        published_at: "2026-12-20T02:00:00Z".to_owned(),
        publisher: "Thành phố Đông Lĩnh".to_owned(),
        reason: None,
        title: "Kết quả năm 2026".to_owned(),
        totals: Totals {
            points: "0".to_owned(),
            ..Totals::default()
        },
        units: Vec::new(),
    }
}

#[test]
fn a_file_that_follows_is_0_and_any_other_is_1_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cong-bo.json");
    let whole = serde_json::to_string(&content().sealed().unwrap()).unwrap();
    std::fs::write(&file, &whole).unwrap();
    let (code, data, words) = run(&file, &[]);
    assert_eq!(code, Some(0), "{words}");
    assert!(words.contains("Đã kiểm tra: mã băm; 0 đơn vị"), "{words}");
    assert!(words.contains("Khớp:"), "{words}");
    let (hash, count) = data.trim().split_once(' ').unwrap();
    assert_eq!((hash.len(), count), (64, "0"));
    assert_eq!(run(&file, &["--sha256", hash]).0, Some(0));
    let (code, _, words) = run(&file, &["--sha256", &"0".repeat(64)]);
    assert_eq!(code, Some(1));
    assert!(words.contains("khác mã băm cần đối chiếu"), "{words}");

    std::fs::write(&file, whole.replace("Năm 2026", "Năm 2025")).unwrap();
    let (code, _, words) = run(&file, &[]);
    assert_eq!(code, Some(1));
    assert!(words.contains("Khác: Mã băm của nội dung"), "{words}");

    for hostile in ["", "{}", "[[[[", "\u{1}", &"[".repeat(100_000)] {
        std::fs::write(&file, hostile).unwrap();
        let (code, data, words) = run(&file, &[]);
        assert_eq!((code, &*data), (Some(1), ""), "{words}");
        assert!(
            words.starts_with("Không kiểm tra được tệp công bố:"),
            "{words}"
        );
    }
    let (code, _, words) = run(&folder.path().join("khong-co.json"), &[]);
    assert_eq!(code, Some(1));
    assert!(words.starts_with("Không"), "{words}");
}
