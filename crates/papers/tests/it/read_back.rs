//! A paper that was written gives the same rows when it is read again.

use domain::plan::{Annex, Row};
use papers::{Layout, docx};

use crate::shared;

/// What a row says, without where it stood and how sure its reader was.
type Said = (String, Vec<String>);

fn said(row: &Row) -> Said {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let points = row.max_points.as_ref().map(ToString::to_string);
    (
        format!("{:?} {} < {:?}", row.kind, row.path, row.parent),
        vec![
            text(&row.code),
            text(&row.title),
            points.unwrap_or_default(),
            text(&row.rule_text),
            text(&row.evidence_text),
            text(&row.source_text),
            row.lead.join("; "),
            row.supporting.join("; "),
            text(&row.deadline_text),
            text(&row.measure),
            text(&row.target_text),
            text(&row.note),
        ],
    )
}

#[track_caller]
fn check(before: &[Annex], after: &[Annex], what: &str) {
    assert_eq!(before.len(), after.len(), "{what}: annexes");
    for (one, other) in before.iter().zip(after) {
        assert_eq!(one.name, other.name, "{what}");
        let (one, other): (Vec<Said>, Vec<Said>) = (
            one.rows.iter().map(said).collect(),
            other.rows.iter().map(said).collect(),
        );
        for (one, other) in one.iter().zip(&other) {
            assert_eq!(one, other, "{what}");
        }
        assert_eq!(one.len(), other.len(), "{what}: rows");
    }
}

#[test]
fn the_sample_written_as_word_reads_the_same() {
    let plan = shared::sample();
    let bytes = docx::write(&shared::paper(&plan), &Layout::default()).expect("written");
    let again = shared::plan(&bytes, "ke-hoach.docx");
    check(&plan.annexes, &again.annexes, "sample");
    assert_eq!(again.document.reference, plan.document.reference);
    assert_eq!(again.document.date, plan.document.date);
    assert_eq!(again.document.title, plan.document.title);
    assert_eq!(again.document.kind, plan.document.kind);
    assert_eq!(again.document.place, plan.document.place);
    assert_eq!(again.document.signatory, plan.document.signatory);
}

#[test]
fn real_plans_written_as_word_read_the_same() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/plans");
    let Ok(entries) = std::fs::read_dir(folder) else {
        assert!(
            std::env::var_os("CHAMDIEM_REQUIRE_PLANS").is_none(),
            "the real plans are needed"
        );
        eprintln!("skipped: the real plans are not here");
        return;
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let plan = shared::plan(&std::fs::read(&path).unwrap(), &name);
        let bytes = docx::write(&shared::paper(&plan), &Layout::default()).expect("written");
        if let Some(folder) = std::env::var_os("PAPERS_KEEP") {
            std::fs::write(
                std::path::Path::new(&folder).join(format!("{name}.docx")),
                &bytes,
            )
            .unwrap();
        }
        let again = shared::plan(&bytes, "ke-hoach.docx");
        check(&plan.annexes, &again.annexes, &name);
    }
}
