//! `chamdiem plan read`.

use serde_json::Value;

use crate::command::{assert_refused, run, sample};

#[test]
fn the_json_has_what_the_contract_names() {
    let answer = run(&["plan", "read", &sample("ke-hoach.docx"), "--json"], b"");
    assert_eq!(answer.code, 0, "{}", answer.err);
    let plan = answer.json();
    let document = &plan["document"];
    assert_eq!(document["reference"], "27/KH-UBND");
    assert_eq!(document["date"], "2026-03-05");
    assert_eq!(document["years"], serde_json::json!([2026]));
    assert_eq!(document["legal_bases"][0]["reference"], "15/KH-UBND");
    assert_eq!(document["recipients"][0]["purpose"], "để b/c");
    assert_eq!(document["signatory"]["name"], "Trần Thu Hạnh");
    let tables = plan["tables"].as_array().unwrap();
    assert_eq!(tables.len(), 2);
    assert_eq!(tables[0]["columns"][0]["field"], "code");
    let row = row(&tables[0], "5.6.1");
    for field in [
        "type",
        "code",
        "path",
        "parent",
        "title",
        "max_points",
        "rule_text",
    ] {
        assert!(row[field].is_string(), "{field}: {row}");
    }
    assert_eq!(row["parent"], "5.6");
    assert_eq!(row["max_points"], "5");
    assert_eq!(row["rule"]["reading"], "certain");
    assert_eq!(row["deadline"]["due"], serde_json::json!(["2026-12-31"]));
    assert_eq!(row["measure"], Value::Null);
    assert!(row["source"]["line"].is_number());
    let target = self::row(&tables[1], "B.1");
    assert_eq!(target["type"], "target");
    assert_eq!(target["target"]["operator"], ">=");
    assert_eq!(target["target"]["value"], "1.5");
    assert!(!plan["targets"].as_array().unwrap().is_empty());
    assert!(!plan["duties"].as_array().unwrap().is_empty());
}

fn row<'a>(table: &'a Value, path: &str) -> &'a Value {
    let rows = table["rows"].as_array().expect("rows");
    rows.iter()
        .find(|row| row["path"] == path)
        .expect("the row")
}

#[test]
fn a_file_comes_by_standard_input_too_and_its_name_decides_nothing() {
    let bytes = std::fs::read(sample("ke-hoach.pdf")).unwrap();
    let piped = run(&["plan", "read", "-", "--json"], &bytes);
    assert_eq!(piped.code, 0, "{}", piped.err);
    assert_eq!(piped.json()["document"]["reference"], "27/KH-UBND");
    let named = run(&["plan", "read", &sample("ke-hoach.pdf"), "--json"], b"");
    assert_eq!(piped.out, named.out);
}

#[test]
fn what_is_wrong_in_a_damaged_plan_is_found() {
    let answer = run(
        &["plan", "read", &sample("ke-hoach-hong.txt"), "--json"],
        b"",
    );
    let plan = answer.json();
    let findings = plan["findings"].as_array().unwrap();
    let found = |code: &str, row: Option<&str>| {
        let same = |finding: &&Value| finding["code"] == code && finding["row"].as_str() == row;
        findings.iter().any(|finding| same(&finding))
    };
    let planted = [
        ("F105", None),
        ("F201", Some("6.8#2")),
        ("F203", Some("3.5")),
        ("F301", Some("5")),
        ("F303", Some("6.6")),
        ("F401", Some("8.1")),
        ("F402", Some("1.4")),
        ("F404", Some("7.3")),
        ("F408", Some("5.6.2")),
        ("F501", Some("2.4")),
        ("F502", Some("3.3")),
        ("F601", Some("6.3")),
        ("F208", Some("4.5")),
        ("F701", Some("8.2")),
    ];
    for (code, row) in planted {
        assert!(found(code, row), "{code} {row:?}");
    }
    for finding in findings {
        assert!(
            finding["message"].as_str().unwrap().contains(' '),
            "{finding}"
        );
    }
}

#[test]
fn the_sound_plan_raises_no_error() {
    let plan = run(&["plan", "read", &sample("ke-hoach.txt"), "--json"], b"").json();
    for finding in plan["findings"].as_array().unwrap() {
        assert_ne!(finding["severity"], "error", "{finding}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_with_a_sentence() {
    let check = |bytes: &[u8], why: &str| assert_refused(&run(&["plan", "read", "-"], bytes), why);
    check(b"", "rỗng");
    check(b"abc\0\0\0def", "không phải văn bản");
    check(b"%PDF-1.7 and nothing more", "hỏng");
    check(b"PK\x03\x04 and nothing more", "hỏng");
    check(b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG");
    check(b"{\\rtf1 text}", "RTF");
    let wide = "STT\tTên\t".to_owned() + &"x\t".repeat(10_000);
    check(wide.as_bytes(), "cột");
    assert_refused(
        &run(&["plan", "read", "/there/is/no/such.docx"], b""),
        "không có tệp",
    );
}
