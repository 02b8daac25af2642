//! Papers made from what is kept: read again, they say the same.

use app::import::{self, NewImport, PartyChoice};
use app::testing::{Trial, on_both, on_sqlite};
use app::{Actor, PlanId, paper, plan};
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
