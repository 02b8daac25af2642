//! A finding: stable code, severity, place, sentence, values.

use std::collections::BTreeMap;

use domain::{Finding, Severity};
use serde::Serialize;

/// As in the contract.
#[derive(Serialize)]
pub struct FindingJson<'a> {
    code: &'static str,
    severity: &'static str,
    table: Option<&'a str>,
    row: Option<&'a str>,
    line: Option<u32>,
    message: String,
    values: BTreeMap<&'static str, &'a str>,
}

impl<'a> From<&'a Finding> for FindingJson<'a> {
    fn from(finding: &'a Finding) -> FindingJson<'a> {
        FindingJson {
            code: finding.code.as_str(),
            severity: severity(finding.code.severity()),
            table: finding.table.as_deref(),
            row: finding.row.as_deref(),
            line: finding.line,
            message: reading::words::finding::sentence(finding),
            values: finding
                .values
                .iter()
                .map(|(key, value)| (*key, value.as_str()))
                .collect(),
        }
    }
}

/// All of them.
pub fn all(findings: &[Finding]) -> Vec<FindingJson<'_>> {
    findings.iter().map(FindingJson::from).collect()
}

/// Its name in the contract.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
