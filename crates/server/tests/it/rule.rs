//! `chamdiem rule read --jsonl`.

use crate::command::run;

#[test]
fn the_contract_s_own_example_is_answered() {
    let request = r#"{"id": "a", "text": "Tỷ lệ ≥80%: 10đ; Tỷ lệ <80% = tỷ lệ/80%*10đ", "max": "10", "inputs": [{"ratio": "0.4"}, {"num": 30, "den": 40}, {"ratio": null}]}"#;
    let answer = run(&["rule", "read", "--jsonl"], request.as_bytes());
    assert_eq!(answer.code, 0);
    let line = &answer.lines()[0];
    assert_eq!(line["id"], "a");
    assert_eq!(line["reading"], "certain");
    assert_eq!(line["kind"], "proportional_to");
    assert_eq!(line["points"], serde_json::json!(["5", "9.375", null]));
}

#[test]
fn one_bad_line_never_stops_the_rest() {
    let input = "không phải JSON\n{\"id\":1}\n\n{\"id\":\"b\",\"text\":\"Có: 5đ; Không: 0đ\",\"max\":5,\"inputs\":[{\"yes\":true}]}\n";
    let answer = run(&["rule", "read", "--jsonl"], input.as_bytes());
    let lines = answer.lines();
    assert!(lines[0]["error"].as_str().unwrap().starts_with("Không "));
    assert_eq!(lines[1]["id"], 1);
    assert!(lines[1]["error"].is_string());
    let last = lines.last().unwrap();
    assert_eq!(
        (&last["id"], &last["points"][0]),
        (&"b".into(), &"5".into())
    );
}

#[test]
fn what_nobody_can_read_gets_no_points() {
    let input = r#"{"id":"c","text":"Theo quy định của cấp có thẩm quyền","max":"10","inputs":[{"yes":true},{"ratio":"1"},{"value":5}]}"#;
    let line = &run(&["rule", "read", "--jsonl"], input.as_bytes()).lines()[0];
    assert_eq!(line["reading"], "unread");
    assert_eq!(line["points"], serde_json::json!([null, null, null]));
    assert_eq!(line["findings"][0]["code"], "F409");
}
