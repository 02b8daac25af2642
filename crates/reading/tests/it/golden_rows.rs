//! Every annex row of two plans against hand-made truth: no row missing, none invented, every
//! cell compared.

use domain::plan::{Annex, Field, Plan, Row, RowKind};
use serde_json::Value;

use crate::shared;

pub(crate) fn plan(file: &str) -> Option<Plan> {
    let text = shared::text(&format!("plans/{file}"))?;
    let source = documents::read(text.as_bytes(), Some(file)).expect("text is readable");
    Some(reading::plan::read(&source, None))
}

#[test]
fn every_row_of_plan_000_is_read() {
    check("000_da130e82f681c5de.txt", "golden/000.rows.json");
}

#[test]
fn every_row_of_plan_001_is_read() {
    check("001_d468f9f1f25a1d59.txt", "golden/001.rows.json");
}

#[track_caller]
fn check(plan_file: &str, truth: &str) {
    let (Some(plan), Some(truth)) = (plan(plan_file), shared::json(truth)) else {
        return;
    };
    let table = &truth["tables"][0];
    let [annex] = plan.annexes.as_slice() else {
        panic!("one annex, not {}", plan.annexes.len())
    };
    let paths: Vec<&str> = annex.rows.iter().map(|row| row.path.as_str()).collect();
    let expected = table["rows"].as_array().expect("rows");
    let codes: Vec<&str> = expected
        .iter()
        .map(|row| {
            if row["row_type"] == "banner" {
                "#1"
            } else {
                row["full_code"].as_str().expect("code")
            }
        })
        .collect();
    assert_eq!(paths, codes);
    let mut tally = Tally::default();
    for (row, truth) in annex.rows.iter().zip(expected) {
        tally.row(row, truth);
    }
    eprintln!(
        "{plan_file}: {} of {} cells as in the truth",
        tally.cells - tally.wrong.len() - tally.uncorrected.len(),
        tally.cells
    );
    eprintln!(
        "corrections that nobody made by hand: {:#?}",
        tally.invented
    );
    eprintln!(
        "without the correction that a person would make: {:#?}",
        tally.uncorrected
    );
    assert!(tally.invented.is_empty());
    assert!(tally.uncorrected.len() <= 1);
    assert!(tally.wrong.is_empty(), "{:#?}", tally.wrong);
    check_columns(annex, table);
}

fn check_columns(annex: &Annex, table: &Value) {
    for column in &annex.columns {
        let expected = table["column_map"][&column.heading]
            .as_str()
            .expect("a heading");
        let expected = match expected {
            "max_score" => "MaxPoints",
            "coordinating" => "Supporting",
            "data_source" => "SourceText",
            other => other,
        };
        let field = format!("{:?}", column.field.expect("a meaning"));
        assert_eq!(
            field.to_lowercase(),
            expected.replace('_', "").to_lowercase()
        );
    }
}

#[derive(Default)]
struct Tally {
    cells: usize,
    wrong: Vec<String>,
    uncorrected: Vec<String>,
    invented: Vec<String>,
}

impl Tally {
    fn row(&mut self, row: &Row, truth: &Value) {
        let kind = match row.kind {
            RowKind::Banner => "banner",
            RowKind::Heading => "group",
            RowKind::Indicator => "indicator",
            RowKind::Task => "task",
            RowKind::Target => "target",
        };
        let path = &row.path;
        self.cell(path, "kind", Some(kind), truth["row_type"].as_str());
        let texts = [
            ("code", &row.code),
            ("parent", &row.parent),
            ("title", &row.title),
            ("rule_text", &row.rule_text),
            ("evidence_text", &row.evidence_text),
            ("data_source", &row.source_text),
            ("deadline_text", &row.deadline_text),
            ("unit", &row.measure),
            ("target_text", &row.target_text),
            ("note", &row.note),
        ];
        for (name, text) in texts {
            self.cell(path, name, text.as_deref(), truth[name].as_str());
        }
        // «0 điểm» under the lead is the maximum of that group: its certain correction.
        let points = truth["normalized"]
            .get("max_score")
            .unwrap_or(&truth["max_score"]);
        let points = points.as_i64().map(|points| points.to_string());
        self.cell(
            path,
            "max_points",
            row.max_points.as_ref().map(ToString::to_string).as_deref(),
            points.as_deref(),
        );
        for (name, list) in [("lead", &row.lead), ("coordinating", &row.supporting)] {
            let expected = shared::strings(&truth[name]).join(" | ");
            self.cell(path, name, Some(&list.join(" | ")), Some(&expected));
        }
        let lines: Vec<u64> = truth["source_lines"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_u64)
            .collect();
        let place = format!("{}-{}", row.place.line, row.place.line_end);
        let expected = format!("{}-{}", lines[0], lines[lines.len() - 1]);
        self.cell(path, "lines", Some(&place), Some(&expected));
        self.corrected(row, &truth["normalized"]);
    }

    fn corrected(&mut self, row: &Row, truth: &Value) {
        let fields = [
            (Field::Title, "title"),
            (Field::RuleText, "rule_text"),
            (Field::EvidenceText, "evidence_text"),
            (Field::SourceText, "data_source"),
            (Field::Lead, "lead"),
            (Field::Supporting, "coordinating"),
        ];
        for (field, name) in fields {
            let Some(expected) = truth.get(name) else {
                let invented = row.corrected.iter().find(|entry| entry.0 == field);
                self.invented
                    .extend(invented.map(|entry| format!("{} {entry:?}", row.path)));
                continue;
            };
            let expected = match expected {
                Value::Array(_) => shared::strings(expected).join("; "),
                other => other.as_str().unwrap_or("").to_owned(),
            };
            let tight = |text: &str| {
                text.chars()
                    .filter(|c| !c.is_whitespace() && *c != ';')
                    .collect::<String>()
            };
            let found = row
                .corrected
                .iter()
                .find(|entry| entry.0 == field)
                .map(|entry| tight(&entry.1));
            let name = format!("corrected {name}");
            self.cells += 1;
            if found.as_deref() != Some(&tight(&expected)) {
                self.uncorrected
                    .push(format!("{} {name}: {found:?}, not {expected:?}", row.path));
            }
        }
    }

    fn cell(&mut self, path: &str, name: &str, found: Option<&str>, expected: Option<&str>) {
        self.cells += 1;
        if found != expected {
            self.wrong
                .push(format!("{path} {name}: {found:?}, not {expected:?}"));
        }
    }
}
