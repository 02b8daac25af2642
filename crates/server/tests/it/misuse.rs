//! A command that is misused: exit 2 and a Vietnamese sentence; help is Vietnamese too.

use crate::command::run;

#[test]
fn misuse_is_told_in_vietnamese_with_exit_2() {
    let misused: [&[&str]; 5] = [
        &[],
        &["plan"],
        &["plan", "reed"],
        &["plan", "read", "x", "--năm"],
        &["plan", "read", "x", "--year", "hai"],
    ];
    for args in misused {
        let answer = run(args, b"");
        assert_eq!(answer.code, 2, "{args:?}");
        assert_eq!(answer.out, "");
        assert!(
            answer.err.starts_with("Không thực hiện được lệnh"),
            "{}",
            answer.err
        );
        assert!(!answer.err.contains("error"), "{}", answer.err);
    }
}

#[test]
fn help_speaks_vietnamese() {
    let answer = run(&["plan", "read", "--help"], b"");
    assert_eq!(answer.code, 0);
    for words in ["Cách dùng", "Tham số", "Tùy chọn", "In hướng dẫn"] {
        assert!(answer.out.contains(words), "{words}");
    }
    assert!(!answer.out.contains("Usage"), "{}", answer.out);
}
