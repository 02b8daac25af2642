//! The first and the last page of five real plans.

use domain::FindingCode;
use domain::plan::OfficialDocument;
use domain::source::Source;
use reading::plan::head;

use crate::shared;

const PLANS: [&str; 5] = [
    "plans/000_da130e82f681c5de.txt",
    "plans/001_d468f9f1f25a1d59.txt",
    "plans/002_9b08d0edd2879f30.txt",
    "plans/003_fdbf68d093f4d8c5.txt",
    "plans/004_1dd271de583fd2ec.txt",
];

fn source(plan: usize) -> Option<Source> {
    let text = shared::text(PLANS[plan])?;
    Some(documents::read(text.as_bytes(), Some(PLANS[plan])).expect("plain text can be read"))
}

/// The head, and codes of its findings.
fn read(plan: usize) -> Option<(OfficialDocument, Vec<FindingCode>)> {
    let (document, findings) = head::read(&source(plan)?.blocks);
    Some((
        document,
        findings.iter().map(|finding| finding.code).collect(),
    ))
}

#[track_caller]
fn agrees_with_truth(plan: usize, truth: &str) {
    let (Some((document, _)), Some(truth)) = (read(plan), shared::json(truth)) else {
        return;
    };
    let truth = &truth["document"];
    let date = document.date.map(|date| date.to_string());
    assert_eq!(document.reference.as_deref(), truth["number"].as_str());
    assert_eq!(date.as_deref(), truth["date"].as_str());
    assert_eq!(document.issuer.as_deref(), truth["issuer_text"].as_str());
    assert_eq!(document.place.as_deref(), truth["place"].as_str());
    let title = format!(
        "{} {}",
        document.kind.unwrap_or_default(),
        document.title.unwrap_or_default()
    );
    assert_eq!(Some(title.as_str()), truth["title"].as_str());
    assert_eq!(
        document.years.first().copied().map(i64::from),
        truth["year"].as_i64()
    );
    let bases: Vec<_> = document
        .legal_bases
        .iter()
        .map(|basis| {
            (
                basis.reference.clone(),
                basis.date.map(|date| date.to_string()),
                basis.place.line,
            )
        })
        .collect();
    let expected: Vec<_> = truth["based_on"]
        .as_array()
        .expect("the truth lists legal bases")
        .iter()
        .map(|basis| {
            let text = |name: &str| basis[name].as_str().map(str::to_owned);
            let line = basis["line"]
                .as_u64()
                .and_then(|line| u32::try_from(line).ok());
            (
                text("number").unwrap_or_default(),
                text("date"),
                line.unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(bases, expected);
    let recipients: Vec<String> = document
        .recipients
        .iter()
        .map(|one| match &one.purpose {
            Some(purpose) => format!("{} ({purpose})", one.name),
            None => one.name.clone(),
        })
        .collect();
    assert_eq!(recipients, shared::strings(&truth["recipients"]));
    let name = document.signatory.and_then(|signatory| signatory.name);
    assert_eq!(name.as_deref(), truth["signer"]["name"].as_str());
}

#[test]
fn the_head_of_plan_000_is_as_by_hand() {
    agrees_with_truth(0, "golden/000.rows.json");
}

#[test]
fn the_head_of_plan_001_is_as_by_hand() {
    agrees_with_truth(1, "golden/001.rows.json");
    let Some((document, findings)) = read(1) else {
        return;
    };
    assert!(document.years_open_ended);
    // The first page has neither number nor date, and two sections are numbered II.
    assert_eq!(
        findings,
        [
            FindingCode::ReferenceDiffers,
            FindingCode::SectionNumberRepeated
        ]
    );
}

/// What a careful reader finds in the three plans without hand-made truth.
#[track_caller]
fn check(plan: usize, place: &str, issuer: &str, signed: &str, bases: &[&str]) {
    let Some((document, findings)) = read(plan) else {
        return;
    };
    assert_eq!((document.reference, document.date), (None, None));
    assert_eq!(
        findings,
        [FindingCode::ReferenceMissing, FindingCode::DateMissing]
    );
    assert_eq!(document.place.as_deref(), Some(place));
    assert_eq!(document.issuer.as_deref(), Some(issuer));
    assert_eq!(
        document
            .signatory
            .and_then(|signatory| signatory.name)
            .as_deref(),
        Some(signed)
    );
    let cited: Vec<&str> = document
        .legal_bases
        .iter()
        .map(|basis| basis.reference.as_str())
        .collect();
    assert_eq!(cited, bases);
    assert!(
        document
            .legal_bases
            .iter()
            .all(|basis| basis.date.is_some() && basis.subject.is_some())
    );
}

#[test]
fn drafts_with_blanks_say_so_and_are_read_all_the_same() {
    let bases = [
        "57-NQ/TW",
        "71-NQ/TW",
        "05-NQ/TU",
        "119/KH-UBND",
        "06-KH/ĐU",
        "72/KH-UBND",
    ];
    check(
        2,
        "Minh Hưng",
        "Ủy ban nhân dân phường Minh Hưng",
        "Nguyễn Văn Diễn",
        &bases,
    );
    check(
        3,
        "TP. Thái Bình",
        "UBND thành phố",
        "Hà Thị Thu Phương",
        &["121/KH-UBND"],
    );
    let bases = ["2663/KH-UBND", "556/TB-UBND"];
    check(
        4,
        "TP. Bắc Giang",
        "Chủ tịch UBND thành phố",
        "Đặng Đình Hoan",
        &bases,
    );
}
