//! `chamdiem deadline read --jsonl`.

use crate::command::run;

#[test]
fn the_contract_s_own_example_is_answered() {
    let request =
        r#"{"id": "a", "text": "Trong quý I/2024, khi có chỉ đạo của tỉnh", "year": 2024}"#;
    let line = &run(&["deadline", "read", "--jsonl"], request.as_bytes()).lines()[0];
    assert_eq!(line["kind"], "window");
    assert_eq!(line["start"], "2024-01-01");
    assert_eq!(line["end"], "2024-03-31");
    assert_eq!(line["event"], "có chỉ đạo của tỉnh");
    assert_eq!(line["due"], serde_json::json!(["2024-03-31"]));
}

#[test]
fn before_a_day_is_the_day_before_also_in_a_leap_year() {
    let input = "{\"text\":\"Trước ngày 01/3/2024\",\"year\":2024}\n{\"text\":\"Trước ngày 01/3/2025\",\"year\":2025}\n";
    let lines = run(&["deadline", "read", "--jsonl"], input.as_bytes()).lines();
    assert_eq!(lines[0]["due"], serde_json::json!(["2024-02-29"]));
    assert_eq!(lines[1]["due"], serde_json::json!(["2025-02-28"]));
}
