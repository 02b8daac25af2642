//! Papers made from what is kept: read again, they say the same.

use app::import::{self, NewImport, PartyChoice};
use app::paper::{Number, Signed, State, Subject, Which, Words};
use app::testing::{Trial, on_both, on_sqlite};
use app::{Actor, Error, PaperId, PlanId, Refusal, paper, period, plan};
use domain::plan::{Annex, Row};
use papers::{Block, Layout, docx};

use crate::office::Office;

const SAMPLE: &[u8] = include_bytes!("../../../../samples/son-khe/ke-hoach.txt");

/// Takes a file in whole, with everyone it names.
async fn taken_in(trial: &Trial, actor: &Actor, name: &str, bytes: &[u8]) -> (PlanId, Vec<Annex>) {
    let app = &trial.app;
    let new = NewImport {
        unit: actor.home.clone().unwrap().id,
        year: 2026,
        file_name: name.to_owned(),
        file: app.files().arrived(bytes).await.unwrap(),
    };
    let id = import::start(app, actor, new).await.unwrap();
    let opened = import::open(app, actor, &id).await.unwrap();
    let named = import::parties(app, &opened).await.unwrap();
    let open = named.iter().filter(|one| one.is_open()).map(|one| {
        let choice = PartyChoice::Create {
            kind: one.kind.name().to_owned(),
            name: one.name.clone(),
        };
        import::Decision::Party(one.key.clone(), Some(choice))
    });
    let decisions = open.collect();
    let version = import::decide(app, actor, &id, opened.draft.version, decisions)
        .await
        .unwrap();
    let plan = import::write(app, actor, &id, version).await.unwrap();
    (plan, opened.reading.plan.annexes.clone())
}

/// What a row says.
fn said(row: &Row) -> Vec<String> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        format!("{:?} {} < {:?}", row.kind, row.path, row.parent),
        text(&row.code),
        text(&row.title),
        row.max_points
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        text(&row.rule_text),
        text(&row.evidence_text),
        text(&row.source_text),
        row.lead.join("; "),
        row.supporting.join("; "),
        text(&row.deadline_text),
        text(&row.measure),
        text(&row.target_text),
        text(&row.note),
    ]
}

#[test]
fn a_plan_that_came_in_goes_out_and_reads_the_same() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let actor = &office.focal;
        let (id, before) = taken_in(&trial, actor, "ke-hoach.txt", SAMPLE).await;
        let paper = paper::of_plan(&trial.app, actor, &id).await.unwrap();
        assert!(paper.draft);
        assert_eq!(paper.bases.len(), 2);
        let headings = paper
            .body
            .iter()
            .filter(|block| matches!(block, Block::Heading(1, _)));
        assert_eq!(headings.count(), 3, "the text of the file is in the paper");
        let bytes = docx::write(&paper, &Layout::default()).unwrap();
        let source = documents::read(&bytes, Some("ke-hoach.docx")).unwrap();
        let again = reading::plan::read(&source, Some(2026));
        assert_eq!(again.annexes.len(), before.len());
        for (one, other) in before.iter().zip(&again.annexes) {
            assert_eq!((&one.name, &one.title), (&other.name, &other.title));
            assert_eq!(one.rows.len(), other.rows.len());
            for (one, other) in one.rows.iter().zip(&other.rows) {
                assert_eq!(said(one), said(other));
            }
        }
        let head = plan::head(&trial.app, actor, &id).await.unwrap();
        assert_eq!(again.document.reference, head.reference);
        assert_eq!(again.document.legal_bases.len(), 2);
    });
}

#[test]
fn a_typed_plan_gets_the_usual_text() {
    on_sqlite(|trial| async move {
        let office = Office::begun(&trial).await;
        let actor = &office.focal;
        let id = PlanId::parse(&office.plan).unwrap();
        let paper = paper::of_plan(&trial.app, actor, &id).await.unwrap();
        assert!(!paper.body.is_empty() && !paper.annexes.is_empty());
    });
}

/// A report of the office, in the period of today.
async fn report(trial: &Trial, office: &Office) -> PaperId {
    let app = &trial.app;
    let (actor, home) = (&office.focal, &office.unit);
    let context = period::context(app, actor, (&home.slug, None))
        .await
        .unwrap();
    let subject = Subject::Report(&context.unit, &context.period);
    paper::begin(app, actor, subject).await.unwrap()
}

fn number(reference: &str) -> Number {
    Number {
        reference: reference.to_owned(),
        issued_on: Some(jiff::civil::date(2026, 10, 15)),
    }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(done: Result<T, Error>, why: paper::Refusal) {
    match done {
        Err(Error::Refused(Refusal::Paper(refusal))) => assert_eq!(refusal, why),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_report_says_the_figures_of_one_instant_until_they_are_gathered_anew() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let (app, actor) = (&trial.app, &office.focal);
        let id = report(&trial, &office).await;
        let (sheet, _) = paper::show(app, actor, &id).await.unwrap();
        let values = &sheet.figures.fields.values;
        assert_eq!(values["số việc"], "5");
        assert_eq!(values["số việc hoàn thành"], "0");
        let said = |sheet: &paper::SheetOfPaper| format!("{:?}", sheet.paper().unwrap().body);
        assert!(said(&sheet).contains("phải thực hiện trong năm: 5"));
        let done = "update plan_row set status = 'done' where plan_id <> 'x'";
        trial.meddle(done).await;
        let (same, _) = paper::show(app, actor, &id).await.unwrap();
        assert_eq!(
            said(&same),
            said(&sheet),
            "figures do not move by themselves"
        );
        paper::gather(app, actor, &id, sheet.version).await.unwrap();
        let (new, _) = paper::show(app, actor, &id).await.unwrap();
        assert_eq!(new.figures.fields.values["số việc hoàn thành"], "5");
        let late = paper::gather(app, actor, &id, sheet.version).await;
        assert!(matches!(late, Err(Error::Stale(_))));
    });
}

#[test]
fn words_change_and_a_name_without_a_figure_is_refused() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let (app, actor) = (&trial.app, &office.focal);
        let id = report(&trial, &office).await;
        let (sheet, _) = paper::show(app, actor, &id).await.unwrap();
        let with = |body: &str, title: &str| Words {
            body: body.to_owned(),
            title: title.to_owned(),
            ..sheet.words.clone()
        };
        let edit = |version, words| paper::edit(app, actor, &id, (version, words));
        let unknown = paper::Refusal::UnknownField {
            name: "số sai".to_owned(),
        };
        refused(edit(1, with("Có [[số sai]] việc", "A")).await, unknown);
        refused(edit(1, with("Có", " ")).await, paper::Refusal::NoTitle);
        edit(1, with("Có [[số việc]] việc.", "Báo cáo quý"))
            .await
            .unwrap();
        let (sheet, _) = paper::show(app, actor, &id).await.unwrap();
        let expected = vec![Block::Paragraph("Có 5 việc.".to_owned())];
        assert_eq!(sheet.paper().unwrap().body, expected);
        let late = edit(1, with("Có", "A")).await;
        assert!(matches!(late, Err(Error::Stale(_))));
        let other = paper::edit(app, &office.other, &id, (2, with("Có", "A"))).await;
        assert!(!matches!(other, Ok(())), "only the focal officer writes");
    });
}

#[test]
fn an_issued_paper_is_frozen_and_its_signed_copy_is_kept_byte_for_byte() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let (app, actor) = (&trial.app, &office.focal);
        let id = report(&trial, &office).await;
        let signed = |bytes: &'static [u8]| async move {
            Signed {
                file: app.files().arrived(bytes).await.unwrap(),
                name: "ban-ky.pdf".to_owned(),
            }
        };
        let copy = b"%PDF-1.7 signed".as_slice();
        let early = paper::keep_signed(app, actor, &id, (1, signed(copy).await)).await;
        refused(early, paper::Refusal::NotIssued);
        let blank = paper::issue(app, actor, &id, (1, number("/BC-UBND"))).await;
        refused(blank, paper::Refusal::NoNumber);
        let stale = paper::issue(app, actor, &id, (7, number("27/BC-UBND"))).await;
        assert!(matches!(stale, Err(Error::Stale(_))));
        paper::issue(app, actor, &id, (1, number("27/BC-UBND")))
            .await
            .unwrap();
        let (sheet, _) = paper::show(app, actor, &id).await.unwrap();
        assert_eq!(sheet.state, State::Issued);
        let words = (sheet.version, sheet.words.clone());
        refused(
            paper::edit(app, actor, &id, words).await,
            paper::Refusal::Issued,
        );
        let again = paper::issue(app, actor, &id, (2, number("28/BC-UBND"))).await;
        refused(again, paper::Refusal::Issued);
        let (frozen, _, hash) = paper::file(app, actor, &id, Which::Docx).await.unwrap();
        assert_eq!(Some(hash), sheet.docx_sha256);
        assert!(frozen.size_bytes > 1000);
        let wrong = paper::keep_signed(app, actor, &id, (2, signed(b"PK..").await)).await;
        refused(wrong, paper::Refusal::NotPdf);
        paper::keep_signed(app, actor, &id, (2, signed(copy).await))
            .await
            .unwrap();
        let (_, copies) = paper::show(app, actor, &id).await.unwrap();
        assert_eq!(copies.len(), 1);
        let (kept, name, _) = paper::file(app, actor, &id, Which::Signed(1))
            .await
            .unwrap();
        assert_eq!((kept.size_bytes, name.as_str()), (15, "ban-ky.pdf"));
        let gone = paper::file(app, actor, &id, Which::Signed(2)).await;
        assert!(matches!(gone, Err(Error::NotFound(_))));
    });
}

#[test]
fn the_paper_of_a_plan_has_its_annexes_and_no_reasons_once_issued() {
    on_sqlite(|trial| async move {
        let office = Office::begun(&trial).await;
        let (app, actor) = (&trial.app, &office.focal);
        let (plan, before) = taken_in(&trial, actor, "ke-hoach.txt", SAMPLE).await;
        let id = paper::begin(app, actor, Subject::Plan(&plan))
            .await
            .unwrap();
        let (sheet, _) = paper::show(app, actor, &id).await.unwrap();
        let printed = sheet.paper().unwrap();
        assert_eq!(printed.annexes.len(), before.len());
        let bytes = docx::write(&printed, &Layout::default()).unwrap();
        let source = documents::read(&bytes, Some("ke-hoach.docx")).unwrap();
        let again = reading::plan::read(&source, Some(2026));
        let rows = |annexes: &[Annex]| -> Vec<Vec<String>> {
            annexes
                .iter()
                .flat_map(|one| one.rows.iter().map(said))
                .collect()
        };
        assert_eq!(rows(&again.annexes), rows(&before));
    });
}
