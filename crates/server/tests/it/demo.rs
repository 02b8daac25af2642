//! `chamdiem demo`.

use crate::command::run;

#[test]
fn the_demo_reads_five_formats_alike_and_scores_with_reasons() {
    let answer = run(&["demo"], b"");
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert_eq!(answer.out.matches("73/73").count(), 5, "{}", answer.out);
    for words in [
        "LỊCH NĂM 2026",
        "14/10/2026",
        "F301",
        "Phường Sơn Khê",
        "Tỷ lệ ",
    ] {
        assert!(answer.out.contains(words), "{words}");
    }
}
