//! A plan in words, for a person at a terminal: head, annexes, findings.

use std::collections::BTreeMap;

use domain::plan::{Annex, OfficialDocument, Plan, Row, RowKind};
use domain::{Finding, Severity};
use reading::words;

use super::text_table::TextTable;

/// Everything, in the order in which one wants to know it.
pub fn summary(plan: &Plan) -> String {
    let mut out = head(&plan.document);
    for annex in &plan.annexes {
        out.push('\n');
        out.push_str(&heading(annex));
        out.push_str(&rows(annex, usize::MAX));
    }
    out.push_str(&format!(
        "\nTrong phần lời: {} chỉ tiêu bằng số, {} nhiệm vụ.\n",
        plan.targets.len(),
        plan.duties.len()
    ));
    out.push('\n');
    out.push_str(&findings(&plan.findings));
    out
}

/// Number, date, title, issuer, signatory.
pub fn head(document: &OfficialDocument) -> String {
    let or =
        |text: &Option<String>, missing: &str| text.clone().unwrap_or_else(|| missing.to_owned());
    let date = document
        .date
        .map_or_else(|| "chưa có ngày".to_owned(), words::number::date);
    let mut out = format!(
        "{} số {}, {date}\n{}\n",
        or(&document.kind, "Văn bản"),
        or(&document.reference, "(chưa có số)"),
        or(&document.title, "(không có trích yếu)"),
    );
    if let Some(issuer) = &document.issuer {
        out.push_str(&format!("Cơ quan ban hành: {issuer}\n"));
    }
    let bases: Vec<&str> = document
        .legal_bases
        .iter()
        .map(|basis| basis.reference.as_str())
        .collect();
    if !bases.is_empty() {
        out.push_str(&format!("Căn cứ: {}\n", bases.join("; ")));
    }
    out
}

/// Name, title and how many rows of each kind.
pub fn heading(annex: &Annex) -> String {
    let count = |kind: RowKind| annex.rows.iter().filter(|row| row.kind == kind).count();
    let kinds = [
        (RowKind::Heading, "nhóm"),
        (RowKind::Indicator, "chỉ số"),
        (RowKind::Task, "nhiệm vụ"),
        (RowKind::Target, "chỉ tiêu"),
    ];
    let counts: Vec<String> = kinds
        .into_iter()
        .map(|(kind, name)| (count(kind), name))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}"))
        .collect();
    let title = annex.title.as_deref().unwrap_or_default();
    format!(
        "{} – {title}: {} dòng ({})\n",
        annex.name,
        annex.rows.len(),
        counts.join(", ")
    )
}

/// The rows as a table, as many as wanted.
pub fn rows(annex: &Annex, most: usize) -> String {
    let mut table = TextTable::new(&[
        ("Mã", 8),
        ("Nội dung", 44),
        ("Điểm", 6),
        ("Chủ trì", 30),
        ("Thời hạn", 26),
        ("Hạn gần nhất", 12),
    ]);
    for row in annex.rows.iter().take(most) {
        table.row([
            row.path.clone(),
            row.title.clone().unwrap_or_default(),
            row.max_points
                .as_ref()
                .map(words::number::number)
                .unwrap_or_default(),
            row.lead.join("; "),
            row.deadline_text
                .clone()
                .or_else(|| row.target_text.clone())
                .unwrap_or_default(),
            first_due(row),
        ]);
    }
    let mut out = table.render();
    if annex.rows.len() > most {
        out.push_str(&format!("… và {} dòng nữa\n", annex.rows.len() - most));
    }
    out
}

fn first_due(row: &Row) -> String {
    let due = row
        .deadline
        .as_ref()
        .and_then(|reading| reading.due.first());
    due.map(|date| words::number::date(*date))
        .unwrap_or_default()
}

/// All findings, the worst first.
pub fn findings(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return "Không phát hiện điểm bất thường.\n".to_owned();
    }
    let count = |severity: Severity| {
        findings
            .iter()
            .filter(|finding| finding.code.severity() == severity)
            .count()
    };
    let mut out = format!(
        "Cần xem lại: {} lỗi, {} cảnh báo, {} lưu ý\n",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Info)
    );
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        for (sentence, group) in grouped(findings, severity) {
            let code = group[0].code.as_str();
            out.push_str(&format!("  {code}{}: {sentence}\n", places(&group)));
        }
    }
    out
}

/// Findings of one severity by their sentence, in the order of the document: what is said of
/// thirty rows is said once.
fn grouped(findings: &[Finding], severity: Severity) -> Vec<(String, Vec<&Finding>)> {
    let mut groups: Vec<(String, Vec<&Finding>)> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings
        .iter()
        .filter(|finding| finding.code.severity() == severity)
    {
        let sentence = words::finding::sentence(finding);
        match at.get(&sentence) {
            Some(group) => groups[*group].1.push(finding),
            None => {
                at.insert(sentence.clone(), groups.len());
                groups.push((sentence, vec![finding]));
            }
        }
    }
    groups
}

/// « 5.1 (dòng 116)» for one, « 3.1, 3.2, 4.4» for several.
fn places(group: &[&Finding]) -> String {
    if let [finding] = group {
        let row = finding
            .row
            .as_deref()
            .map(|row| format!(" {row}"))
            .unwrap_or_default();
        let line = finding
            .line
            .map(|line| format!(" (dòng {line})"))
            .unwrap_or_default();
        return row + &line;
    }
    let rows: Vec<&str> = group
        .iter()
        .filter_map(|finding| finding.row.as_deref())
        .collect();
    if rows.is_empty() {
        String::new()
    } else {
        format!(" {}", rows.join(", "))
    }
}
