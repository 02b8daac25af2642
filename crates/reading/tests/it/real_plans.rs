//! The plans without hand-made rows, checked by eye and then held by counts and a few cells; and
//! what a careful reader finds wrong in plan 001.

use domain::FindingCode as Code;
use domain::plan::{Annex, Field, Plan, RowKind};

use crate::golden_rows::plan;

fn count(annex: &Annex, kind: RowKind) -> usize {
    annex.rows.iter().filter(|row| row.kind == kind).count()
}

#[track_caller]
fn check(plan: &Plan, at: usize, name: &str, counts: [usize; 3]) {
    let annex = &plan.annexes[at];
    assert_eq!(annex.name, name);
    let usual = annex
        .rows
        .iter()
        .rev()
        .find(|row| row.kind != RowKind::Heading);
    let usual = usual.map_or(RowKind::Indicator, |row| row.kind);
    let found = [
        annex.rows.len(),
        count(annex, RowKind::Heading),
        count(annex, usual),
    ];
    assert_eq!(found, counts, "{name}: rows, headings, others");
}

fn said(plan: &Plan, code: Code) -> Vec<(&str, u32)> {
    let found = plan.findings.iter().filter(|finding| finding.code == code);
    found
        .map(|finding| {
            (
                finding.row.as_deref().unwrap_or(""),
                finding.line.unwrap_or(0),
            )
        })
        .collect()
}

#[test]
fn plan_002_has_targets_under_letters() {
    let Some(plan) = plan("002_9b08d0edd2879f30.txt") else {
        return;
    };
    assert_eq!(plan.annexes.len(), 1);
    check(&plan, 0, "Phụ lục", [32, 3, 29]);
    let annex = &plan.annexes[0];
    assert!(
        annex
            .rows
            .iter()
            .all(|row| matches!(row.kind, RowKind::Heading | RowKind::Target))
    );
    let row = annex
        .rows
        .iter()
        .find(|row| row.path == "C.11")
        .expect("C.11");
    assert_eq!((row.place.line, row.place.line_end), (268, 270));
    assert_eq!(row.code.as_deref(), Some("11."));
    assert_eq!(row.lead, ["Trung tâm Phục vụ HCC"]);
    let row = annex
        .rows
        .iter()
        .find(|row| row.path == "C.14")
        .expect("C.14");
    assert_eq!(row.corrected, [(Field::TargetText, "≥ 80%".to_owned())]);
    let odd: Vec<&str> = said(&plan, Code::MeasureOdd)
        .iter()
        .map(|found| found.0)
        .collect();
    assert_eq!(odd, ["A.1", "A.2", "C.3"]);
}

#[test]
fn plan_003_has_four_annexes() {
    let Some(plan) = plan("003_fdbf68d093f4d8c5.txt") else {
        return;
    };
    assert_eq!(plan.annexes.len(), 4);
    check(&plan, 0, "Phụ lục 01", [56, 8, 48]);
    check(&plan, 1, "Phụ lục 02", [13, 5, 8]);
    check(&plan, 2, "Phụ lục 03", [48, 9, 39]);
    check(&plan, 3, "Phụ lục 04", [6, 2, 4]);
    let broken = [
        (0, "3.1", 84, 87),
        (0, "6.7", 114, 117),
        (0, "8.4", 136, 141),
        (2, "2.7", 189, 192),
    ];
    for (annex, path, line, line_end) in broken {
        let row = plan.annexes[annex]
            .rows
            .iter()
            .find(|row| row.path == path)
            .expect(path);
        assert_eq!(
            (row.place.line, row.place.line_end),
            (line, line_end),
            "{path}"
        );
    }
    assert_eq!(said(&plan, Code::CodeMissing), [("5#1", 100)]);
    assert_eq!(said(&plan, Code::DeadlineInvalid), [("7.7", 130)]);
    let last = &plan.annexes[3];
    assert!(
        last.rows
            .iter()
            .filter(|row| row.kind == RowKind::Indicator)
            .all(|row| row.rule_text.is_some())
    );
    assert_eq!(plan.annexes[2].columns[2].field, Some(Field::Lead));
    assert_eq!(plan.annexes[2].columns[3].field, Some(Field::Supporting));
}

#[test]
fn plan_004_is_rebuilt_from_running_lines() {
    let Some(plan) = plan("004_1dd271de583fd2ec.txt") else {
        return;
    };
    assert_eq!(plan.annexes.len(), 1);
    let annex = &plan.annexes[0];
    assert_eq!(annex.rows.len(), 88);
    assert_eq!(count(annex, RowKind::Heading), 8);
    assert!(
        annex
            .rows
            .iter()
            .skip(2)
            .all(|row| row.confidence < 1.into())
    );
    assert!(said(&plan, Code::CodeGap).is_empty());
}

#[test]
fn what_is_wrong_in_plan_001_is_found() {
    let Some(plan) = plan("001_d468f9f1f25a1d59.txt") else {
        return;
    };
    for (code, rows) in [
        (Code::NumberingMixed, vec!["1"]),
        (Code::PillarTotalMissing, vec!["2", "4", "7"]),
        (Code::PillarTotalDiffers, vec!["5", "6"]),
        (Code::MaxPointsMissing, vec!["6.7"]),
        (Code::NotScored, vec!["9.1", "9.2", "9.3"]),
        (Code::EvidenceMissing, vec!["9.1", "9.2", "9.3"]),
        (Code::CellMissing, vec!["9.1", "9.2", "9.3"]),
        (Code::CellShifted, vec!["8.5", "9"]),
    ] {
        let mut found: Vec<&str> = said(&plan, code).iter().map(|found| found.0).collect();
        found.sort_unstable();
        assert_eq!(found, rows, "{code:?}");
    }
    // 100 declared, 105 in the rows; 170 declared, 150 in the rows.
    let totals = plan
        .findings
        .iter()
        .filter(|finding| finding.code == Code::PillarTotalDiffers);
    let totals: Vec<_> = totals
        .map(|found| (found.value("declared"), found.value("computed")))
        .collect();
    assert_eq!(totals, [("100", "105"), ("170", "150")]);
}

#[test]
fn what_is_wrong_in_plan_000_is_found() {
    let Some(plan) = plan("000_da130e82f681c5de.txt") else {
        return;
    };
    assert_eq!(said(&plan, Code::TargetsContradict), [("6.5", 214)]);
    assert!(
        said(&plan, Code::DueBeforeYearEnd)
            .iter()
            .any(|found| found.0 == "6.4")
    );
    assert_eq!(said(&plan, Code::EvidenceMissing).len(), 4);
}
