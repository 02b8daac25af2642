//! Plans to print: the sample of the repository, and the real ones where they stand.

use domain::plan::{Plan, Row};
use papers::annex::{Entry, annex};
use papers::{Head, Paper, Signatory};

/// The sample plan.
pub(crate) fn sample() -> Plan {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../samples/son-khe/ke-hoach.txt"
    );
    plan(
        &std::fs::read(path).expect("the sample is in the repository"),
        "ke-hoach.txt",
    )
}

pub(crate) fn plan(bytes: &[u8], name: &str) -> Plan {
    let source = documents::read(bytes, Some(name)).expect("readable");
    reading::plan::read(&source, None)
}

/// The paper of a plan as it was read.
pub(crate) fn paper(plan: &Plan) -> Paper {
    let document = &plan.document;
    let signatory = document.signatory.clone().unwrap_or_default();
    let annexes = plan.annexes.iter().map(|one| {
        let entries: Vec<Entry> = one.rows.iter().map(entry).collect();
        annex(&one.name, one.title.as_deref(), &entries)
    });
    Paper {
        head: Head {
            above: None,
            agency: document.issuer.clone().unwrap_or_default(),
            reference: document.reference.clone(),
            symbol: "KH-UBND".to_owned(),
            place: document.place.clone().unwrap_or_default(),
            date: document.date,
            year: 2026,
        },
        kind: "Kế hoạch".to_owned(),
        title: document.title.clone().unwrap_or_default(),
        bases: document
            .legal_bases
            .iter()
            .map(|basis| format!("Căn cứ {};", basis.reference))
            .collect(),
        recipients: document
            .recipients
            .iter()
            .map(|one| format!("- {};", one.name))
            .collect(),
        signatory: Signatory {
            posts: [signatory.capacity, signatory.post]
                .into_iter()
                .flatten()
                .collect(),
            name: signatory.name.unwrap_or_default(),
        },
        annexes: annexes.collect(),
        ..Paper::default()
    }
}

pub(crate) fn entry(row: &Row) -> Entry {
    let list = |names: &[String]| (!names.is_empty()).then(|| names.join("; "));
    Entry {
        kind: row.kind,
        code: row.code.clone(),
        title: row.title.clone().unwrap_or_default(),
        points: row
            .max_points
            .as_ref()
            .map(|points| (points.clone(), reading::words::number::number(points))),
        rule: row.rule_lines.clone().or_else(|| row.rule_text.clone()),
        evidence: row.evidence_text.clone(),
        source: row.source_text.clone(),
        lead: list(&row.lead),
        supporting: list(&row.supporting),
        deadline: row.deadline_text.clone(),
        measure: row.measure.clone(),
        target: row.target_text.clone(),
        note: row.note.clone(),
        reason: None,
    }
}
